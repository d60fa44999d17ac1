//! The key ring (密钥环): the field keys and the fingerprint key, and the file that holds them.
//!
//! The file is plain text of a few lines, so that an administrator can see what is in it, print
//! it and lock it away. The ring reads and writes the text; the binary owns the file.
//!
//! ```text
//! # comment
//! yimen-keys 1
//! field k1 00112233445566778899aabbccddeeff
//! field k2 ffeeddccbbaa99887766554433221100 current
//! fingerprint 0011…32 bytes…
//! ```
//!
//! Exactly one field key is current: it seals. All open. To change keys, [`KeyRing::rotate`] adds
//! a new current key; old texts open with theirs until they have been sealed anew.

use std::fmt;

use crate::chain::Digest;
use crate::error::SealError;
use crate::field::{FieldCipher, Fingerprint, Nonce, Sm4Gcm, split};
use crate::text::{hex, parse_hex};

const HEAD: &str = "yimen-keys 1";
const KEY_NAME_LENGTH_MAX: usize = 16;

/// The keys for fields at rest (密钥环).
#[derive(Clone)]
#[doc(alias = "密钥环")]
pub struct KeyRing {
    keys: Vec<FieldKey>,
    current: usize,
    fingerprint: Fingerprint,
}

#[derive(Clone)]
struct FieldKey {
    bytes: [u8; 16],
    cipher: Sm4Gcm,
}

impl FieldKey {
    fn new(name: &str, bytes: [u8; 16]) -> Self {
        Self { bytes, cipher: Sm4Gcm::new(name, &bytes) }
    }
}

impl KeyRing {
    /// A new ring from random bytes: one field key, named `k1`, and the fingerprint key.
    pub fn from_random(field_key: [u8; 16], fingerprint_key: [u8; 32]) -> Self {
        Self {
            keys: vec![FieldKey::new("k1", field_key)],
            current: 0,
            fingerprint: Fingerprint::new(fingerprint_key),
        }
    }

    /// Adds a field key made from random bytes and makes it the current one.
    pub fn rotate(&mut self, field_key: [u8; 16]) {
        let count = self.keys.len();
        // Among count + 1 different names at least one is free.
        let name = (count + 1..=2 * count + 1)
            .map(|number| format!("k{number}"))
            .find(|name| self.find(name).is_none())
            .unwrap_or_default();
        self.keys.push(FieldKey::new(&name, field_key));
        self.current = self.keys.len() - 1;
    }

    /// The name of the key that seals now.
    pub fn current_key_name(&self) -> &str {
        self.keys[self.current].cipher.key_name()
    }

    /// Whether a sealed text should be sealed anew because its key is no longer current.
    pub fn is_stale(&self, sealed: &str) -> bool {
        split(sealed).is_ok_and(|(name, _)| name != self.current_key_name())
    }

    /// The fingerprint of a value of one kind.
    pub fn fingerprint(&self, kind: &str, value: &str) -> Digest {
        self.fingerprint.of(kind, value)
    }

    /// Reads the key file.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let mut draft = Draft::default();
        let mut last = 0;
        for (at, line) in text.lines().enumerate() {
            last = at + 1;
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            draft.take(line).map_err(|fault| SealError::KeyFile { line: last, fault })?;
        }
        draft.finish().map_err(|fault| SealError::KeyFile { line: last.max(1), fault })
    }

    /// Writes the key file.
    pub fn format(&self) -> String {
        let mut text = String::from(
            "# Keys for personal data at rest. Whoever has this file can read them; whoever\n\
             # loses it cannot. Keep one copy locked away, and none with the backups.\n",
        );
        text.push_str(HEAD);
        text.push('\n');
        for (at, key) in self.keys.iter().enumerate() {
            let mark = if at == self.current { " current" } else { "" };
            let name = key.cipher.key_name();
            let line = ["field ", name, " ", &hex(&key.bytes), mark, "\n"].concat();
            text.push_str(&line);
        }
        text.push_str(&["fingerprint ", &hex(self.fingerprint.key()), "\n"].concat());
        text
    }

    fn find(&self, name: &str) -> Option<&FieldKey> {
        self.keys.iter().find(|key| key.cipher.key_name() == name)
    }
}

impl FieldCipher for KeyRing {
    fn seal(&self, plain: &str, nonce: Nonce, context: &str) -> String {
        self.keys[self.current].cipher.seal(plain, nonce, context)
    }

    fn open(&self, sealed: &str, context: &str) -> Result<String, SealError> {
        let (name, _) = split(sealed)?;
        let key = self.find(name).ok_or_else(|| SealError::UnknownKey(name.to_owned()))?;
        key.cipher.open(sealed, context)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.keys.iter().map(|key| key.cipher.key_name()).collect();
        write!(formatter, "KeyRing({})", names.join(", "))
    }
}

/// What has been read of a key file so far.
#[derive(Default)]
struct Draft {
    has_head: bool,
    keys: Vec<FieldKey>,
    current: Option<usize>,
    fingerprint: Option<[u8; 32]>,
}

impl Draft {
    fn take(&mut self, line: &str) -> Result<(), &'static str> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["yimen-keys", "1"] if !self.has_head => self.has_head = true,
            ["yimen-keys", ..] => return Err("only one head line, yimen-keys 1, is understood"),
            _ if !self.has_head => return Err("the first line must be: yimen-keys 1"),
            ["field", name, key] => self.add(name, key)?,
            ["field", name, key, "current"] => {
                if self.current.is_some() {
                    return Err("two field keys are marked current; leave one");
                }
                self.current = Some(self.keys.len());
                self.add(name, key)?;
            }
            ["fingerprint", key] => {
                if self.fingerprint.is_some() {
                    return Err("there must be only one fingerprint key");
                }
                let bytes = parse_hex(key).and_then(|bytes| bytes.try_into().ok());
                self.fingerprint = Some(bytes.ok_or("a fingerprint key has 64 hex digits")?);
            }
            _ => return Err("expected: field <name> <key> [current], or fingerprint <key>"),
        }
        Ok(())
    }

    fn add(&mut self, name: &str, key: &str) -> Result<(), &'static str> {
        let is_plain = name.chars().all(|symbol| symbol.is_ascii_alphanumeric() || symbol == '-');
        if !is_plain || name.len() > KEY_NAME_LENGTH_MAX {
            return Err("a key name has at most 16 letters, digits or hyphens");
        }
        if self.keys.iter().any(|known| known.cipher.key_name() == name) {
            return Err("two field keys have the same name");
        }
        let bytes = parse_hex(key).and_then(|bytes| bytes.try_into().ok());
        self.keys.push(FieldKey::new(name, bytes.ok_or("a field key has 32 hex digits")?));
        Ok(())
    }

    fn finish(self) -> Result<KeyRing, &'static str> {
        if !self.has_head {
            return Err("the first line must be: yimen-keys 1");
        }
        let only = (self.keys.len() == 1).then_some(0);
        let current = self.current.or(only).ok_or("mark one field key current")?;
        let fingerprint = self.fingerprint.ok_or("the fingerprint key is missing")?;
        Ok(KeyRing { keys: self.keys, current, fingerprint: Fingerprint::new(fingerprint) })
    }
}

#[cfg(test)]
mod tests {
    use super::KeyRing;
    use crate::error::SealError;
    use crate::field::FieldCipher;

    fn ring() -> KeyRing {
        KeyRing::from_random([1; 16], [2; 32])
    }

    #[test]
    fn what_was_sealed_before_a_change_of_keys_still_opens() {
        let mut ring = ring();
        let old = ring.seal("张三", [1; 12], "name");
        assert!(!ring.is_stale(&old));
        ring.rotate([3; 16]);
        assert_eq!(ring.current_key_name(), "k2");
        assert!(ring.is_stale(&old));
        let new = ring.seal("张三", [2; 12], "name");
        assert!(new.starts_with("s1:k2:"));
        assert_eq!(ring.open(&old, "name").as_deref(), Ok("张三"));
        assert_eq!(ring.open(&new, "name").as_deref(), Ok("张三"));
    }

    #[test]
    fn a_ring_survives_being_written_down() {
        let mut ring = ring();
        ring.rotate([3; 16]);
        let sealed = ring.seal("李四", [7; 12], "name");
        let read = KeyRing::parse(&ring.format()).unwrap();
        assert_eq!(read.format(), ring.format());
        assert_eq!(read.open(&sealed, "name").as_deref(), Ok("李四"));
        assert_eq!(read.fingerprint("identity", "1"), ring.fingerprint("identity", "1"));
    }

    #[test]
    fn a_key_the_ring_does_not_hold_is_named() {
        let mut other = ring();
        other.rotate([9; 16]);
        let sealed = other.seal("x", [0; 12], "c");
        assert_eq!(ring().open(&sealed, "c"), Err(SealError::UnknownKey("k2".to_owned())));
    }

    #[test]
    fn a_single_key_needs_no_mark() {
        let text =
            format!("yimen-keys 1\nfield a {}\nfingerprint {}", "00".repeat(16), "11".repeat(32));
        assert_eq!(KeyRing::parse(&text).unwrap().current_key_name(), "a");
    }

    #[test]
    fn faults_of_the_key_file_name_the_line_and_never_the_key() {
        let key = "00".repeat(16);
        let print = "11".repeat(32);
        for (text, line) in [
            (String::new(), 1),
            (format!("field a {key}"), 1),
            (format!("yimen-keys 2\nfield a {key}"), 1),
            (format!("yimen-keys 1\nfield a {key}x\nfingerprint {print}"), 2),
            (format!("yimen-keys 1\nfield a {key}\nfield a {key} current\n"), 3),
            (format!("yimen-keys 1\nfield a {key}\nfield b {key}\nfingerprint {print}"), 4),
            (format!("yimen-keys 1\nfield a {key} current\nfield b {key} current"), 3),
            (format!("yimen-keys 1\nfield 钥 {key}"), 2),
            (format!("yimen-keys 1\nfield a {key}\n"), 2),
            (format!("yimen-keys 1\nfingerprint {print}\nfingerprint {print}"), 3),
            (format!("yimen-keys 1\nfingerprint {print}"), 2),
            ("yimen-keys 1\nyimen-keys 1".to_owned(), 2),
            ("yimen-keys 1\nwhatever".to_owned(), 2),
        ] {
            let fault = KeyRing::parse(&text).map(|_| ()).unwrap_err();
            assert!(matches!(fault, SealError::KeyFile { line: at, .. } if at == line), "{fault}");
            assert!(!fault.to_string().contains(&key));
        }
    }

    #[test]
    fn a_ring_does_not_show_its_keys() {
        assert_eq!(format!("{:?}", ring()), "KeyRing(k1)");
    }
}
