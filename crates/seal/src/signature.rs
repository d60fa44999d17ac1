//! Signatures and those who make and check them (电子签名).
//!
//! The traits stand between the house and the key. The software key of [`crate::sm2`] serves
//! checkpoints of the journal and demonstrations; a certified device behind its vendor's
//! interface, or the seal service of a province, implements the same [`Signer`].
//!
//! Standards: GM/T 0003.2-2012 (SM2 digital signature), GM/T 0009-2012 (encoding of r and s).

use std::fmt;

use crate::error::SealError;
use crate::text::{base64url, hex, parse_base64url};

/// Somebody who can sign: a software key, a device, a seal service.
pub trait Signer: Send + Sync {
    /// The name under which the key is known, for the record of who signed.
    fn key_name(&self) -> &str;

    /// Signs the message.
    fn sign(&self, message: &[u8]) -> Result<Signature, SealError>;

    /// The public key in PEM form (`SubjectPublicKeyInfo`), for anybody who wants to check.
    fn public_key_pem(&self) -> Result<String, SealError>;
}

/// Somebody who can check a signature.
pub trait Verifier: Send + Sync {
    /// Succeeds when the signature belongs to this message.
    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), SealError>;
}

/// An SM2 signature: r and s, 32 bytes each.
///
/// Its text form is base64url without padding; [`Signature::to_der`] gives the form that X.509,
/// `openssl` and GM/T 0009 use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Takes r and s, 32 bytes each, one after the other.
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// Reads the bytes of a signature as a database returns them.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, SealError> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| SealError::Malformed { what: "signature", expected: "64 bytes" })
    }

    /// r and s, one after the other.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }

    /// The text form, 86 symbols of base64url.
    pub fn to_text(&self) -> String {
        base64url(&self.0)
    }

    /// Reads the text form.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let expected = "86 symbols of base64url";
        let fault = SealError::Malformed { what: "signature", expected };
        let bytes = parse_base64url(text).ok_or_else(|| fault.clone())?;
        bytes.try_into().map(Self).map_err(|_| fault)
    }

    /// The signature in DER: a sequence of the two integers r and s.
    pub fn to_der(&self) -> Vec<u8> {
        let mut content = Vec::with_capacity(70);
        for half in self.0.chunks_exact(32) {
            let start = half.iter().position(|byte| *byte != 0).unwrap_or(31);
            let digits = &half[start..];
            let sign = usize::from(digits[0] >= 0x80);
            content.push(0x02);
            content.push(u8::try_from(digits.len() + sign).unwrap_or(33));
            content.resize(content.len() + sign, 0);
            content.extend_from_slice(digits);
        }
        let mut der = vec![0x30, u8::try_from(content.len()).unwrap_or(70)];
        der.extend(content);
        der
    }

    /// Reads a signature in DER; anything but the shortest form is refused.
    pub fn from_der(der: &[u8]) -> Result<Self, SealError> {
        let fault = SealError::Malformed {
            what: "signature",
            expected: "a DER sequence of two integers of at most 32 bytes",
        };
        Self::read_der(der).ok_or(fault)
    }

    fn read_der(der: &[u8]) -> Option<Self> {
        let (content, rest) = take(der, 0x30)?;
        let (r, after) = take(content, 0x02)?;
        let (s, end) = take(after, 0x02)?;
        if !rest.is_empty() || !end.is_empty() {
            return None;
        }
        let mut bytes = [0; 64];
        for (half, digits) in bytes.chunks_exact_mut(32).zip([r, s]) {
            let digits = unsigned(digits)?;
            half.get_mut(32_usize.checked_sub(digits.len())?..)?.copy_from_slice(digits);
        }
        Some(Self(bytes))
    }
}

/// Splits one short DER element off: its content and what follows.
fn take(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let [found, length, rest @ ..] = der else {
        return None;
    };
    let length = usize::from(*length);
    if *found != tag || length >= 0x80 || length > rest.len() {
        return None;
    }
    Some(rest.split_at(length))
}

/// The digits of a non-negative integer in its shortest form.
fn unsigned(content: &[u8]) -> Option<&[u8]> {
    match content {
        [0, next, ..] if *next >= 0x80 => Some(&content[1..]),
        [0] => Some(content),
        [first, ..] if (1..0x80).contains(first) => Some(content),
        _ => None,
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Signature({})", hex(&self.0))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_text())
    }
}

#[cfg(test)]
mod tests {
    use super::Signature;

    fn signature(r: &[u8], s: &[u8]) -> Signature {
        let mut bytes = [0; 64];
        bytes[32 - r.len()..32].copy_from_slice(r);
        bytes[64 - s.len()..].copy_from_slice(s);
        Signature::from_bytes(bytes)
    }

    #[test]
    fn der_keeps_every_length_of_r_and_s() {
        for r in [&[1_u8][..], &[0x7f; 32], &[0x80; 32], &[0xff; 31], &[0x80], &[0]] {
            for s in [&[2_u8][..], &[0xfe; 32], &[0x12; 30]] {
                let signature = signature(r, s);
                assert_eq!(Signature::from_der(&signature.to_der()), Ok(signature));
                assert_eq!(Signature::parse(&signature.to_text()), Ok(signature));
            }
        }
        assert_eq!(signature(&[1], &[0x80]).to_der(), [0x30, 7, 2, 1, 1, 2, 2, 0, 0x80]);
    }

    #[test]
    fn der_that_is_not_the_shortest_form_is_refused() {
        for der in [
            &[0x30, 7, 2, 2, 0, 1, 2, 1, 1][..],
            &[0x30, 6, 2, 1, 1, 2, 1, 1, 0],
            &[0x30, 6, 2, 1, 0x80, 2, 1, 1],
            &[0x30, 0x81, 6, 2, 1, 1, 2, 1, 1],
            &[0x30, 5, 2, 0, 2, 1, 1],
            &[0x30, 9, 2, 1, 1],
            &[],
        ] {
            assert!(Signature::from_der(der).is_err(), "{der:?}");
        }
        let mut long = vec![0x30, 38, 2, 33];
        long.extend([1; 33]);
        long.extend([2, 1, 1]);
        assert!(Signature::from_der(&long).is_err());
    }

    #[test]
    fn text_of_another_length_is_no_signature() {
        assert!(Signature::parse("").is_err());
        assert!(Signature::parse(&"A".repeat(85)).is_err());
        assert!(Signature::from_slice(&[0; 63]).is_err());
    }
}
