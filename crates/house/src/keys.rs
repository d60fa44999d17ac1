//! The keys of a house: files in the data directory that only its owner can read.
//!
//! `keys/field.keys` holds the ring for personal data at rest, `keys/signing.pem` the SM2 key that
//! signs checkpoints (GM/T 0003-2012). Both are drawn at the first start, and only then: a house
//! whose database already holds entries never gets new ones, because what was sealed with the old
//! ones could not be read any more.

use anyhow::{Context, bail};
use kit::clock::Randomness;
use seal::{KeyRing, PublicKey, Signer, SoftwareSigner};
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Name of the file with the ring.
pub const RING_NAME: &str = "field.keys";
/// Name of the file with the signing key.
pub const SIGNING_NAME: &str = "signing.pem";

/// The keys of a house.
#[derive(Clone, Debug)]
pub struct Keys {
    /// For personal data at rest.
    pub ring: KeyRing,
    /// Signs checkpoints.
    pub signer: SoftwareSigner,
}

/// Whether keys were there.
pub enum Found {
    /// Read from their files.
    Kept(Keys),
    /// Drawn now, not written yet.
    Drawn(Keys),
}

/// The directory of the key files.
pub fn directory(data_directory: &Path) -> PathBuf {
    data_directory.join("keys")
}

/// Holds other processes off while keys may be drawn.
pub struct Guard(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

/// Takes the lock of the key directory, which is made where there is none.
///
/// # Errors
/// Where the directory cannot be made or written.
pub fn guard(data_directory: &Path) -> anyhow::Result<Guard> {
    let directory = directory(data_directory);
    std::fs::create_dir_all(data_directory)
        .and_then(|()| DirBuilder::new().recursive(true).mode(0o700).create(&directory))
        .with_context(|| format!("the directory {} cannot be made", directory.display()))?;
    let path = directory.join(".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
    let file = file.with_context(|| format!("{} cannot be written", path.display()))?;
    file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    Ok(Guard(file))
}

/// Reads the keys, or draws new ones without writing them.
///
/// # Errors
/// Where a file cannot be read, holds no key, or only one of the two is there.
pub fn find(data_directory: &Path, randomness: &dyn Randomness) -> anyhow::Result<Found> {
    let directory = directory(data_directory);
    let (ring, signing) = (directory.join(RING_NAME), directory.join(SIGNING_NAME));
    match (ring.exists(), signing.exists()) {
        (true, true) => Ok(Found::Kept(read(&ring, &signing)?)),
        (false, false) => Ok(Found::Drawn(draw(randomness)?)),
        (true, false) => bail!(missing(&signing)),
        (false, true) => bail!(missing(&ring)),
    }
}

fn missing(path: &Path) -> String {
    format!(
        "{} is missing, although the other key file is there. Put it back from where it is \
         locked away; a new one would not open what was sealed with the old one",
        path.display()
    )
}

fn read(ring: &Path, signing: &Path) -> anyhow::Result<Keys> {
    let text = |path: &Path| {
        std::fs::read_to_string(path)
            .with_context(|| format!("the key file {} cannot be read", path.display()))
    };
    let keys = KeyRing::parse(&text(ring)?)
        .with_context(|| format!("the key file {} is not right", ring.display()))?;
    let signer = signer_of(&text(signing)?)
        .with_context(|| format!("the key file {} is not right", signing.display()))?;
    Ok(Keys { ring: keys, signer })
}

/// A signer is named after its public half, so that a checkpoint says which key signed it.
fn signer_of(pem: &str) -> anyhow::Result<SoftwareSigner> {
    let unnamed = SoftwareSigner::from_pkcs8_pem("", pem)?;
    Ok(SoftwareSigner::from_pkcs8_pem(&name_of(&unnamed.public_key()), pem)?)
}

/// The name of a public key: the first twelve digits of its digest.
pub fn name_of(key: &PublicKey) -> String {
    let digest = seal::sm3(&key.to_point()).to_hex();
    format!("sm2-{}", digest.get(..12).unwrap_or_default())
}

fn draw(randomness: &dyn Randomness) -> anyhow::Result<Keys> {
    let (mut field, mut fingerprint) = ([0; 16], [0; 32]);
    randomness.fill(&mut field);
    randomness.fill(&mut fingerprint);
    // One draw in four thousand million is no key.
    for _ in 0..4 {
        let mut bytes = [0; 32];
        randomness.fill(&mut bytes);
        if let Ok(unnamed) = SoftwareSigner::from_random("", &bytes) {
            let signer = SoftwareSigner::from_random(&name_of(&unnamed.public_key()), &bytes)?;
            return Ok(Keys { ring: KeyRing::from_random(field, fingerprint), signer });
        }
    }
    bail!("no signing key could be drawn; the random source is not right")
}

impl Keys {
    /// Writes both files, readable by their owner only.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn save(&self, data_directory: &Path) -> anyhow::Result<()> {
        let directory = directory(data_directory);
        write_private(&directory.join(RING_NAME), &self.ring.format())?;
        write_private(&directory.join(SIGNING_NAME), &self.signer.to_pkcs8_pem()?)?;
        File::open(&directory)?.sync_all()?;
        Ok(())
    }

    /// The public half of the signing key, as published.
    ///
    /// # Errors
    /// Where it cannot be written as PEM.
    pub fn public_pem(&self) -> anyhow::Result<String> {
        Ok(self.signer.public_key_pem()?)
    }
}

/// Writes a file that only its owner can read: whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let draft = path.with_extension("new");
    let written = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut file| {
            // A draft that a crash left behind may have other permissions.
            file.set_permissions(Permissions::from_mode(0o600))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&draft, path));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

/// Whether others than the owner can read a file.
///
/// # Errors
/// Where the file is not there.
pub fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
    Ok(path.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::clock::SeededRandomness;
    use kit::testing::Directory;

    fn drawn(directory: &Directory) -> Keys {
        let _guard = guard(&directory.path("")).unwrap();
        let Found::Drawn(keys) = find(&directory.path(""), &SeededRandomness::new(5)).unwrap()
        else {
            panic!("an empty directory holds no keys")
        };
        keys.save(&directory.path("")).unwrap();
        keys
    }

    #[test]
    fn keys_are_drawn_once_and_read_ever_after() {
        let directory = Directory::fresh();
        let first = drawn(&directory);
        let Found::Kept(second) = find(&directory.path(""), &SeededRandomness::new(6)).unwrap()
        else {
            panic!("keys are kept")
        };
        assert_eq!(first.ring.format(), second.ring.format());
        assert_eq!(first.signer.key_name(), second.signer.key_name());
        assert_eq!(first.public_pem().unwrap(), second.public_pem().unwrap());
    }

    #[test]
    fn nobody_else_can_read_the_key_files() {
        let directory = Directory::fresh();
        drawn(&directory);
        for name in [RING_NAME, SIGNING_NAME] {
            let path = super::directory(&directory.path("")).join(name);
            assert!(!is_open_to_others(&path).unwrap(), "{name}");
        }
    }

    #[test]
    fn half_a_pair_of_keys_is_never_completed_in_silence() {
        let directory = Directory::fresh();
        drawn(&directory);
        std::fs::remove_file(super::directory(&directory.path("")).join(RING_NAME)).unwrap();
        let outcome = find(&directory.path(""), &SeededRandomness::new(6));
        let error = outcome.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(RING_NAME), "{error}");
    }
}
