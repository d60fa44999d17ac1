//! The work of a mode on a case's page: branches with their clocks as a table and a strip,
//! progress, what is above and since when.

use super::notes as work_notes;
use crate::cases::door::{Loaded, view};
use calendar::Light;
use jiff::civil::Date;
use kit::Words;
use rulebook::case::Work;
use rulebook::case::agency::{Agency, Leg};
use rulebook::case::coordination::{Coordination, Lead};
use rulebook::case::joint::{Branch, BranchState, Joint, Meeting, Punctuality, Voice};
use rulebook::case::work::InnerClock;
use std::fmt::Write;

/// What the page shows of the work; without a heading there is nothing of its own.
#[derive(Default)]
pub(crate) struct WorkView {
    pub(crate) heading: String,
    pub(crate) facts: Vec<view::Fact>,
    pub(crate) strip: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) lists: Vec<(String, Vec<String>)>,
}

/// A branch, or a consignment.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) told: String,
    pub(crate) since: String,
    pub(crate) due: String,
    /// Class of its light; empty where no clock runs.
    pub(crate) light: &'static str,
    pub(crate) left: String,
}

/// The work of a case on a day.
pub(crate) fn panel(loaded: &Loaded, today: Date, words: Words) -> WorkView {
    let from = From { loaded, today, words };
    match &loaded.case.work {
        Work::Alone => WorkView::default(),
        Work::Joint(joint) => from.joint(joint),
        Work::Coordination(it) => from.coordination(it),
        Work::Agency(agency) => from.agency(agency),
    }
}

/// A fact of the work.
fn fact(label: &str, text: String) -> view::Fact {
    view::Fact { label: label.to_owned(), text }
}

struct From<'a> {
    loaded: &'a Loaded,
    today: Date,
    words: Words,
}

impl From<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        self.words.say(zh, en).to_owned()
    }

    fn left(&self, clock: &InnerClock) -> String {
        let left = clock.remaining.phrase();
        self.words.phrase(&left).to_owned()
    }

    fn joint(&self, joint: &Joint) -> WorkView {
        let (case, words) = (&self.loaded.case, self.words);
        if joint.branches.is_empty() {
            let told = self.say("还没有分送会办部门", "not passed on to the departments yet");
            return WorkView {
                heading: self.say("联办：会办部门", "Joint handling: the departments"),
                facts: vec![fact(words.say("会办", "Departments"), told)],
                ..WorkView::default()
            };
        }
        let used = case.used_in_parallel(self.today, &self.loaded.calendar);
        let clocks: Vec<InnerClock> = joint
            .branches
            .iter()
            .map(|it| case.branch_clock(it, self.today, &self.loaded.calendar))
            .collect();
        let rows = joint.branches.iter().zip(&clocks).map(|it| self.branch(it.0, it.1)).collect();
        let meetings = |all: &[Meeting]| all.iter().map(|it| self.meeting(it)).collect();
        WorkView {
            heading: self.say("联办：会办部门", "Joint handling: the departments"),
            facts: vec![fact(
                words.say("并联已用（取最长的一家）", "Used in parallel (the longest branch)"),
                words.fill("{} 个工作日", "{} working days", &[&used]),
            )],
            strip: self.strip(joint, &clocks),
            columns: vec![
                self.say("部门", "Department"),
                self.say("意见", "Opinion"),
                self.say("分送", "Passed on"),
                self.say("会办期限", "Inner limit"),
                self.say("时限", "Clock"),
            ],
            rows,
            lists: vec![
                (self.say("联合踏勘", "Joint site visits"), meetings(&joint.visits)),
                (self.say("联合会审", "Joint meetings"), meetings(&joint.meetings)),
            ],
        }
    }

    fn branch(&self, branch: &Branch, clock: &InnerClock) -> Row {
        let words = self.words;
        let (light, left) = if branch.is_waiting() {
            (clock.light.code(), self.left(clock))
        } else {
            ("", words.fill("用了 {} 个工作日", "{} working days used", &[&clock.used]))
        };
        Row {
            name: branch.participant.name.clone(),
            told: self.told(branch),
            since: words.date(branch.consigned.day),
            due: words.date(clock.deadline.due_on),
            light,
            left,
        }
    }

    fn told(&self, branch: &Branch) -> String {
        let words = self.words;
        match &branch.state {
            BranchState::Waiting => self.say("待会办", "awaited"),
            BranchState::Silent { .. } => {
                self.say("逾期未反馈（不视为同意）", "silent past its limit (no consent)")
            }
            BranchState::Asks { papers, .. } => words.fill(
                "要求补充材料：{}",
                "asks for papers: {}",
                &[&work_notes::asked(papers, self.loaded, words)],
            ),
            BranchState::Given { opinion, voice, punctuality, .. } => {
                let mut told = work_notes::opinion(opinion, words);
                if matches!(voice, Voice::OnBehalf { .. }) {
                    told += words.say("（中心主任代为登记）", " (entered by the director)");
                }
                if *punctuality == Punctuality::Late {
                    told += words.say("（逾期反馈）", " (late)");
                }
                told
            }
        }
    }

    fn meeting(&self, meeting: &Meeting) -> String {
        work_notes::meeting(meeting, self.words)
    }

    fn coordination(&self, it: &Coordination) -> WorkView {
        let words = self.words;
        let clock = self.loaded.case.progress_clock(it, self.today, &self.loaded.calendar);
        let (owner, bodies) = match &it.lead {
            Lead::Nobody => (self.say("待确定", "nobody yet"), "–".to_owned()),
            Lead::Owner { owner, bodies, .. } => {
                (owner.clone(), bodies.join(words.say("、", ", ")))
            }
        };
        let mut facts = vec![
            fact(words.say("协调责任人", "Owner"), owner),
            fact(words.say("联络单位", "Liaison bodies"), bodies),
        ];
        if self.loaded.case.outcome().is_none() {
            let due = words.date(clock.deadline.due_on);
            let next = words.fill("{}（{}）", "{} ({})", &[&due, &self.left(&clock)]);
            facts.push(fact(words.say("下次进展最迟", "Next progress by"), next));
        }
        let told = it.progress.iter().rev();
        let told = told.map(|it| format!("{} {}", words.instant(it.at.at_ms), it.text)).collect();
        let missed = it.missed.iter().map(|day| words.date(*day)).collect();
        WorkView {
            heading: self.say("受理协调", "Coordination"),
            facts,
            lists: vec![
                (self.say("协调进展", "Progress"), told),
                (self.say("逾期未登记进展", "Progress overdue on"), missed),
            ],
            ..WorkView::default()
        }
    }

    fn agency(&self, agency: &Agency) -> WorkView {
        let (case, words) = (&self.loaded.case, self.words);
        let clock = case.agency_clock(agency, self.today, &self.loaded.calendar);
        let leg = match &agency.leg {
            Leg::Prechecking => self.say("初审中", "being checked here"),
            Leg::ToSend { .. } => self.say("待上报", "to be sent up"),
            Leg::Above { .. } => self.say("上级办理中", "with the superior"),
            Leg::SentBack { .. } => self.say("上级退回补件", "sent back for papers"),
            Leg::Answered => self.say("上级已办复", "answered by the superior"),
        };
        let mut facts = vec![fact(words.say("所处环节", "Where it is"), leg)];
        if let Some(clock) = clock.as_ref().filter(|_| agency.above().is_none()) {
            let due = words.date(clock.deadline.due_on);
            let by = words.fill("{}（{}）", "{} ({})", &[&due, &self.left(clock)]);
            facts.push(fact(words.say("初审上报最迟", "To be sent up by"), by));
        }
        let last = agency.sent.len().saturating_sub(1);
        let row = |(at, sent): (usize, &rulebook::case::agency::Consignment)| {
            let running = clock.as_ref().filter(|_| at == last && agency.above().is_some());
            Row {
                name: sent.number.clone(),
                told: words.fill("{}（{}）", "{} ({})", &[&sent.to, &sent.channel]),
                since: words.date(sent.at.day),
                due: running.map_or_else(|| "–".to_owned(), |it| words.date(it.deadline.due_on)),
                light: running.map_or("", |it| it.light.code()),
                left: running.map_or_else(|| self.say("已回", "came back"), |it| self.left(it)),
            }
        };
        let urgings = match &agency.leg {
            Leg::Above { urgings, .. } => urgings.as_slice(),
            _ => &[],
        };
        let urged = urgings.iter().map(|it| format!("{} {}", words.instant(it.at.at_ms), it.text));
        WorkView {
            heading: self.say("代办上报", "Agency"),
            facts,
            columns: vec![
                self.say("上报编号", "List"),
                self.say("报送", "Sent to"),
                self.say("上报日", "Sent on"),
                self.say("上级期限", "Superior's limit"),
                self.say("上级时限", "Superior's clock"),
            ],
            rows: agency.sent.iter().enumerate().map(row).collect(),
            lists: vec![(self.say("催办记录", "Asked again"), urged.collect())],
            ..WorkView::default()
        }
    }

    /// The branches as bars beside each other, up to the end of the whole case.
    fn strip(&self, joint: &Joint, clocks: &[InnerClock]) -> String {
        let dues = clocks.iter().map(|it| it.deadline.due_on);
        let outer = view::outer_day(&self.loaded.case, self.today, &self.loaded.calendar);
        let first = joint.branches.iter().map(|it| it.consigned.day).min();
        let last = dues.chain(outer).chain([self.today]).max();
        let (Some(first), Some(last)) = (first, last) else { return String::new() };
        let days = i64::from((last - first).get_days()).max(1);
        let x = |day: Date| 150 + i64::from((day - first).get_days()).clamp(0, days) * 300 / days;
        let height = 26 * joint.branches.len() + 30;
        let label = self.say("各部门会办期限", "The inner limits of the departments");
        let mut svg =
            format!("<svg viewBox=\"0 0 480 {height}\" role=\"img\" aria-label=\"{label}\">");
        for (at, (branch, clock)) in joint.branches.iter().zip(clocks).enumerate() {
            let y = 26 * at + 6;
            let (from, to) = (x(branch.consigned.day), x(clock.deadline.due_on));
            let until = match &branch.state {
                BranchState::Given { at, .. } => x(at.day),
                _ => x(self.today),
            };
            let ink = if clock.light >= Light::Red { "#b3261e" } else { "#0b5d66" };
            // Writing to a text cannot fail.
            let _ = write!(
                svg,
                "<text x=\"144\" y=\"{}\" text-anchor=\"end\" font-size=\"15\" \
                 fill=\"#1c2326\">{}</text><rect x=\"{from}\" y=\"{y}\" width=\"{}\" \
                 height=\"14\" rx=\"2\" fill=\"#e6f1f1\" stroke=\"#9cc4c6\"/><rect x=\"{from}\" \
                 y=\"{}\" width=\"{}\" height=\"6\" fill=\"{ink}\"/>",
                y + 11,
                short(&branch.participant.name),
                (to - from).max(3),
                y + 4,
                (until - from).max(2),
            );
        }
        let foot = 26 * joint.branches.len() + 20;
        for (day, word, ink, anchor) in [
            (Some(self.today), self.say("今天", "today"), "#4a555a", "middle"),
            (outer, self.say("全件到期", "whole case due"), "#0b5d66", "end"),
        ] {
            let Some(day) = day else { continue };
            let _ = write!(
                svg,
                "<line x1=\"{0}\" x2=\"{0}\" y1=\"2\" y2=\"{1}\" stroke=\"{ink}\" \
                 stroke-dasharray=\"3 2\"/><text x=\"{0}\" y=\"{2}\" text-anchor=\"{anchor}\" \
                 font-size=\"14\" fill=\"{ink}\">{word}</text>",
                x(day),
                foot - 10,
                foot + 4,
            );
        }
        svg + "</svg>"
    }
}

/// A name that fits beside its bar, safe in a picture.
fn short(name: &str) -> String {
    let cut = if name.chars().count() <= 9 { 9 } else { 8 };
    let mut text: String =
        name.chars().filter(|it| !matches!(it, '<' | '>' | '&' | '"')).take(cut).collect();
    if cut == 8 {
        text.push('…');
    }
    text
}
