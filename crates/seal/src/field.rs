//! Encryption of single fields at rest, and the blind index by which they are found again.
//!
//! Identity numbers, telephone numbers, addresses and medical facts are stored as sealed text
//! (`domain.md` 9; Personal Information Protection Law art. 51). The context names the place the
//! text belongs to (table, column, row), so that a sealed number cannot be moved to another row.
//! A [`Fingerprint`] is a keyed digest: equal numbers have equal fingerprints, and without the
//! key nobody can try all the numbers there are.
//!
//! Standards: GM/T 0002-2012 (SM4), RFC 8998 (SM4-GCM), RFC 2104 (HMAC) over SM3.

use std::fmt;

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use hmac::{Hmac, Mac};

use crate::chain::Digest;
use crate::error::SealError;
use crate::text::{base64url, parse_base64url};

/// Twelve bytes that are never used twice with one key; the caller draws them at random.
pub type Nonce = [u8; 12];

/// The sign at the head of every sealed text: its layout.
const LAYOUT: &str = "s1";

/// Something that seals and opens single fields.
pub trait FieldCipher: Send + Sync {
    /// Seals a text for one place.
    fn seal(&self, plain: &str, nonce: Nonce, context: &str) -> String;

    /// Opens a text sealed for the same place.
    fn open(&self, sealed: &str, context: &str) -> Result<String, SealError>;
}

/// SM4 in Galois/Counter Mode under one named key.
///
/// A sealed text reads `s1:<key>:<base64url of nonce, cipher text and tag>`.
#[derive(Clone)]
pub struct Sm4Gcm {
    key_name: String,
    cipher: aes_gcm::AesGcm<sm4::Sm4, U12>,
}

impl Sm4Gcm {
    /// Takes a key of 16 bytes; the name is written at the head of what it seals.
    pub fn new(key_name: &str, key: &[u8; 16]) -> Self {
        Self { key_name: key_name.to_owned(), cipher: aes_gcm::AesGcm::new(key.into()) }
    }

    /// The name written at the head of what this key seals.
    pub fn key_name(&self) -> &str {
        &self.key_name
    }
}

impl FieldCipher for Sm4Gcm {
    fn seal(&self, plain: &str, nonce: Nonce, context: &str) -> String {
        let payload = Payload { msg: plain.as_bytes(), aad: context.as_bytes() };
        // Refused only beyond 64 GiB, which no text in memory reaches.
        let hidden = self.cipher.encrypt(&nonce.into(), payload).unwrap_or_default();
        let body = [nonce.as_slice(), &hidden].concat();
        format!("{LAYOUT}:{}:{}", self.key_name, base64url(&body))
    }

    fn open(&self, sealed: &str, context: &str) -> Result<String, SealError> {
        let (key_name, body) = split(sealed)?;
        if key_name != self.key_name {
            return Err(SealError::UnknownKey(key_name.to_owned()));
        }
        let body = parse_base64url(body).ok_or(MALFORMED)?;
        let (nonce, hidden) = body.split_first_chunk::<12>().ok_or(MALFORMED)?;
        let payload = Payload { msg: hidden, aad: context.as_bytes() };
        let plain =
            self.cipher.decrypt(&(*nonce).into(), payload).map_err(|_| SealError::CannotOpen)?;
        String::from_utf8(plain).map_err(|_| SealError::CannotOpen)
    }
}

impl fmt::Debug for Sm4Gcm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sm4Gcm({})", self.key_name)
    }
}

const MALFORMED: SealError =
    SealError::Malformed { what: "sealed text", expected: "s1:key:base64url" };

/// The key name and the body of a sealed text.
pub(crate) fn split(sealed: &str) -> Result<(&str, &str), SealError> {
    let rest = sealed.strip_prefix(LAYOUT).and_then(|rest| rest.strip_prefix(':'));
    rest.and_then(|rest| rest.split_once(':')).ok_or(MALFORMED)
}

/// Whether a text has the look of a sealed one; says nothing about whether it can be opened.
pub fn is_sealed(text: &str) -> bool {
    split(text).is_ok_and(|(_, body)| parse_base64url(body).is_some_and(|body| body.len() >= 28))
}

/// The blind index: a keyed digest by which a sealed number is looked up.
#[derive(Clone)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Takes a key of 32 bytes. It stays the same for the life of the data: a new key would make
    /// every stored fingerprint useless.
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The fingerprint of a value of one kind.
    ///
    /// The kind keeps equal values of different kinds apart: the same digits as a telephone
    /// number and as part of a case number have different fingerprints.
    pub fn of(&self, kind: &str, value: &str) -> Digest {
        // Any length of key is allowed in HMAC, so this never falls back.
        let Ok(mut mac) = Hmac::<sm3::Sm3>::new_from_slice(&self.0) else {
            return Digest::ZERO;
        };
        mac.update(&(kind.len() as u64).to_be_bytes());
        mac.update(kind.as_bytes());
        mac.update(value.as_bytes());
        Digest::from_bytes(mac.finalize().into_bytes().into())
    }

    pub(crate) const fn key(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fingerprint")
    }
}

#[cfg(test)]
mod tests {
    use aes_gcm::aead::{Aead, KeyInit, Payload};
    use hmac::Hmac;
    use sm4::cipher::BlockCipherEncrypt;

    use super::{FieldCipher, Fingerprint, Sm4Gcm, is_sealed};
    use crate::error::SealError;
    use crate::text::{hex, parse_hex};

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        parse_hex(text).unwrap().try_into().unwrap()
    }

    fn cipher() -> Sm4Gcm {
        Sm4Gcm::new("k1", &[9; 16])
    }

    #[test]
    fn the_example_of_the_sm4_standard_comes_out() {
        let key: [u8; 16] = bytes("0123456789abcdeffedcba9876543210");
        let mut block = key.into();
        sm4::Sm4::new(&key.into()).encrypt_block(&mut block);
        assert_eq!(hex(&block), "681edf34d206965e86b3e94f536e4246");
    }

    #[test]
    fn the_example_of_rfc_8998_comes_out() {
        let key: [u8; 16] = bytes("0123456789abcdeffedcba9876543210");
        let nonce: [u8; 12] = bytes("00001234567800000000abcd");
        let plain = parse_hex(
            &["aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa"].map(|b| b.repeat(8)).concat(),
        )
        .unwrap();
        let aad = parse_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2").unwrap();
        let hidden = super::Sm4Gcm::new("k", &key)
            .cipher
            .encrypt(&nonce.into(), Payload { msg: &plain, aad: &aad })
            .unwrap();
        assert_eq!(
            hex(&hidden),
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
             d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
             83de3541e4c2b58177e065a9bf7b62ec"
        );
    }

    #[test]
    fn a_field_opens_only_in_the_place_it_was_sealed_for() {
        let sealed = cipher().seal("990101195003071234", [1; 12], "cases/7/identity");
        assert!(sealed.starts_with("s1:k1:"));
        assert!(is_sealed(&sealed));
        assert_eq!(cipher().open(&sealed, "cases/7/identity").as_deref(), Ok("990101195003071234"));
        assert_eq!(cipher().open(&sealed, "cases/8/identity"), Err(SealError::CannotOpen));
        let other = Sm4Gcm::new("k1", &[8; 16]);
        assert_eq!(other.open(&sealed, "cases/7/identity"), Err(SealError::CannotOpen));
        let renamed = Sm4Gcm::new("k2", &[9; 16]);
        assert_eq!(
            renamed.open(&sealed, "cases/7/identity"),
            Err(SealError::UnknownKey("k1".to_owned()))
        );
    }

    #[test]
    fn any_changed_bit_of_a_sealed_field_is_noticed() {
        let sealed = cipher().seal("望溪县青榕镇", [2; 12], "address");
        let body = crate::text::parse_base64url(&sealed["s1:k1:".len()..]).unwrap();
        for at in 0..body.len() {
            let mut changed = body.clone();
            changed[at] ^= 0x10;
            let forged = format!("s1:k1:{}", crate::text::base64url(&changed));
            assert_eq!(cipher().open(&forged, "address"), Err(SealError::CannotOpen));
        }
    }

    #[test]
    fn text_that_is_not_sealed_says_so() {
        for text in ["", "s1", "s1:", "s1:k1", "s2:k1:AAAA", "s1:k1:A", "s1:k1:AAAA", "plain"] {
            assert!(matches!(cipher().open(text, ""), Err(SealError::Malformed { .. })), "{text}");
            assert!(!is_sealed(text));
        }
    }

    #[test]
    fn empty_and_long_fields_come_back() {
        for plain in [String::new(), "䶮〇·".repeat(10_000)] {
            let sealed = cipher().seal(&plain, [3; 12], "note");
            assert_eq!(cipher().open(&sealed, "note"), Ok(plain));
        }
    }

    #[test]
    fn fingerprints_are_equal_for_equal_values_of_one_kind_only() {
        let index = Fingerprint::new([4; 32]);
        assert_eq!(index.of("identity", "1"), index.of("identity", "1"));
        assert_ne!(index.of("identity", "1"), index.of("phone", "1"));
        assert_ne!(index.of("ab", "c"), index.of("a", "bc"));
        assert_ne!(index.of("identity", "1"), Fingerprint::new([5; 32]).of("identity", "1"));
    }

    #[test]
    fn hmac_is_computed_over_sm3_as_rfc_2104_says() {
        let pad = |byte: u8| [[byte ^ 4; 32], [byte; 32]].concat();
        let message = [&4_u64.to_be_bytes()[..], b"kind", b"value"].concat();
        let inner = crate::sm3(&[pad(0x36), message].concat());
        let outer = crate::sm3(&[pad(0x5c), inner.as_bytes().to_vec()].concat());
        assert_eq!(Fingerprint::new([4; 32]).of("kind", "value"), outer);
        assert!(Hmac::<sm3::Sm3>::new_from_slice(&[]).is_ok());
    }

    #[test]
    fn keys_do_not_show_themselves() {
        assert_eq!(format!("{:?}", cipher()), "Sm4Gcm(k1)");
        assert_eq!(format!("{:?}", Fingerprint::new([1; 32])), "Fingerprint");
    }
}
