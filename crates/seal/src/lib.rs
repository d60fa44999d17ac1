//! SM3 digests and chains, SM2 signatures and SM4 field encryption, behind traits.
//!
//! This crate is ground: it reads no file, knows no clock and draws no random number. Keys, nonces
//! and the bytes a key is made from are handed in. What it offers:
//!
//! * [`chain`]: the digest that links a journal entry to the entry before it, and the canonical
//!   encoding that decides which bytes are digested;
//! * [`signature`]: signing and verifying with SM2 behind the [`Signer`] trait, so that a
//!   certified device or a provincial seal service can take the place of the software key;
//! * [`field`]: encryption of personal data at rest and the blind index by which an identity
//!   number is found again without being readable;
//! * [`ring`]: the small text file that holds those keys;
//! * [`compare`]: comparison that takes the same time whatever the answer.
//!
//! Standards: GM/T 0002-2012 (SM4), GM/T 0003-2012 (SM2), GM/T 0004-2012 (SM3), GM/T 0009-2012
//! (SM2 usage, default distinguishing identifier), RFC 8998 (SM4 in Galois/Counter Mode).
#![deny(missing_docs)]

pub mod chain;
pub mod compare;
pub mod error;
pub mod field;
pub mod ring;
pub mod signature;
pub mod sm2;
pub mod text;

pub use chain::{Canonical, Digest, Hasher, sm3};
pub use compare::{same, same_digest};
pub use error::SealError;
pub use field::{FieldCipher, Fingerprint, Nonce, Sm4Gcm};
pub use ring::KeyRing;
pub use signature::{Signature, Signer, Verifier};
pub use sm2::{PublicKey, SoftwareSigner};
