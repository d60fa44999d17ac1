//! What can go wrong with keys, signatures and sealed text.
//!
//! The messages name the place and the kind of fault, never the secret itself.

use thiserror::Error;

/// A fault of a key, a signature, a digest or a sealed text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SealError {
    /// Text that should be hexadecimal or base64url is not, or has the wrong length.
    #[error("{what} is not well formed: expected {expected}")]
    Malformed {
        /// What was read.
        what: &'static str,
        /// What it should have looked like.
        expected: &'static str,
    },
    /// The bytes handed in cannot serve as a private key; draw others.
    #[error("these bytes cannot serve as an SM2 private key; draw new ones")]
    UnusableKey,
    /// A key in PEM form could not be read.
    #[error("the {0} key is not a readable SM2 key in PEM form")]
    UnreadableKey(&'static str),
    /// The key could not be written in PEM form.
    #[error("the {0} key could not be written in PEM form")]
    UnwritableKey(&'static str),
    /// The signing device or the software key refused to sign.
    #[error("the message could not be signed: {0}")]
    NotSigned(String),
    /// The signature does not belong to this message and key.
    #[error("the signature does not belong to this message and key")]
    WrongSignature,
    /// The sealed text was changed, belongs to another field, or was sealed with another key.
    #[error("the sealed text was changed, belongs elsewhere or was sealed with another key")]
    CannotOpen,
    /// The sealed text names a key that the ring does not hold.
    #[error("the sealed text names key {0}, which the key ring does not hold")]
    UnknownKey(String),
    /// A line of the key file is wrong.
    #[error("key file, line {line}: {fault}")]
    KeyFile {
        /// Line number, counted from one.
        line: usize,
        /// What is wrong with it.
        fault: &'static str,
    },
}
