//! Files outside the database (材料文件): kept by what they hold, a folder for each centre.
//!
//! A file is written before the act that speaks of it commits, and is found by its SM3 digest: the
//! same content is kept once, and a file that was changed on the disk is noticed when it is read.
//! What no act came to speak of is swept later. `files/` of the data directory is what backups
//! carry.

mod scan;
#[cfg(test)]
mod tests;

pub use scan::{Scan, scanned};

use crate::db::CentreId;
use calendar::Phrase;
use seal::Digest;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a file of a paper may be (文件格式), told by its content and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG, as cameras and phones write it.
    Jpeg,
    /// PNG.
    Png,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    /// The kind that some bytes are.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| match kind {
            Self::Pdf => bytes.starts_with(b"%PDF-"),
            Self::Jpeg => bytes.starts_with(&[0xff, 0xd8, 0xff]),
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        })
    }

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }

    /// The kind stored under a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// How its name ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is nothing in it.
    Empty,
    /// Larger than the centre allows.
    TooLarge {
        /// How large it may be.
        mebibytes: u32,
    },
    /// Neither PDF nor a picture.
    UnknownKind,
    /// The scanner found something in it.
    Infected,
    /// The scanner could not be asked.
    NotScanned,
}

impl FileFault {
    /// What is wrong with a file of a name, and what to do.
    pub fn phrase(&self, name: &str) -> Phrase {
        match self {
            Self::Empty => Phrase::new(
                format!("“{name}”是空文件，请重新选择或拍照。"),
                format!("“{name}” is empty. Choose it again, or take the picture again."),
            ),
            Self::TooLarge { mebibytes } => Phrase::new(
                format!("“{name}”超过 {mebibytes} MB，请压缩或降低拍照清晰度后再传。"),
                format!("“{name}” is larger than {mebibytes} MB. Make it smaller and try again."),
            ),
            Self::UnknownKind => Phrase::new(
                format!("“{name}”不是 PDF、JPEG 或 PNG 文件，请换成这三种格式。"),
                format!("“{name}” is neither PDF, JPEG nor PNG. Use one of the three."),
            ),
            Self::Infected => Phrase::new(
                format!("“{name}”没有通过病毒检查，没有收下。请换一份干净的文件。"),
                format!("“{name}” did not pass the virus check and was not taken."),
            ),
            Self::NotScanned => Phrase::new(
                format!("“{name}”暂时无法做病毒检查，没有收下。请稍后再试或联系系统管理员。"),
                format!(
                    "“{name}” could not be checked for viruses and was not taken. Try again \
                     later, or tell the system administrator."
                ),
            ),
        }
    }
}

/// What some bytes are, if they are small enough and of a kind that is taken.
///
/// # Errors
/// What is wrong with them.
pub fn checked(bytes: &[u8], mebibytes: u32) -> Result<FileKind, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() as u64 > u64::from(mebibytes) * 1024 * 1024 {
        return Err(FileFault::TooLarge { mebibytes });
    }
    FileKind::of(bytes).ok_or(FileFault::UnknownKind)
}

/// Why a file was not kept.
#[derive(Debug)]
pub enum NotKept {
    /// The check refused it.
    Refused(FileFault),
    /// The disk did.
    Disk(io::Error),
}

impl From<io::Error> for NotKept {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Looks at a file on the disk before it is kept.
pub type Check<'a> = &'a dyn Fn(&Path) -> Result<(), FileFault>;

/// Where files are kept.
pub trait Files: Send + Sync {
    /// Keeps bytes of a centre, once the check passed; gives their digest.
    ///
    /// # Errors
    /// What the check or the disk said; then nothing is kept.
    fn keep(
        &self,
        centre: CentreId,
        bytes: &[u8],
        now_ms: i64,
        check: Check<'_>,
    ) -> Result<Digest, NotKept>;

    /// The bytes of a digest in a centre; none where there is no such file there.
    ///
    /// # Errors
    /// What the disk said, and where the content is not what it was.
    fn read(&self, centre: CentreId, digest: &Digest) -> io::Result<Option<Vec<u8>>>;

    /// The digests in a centre that nobody has kept since an instant.
    ///
    /// # Errors
    /// What the disk said.
    fn older_than(&self, centre: CentreId, before_ms: i64) -> io::Result<Vec<Digest>>;

    /// Removes a file, if it is there and nobody has kept it since an instant.
    ///
    /// # Errors
    /// What the disk said.
    fn remove(&self, centre: CentreId, digest: &Digest, before_ms: i64) -> io::Result<()>;
}

/// Files in folders of the data directory, readable by the house alone.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// Folder of the data directory that backups carry.
pub const FILES: &str = "files";
/// How the name of a file under way ends; backups leave it out.
pub const UNDER_WAY: &str = ".part";

impl Folder {
    /// The folder of a room below the data directory.
    pub fn of(data_directory: &Path, room: &str) -> Self {
        Self { root: data_directory.join(FILES).join(room) }
    }

    fn place(&self, centre: CentreId, digest: &Digest) -> PathBuf {
        let name = digest.to_hex();
        self.root.join(centre.to_string()).join(&name[..2]).join(&name)
    }
}

fn instant(at_ms: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(at_ms.max(0).unsigned_abs())
}

fn make_private(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Writes a file that only the house may read, and has the disk keep it.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

impl Files for Folder {
    fn keep(
        &self,
        centre: CentreId,
        bytes: &[u8],
        now_ms: i64,
        check: Check<'_>,
    ) -> Result<Digest, NotKept> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let digest = seal::sm3(bytes);
        let place = self.place(centre, &digest);
        let folder = place.parent().map(Path::to_path_buf).unwrap_or_default();
        make_private(&folder)?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let draft = folder.join(format!("{}-{process}-{number}{UNDER_WAY}", digest.to_hex()));
        let kept = write_private(&draft, bytes)
            .map_err(NotKept::Disk)
            .and_then(|()| check(&draft).map_err(NotKept::Refused))
            .and_then(|()| Ok(fs::rename(&draft, &place)?));
        if kept.is_err() {
            drop(fs::remove_file(&draft));
        }
        kept?;
        // The name is only sure once the folder is.
        File::open(&folder)?.sync_all()?;
        OpenOptions::new().append(true).open(&place)?.set_modified(instant(now_ms))?;
        Ok(digest)
    }

    fn read(&self, centre: CentreId, digest: &Digest) -> io::Result<Option<Vec<u8>>> {
        let bytes = match fs::read(self.place(centre, digest)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if seal::sm3(&bytes) == *digest {
            return Ok(Some(bytes));
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "the file is not what was kept"))
    }

    fn older_than(&self, centre: CentreId, before_ms: i64) -> io::Result<Vec<Digest>> {
        let mut found = Vec::new();
        let folder = self.root.join(centre.to_string());
        if !folder.is_dir() {
            return Ok(found);
        }
        for inner in fs::read_dir(folder)? {
            for entry in fs::read_dir(inner?.path())? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let is_old = entry.metadata()?.modified()? < instant(before_ms);
                match Digest::parse(&name) {
                    Ok(digest) if is_old => found.push(digest),
                    // What a crash left under way.
                    Err(_) if is_old => drop(fs::remove_file(entry.path())),
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    fn remove(&self, centre: CentreId, digest: &Digest, before_ms: i64) -> io::Result<()> {
        let place = self.place(centre, digest);
        let removed = fs::metadata(&place)
            .and_then(|facts| facts.modified())
            .and_then(|at| if at < instant(before_ms) { fs::remove_file(&place) } else { Ok(()) });
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
