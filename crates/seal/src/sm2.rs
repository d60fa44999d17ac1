//! SM2 keys in software.
//!
//! They rest on the pure implementation of the `RustCrypto` project, which has not been audited by
//! a third party: enough for checkpoints, demonstrations and tests, not for the levels of GM/T
//! 0054. There a certified device takes the place of [`SoftwareSigner`] behind the same trait.
//! Signing draws no random number: the secret k is derived from key and message after RFC 6979.
//!
//! Standards: GM/T 0003-2012, GM/T 0009-2012 (distinguishing identifier), RFC 5208 (PKCS#8).

use std::fmt;

use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{self, SigningKey, VerifyingKey};
use sm2::pkcs8::{
    DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding,
};

use crate::error::SealError;
use crate::signature::{Signature, Signer, Verifier};

/// The distinguishing identifier that GM/T 0009-2012 sets where none was agreed.
pub const DISTINGUISHING_IDENTIFIER: &str = "1234567812345678";

/// An SM2 private key held in memory, with the name it signs under.
#[derive(Clone)]
pub struct SoftwareSigner {
    key_name: String,
    secret: sm2::SecretKey,
    key: SigningKey,
}

impl SoftwareSigner {
    /// Makes a key from 32 random bytes.
    ///
    /// About one draw in four thousand million does not denote a key and gives
    /// [`SealError::UnusableKey`]; the caller draws again.
    pub fn from_random(key_name: &str, bytes: &[u8; 32]) -> Result<Self, SealError> {
        let secret = sm2::SecretKey::from_slice(bytes).map_err(|_| SealError::UnusableKey)?;
        Self::hold(key_name, secret)
    }

    /// Reads a private key in PKCS#8 PEM form.
    pub fn from_pkcs8_pem(key_name: &str, pem: &str) -> Result<Self, SealError> {
        let secret =
            sm2::SecretKey::from_pkcs8_pem(pem).map_err(|_| SealError::UnreadableKey("private"))?;
        Self::hold(key_name, secret)
    }

    /// The private key in PKCS#8 PEM form, to be kept where only the server can read it.
    pub fn to_pkcs8_pem(&self) -> Result<String, SealError> {
        self.secret
            .to_pkcs8_pem(LineEnding::LF)
            .map(|pem| pem.to_string())
            .map_err(|_| SealError::UnwritableKey("private"))
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.key.verifying_key().clone())
    }

    fn hold(key_name: &str, secret: sm2::SecretKey) -> Result<Self, SealError> {
        let key = SigningKey::new(DISTINGUISHING_IDENTIFIER, &secret)
            .map_err(|_| SealError::UnusableKey)?;
        Ok(Self { key_name: key_name.to_owned(), secret, key })
    }
}

impl Signer for SoftwareSigner {
    fn key_name(&self) -> &str {
        &self.key_name
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SealError> {
        let signed: dsa::Signature =
            self.key.try_sign(message).map_err(|fault| SealError::NotSigned(fault.to_string()))?;
        Signature::from_slice(&signed.to_bytes())
    }

    fn public_key_pem(&self) -> Result<String, SealError> {
        self.public_key().to_pem()
    }
}

impl fmt::Debug for SoftwareSigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SoftwareSigner({})", self.key_name)
    }
}

/// An SM2 public key.
#[derive(Clone)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads a public key in PEM form (`SubjectPublicKeyInfo`).
    pub fn from_pem(pem: &str) -> Result<Self, SealError> {
        let fault = SealError::UnreadableKey("public");
        let key = sm2::PublicKey::from_public_key_pem(pem).map_err(|_| fault.clone())?;
        VerifyingKey::new(DISTINGUISHING_IDENTIFIER, key).map(Self).map_err(|_| fault)
    }

    /// The key in PEM form (`SubjectPublicKeyInfo`).
    pub fn to_pem(&self) -> Result<String, SealError> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| SealError::UnwritableKey("public"))
    }

    /// The uncompressed point, 65 bytes, as certificates and seals carry it.
    pub fn to_point(&self) -> Vec<u8> {
        self.0.to_sec1_bytes().into_vec()
    }
}

impl Verifier for PublicKey {
    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), SealError> {
        let parsed = dsa::Signature::from_slice(signature.as_bytes())
            .map_err(|_| SealError::WrongSignature)?;
        self.0.verify(message, &parsed).map_err(|_| SealError::WrongSignature)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.to_point() == other.to_point()
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({})", crate::text::hex(&self.to_point()))
    }
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, SoftwareSigner};
    use crate::chain::sm3;
    use crate::error::SealError;
    use crate::signature::{Signature, Signer, Verifier};

    fn signer() -> SoftwareSigner {
        SoftwareSigner::from_random("checkpoint", sm3(b"a key for tests").as_bytes()).unwrap()
    }

    #[test]
    fn a_signature_belongs_to_one_message_and_one_key() {
        let signer = signer();
        let signature = signer.sign("检查点".as_bytes()).unwrap();
        let key = signer.public_key();
        assert_eq!(key.verify("检查点".as_bytes(), &signature), Ok(()));
        assert_eq!(key.verify("检查奌".as_bytes(), &signature), Err(SealError::WrongSignature));
        let other = SoftwareSigner::from_random("other", &[5; 32]).unwrap().public_key();
        assert_eq!(other.verify("检查点".as_bytes(), &signature), Err(SealError::WrongSignature));
        assert_eq!(signer.sign("检查点".as_bytes()), Ok(signature), "no random number is drawn");
    }

    #[test]
    fn any_changed_bit_of_a_signature_is_noticed() {
        let signer = signer();
        let key = signer.public_key();
        let signature = signer.sign(b"entry").unwrap();
        for bit in (0..512).step_by(37) {
            let mut bytes = *signature.as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let forged = Signature::from_bytes(bytes);
            assert_eq!(key.verify(b"entry", &forged), Err(SealError::WrongSignature));
        }
        for hostile in [[0; 64], [0xff; 64]] {
            assert!(key.verify(b"entry", &Signature::from_bytes(hostile)).is_err());
        }
    }

    #[test]
    fn keys_survive_being_written_down() {
        let signer = signer();
        let pem = signer.to_pkcs8_pem().unwrap();
        let read = SoftwareSigner::from_pkcs8_pem("again", &pem).unwrap();
        assert_eq!(read.public_key(), signer.public_key());
        assert_eq!(read.key_name(), "again");
        let public = signer.public_key_pem().unwrap();
        assert_eq!(PublicKey::from_pem(&public), Ok(signer.public_key()));
        assert!(PublicKey::from_pem(&pem).is_err());
        assert!(SoftwareSigner::from_pkcs8_pem("wrong", &public).is_err());
        assert!(PublicKey::from_pem("not a key").is_err());
    }

    #[test]
    fn bytes_that_denote_no_key_are_refused() {
        for bytes in [[0; 32], [0xff; 32]] {
            assert_eq!(
                SoftwareSigner::from_random("x", &bytes).map(|_| ()),
                Err(SealError::UnusableKey)
            );
        }
    }

    #[test]
    fn a_private_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", signer()), "SoftwareSigner(checkpoint)");
    }
}
