//! Files on the disk: taken from a form before the act, read for whoever may see them, swept where
//! no act came to speak of them.

use super::events::Attached;
use super::store;
use kit::db::{CentreId, Read};
use kit::files::{FileFault, FileKind, Files, Folder, NotKept, checked, scanned};
use kit::form::{FormData, FormErrors};
use kit::privacy::Vault;
use kit::visit::{Submitted, Upload};
use kit::{Hall, HallError, Phrase, Visit};
use office::settings::door::{self as settings, Parameter};
use seal::Digest;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError, RwLock};

/// A file that was taken and lies on the disk, for an act to speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Key of the paper.
    pub(super) paper: String,
    pub(super) digest: String,
    pub(super) size: i64,
    pub(super) kind: String,
}

/// Names of form fields: files, pictures of the camera, and what was taken before.
pub(super) const FILE: &str = "file.";
pub(super) const CAMERA: &str = "camera.";
pub(crate) const KEPT: &str = "kept.";
/// Where sealed fields of this room belong.
const PLACE: &str = "papers.kept";

fn folder(hall: &Hall) -> Folder {
    Folder::of(&hall.site.data_directory, "papers")
}

impl Kept {
    /// Key of the paper.
    pub fn paper(&self) -> &str {
        &self.paper
    }

    /// Digest of its content.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Word of its kind.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// As a form carries it: sealed, so that no other content can be put in its place.
    ///
    /// # Errors
    /// Where it cannot be written down.
    pub fn sealed(&self, vault: &Vault) -> Result<String, HallError> {
        Ok(vault.seal(&serde_json::to_string(self)?, PLACE))
    }

    /// Whether it is of this paper.
    pub fn is_of(&self, paper: &str) -> bool {
        self.paper == paper
    }

    /// What it is, in words.
    pub fn line(&self) -> String {
        let ending = FileKind::from_word(&self.kind).map_or("", FileKind::ending);
        format!("{} · {}", ending.to_uppercase(), size_text(self.size))
    }

    pub(super) fn attached(&self, file: i64, name: &str, page: usize) -> Attached {
        let ending = FileKind::from_word(&self.kind).map_or("", FileKind::ending);
        Attached {
            file,
            paper: self.paper.clone(),
            digest: self.digest.clone(),
            name: format!("{name}-{page}.{ending}"),
            size: self.size,
            kind: self.kind.clone(),
        }
    }
}

/// A size as people write it.
pub(super) fn size_text(bytes: i64) -> String {
    if bytes >= 1024 * 1024 {
        format!("{}.{} MB", bytes / (1024 * 1024), bytes % (1024 * 1024) * 10 / (1024 * 1024))
    } else {
        format!("{} KB", (bytes + 1023) / 1024)
    }
}

/// Takes the files of a form: checks and keeps each, notes what is wrong at its field, and gives
/// the form back with what was taken in it, so that nothing has to be chosen twice.
///
/// # Errors
/// What the database or the disk said.
pub(crate) async fn take(
    visit: &Visit,
    form: &Submitted,
    errors: &mut FormErrors,
) -> Result<FormData, HallError> {
    take_at(visit, visit.centre()?, form, errors).await
}

/// As [`take`], for a centre to which a resident sends files from home.
///
/// # Errors
/// What the database or the disk said.
pub async fn take_at(
    visit: &Visit,
    centre: CentreId,
    form: &Submitted,
    errors: &mut FormErrors,
) -> Result<FormData, HallError> {
    let mut pairs = form.data.pairs().to_vec();
    for upload in &form.files {
        let field = upload.field.strip_prefix(FILE).or(upload.field.strip_prefix(CAMERA));
        let Some(paper) = field else { continue };
        match keep(visit, centre, (paper, upload)).await? {
            Ok(kept) => {
                let sealed = kept.sealed(&visit.hall.vault)?;
                pairs.push((format!("{KEPT}{paper}"), sealed));
            }
            Err(fault) => errors.add(format!("{FILE}{paper}"), fault.phrase(&upload.name)),
        }
    }
    Ok(FormData::from_pairs(pairs))
}

/// What a form carries that was taken before, but for what was unticked.
///
/// # Errors
/// `Invalid` where somebody changed it.
pub fn taken(vault: &Vault, data: &FormData) -> Result<Vec<(Kept, String)>, HallError> {
    let mut all: Vec<(Kept, String)> = Vec::new();
    for (paper, sealed) in data.with_prefix(KEPT) {
        let kept: Option<Kept> =
            vault.open(sealed, PLACE).ok().and_then(|text| serde_json::from_str(&text).ok());
        let Some(kept) = kept.filter(|kept| kept.paper == paper) else {
            return Err(HallError::invalid(
                &format!("{FILE}{paper}"),
                Phrase::of("之前传的文件已失效，请重新上传。", "Send the file again, please."),
            ));
        };
        if !all.iter().any(|(it, _)| *it == kept) {
            all.push((kept, sealed.to_owned()));
        }
    }
    Ok(all)
}

async fn keep(
    visit: &Visit,
    centre: CentreId,
    (paper, upload): (&str, &Upload),
) -> Result<Result<Kept, FileFault>, HallError> {
    let parameters = visit.read(move |read| settings::parameters(read, centre)).await?;
    let mebibytes = u32::from(parameters.days(Parameter::PaperFileMebibytes));
    let kind = match checked(&upload.bytes, mebibytes) {
        Ok(kind) => kind,
        Err(fault) => return Ok(Err(fault)),
    };
    let (folder, scan) = (folder(&visit.hall), visit.hall.site.file_scan.clone());
    let (bytes, now_ms) = (upload.bytes.clone(), visit.now_ms);
    let kept = tokio::task::spawn_blocking(move || {
        folder.keep(centre, &bytes, now_ms, &|path| scanned(&scan, path))
    });
    match kept.await.map_err(HallError::broken)? {
        Ok(digest) => Ok(Ok(Kept {
            paper: paper.to_owned(),
            digest: digest.to_hex(),
            size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
            kind: kind.word().to_owned(),
        })),
        Err(NotKept::Refused(fault)) => Ok(Err(fault)),
        Err(NotKept::Disk(error)) => Err(HallError::broken(error)),
    }
}

/// Keeps bytes of a centre outside a request: the demonstration and tests.
///
/// # Errors
/// What is wrong with them, or what the disk said.
pub fn keep_now(
    hall: &Hall,
    centre: CentreId,
    (paper, bytes): (&str, &[u8]),
) -> Result<Kept, HallError> {
    let kind = checked(bytes, 20)
        .map_err(|fault| HallError::invalid(&format!("{FILE}{paper}"), fault.phrase(paper)))?;
    let kept = folder(hall).keep(centre, bytes, hall.now_ms(), &|_| Ok(()));
    let digest = kept.map_err(|error| HallError::broken(format!("{error:?}")))?;
    Ok(Kept {
        paper: paper.to_owned(),
        digest: digest.to_hex(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        kind: kind.word().to_owned(),
    })
}

/// The content of a file.
///
/// # Errors
/// Where it is gone from the disk, or is not what it was.
pub async fn content(hall: &Hall, centre: CentreId, digest: &str) -> Result<Vec<u8>, HallError> {
    let found = find_content(hall, centre, digest).await?;
    found.ok_or_else(|| HallError::broken(format!("the file {digest} is gone")))
}

/// The content of a file, where the centre has it.
///
/// # Errors
/// Where it is not what it was.
pub async fn find_content(
    hall: &Hall,
    centre: CentreId,
    digest: &str,
) -> Result<Option<Vec<u8>>, HallError> {
    let digest = Digest::parse(digest).map_err(HallError::broken)?;
    let folder = folder(hall);
    tokio::task::spawn_blocking(move || folder.read(centre, &digest))
        .await
        .map_err(HallError::broken)?
        .map_err(HallError::broken)
}

/// Somebody upstairs who holds files before there is a case.
pub trait Holder: Send + Sync {
    /// Whether a content is still needed in a centre.
    ///
    /// # Errors
    /// What the database said.
    fn holds(&self, read: &mut dyn Read, centre: CentreId, digest: &str)
    -> Result<bool, HallError>;
}

/// Who holds files besides cases; stands on the shelf.
#[derive(Default)]
pub struct Holders {
    all: RwLock<Vec<Arc<dyn Holder>>>,
}

impl Holders {
    /// One more.
    pub fn add(&self, holder: Arc<dyn Holder>) {
        self.all.write().unwrap_or_else(PoisonError::into_inner).push(holder);
    }

    fn all(&self) -> Vec<Arc<dyn Holder>> {
        self.all.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Whether a case or somebody upstairs still holds a content.
fn is_held(
    read: &mut dyn Read,
    (centre, digest): (CentreId, &str),
    holders: &[Arc<dyn Holder>],
) -> Result<bool, HallError> {
    if store::is_held(read, centre, digest)? {
        return Ok(true);
    }
    for holder in holders {
        if holder.holds(read, centre, digest)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Days that a file waits for an act: longer than a draft of an intake is kept.
const ORPHAN_DAYS: i64 = 16;

/// Removes what no act came to speak of, or what was removed from all its cases.
///
/// # Errors
/// What the database or the disk said.
pub(crate) async fn sweep(hall: &Hall) -> Result<(), HallError> {
    let before_ms = hall.now_ms() - ORPHAN_DAYS * 86_400_000;
    for centre in hall.db.read(|read| kit::journal::reading::centres(read)).await? {
        let folder = folder(hall);
        let old = tokio::task::spawn_blocking(move || folder.older_than(centre, before_ms));
        let old = old.await.map_err(HallError::broken)?.map_err(HallError::broken)?;
        for digest in old {
            let name = digest.to_hex();
            let holders = hall.shelf.get_or_default::<Holders>().all();
            if hall.db.read(move |read| is_held(read, (centre, &name), &holders)).await? {
                continue;
            }
            let folder = self::folder(hall);
            tokio::task::spawn_blocking(move || folder.remove(centre, &digest, before_ms))
                .await
                .map_err(HallError::broken)?
                .map_err(HallError::broken)?;
        }
    }
    Ok(())
}
