//! The acts of the organisation: set up, change, pause, close and reopen, each with a reason.

use super::events::{Deed, Event, Noun};
use super::record::{Arrangement, Centre, Check, Department, Post, State, Window};
use super::store::{self, Held};
use kit::db::{Act, CentreId, Read};
use kit::form::FormErrors;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use serde::Serialize;

/// One of the four things the organisation consists of.
pub(super) trait Unit: Clone + Serialize + Send + 'static {
    const NOUN: Noun;

    /// Its key within the centre.
    fn key(&self) -> String;

    /// As it stands, if it does.
    fn find(
        read: &mut dyn Read,
        centre: CentreId,
        key: &str,
    ) -> Result<Option<Held<Self>>, HallError>;

    /// Whether each field can be read.
    fn check(&self) -> Result<(), FormErrors>;

    /// Whether it fits what is there already.
    fn fits(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError>;

    /// Whether nothing depends on it any more.
    fn may_close(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError>;
}

/// What is done to the state of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// 停用
    Close,
    /// 恢复
    Reopen,
    /// 暂停 (a window)
    Pause,
    /// 恢复服务 (a window)
    Resume,
}

impl Turn {
    /// The noun in the address.
    pub(super) fn parse(noun: &str) -> Option<Self> {
        match noun {
            "closure" => Some(Self::Close),
            "reopening" => Some(Self::Reopen),
            "pause" => Some(Self::Pause),
            "resumption" => Some(Self::Resume),
            _ => None,
        }
    }

    fn course(self) -> (&'static [State], State, Deed) {
        match self {
            Self::Close => (&[State::Open, State::Paused], State::Closed, Deed::Closed),
            Self::Reopen => (&[State::Closed], State::Open, Deed::Reopened),
            Self::Pause => (&[State::Open], State::Paused, Deed::Paused),
            Self::Resume => (&[State::Paused], State::Open, Deed::Resumed),
        }
    }
}

/// What was seen of a unit when its form was opened, and why it is changed.
#[derive(Clone, Debug)]
pub(super) struct Because {
    /// Its version then.
    pub seen: i64,
    /// The reason given.
    pub reason: String,
}

fn entry<U: Unit>(
    record: &U,
    state: State,
    reason: &str,
    deed: Deed,
) -> Result<NewEntry, HallError> {
    let event = Event { record: record.clone(), state, reason: reason.to_owned() };
    NewEntry::new(Subject::new(U::NOUN.subject(), record.key()), U::NOUN.action(deed), &event)
}

/// Sets up a new unit.
///
/// # Errors
/// What is wrong with it, by field; where the key is taken; where the centre is closed.
pub(super) fn add<U: Unit>(act: &mut Act<'_>, record: &U) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    record.check().map_err(HallError::Invalid)?;
    if U::NOUN != Noun::Centre {
        centre_is_open(act, centre)?;
    }
    if U::find(act, centre, &record.key())?.is_some() {
        let field = if U::NOUN == Noun::Centre { "code" } else { "key" };
        return Err(HallError::invalid(
            field,
            Phrase::of(
                "这个代码已被使用（停用的也保留代码），请换一个。",
                "This key is taken; keys of closed ones are kept, too. Choose another.",
            ),
        ));
    }
    record.fits(act, centre)?;
    let entries = vec![entry(record, State::Open, "", Deed::Added)?];
    commit(act, entries, ())
}

/// Changes what a unit says.
///
/// # Errors
/// As [`add`]; `Stale` where somebody else changed it since it was opened.
pub(super) fn change<U: Unit>(
    act: &mut Act<'_>,
    record: &U,
    because: &Because,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    record.check().map_err(HallError::Invalid)?;
    let held = as_seen::<U>(act, &record.key(), because)?;
    if held.state == State::Closed {
        return Err(HallError::breach(
            "已经停用的不能变更，请先恢复。",
            "What is closed cannot be changed; reopen it first.",
        ));
    }
    record.fits(act, centre)?;
    let entries = vec![entry(record, held.state, &because.reason, Deed::Changed)?];
    commit(act, entries, ())
}

/// Closes, reopens, pauses or resumes a unit.
///
/// # Errors
/// Where its state does not allow it, or something depends on it.
pub(super) fn turn<U: Unit>(
    act: &mut Act<'_>,
    key: &str,
    turn: Turn,
    because: &Because,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let held = as_seen::<U>(act, key, because)?;
    let (from, to, deed) = turn.course();
    let is_pause = matches!(turn, Turn::Pause | Turn::Resume);
    if !from.contains(&held.state) || (is_pause && U::NOUN != Noun::Window) {
        return Err(HallError::breach(
            "现在的状态不能这样操作，请刷新页面查看。",
            "Its state does not allow that now. Reload the page.",
        ));
    }
    match turn {
        Turn::Close => held.record.may_close(act, centre)?,
        Turn::Reopen => held.record.fits(act, centre)?,
        Turn::Pause | Turn::Resume => {}
    }
    let entries = vec![entry(&held.record, to, &because.reason, deed)?];
    commit(act, entries, ())
}

fn as_seen<U: Unit>(act: &mut Act<'_>, key: &str, because: &Because) -> Result<Held<U>, HallError> {
    if because.reason.trim().is_empty() {
        return Err(HallError::invalid(
            "reason",
            Phrase::of("请写明理由，理由会记入台账。", "Give a reason; it goes into the journal."),
        ));
    }
    let centre = act.centre();
    let held = U::find(act, centre, key)?.ok_or_else(not_there)?;
    if held.version == because.seen {
        return Ok(held);
    }
    Err(HallError::Stale(Phrase::of(
        "您打开页面之后，他人已作了变更。请核对现在的内容后再改。",
        "Somebody changed this since you opened the page. Look at it again before you change it.",
    )))
}

pub(super) fn not_there() -> HallError {
    HallError::not_found("没有这个机构、窗口或岗位。", "There is no such centre, window or post.")
}

fn centre_is_open(read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
    if store::centre(read, centre)?.ok_or_else(not_there)?.is_open() {
        return Ok(());
    }
    Err(HallError::breach("这个中心已停用，请先恢复。", "This centre is closed; reopen it first."))
}

/// The refusal to close something that others depend on.
fn depended_on(chinese: &str, english: &str, names: &[String]) -> HallError {
    let list = names.iter().take(8).cloned().collect::<Vec<_>>().join("、");
    HallError::refused(
        Phrase::new(format!("{chinese}：{list}。"), format!("{english}: {list}.")),
        Phrase::of("", ""),
    )
}

impl Unit for Centre {
    const NOUN: Noun = Noun::Centre;

    fn key(&self) -> String {
        "centre".into()
    }

    fn find(
        read: &mut dyn Read,
        centre: CentreId,
        _: &str,
    ) -> Result<Option<Held<Self>>, HallError> {
        store::centre(read, centre)
    }

    fn check(&self) -> Result<(), FormErrors> {
        Self::check(self)
    }

    fn fits(&self, _: &mut dyn Read, _: CentreId) -> Result<(), HallError> {
        Ok(())
    }

    fn may_close(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let open: Vec<String> = store::windows(read, centre)?
            .into_iter()
            .filter(|it| it.state != State::Closed)
            .map(|it| it.record.number)
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        Err(depended_on("还有窗口未停用", "These windows are still in use", &open))
    }
}

impl Unit for Department {
    const NOUN: Noun = Noun::Department;

    fn key(&self) -> String {
        self.key.clone()
    }

    fn find(
        read: &mut dyn Read,
        centre: CentreId,
        key: &str,
    ) -> Result<Option<Held<Self>>, HallError> {
        store::department(read, centre, key)
    }

    fn check(&self) -> Result<(), FormErrors> {
        Self::check(self)
    }

    fn fits(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let is_taken = store::departments(read, centre)?.iter().any(|other| {
            other.is_open() && other.record.key != self.key && other.record.short == self.short
        });
        let mut check = Check::new();
        if is_taken {
            check.refuse(
                "short",
                Phrase::of("本中心已有同名站所。", "This centre has a department of that name."),
            );
        }
        check.finish().map_err(HallError::Invalid)
    }

    fn may_close(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let windows = store::windows(read, centre)?
            .into_iter()
            .filter(|it| it.state != State::Closed && it.record.departments.contains(&self.key));
        let mut names: Vec<String> = windows.map(|it| it.record.number).collect();
        let posts = store::posts(read, centre)?.into_iter();
        names.extend(
            posts
                .filter(|it| it.is_open() && it.record.department == self.key)
                .map(|it| it.record.title),
        );
        if names.is_empty() {
            return Ok(());
        }
        Err(depended_on(
            "还有窗口或岗位属于这个站所",
            "Windows or posts still belong to this department",
            &names,
        ))
    }
}

impl Unit for Window {
    const NOUN: Noun = Noun::Window;

    fn key(&self) -> String {
        self.key.clone()
    }

    fn find(
        read: &mut dyn Read,
        centre: CentreId,
        key: &str,
    ) -> Result<Option<Held<Self>>, HallError> {
        store::window(read, centre, key)
    }

    fn check(&self) -> Result<(), FormErrors> {
        Self::check(self)
    }

    fn fits(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let mut check = Check::new();
        for key in &self.departments {
            if !store::department(read, centre, key)?.is_some_and(|it| it.is_open()) {
                check.refuse("departments", unknown_department(key));
            }
        }
        for other in store::windows(read, centre)? {
            if other.state == State::Closed || other.record.key == self.key {
                continue;
            }
            if !self.queue_prefix.is_empty() && other.record.queue_prefix == self.queue_prefix {
                check.refuse(
                    "queue_prefix",
                    Phrase::of(
                        "这个排队字头已被其他窗口使用。",
                        "Another window uses this prefix already.",
                    ),
                );
            }
            if other.record.number == self.number {
                check.refuse(
                    "number",
                    Phrase::of("这个窗口号已被使用。", "Another window has this number."),
                );
            }
        }
        check.finish().map_err(HallError::Invalid)
    }

    fn may_close(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let names: Vec<String> = store::posts(read, centre)?
            .into_iter()
            .filter(|it| it.is_open() && it.record.window == self.key)
            .map(|it| it.record.title)
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(depended_on("还有岗位设在这个窗口", "Posts still sit at this window", &names))
    }
}

fn unknown_department(key: &str) -> Phrase {
    Phrase::new(
        format!("站所“{key}”不存在或已停用。"),
        format!("Department “{key}” does not exist or is closed."),
    )
}

impl Unit for Post {
    const NOUN: Noun = Noun::Post;

    fn key(&self) -> String {
        self.key.clone()
    }

    fn find(
        read: &mut dyn Read,
        centre: CentreId,
        key: &str,
    ) -> Result<Option<Held<Self>>, HallError> {
        store::post(read, centre, key)
    }

    fn check(&self) -> Result<(), FormErrors> {
        Self::check(self)
    }

    fn fits(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let mut check = Check::new();
        if !self.department.is_empty()
            && !store::department(read, centre, &self.department)?.is_some_and(|it| it.is_open())
        {
            check.refuse("department", unknown_department(&self.department));
        }
        let window = store::window(read, centre, &self.window)?;
        if !self.window.is_empty() && !window.is_some_and(|it| it.state != State::Closed) {
            check.refuse(
                "window",
                Phrase::of("窗口不存在或已停用。", "The window does not exist or is closed."),
            );
        }
        if !self.stands_in_for.is_empty() {
            let first = store::post(read, centre, &self.stands_in_for)?;
            let is_first = first.is_some_and(|it| {
                it.is_open() && it.record.arrangement == Arrangement::A && it.record.key != self.key
            });
            if !is_first {
                check.refuse(
                    "stands_in_for",
                    Phrase::of(
                        "只能替补本中心在用的 A 岗。",
                        "Only a post A of this centre that is in use can be stood in for.",
                    ),
                );
            }
        }
        check.finish().map_err(HallError::Invalid)
    }

    fn may_close(&self, read: &mut dyn Read, centre: CentreId) -> Result<(), HallError> {
        let names: Vec<String> = store::posts(read, centre)?
            .into_iter()
            .filter(|it| it.is_open() && it.record.stands_in_for == self.key)
            .map(|it| it.record.title)
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(depended_on("还有 B 岗替补这个岗位", "Posts B still stand in for this post", &names))
    }
}

/// A whole centre with all its units.
#[derive(Clone, Debug, Default)]
pub struct WholeCentre {
    /// The centre itself.
    pub centre: Centre,
    /// Its departments.
    pub departments: Vec<Department>,
    /// Its windows, each with whether it serves now.
    pub windows: Vec<(Window, State)>,
    /// Its posts, A posts before the B posts that stand in for them.
    pub posts: Vec<Post>,
}

/// Sets up a whole centre in one act (import, demonstration).
///
/// # Errors
/// Where the centre is there already, or anything is wrong with a record.
pub fn set_up(act: &mut Act<'_>, whole: &WholeCentre) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    if store::centre(act, centre)?.is_some() {
        return Err(HallError::breach(
            "这个中心已经设立。",
            "This centre has been set up already.",
        ));
    }
    let mut entries = vec![first(&whole.centre, State::Open)?];
    for department in &whole.departments {
        entries.push(first(department, State::Open)?);
    }
    for (window, state) in &whole.windows {
        entries.push(first(window, *state)?);
    }
    for post in &whole.posts {
        entries.push(first(post, State::Open)?);
    }
    commit(act, entries, ())
}

fn first<U: Unit>(record: &U, state: State) -> Result<NewEntry, HallError> {
    record.check().map_err(HallError::Invalid)?;
    entry(record, state, "", Deed::Added)
}
