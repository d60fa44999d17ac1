//! What the work list is asked for: its tab and its filters, as they stand in the address.

use crate::cases::door::people as parties;
use crate::cases::door::store::listing::{LightDays, Own};
use crate::cases::door::store::{Filter, Scope};
use calendar::WorkingCalendar;
use jiff::civil::Date;
use kit::visit::query_pair;
use kit::{HallError, Phrase, Visit};
use rulebook::case::Stage;
use rulebook::item::HandlingMode;
use rulebook::person::{ApplicantKind, PersonName};
use serde::Deserialize;

/// What the list is narrowed by, as typed; kept in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) view: Option<String>,
    pub(super) text: String,
    pub(super) stage: String,
    pub(super) mode: String,
    pub(super) department: String,
    pub(super) item: String,
    pub(super) window: String,
    pub(super) clerk: String,
    pub(super) light: String,
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) after_due: String,
    pub(super) after: String,
}

/// Tabs of open cases in the order of the day, then the others.
pub(super) static VIEWS: [(&str, Phrase); 9] = [
    ("todo", Phrase::of("待办", "To do")),
    ("open", Phrase::of("在办", "In hand")),
    ("today", Phrase::of("今日到期", "Due today")),
    ("overdue", Phrase::of("已超期", "Overdue")),
    ("paused", Phrase::of("已中止", "Paused")),
    ("waiting", Phrase::of("待申请人", "Waiting for the applicant")),
    ("mine", Phrase::of("我收的件", "Taken by me")),
    ("closed", Phrase::of("已结束", "Closed")),
    ("all", Phrase::of("全部", "All")),
];

/// The classes of lights that a list is narrowed by.
pub(super) static LIGHTS: [(&str, Phrase); 5] = [
    ("green", Phrase::of("绿灯：按时", "green: in time")),
    ("amber", Phrase::of("黄灯：即将到期", "amber: due soon")),
    ("red", Phrase::of("红灯：超承诺时限", "red: past the promise")),
    ("black", Phrase::of("黑灯：超法定时限", "black: past the legal limit")),
    ("paused", Phrase::of("已中止，不计时", "paused, not counted")),
];

pub(super) fn is_view(word: &str) -> bool {
    VIEWS.iter().any(|(view, _)| *view == word)
}

impl Asked {
    /// As it is understood: the tab asked for or kept, and only words that are known. The name of a
    /// stage stands for the tab it is in and the stage itself.
    pub(super) fn understood(mut self, kept: Option<&str>) -> Self {
        let wanted = self.view.take().or_else(|| kept.map(str::to_owned)).unwrap_or_default();
        let view = match Stage::from_word(&wanted) {
            Some(stage) => {
                wanted.clone_into(&mut self.stage);
                if stage.is_closed() { "closed" } else { "open" }
            }
            None => VIEWS.iter().map(|(view, _)| *view).find(|it| *it == wanted).unwrap_or("open"),
        };
        self.view = Some(view.to_owned());
        let forget = |field: &mut String, is_known: bool| {
            if !is_known {
                field.clear();
            }
        };
        let (stage, mode) = (Stage::from_word(&self.stage), HandlingMode::from_word(&self.mode));
        forget(&mut self.stage, stage.is_some());
        forget(&mut self.mode, mode.is_some());
        let is_kind = ApplicantKind::from_code(&self.kind).is_some();
        forget(&mut self.kind, is_kind);
        let is_light = self.is_open() && LIGHTS.iter().any(|(word, _)| *word == self.light);
        forget(&mut self.light, is_light);
        let (from, to) = (self.from.parse::<Date>().is_ok(), self.to.parse::<Date>().is_ok());
        forget(&mut self.from, from);
        forget(&mut self.to, to);
        self
    }

    /// The tab.
    pub(super) fn view(&self) -> &str {
        self.view.as_deref().unwrap_or("open")
    }

    /// Whether the tab holds open cases only.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.view(), "closed" | "all")
    }

    /// Names and values of what is asked, without the tab, the place and what is empty.
    pub(super) fn filters(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("text", &self.text),
            ("stage", &self.stage),
            ("mode", &self.mode),
            ("department", &self.department),
            ("item", &self.item),
            ("window", &self.window),
            ("clerk", &self.clerk),
            ("light", &self.light),
            ("kind", &self.kind),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let all = all.into_iter().map(|(name, value)| (name, value.trim()));
        all.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether the address says nothing at all.
    pub(super) fn is_bare(&self) -> bool {
        self.view.is_none() && self.after.is_empty() && self.filters().is_empty()
    }

    /// The query of an address that asks the same under a tab.
    pub(super) fn query(&self, view: &str, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![("view", view)];
        pairs.extend(self.filters());
        pairs.extend_from_slice(more);
        joined(&pairs)
    }

    /// What is kept of it under a name: the tab and the filters, but never what was searched for,
    /// which may name a person.
    pub(super) fn kept(&self) -> String {
        let mut pairs = vec![("view", self.view())];
        pairs.extend(self.filters().into_iter().filter(|(name, _)| *name != "text"));
        joined(&pairs)
    }

    /// What the store is asked.
    pub(super) fn filter(
        &self,
        visit: &Visit,
        own: &Own,
        calendar: &WorkingCalendar,
    ) -> Result<Filter, HallError> {
        let text = self.text.trim().to_owned();
        // A full name is looked for as it is kept: masked.
        let masked = PersonName::parse(&text).map_or_else(|_| text.clone(), |name| name.masked());
        let centre = visit.centre()?;
        let mut filter = Filter {
            text,
            masked,
            stage: self.stage.clone(),
            mode: self.mode.clone(),
            department: self.department.trim().to_owned(),
            item: self.item.trim().to_owned(),
            window: self.window.trim().to_owned(),
            clerk: self.clerk.trim().to_owned(),
            kind: self.kind.clone(),
            number_from: numbers_of(centre.0, self.from.parse().ok()),
            number_until: numbers_of(
                centre.0,
                self.to.parse::<Date>().ok().and_then(|day| day.tomorrow().ok()),
            ),
            ..Filter::default()
        };
        self.narrow_by_tab(&mut filter, visit, own);
        if self.is_open() && !self.light.is_empty() {
            filter.light = light_days(&self.light, visit.today(), calendar);
        }
        // A number typed or read by a card reader finds a person's cases, open or not.
        if let Some(person) = parties::fingerprint_of_typed(&visit.hall.vault, &filter.text) {
            filter.person = person;
            filter.text.clear();
            filter.masked.clear();
            filter.scope = Scope::All;
        } else if filter.text.contains('-') && self.view() == "open" {
            filter.scope = Scope::All;
        }
        Ok(filter)
    }

    fn narrow_by_tab(&self, filter: &mut Filter, visit: &Visit, own: &Own) {
        let today = visit.today();
        match self.view() {
            "todo" => filter.own = own.clone(),
            "closed" => filter.scope = Scope::Closed,
            "all" => filter.scope = Scope::All,
            "today" => {
                filter.due_from = today.to_string();
                filter.due_by = today.to_string();
            }
            "overdue" => {
                "0000".clone_into(&mut filter.due_from);
                filter.due_by = today.yesterday().map(|day| day.to_string()).unwrap_or_default();
            }
            "paused" => "procedure".clone_into(&mut filter.turn),
            "waiting" => "applicant".clone_into(&mut filter.turn),
            "mine" => {
                filter.account = visit.member.as_ref().map_or(0, |member| member.account);
            }
            _ => {}
        }
    }
}

fn joined(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| query_pair(name, value)).collect();
    pairs.join("&")
}

/// What numbers begin with that were given on a day; empty where no day is asked for.
fn numbers_of(centre: i64, day: Option<Date>) -> String {
    let day = day.map(|day| format!("{:03}-{}", centre.rem_euclid(1000), day.strftime("%Y%m%d")));
    day.unwrap_or_default()
}

/// The days on which cases of a light are due, wide enough; each case is then looked at itself.
fn light_days(class: &str, today: Date, calendar: &WorkingCalendar) -> LightDays {
    const EVER: (&str, &str) = ("0000", "~");
    let day = |day: Option<Date>| day.map(|it| it.to_string());
    let soon = calendar.nth_working_day_after(today, 2);
    let (from, by) = match class {
        "red" | "black" => (None, day(today.yesterday().ok())),
        "amber" => (day(Some(today)), day(Some(soon))),
        "green" => (day(Some(today)), None),
        _ => (Some("~".to_owned()), None),
    };
    LightDays {
        class: class.to_owned(),
        from: from.unwrap_or_else(|| EVER.0.to_owned()),
        by: by.unwrap_or_else(|| EVER.1.to_owned()),
    }
}
