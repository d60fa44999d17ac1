//! `/approvals`: branches that wait for my department, silent ones, and the inbox of decisions.

use crate::approvals::inbox;
use crate::line::{Clock, Line, Quick, Table, rank};
use askama::Template;
use axum::response::Response;
use calendar::WorkingCalendar;
use casework::cases::door::{Board, Standing, standings};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use office::posts::door::{self as posts, CentreDirectory};
use rulebook::case::Act;
use rulebook::case::joint::{Branch, BranchState};
use rulebook::item::HandlingMode;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    chrome: Chrome,
    lead: String,
    tables: Vec<Table>,
}

/// Modes whose decisions stand in the inbox.
const DECIDED: [HandlingMode; 4] = [
    HandlingMode::Joint,
    HandlingMode::Commitment,
    HandlingMode::Agency,
    HandlingMode::Coordination,
];

/// What the board is drawn from.
struct Source {
    visit: Visit,
    today: Date,
    words: Words,
    calendar: Arc<WorkingCalendar>,
    place: Option<Arc<CentreDirectory>>,
    catalogue: Arc<catalogue::Catalogue>,
    own: String,
    joint: Vec<Standing>,
    others: Vec<Standing>,
}

/// The board.
pub(in crate::approvals) async fn show(visit: Visit) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let place = posts::directory(&visit.hall).await?.centre(centre).cloned();
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let (joint, others, calendar) = visit
        .read(move |read| {
            let on = |read: &mut dyn Read, mode| {
                standings(read, centre, Board::InHand(mode), (today, words))
            };
            let (joint, calendar) = on(read, HandlingMode::Joint)?;
            let mut others = Vec::new();
            for mode in DECIDED.into_iter().skip(1) {
                others.extend(on(read, mode)?.0);
            }
            Ok((joint, others, calendar))
        })
        .await?;
    let own = inbox::own(&visit);
    let source = Source { visit, today, words, calendar, place, catalogue, own, joint, others };
    let mut tables = vec![source.mine(), source.silent()];
    if inbox::decides(&source.visit) {
        tables.push(source.inbox());
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
    let board = Board::InHand(HandlingMode::Joint);
    let (all, _) = standings(read, centre, board, (visit.today(), visit.words()))?;
    let own = inbox::own(visit);
    let branches = || all.iter().flat_map(inbox::branches);
    let mine = branches().filter(|it| it.is_waiting() && inbox::is_of(it, &own)).count();
    let silent = branches().filter(|it| is_silent(it)).count();
    Ok((i64::try_from(mine).unwrap_or(0), i64::try_from(silent).unwrap_or(0)))
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
        }
    }

    /// A branch with its clock, late ones first.
    fn branches(&self, is_wanted: &dyn Fn(&Branch) -> bool) -> Vec<Line> {
        let mut ranked = Vec::new();
        for standing in &self.joint {
            for branch in inbox::branches(standing).iter().filter(|it| is_wanted(it)) {
                let clock = standing.case.branch_clock(branch, self.today, &self.calendar);
                let left = clock.remaining.phrase();
                let mut about = branch.participant.name.clone();
                if is_silent(branch) {
                    about += self.words.say("：逾期未反馈", ": silent past its limit");
                }
                let mut line = Line::of(standing, "opinion", about);
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
        let lines = self.branches(&|it| it.is_waiting() && inbox::is_of(it, &self.own));
        let heading = self.say("待我部门会办", "Opinions my department owes");
        let empty = self.say("没有等我部门意见的联办件。", "No joint case waits for us.");
        self.table("mine", (heading, empty), lines)
    }

    fn silent(&self) -> Table {
        let lines = self.branches(&|it| is_silent(it) && !inbox::is_of(it, &self.own));
        let heading =
            self.say("逾期未反馈的部门（不视为同意）", "Departments silent past their limit");
        let empty = self.say("各部门都按时反馈。", "Every department has answered in time.");
        self.table("silent", (heading, empty), lines)
    }

    /// Joint cases under way, with how many have answered.
    fn under_way(&self) -> Table {
        let lines = self
            .joint
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
                Line::of(standing, "", about)
            })
            .collect();
        let heading = self.say("在途联办件", "Joint cases under way");
        let empty = self.say("没有在途的联办件。", "No joint case is under way.");
        let mut table = self.table("under-way", (heading, empty), lines);
        table.about = self.say("进度", "Progress");
        table
    }

    /// What waits for a decision of the visitor's department, late ones first.
    fn inbox(&self) -> Table {
        let place = self.place.as_deref();
        let mut all: Vec<&Standing> = self
            .joint
            .iter()
            .chain(&self.others)
            .filter(|it| inbox::is_mine(it, place, &self.own))
            .collect();
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
