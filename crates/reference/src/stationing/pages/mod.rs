//! Pages of the stationing.

pub(super) mod centre;
pub(super) mod county;
pub(super) mod department;
pub(super) mod item;

use super::report::{DepartmentReport, Report, Source, StationedItem};
use crate::exchange::door::english;
use kit::db::CentreId;
use kit::{HallError, Visit, Words};
use rulebook::stationing::StationingGap;

/// A department as a line of the report.
pub(super) struct DepartmentLine {
    key: String,
    name: String,
    station: String,
    obligation: String,
    presence: String,
    delegation: String,
    seal: String,
    reason: String,
    in_place: usize,
    items: usize,
    gap: GapMark,
}

/// A gap as a light with a word.
pub(super) struct GapMark {
    light: &'static str,
    text: String,
}

impl GapMark {
    fn new(gap: StationingGap, words: Words) -> Self {
        let light = match gap {
            StationingGap::None => "green",
            StationingGap::Explained => "amber",
            StationingGap::Unexplained => "red",
        };
        Self { light, text: words.phrase(&gap.phrase()).to_owned() }
    }
}

/// An item as a line of the report.
pub(super) struct ItemLine {
    code: String,
    name: String,
    level: String,
    target: String,
    reason: String,
    source: String,
    gap: GapMark,
}

impl ItemLine {
    fn new(item: &StationedItem, words: Words) -> Self {
        let source = match item.source {
            Source::Own => words.say("单独设定", "set by itself"),
            Source::Department => words.say("随站所", "as its department"),
        };
        Self {
            code: item.code.clone(),
            name: words.phrase(&item.name).to_owned(),
            level: words.phrase(&item.level.phrase()).to_owned(),
            target: words.phrase(&item.target.phrase()).to_owned(),
            reason: item.reason.clone(),
            source: source.to_owned(),
            gap: GapMark::new(item.gap(), words),
        }
    }
}

impl DepartmentLine {
    fn new(report: &DepartmentReport, words: Words) -> Self {
        let mut line = Self {
            key: report.key.clone(),
            name: report.key.clone(),
            station: String::new(),
            obligation: String::new(),
            presence: words.say("未登记", "never listed").to_owned(),
            delegation: String::new(),
            seal: String::new(),
            reason: String::new(),
            in_place: report.in_place(),
            items: report.items.len(),
            gap: GapMark::new(report.gap(), words),
        };
        if let Some(department) = &report.department {
            let standing = &department.standing;
            let say = |phrase: kit::Phrase| words.phrase(&phrase).to_owned();
            line.name = department_name(&department.name, words);
            line.station.clone_from(&department.station);
            line.obligation = say(standing.obligation.phrase());
            line.presence = say(standing.presence.phrase());
            line.delegation = say(standing.delegation.phrase());
            line.seal = say(standing.seal.phrase());
            line.reason.clone_from(&standing.reason);
        }
        line
    }
}

/// What a centre is called in the reader's language; as it was listed where nobody set it up.
pub(super) async fn centre_name(
    visit: &Visit,
    centre: CentreId,
    listed: &str,
) -> Result<String, HallError> {
    let directory = office::posts::door::directory(&visit.hall).await?;
    let record = directory.centre(centre).map(|it| &it.centre.record);
    Ok(record.map_or_else(
        || listed.to_owned(),
        |it| {
            let english = if it.name_english.is_empty() { &it.name } else { &it.name_english };
            visit.words().say(&it.name, english).to_owned()
        },
    ))
}

/// A department's name in the reader's language, where the product ships one.
pub(super) fn department_name(name: &str, words: Words) -> String {
    words.say(name, english(name).unwrap_or(name)).to_owned()
}

/// The figures at the head of a report.
pub(super) struct Figures {
    must: usize,
    missing: usize,
    items: usize,
    in_place: usize,
    explained: usize,
    unexplained: usize,
}

impl Figures {
    fn of(report: &Report) -> Self {
        Self {
            must: report.must_be_here(),
            missing: report.missing(),
            items: report.items().count(),
            in_place: report.items_with(StationingGap::None),
            explained: report.items_with(StationingGap::Explained),
            unexplained: report.items_with(StationingGap::Unexplained),
        }
    }
}
