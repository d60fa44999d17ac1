//! What the queue stands on in a centre: its windows, and the lines it begins with.
//!
//! A centre that has set up no lines has the shipped ones: one general line, a line for each
//! letter its windows carry, and a quick counter. They are written into the journal with the
//! first act that needs them.

use crate::queue::record::LineRecord;
use kit::db::CentreId;
use kit::{Hall, HallError, Phrase, Visit};
use office::posts::door::{self as posts, CentreDirectory, Window};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Letters of the general line.
pub const GENERAL: &str = "A";
/// Letters of the quick counter.
pub const QUICK: &str = "Q";

/// A window of the hall as the queue needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallWindow {
    /// Its key.
    pub key: String,
    /// What stands above it: `03号`.
    pub number: String,
    /// Its name.
    pub name: Phrase,
    /// Keys of the departments it serves.
    pub departments: Vec<String>,
    /// The letters its own line begins with; may be empty.
    pub prefix: String,
}

impl HallWindow {
    /// What stands above it, in both languages: `03号窗口`, `window 03`.
    pub fn label(&self) -> Phrase {
        let figures: String = self.number.chars().filter(char::is_ascii_digit).collect();
        if figures.is_empty() {
            return Phrase::new(self.number.clone(), self.number.clone());
        }
        let figures = figures.trim_start_matches('0');
        Phrase::new(format!("{figures}号窗口"), format!("Window {figures}"))
    }
}

/// Windows in use and the lines a centre begins with (大厅布局).
#[derive(Clone, Debug)]
pub struct Ground {
    /// The windows in use.
    pub windows: Vec<HallWindow>,
    /// The shipped lines.
    pub lines: Vec<LineRecord>,
    /// Departments in use: key and short name.
    pub departments: Vec<(String, Phrase)>,
}

impl Ground {
    /// Of a centre.
    ///
    /// # Errors
    /// `NotFound` where there is no such centre; what the database said.
    pub async fn of(hall: &Hall, centre: CentreId) -> Result<Arc<Self>, HallError> {
        let directory = posts::directory(hall).await?;
        let Some(centre) = directory.centre(centre).filter(|it| it.centre.is_open()) else {
            return Err(HallError::not_found(
                "没有这个便民服务中心。请从首页选择。",
                "There is no such service centre. Choose one on the home page.",
            ));
        };
        Ok(Arc::new(Self::from(centre.as_ref())))
    }

    /// Of the visitor's centre. A visitor whose centre is not set up has no windows.
    ///
    /// # Errors
    /// `SignIn` for a stranger; what the database said.
    pub async fn of_visit(visit: &Visit) -> Result<Arc<Self>, HallError> {
        let directory = posts::directory(&visit.hall).await?;
        let centre = directory.centre(visit.centre()?);
        let none = || Self { windows: vec![], lines: vec![general()], departments: vec![] };
        Ok(Arc::new(centre.map_or_else(none, |it| Self::from(it.as_ref()))))
    }

    /// A window by its key.
    pub fn window(&self, key: &str) -> Option<&HallWindow> {
        self.windows.iter().find(|it| it.key == key)
    }

    /// What stands above a window; its key where it is no longer in use.
    pub fn label(&self, key: &str) -> Phrase {
        let unknown = || Phrase::new(key.to_owned(), key.to_owned());
        self.window(key).map_or_else(unknown, HallWindow::label)
    }

    /// The window at which the visitor sits.
    pub fn own(&self, visit: &Visit) -> Option<&HallWindow> {
        let number = &visit.member.as_ref()?.window;
        self.windows.iter().find(|it| !number.is_empty() && it.number == *number)
    }

    /// As [`Ground::own`].
    ///
    /// # Errors
    /// Where the visitor's post is at no window.
    pub fn seat(&self, visit: &Visit) -> Result<HallWindow, HallError> {
        self.own(visit).cloned().ok_or_else(|| {
            HallError::breach(
                "您的岗位不在窗口，不能叫号。请切换到窗口岗位。",
                "Your post is not at a window, so you cannot call. Change to a post at a window.",
            )
        })
    }
}

impl From<&CentreDirectory> for Ground {
    fn from(centre: &CentreDirectory) -> Self {
        let windows: Vec<HallWindow> =
            centre.windows_in_use().map(|it| window(&it.record)).collect();
        let departments: Vec<(String, Phrase)> =
            centre.open_departments().map(|it| (it.key.clone(), it.short_title())).collect();
        let lines = shipped(&windows, &departments);
        Self { windows, lines, departments }
    }
}

fn window(record: &Window) -> HallWindow {
    HallWindow {
        key: record.key.clone(),
        number: record.number.clone(),
        name: record.title(),
        departments: record.departments.clone(),
        prefix: record.queue_prefix.clone(),
    }
}

fn general() -> LineRecord {
    LineRecord {
        prefix: GENERAL.into(),
        place: 1,
        name: "综合业务".into(),
        name_english: "Any matter".into(),
        is_open: true,
        ..LineRecord::default()
    }
}

/// The lines a centre begins with.
fn shipped(windows: &[HallWindow], departments: &[(String, Phrase)]) -> Vec<LineRecord> {
    let mut by_prefix: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut taken: Vec<&str> = Vec::new();
    for window in windows.iter().filter(|it| !["", GENERAL, QUICK].contains(&it.prefix.as_str())) {
        let line = by_prefix.entry(&window.prefix).or_default();
        for key in window.departments.iter().filter(|key| !key.is_empty()) {
            if !taken.contains(&key.as_str()) {
                taken.push(key);
                line.push(key.clone());
            }
        }
    }
    let mut lines = vec![general()];
    for ((prefix, keys), place) in
        by_prefix.into_iter().filter(|(_, keys)| !keys.is_empty()).zip(2..)
    {
        let names: Vec<&Phrase> = departments
            .iter()
            .filter(|(key, _)| keys.contains(key))
            .map(|(_, name)| name)
            .collect();
        let joined = |text: fn(&Phrase) -> String, between: &str| {
            names.iter().map(|it| text(it)).collect::<Vec<_>>().join(between)
        };
        lines.push(LineRecord {
            prefix: prefix.to_owned(),
            place,
            name: joined(|it| it.zh.to_string(), "、"),
            name_english: joined(|it| it.en.to_string(), ", "),
            departments: keys,
            items: Vec::new(),
            is_open: true,
        });
    }
    lines.push(LineRecord {
        prefix: QUICK.into(),
        place: 99,
        name: "快办（取件、缴费、咨询）".into(),
        name_english: "Quick counter: collect, pay, ask".into(),
        is_open: true,
        ..LineRecord::default()
    });
    lines
}

/// The line an item belongs to: its own, its department's, or else the general one.
pub fn line_of<'a>(
    lines: &'a [LineRecord],
    item: &str,
    department: &str,
) -> Option<&'a LineRecord> {
    let open = || lines.iter().filter(|it| it.is_open);
    open()
        .find(|it| it.items.iter().any(|code| code == item))
        .or_else(|| open().find(|it| it.departments.iter().any(|key| key == department)))
        .or_else(|| open().find(|it| it.prefix == GENERAL))
        .or_else(|| open().find(|it| it.departments.is_empty() && it.items.is_empty()))
}

/// The lines that a window opens with: its own letters first, then its departments' lines.
pub fn lines_of_window(lines: &[LineRecord], window: &HallWindow) -> Vec<String> {
    let mut own: Vec<String> = Vec::new();
    let is_own = |line: &&LineRecord| line.is_open && line.prefix == window.prefix;
    let is_related = |line: &&LineRecord| {
        line.is_open && line.departments.iter().any(|key| window.departments.contains(key))
    };
    for line in lines.iter().filter(is_own).chain(lines.iter().filter(is_related)) {
        if !own.contains(&line.prefix) {
            own.push(line.prefix.clone());
        }
    }
    if own.is_empty() {
        own.extend(lines.iter().find(|it| it.is_open).map(|it| it.prefix.clone()));
    }
    if window.prefix == GENERAL && lines.iter().any(|it| it.is_open && it.prefix == QUICK) {
        own.push(QUICK.into());
    }
    own
}
