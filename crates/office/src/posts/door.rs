//! What other rooms may ask of the organisation.
//!
//! [`directory`] holds everything of every centre in memory and looks at the revisions once a
//! second; acts that must see the newest state ask [`post`] and [`centre`] with their own read.

pub use super::actions::{WholeCentre, set_up};
pub use super::record::{
    Arrangement, Centre, CentreKind, Department, Post, State, Window, parse_centre_code,
};
pub use super::store::Held;
pub use crate::county_file::{CountyFile, StaffLine};

use super::store;
use kit::db::{CentreId, Read};
use kit::{Hall, HallError};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How long the directory is believed before the revisions are looked at again.
const BELIEVED_MS: i64 = 1_000;

/// Everything of every centre (机构名录).
#[derive(Clone, Debug, Default)]
pub struct Directory {
    centres: BTreeMap<CentreId, Arc<CentreDirectory>>,
}

/// Everything of one centre.
#[derive(Clone, Debug)]
pub struct CentreDirectory {
    /// Its division code.
    pub id: CentreId,
    /// Grows with every change in it.
    pub revision: i64,
    /// The centre itself.
    pub centre: Held<Centre>,
    /// Its departments, closed ones too, by key.
    pub departments: Vec<Held<Department>>,
    /// Its windows, closed ones too, by key.
    pub windows: Vec<Held<Window>>,
    /// Its posts, closed ones too, by key.
    pub posts: Vec<Held<Post>>,
}

impl Directory {
    /// All centres and the county office, closed ones too, by division code.
    pub fn all(&self) -> impl Iterator<Item = &Arc<CentreDirectory>> {
        self.centres.values()
    }

    /// The township centres in use, by division code.
    pub fn centres(&self) -> impl Iterator<Item = &Arc<CentreDirectory>> {
        self.all().filter(|it| it.centre.is_open() && it.centre.record.kind == CentreKind::Township)
    }

    /// A centre.
    pub fn centre(&self, id: CentreId) -> Option<&Arc<CentreDirectory>> {
        self.centres.get(&id)
    }
}

impl CentreDirectory {
    /// The department of a key.
    pub fn department(&self, key: &str) -> Option<&Department> {
        self.departments.iter().map(|it| &it.record).find(|it| it.key == key)
    }

    /// The department that the catalogue calls by a short name, a full name or a key.
    pub fn department_named(&self, name: &str) -> Option<&Department> {
        self.departments
            .iter()
            .map(|it| &it.record)
            .find(|it| it.short == name || it.name == name || it.key == name)
    }

    /// The departments in use.
    pub fn open_departments(&self) -> impl Iterator<Item = &Department> {
        self.departments.iter().filter(|it| it.is_open()).map(|it| &it.record)
    }

    /// The window of a key.
    pub fn window(&self, key: &str) -> Option<&Held<Window>> {
        self.windows.iter().find(|it| it.record.key == key)
    }

    /// The windows that are not closed for good.
    pub fn windows_in_use(&self) -> impl Iterator<Item = &Held<Window>> {
        self.windows.iter().filter(|it| it.state != State::Closed)
    }

    /// The open windows that serve a department.
    pub fn windows_for<'a>(&'a self, department: &'a str) -> impl Iterator<Item = &'a Window> {
        self.windows
            .iter()
            .filter(|it| it.is_open())
            .map(|it| &it.record)
            .filter(move |it| it.departments.iter().any(|key| key == department))
    }

    /// The post of a key.
    pub fn post(&self, key: &str) -> Option<&Held<Post>> {
        self.posts.iter().find(|it| it.record.key == key)
    }
}

/// Holds the directory in memory.
#[derive(Default)]
pub(super) struct Cache {
    held: RwLock<(Arc<Directory>, Option<i64>)>,
}

/// The directory, from memory where it is there.
///
/// # Errors
/// What the database said.
pub async fn directory(hall: &Hall) -> Result<Arc<Directory>, HallError> {
    let cache = hall.shelf.get_or_default::<Cache>();
    let now_ms = hall.now_ms();
    let (held, looked_at_ms) = {
        let held = cache.held.read().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&held.0), held.1)
    };
    if looked_at_ms.is_some_and(|at_ms| (0..BELIEVED_MS).contains(&(now_ms - at_ms))) {
        return Ok(held);
    }
    let known = Arc::clone(&held);
    let loaded = hall.db.read(move |read| refreshed(read, &known)).await?;
    let directory = loaded.map_or(held, Arc::new);
    let mut place = cache.held.write().unwrap_or_else(PoisonError::into_inner);
    *place = (Arc::clone(&directory), Some(now_ms));
    Ok(directory)
}

/// Looks again at the next asking; called after an act that changed something.
pub(super) fn changed(hall: &Hall) {
    let cache = hall.shelf.get_or_default::<Cache>();
    cache.held.write().unwrap_or_else(PoisonError::into_inner).1 = None;
}

/// The directory with what changed since, or `None` where nothing did.
fn refreshed(read: &mut dyn Read, known: &Directory) -> Result<Option<Directory>, HallError> {
    let revisions = store::revisions(read)?;
    let is_known = |id: &CentreId, revision: i64| {
        known.centres.get(id).is_some_and(|it| it.revision == revision)
    };
    if revisions.iter().all(|(id, revision)| is_known(id, *revision)) {
        return Ok(None);
    }
    let mut directory = Directory::default();
    for (id, revision) in revisions {
        let centre = match known.centres.get(&id).filter(|it| it.revision == revision) {
            Some(centre) => Arc::clone(centre),
            None => Arc::new(load(read, id, revision)?),
        };
        directory.centres.insert(id, centre);
    }
    Ok(Some(directory))
}

fn load(read: &mut dyn Read, id: CentreId, revision: i64) -> Result<CentreDirectory, HallError> {
    let centre = store::centre(read, id)?
        .ok_or_else(|| HallError::broken(format!("centre {id} has a revision but no row")))?;
    Ok(CentreDirectory {
        id,
        revision,
        centre,
        departments: store::departments(read, id)?,
        windows: store::windows(read, id)?,
        posts: store::posts(read, id)?,
    })
}

/// A post in use, read now: with its window's number where it sits at one.
///
/// # Errors
/// What the database said.
pub fn post(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<SeatedPost>, HallError> {
    let Some(held) = store::post(read, centre, key)?.filter(Held::is_open) else {
        return Ok(None);
    };
    let post = held.record;
    let window = match post.window.as_str() {
        "" => String::new(),
        key => store::window(read, centre, key)?.map(|it| it.record.number).unwrap_or_default(),
    };
    Ok(Some(SeatedPost { post, window }))
}

/// A post in use and the number of the window it sits at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatedPost {
    /// The post.
    pub post: Post,
    /// What stands above its window; empty for the back office.
    pub window: String,
}

/// A centre, read now.
///
/// # Errors
/// What the database said.
pub fn centre(read: &mut dyn Read, id: CentreId) -> Result<Option<Held<Centre>>, HallError> {
    store::centre(read, id)
}
