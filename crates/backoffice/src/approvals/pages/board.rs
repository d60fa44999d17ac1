//! `/approvals`: branches that wait for my department, silent ones, the inbox of decisions, when
//! departments meet. What each table holds is decided in the tables of the cases, and nothing is
//! cut off; joint cases under way are read page by page.

use crate::approvals::inbox;
use crate::approvals::store::{self, Arranged};
use crate::line::{Clock, Line, Quick, Table, rank};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use calendar::WorkingCalendar;
use casework::cases::door::{After, Board, Standing, page_of, standing_of, standings};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Visit, Words};
use office::posts::door::{self as posts, CentreDirectory};
use rulebook::case::Act;
use rulebook::case::joint::{Branch, BranchState};
use rulebook::item::HandlingMode;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    chrome: Chrome,
    lead: String,
    tables: Vec<Table>,
}

/// Where the page of cases under way begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::approvals) struct Asked {
    after_due: String,
    after: String,
}

/// What the board is drawn from.
struct Source {
    visit: Visit,
    today: Date,
    words: Words,
    calendar: Arc<WorkingCalendar>,
    place: Option<Arc<CentreDirectory>>,
    catalogue: Arc<catalogue::Catalogue>,
    own: String,
    found: Found,
}

/// What stands on the board.
struct Found {
    mine: Vec<Standing>,
    silent: Vec<Standing>,
    deciding: Vec<Standing>,
    under_way: Vec<Standing>,
    /// Where the next page of those under way begins.
    next: Option<After>,
    meetings: Vec<(Arranged, Standing)>,
}

fn find(
    read: &mut dyn Read,
    centre: CentreId,
    (visit, after): (&Visit, &After),
) -> Result<(Found, Arc<WorkingCalendar>), HallError> {
    let at = (visit.today(), visit.words());
    let own = inbox::own(visit);
    let (silent, calendar) = standings(read, centre, Board::Silent, at)?;
    let mine = if own.is_empty() {
        Vec::new()
    } else {
        standings(read, centre, Board::Awaiting(own), at)?.0
    };
    let deciding = deciding(read, centre, visit)?;
    let board = Board::InHand(HandlingMode::Joint);
    let (under_way, next) = page_of(read, centre, (&board, after), at)?;
    let mut meetings = Vec::new();
    for date in store::to_come(read, centre, visit.today())? {
        let (standing, _) = standing_of(read, centre, &date.number, at)?;
        if !standing.case.stage().is_closed() {
            meetings.push((date, standing));
        }
    }
    Ok((Found { mine, silent, deciding, under_way, next, meetings }, calendar))
}

/// What may wait for the visitor: decisions of departments, coordinations for their owners, what is
/// to be sent up, and denials under question, of immediate cases too.
fn deciding(
    read: &mut dyn Read,
    centre: CentreId,
    visit: &Visit,
) -> Result<Vec<Standing>, HallError> {
    let at = (visit.today(), visit.words());
    let mut found: BTreeMap<String, Standing> = BTreeMap::new();
    let mut boards = vec![Board::InHand(HandlingMode::Coordination)];
    if inbox::decides(visit) {
        let agency = Board::InHand(HandlingMode::Agency);
        boards.extend([Board::Deciding, agency, Board::Reported]);
    } else if !visit.may(Power::HandleCases) {
        return Ok(Vec::new());
    }
    for board in boards {
        for standing in standings(read, centre, board, at)?.0 {
            found.insert(standing.number.clone(), standing);
        }
    }
    Ok(found.into_values().collect())
}

/// The board.
pub(in crate::approvals) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let place = posts::directory(&visit.hall).await?.centre(centre).cloned();
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let (asker, after) = (visit.clone(), (asked.after_due, asked.after));
    let (found, calendar) = visit.read(move |read| find(read, centre, (&asker, &after))).await?;
    let own = inbox::own(&visit);
    let source = Source { visit, today, words, calendar, place, catalogue, own, found };
    let mut tables = vec![source.mine(), source.silent()];
    let inbox = source.inbox();
    if inbox::decides(&source.visit) || !inbox.lines.is_empty() {
        tables.push(inbox);
    }
    if !source.found.meetings.is_empty() {
        tables.push(source.meetings());
    }
    tables.push(source.under_way());
    let title = words.say("联办与审批", "Approvals");
    source.visit.page(&BoardPage {
        chrome: source.visit.chrome(title, Face::Office),
        lead: words
            .say(
                "按先到期的排。方向键选中一行，回车即办。",
                "Soonest due first. Choose a line with the arrow keys, enter does it.",
            )
            .to_owned(),
        tables,
    })
}

/// How many opinions the visitor's department owes, and how many departments are silent.
pub(in crate::approvals) fn waiting(
    read: &mut dyn Read,
    centre: CentreId,
    visit: &Visit,
) -> Result<(i64, i64), HallError> {
    let (at, own) = ((visit.today(), visit.words()), inbox::own(visit));
    let count = |all: &[Standing], is_wanted: &dyn Fn(&Branch) -> bool| {
        let found = all.iter().flat_map(inbox::branches).filter(|it| is_wanted(it)).count();
        i64::try_from(found).unwrap_or(0)
    };
    let silent = standings(read, centre, Board::Silent, at)?.0;
    let silent = count(&silent, &is_silent);
    if own.is_empty() {
        return Ok((0, silent));
    }
    let mine = standings(read, centre, Board::Awaiting(own.clone()), at)?.0;
    Ok((count(&mine, &|it| it.is_waiting() && inbox::is_of(it, &own)), silent))
}

fn is_silent(branch: &Branch) -> bool {
    matches!(branch.state, BranchState::Silent { .. })
}

impl Source {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        self.words.say(zh, en).to_owned()
    }

    fn table(
        &self,
        id: &'static str,
        (heading, empty): (String, String),
        lines: Vec<Line>,
    ) -> Table {
        Table {
            id,
            heading,
            empty,
            about: self.say("部门", "Department"),
            inner: self.say("会办时限", "Inner clock"),
            lines,
            older: String::new(),
        }
    }

    /// A branch with its clock, late ones first.
    fn branches(&self, all: &[Standing], is_wanted: &dyn Fn(&Branch) -> bool) -> Vec<Line> {
        let mut ranked = Vec::new();
        for standing in all {
            for branch in inbox::branches(standing).iter().filter(|it| is_wanted(it)) {
                let clock = standing.case.branch_clock(branch, self.today, &self.calendar);
                let left = clock.remaining.phrase();
                let mut about = branch.participant.name.clone();
                if is_silent(branch) {
                    about += self.words.say("：逾期未反馈", ": silent past its limit");
                }
                let mut line = Line::of(standing, "opinion", about);
                line.href = format!("/approvals/{}#opinion", standing.number);
                line.inner = Some(Clock {
                    due: self.words.date(clock.deadline.due_on),
                    light: clock.light.code(),
                    left: self.words.phrase(&left).to_owned(),
                });
                if inbox::is_of(branch, &self.own) && self.visit.may(Power::HandleCases) {
                    line.quick = Some(self.agree(standing, branch));
                }
                ranked.push((rank(clock.light, clock.deadline.due_on), line));
            }
        }
        ranked.sort_by_key(|one| one.0);
        ranked.into_iter().map(|(_, line)| line).collect()
    }

    fn agree(&self, standing: &Standing, branch: &Branch) -> Quick {
        Quick {
            href: format!("/cases/{}/opinion", standing.number),
            fields: vec![
                ("version", standing.version.to_string()),
                ("department", branch.participant.name.clone()),
                ("verdict", "agrees".to_owned()),
            ],
            label: self.say("同意", "Agree"),
            key: self.visit.form_key(),
        }
    }

    fn mine(&self) -> Table {
        let is_wanted = |it: &Branch| it.is_waiting() && inbox::is_of(it, &self.own);
        let lines = self.branches(&self.found.mine, &is_wanted);
        let heading = self.say("待我部门会办", "Opinions my department owes");
        let empty = self.say("没有等我部门意见的联办件。", "No joint case waits for us.");
        self.table("mine", (heading, empty), lines)
    }

    fn silent(&self) -> Table {
        let is_wanted = |it: &Branch| is_silent(it) && !inbox::is_of(it, &self.own);
        let lines = self.branches(&self.found.silent, &is_wanted);
        let heading =
            self.say("逾期未反馈的部门（不视为同意）", "Departments silent past their limit");
        let empty = self.say("各部门都按时反馈。", "Every department has answered in time.");
        self.table("silent", (heading, empty), lines)
    }

    /// Joint cases under way, with how many have answered.
    fn under_way(&self) -> Table {
        let lines = self
            .found
            .under_way
            .iter()
            .filter(|it| !inbox::branches(it).is_empty())
            .map(|standing| {
                let all = inbox::branches(standing);
                let answered = all.iter().filter(|it| !it.is_waiting()).count();
                let used = standing.case.used_in_parallel(self.today, &self.calendar);
                let about = self.words.fill(
                    "已反馈 {}/{}；并联已用 {} 个工作日",
                    "{} of {} answered; {} working days used in parallel",
                    &[&answered, &all.len(), &used],
                );
                let mut line = Line::of(standing, "", about);
                line.href = format!("/approvals/{}", standing.number);
                line
            })
            .collect();
        let heading = self.say("在途联办件", "Joint cases under way");
        let empty = self.say("没有在途的联办件。", "No joint case is under way.");
        let mut table = self.table("under-way", (heading, empty), lines);
        table.about = self.say("进度", "Progress");
        if let Some((due, number)) = &self.found.next {
            let place = [query_pair("after_due", due), query_pair("after", number)];
            table.older = format!("/approvals?{}#under-way", place.join("&"));
        }
        table
    }

    /// Joint site visits and meetings to come, soonest first.
    fn meetings(&self) -> Table {
        let lines = self
            .found
            .meetings
            .iter()
            .map(|(date, standing)| {
                let what = date.kind.phrase();
                let about = format!("{} · {}", self.words.phrase(&what), date.place);
                let mut line = Line::of(standing, "", about);
                line.href = format!("/approvals/{}#dates", standing.number);
                line.inner = Some(Clock {
                    due: self.words.date(date.held_on),
                    light: "",
                    left: date.at_time.clone(),
                });
                line
            })
            .collect();
        let heading = self.say("即将举行的联合踏勘、会审", "Joint visits and meetings to come");
        let mut table = self.table("meetings", (heading, String::new()), lines);
        table.about = self.say("安排与地点", "What and where");
        table.inner = self.say("时间", "When");
        table
    }

    /// What waits for a decision of the visitor's department, late ones first.
    fn inbox(&self) -> Table {
        let place = self.place.as_deref();
        let own = if inbox::decides(&self.visit) { &self.own } else { inbox::NOBODY };
        let account = inbox::account(&self.visit);
        let mine = |it: &&Standing| inbox::is_mine(it, place, (account, own));
        let mut all: Vec<&Standing> = self.found.deciding.iter().filter(mine).collect();
        all.sort_by_key(|it| {
            let face = rulebook::case::face(&it.case, self.today, &self.calendar);
            rank(face.light, face.due_on().unwrap_or(self.today))
        });
        let lines = all.into_iter().map(|it| self.decision(it)).collect();
        let heading = self.say("待我部门审批", "Decisions my department owes");
        let empty = self.say("没有等我部门审批的办件。", "Nothing waits for our decision.");
        let mut table = self.table("inbox", (heading, empty), lines);
        table.about = self.say("下一步", "Next");
        table.inner = self.say("办理方式", "Mode");
        table
    }

    fn decision(&self, standing: &Standing) -> Line {
        let act = standing.next.unwrap_or(Act::Grant);
        let name = act.phrase();
        let mode = standing.case.mode.phrase();
        let mut line = Line::of(standing, act.word(), self.words.phrase(&name).to_owned());
        line.inner = Some(Clock {
            due: String::new(),
            light: "",
            left: self.words.phrase(&mode).to_owned(),
        });
        if act == Act::Grant {
            let item = self.catalogue.item(&standing.item_code);
            let result = item.map(|it| it.definition.result.name.zh.clone()).unwrap_or_default();
            line.quick = Some(Quick {
                href: format!("/cases/{}/decision", standing.number),
                fields: vec![("version", standing.version.to_string()), ("result", result)],
                label: self.say("准予", "Grant"),
                key: self.visit.form_key(),
            });
        }
        line
    }
}
