//! Personal data at rest: encrypted fields, masked on screen, found again by fingerprint.
//!
//! Personal Information Protection Law arts. 28–29 and 51: names, identity numbers, phones and the
//! answers to an item's questions, which may be medical facts, are sealed with SM4 before they
//! reach any table or journal payload.

use crate::clock::Randomness;
use crate::error::HallError;
use seal::{FieldCipher, KeyRing};
use std::sync::Arc;

/// The vault for fields of personal data (个人信息加密).
#[derive(Clone)]
pub struct Vault {
    ring: Arc<KeyRing>,
    randomness: Arc<dyn Randomness>,
}

impl Vault {
    /// A vault over a ring of keys.
    pub fn new(ring: KeyRing, randomness: Arc<dyn Randomness>) -> Self {
        Self { ring: Arc::new(ring), randomness }
    }

    /// Seals a text for one place (`cases.phone`); the empty text stays empty.
    pub fn seal(&self, plain: &str, place: &str) -> String {
        if plain.is_empty() {
            return String::new();
        }
        let mut nonce = [0u8; 12];
        self.randomness.fill(&mut nonce);
        self.ring.seal(plain, nonce, place)
    }

    /// Opens a text sealed for the same place.
    ///
    /// # Errors
    /// Where the key is missing or the text was changed.
    pub fn open(&self, sealed: &str, place: &str) -> Result<String, HallError> {
        if sealed.is_empty() {
            return Ok(String::new());
        }
        self.ring.open(sealed, place).map_err(HallError::broken)
    }

    /// The blind index of a value: equal for equal values, readable by nobody.
    pub fn fingerprint(&self, kind: &str, value: &str) -> String {
        self.ring.fingerprint(kind, value).to_hex()
    }
}
