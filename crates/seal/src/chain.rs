//! SM3 digests, and the canonical encoding from which the journal's chain is computed.
//!
//! A chain is only as good as the agreement on what is digested. [`Canonical`] writes every field
//! as one tag byte, its length in eight bytes and its content, so that two different lists of
//! fields can never produce the same bytes. Anybody can recompute it with a few lines in another
//! language: the layout is described at the type and pinned by a test.
//!
//! Standard: GM/T 0004-2012 (SM3).

use std::fmt;
use std::str::FromStr;

use sm3::Digest as _;

use crate::error::SealError;
use crate::text::{hex, parse_hex};

/// An SM3 digest of 32 bytes, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest that stands before the first entry of a chain.
    pub const ZERO: Self = Self([0; 32]);

    /// Takes 32 bytes as a digest.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the bytes of a digest as a database returns them.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, SealError> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| SealError::Malformed { what: "digest", expected: "32 bytes" })
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 64 hexadecimal digits, lower case.
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let fault = SealError::Malformed { what: "digest", expected: "64 hexadecimal digits" };
        let bytes = parse_hex(text).ok_or_else(|| fault.clone())?;
        bytes.try_into().map(Self).map_err(|_| fault)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Digest({})", self.to_hex())
    }
}

impl FromStr for Digest {
    type Err = SealError;

    fn from_str(text: &str) -> Result<Self, SealError> {
        Self::parse(text)
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The SM3 digest of one byte string.
///
/// ```
/// let digest = seal::sm3(b"abc");
/// assert!(digest.to_hex().starts_with("66c7f0f4"));
/// ```
pub fn sm3(bytes: &[u8]) -> Digest {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher.finish()
}

/// SM3 over a stream: a file, an upload, a backup.
#[derive(Clone, Default)]
pub struct Hasher(sm3::Sm3);

impl Hasher {
    /// A hasher that has seen nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all pieces.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hasher")
    }
}

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The canonical encoding of a list of fields, digested as it is written.
///
/// Each field is one tag byte, the length of the content as eight bytes, most significant first,
/// and the content:
///
/// | field | tag | content |
/// |---|---|---|
/// | text | `t` | UTF-8 |
/// | whole number | `i` | eight bytes, two's complement, most significant first |
/// | bytes | `b` | as they are |
/// | digest | `d` | 32 bytes |
/// | absent | `n` | nothing, length 0 |
///
/// ```
/// use seal::Canonical;
/// let one = Canonical::new().text("ab").text("c").digest();
/// let other = Canonical::new().text("a").text("bc").digest();
/// assert_ne!(one, other);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "the encoding is only useful for its digest"]
pub struct Canonical(Hasher);

impl Canonical {
    /// An encoding without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text field.
    pub fn text(self, text: &str) -> Self {
        self.field(b't', text.as_bytes())
    }

    /// A whole number: a sequence number, an instant, a sum in fen.
    pub fn int(self, number: i64) -> Self {
        self.field(b'i', &number.to_be_bytes())
    }

    /// A field of bytes.
    pub fn bytes(self, bytes: &[u8]) -> Self {
        self.field(b'b', bytes)
    }

    /// A digest, such as that of the entry before.
    pub fn link(self, digest: &Digest) -> Self {
        self.field(b'd', digest.as_bytes())
    }

    /// A text field that may be absent; absent differs from empty.
    pub fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.field(b'n', &[]),
        }
    }

    /// A whole number that may be absent.
    pub fn optional_int(self, number: Option<i64>) -> Self {
        match number {
            Some(number) => self.int(number),
            None => self.field(b'n', &[]),
        }
    }

    /// The SM3 digest of all fields.
    pub fn digest(self) -> Digest {
        self.0.finish()
    }

    fn field(mut self, tag: u8, content: &[u8]) -> Self {
        self.0.update(&[tag]);
        self.0.update(&(content.len() as u64).to_be_bytes());
        self.0.update(content);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::{Canonical, Digest, Hasher, sm3};

    #[test]
    fn the_two_examples_of_the_sm3_standard_come_out() {
        assert_eq!(
            sm3(b"abc").to_hex(),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            sm3("abcd".repeat(16).as_bytes()).to_hex(),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    #[test]
    fn a_stream_in_pieces_has_the_digest_of_the_whole() {
        let whole = "政务服务".repeat(500);
        let mut hasher = Hasher::new();
        for piece in whole.as_bytes().chunks(7) {
            hasher.write_all(piece).unwrap();
        }
        assert_eq!(hasher.finish(), sm3(whole.as_bytes()));
    }

    #[test]
    fn a_digest_is_read_back_from_its_text_and_its_bytes() {
        let digest = sm3("留痕台账".as_bytes());
        assert_eq!(digest.to_string().parse::<Digest>(), Ok(digest));
        assert_eq!(Digest::parse(&digest.to_hex().to_uppercase()), Ok(digest));
        assert_eq!(Digest::from_slice(digest.as_bytes()), Ok(digest));
        assert!(Digest::parse("66c7").is_err());
        assert!(Digest::parse(&"zz".repeat(32)).is_err());
        assert!(Digest::from_slice(&[1; 31]).is_err());
    }

    #[test]
    fn the_layout_of_the_encoding_is_fixed_for_good() {
        let digest = Canonical::new()
            .text("件")
            .int(-2)
            .optional_text(None)
            .bytes(&[9])
            .link(&Digest::ZERO)
            .digest();
        let mut bytes = Vec::new();
        bytes.extend(b"t\0\0\0\0\0\0\0\x03\xe4\xbb\xb6");
        bytes.extend(b"i\0\0\0\0\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xfe");
        bytes.extend(b"n\0\0\0\0\0\0\0\0");
        bytes.extend(b"b\0\0\0\0\0\0\0\x01\x09");
        bytes.extend(b"d\0\0\0\0\0\0\0\x20");
        bytes.extend([0; 32]);
        assert_eq!(digest, sm3(&bytes));
    }

    #[test]
    fn different_fields_never_share_a_digest() {
        let lists = [
            Canonical::new(),
            Canonical::new().text(""),
            Canonical::new().text("").text(""),
            Canonical::new().bytes(b""),
            Canonical::new().optional_text(None),
            Canonical::new().optional_int(None).optional_int(None),
            Canonical::new().text("ab").text("c"),
            Canonical::new().text("a").text("bc"),
            Canonical::new().text("abc"),
            Canonical::new().bytes(b"abc"),
            Canonical::new().int(1),
            Canonical::new().text("t\0\0\0\0\0\0\0\x01a"),
            Canonical::new().text("a"),
            Canonical::new().optional_int(Some(2)),
        ];
        let mut digests: Vec<_> = lists.into_iter().map(Canonical::digest).collect();
        let count = digests.len();
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), count);
        assert_eq!(
            Canonical::new().optional_text(Some("a")).digest(),
            Canonical::new().text("a").digest()
        );
    }
}
