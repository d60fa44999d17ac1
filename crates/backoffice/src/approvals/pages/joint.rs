//! `/approvals/{number}`: a joint case on one page: its own clock and that of each department, who
//! is silent, what was said, when departments meet, and the forms for it (并联审批看板).

use crate::approvals::events::Together;
use crate::approvals::inbox;
use crate::approvals::store::{self, Arranged};
use crate::line::Clock;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use calendar::WorkingCalendar;
use casework::cases::door::{
    Standing, asked_sentence, meeting_sentence, opinion_sentence, standing_of,
};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::case::face;
use rulebook::case::joint::{Branch, BranchState, Joint, Meeting, Punctuality, Voice};
use rulebook::case::{Act, Work};
use std::sync::Arc;

/// A name and what is said under it.
struct Fact {
    label: String,
    text: String,
}

/// A department with its clock and what it said.
struct BranchView {
    name: String,
    on: String,
    since: String,
    clock: Clock,
    told: String,
    is_silent: bool,
    is_own: bool,
}

/// A date on which departments meet.
struct DateView {
    position: i64,
    what: String,
    when: String,
    place: String,
    invited: String,
    state: String,
    may_call_off: bool,
}

#[derive(Template)]
#[template(path = "approvals/pages/joint.html")]
struct JointPage {
    chrome: Chrome,
    number: String,
    item: String,
    stage: String,
    outer: Clock,
    facts: Vec<Fact>,
    branches: Vec<BranchView>,
    dates: Vec<DateView>,
    /// Visits and meetings that were held, by what they are.
    held: Vec<(String, Vec<String>)>,
    /// Departments for which the visitor may speak now.
    speaks_for: Vec<String>,
    is_director: bool,
    /// Whether the visitor may arrange and record.
    may_meet: bool,
    /// Acts that record what was held: word and name.
    records: Vec<(&'static str, String)>,
    version: i64,
    key: String,
    today: String,
}

/// The page.
pub(in crate::approvals) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let (standing, calendar, dates) = visit
        .read(move |read| {
            let (standing, calendar) = standing_of(read, centre, &number, (today, words))?;
            let dates = store::of_case(read, centre, &number)?;
            Ok((standing, calendar, dates))
        })
        .await?;
    let Work::Joint(joint) = &standing.case.work else {
        return Err(HallError::not_found(
            "这不是联办件，没有联办看板。请从办件列表打开。",
            "This is no joint case and has no board. Open it from the work list.",
        ));
    };
    let from = Source { visit: &visit, standing: &standing, joint, calendar, words };
    visit.page(&from.page(&dates))
}

/// What the page is drawn from.
struct Source<'a> {
    visit: &'a Visit,
    standing: &'a Standing,
    joint: &'a Joint,
    calendar: Arc<WorkingCalendar>,
    words: Words,
}

impl Source<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        self.words.say(zh, en).to_owned()
    }

    fn page(&self, dates: &[Arranged]) -> JointPage {
        let (visit, standing, words) = (self.visit, self.standing, self.words);
        let allows = |act| standing.case.allows(act).is_ok();
        let may_meet = visit.may(Power::HandleCases) && allows(Act::RecordVisit);
        let is_director = visit.may(Power::ConcurWithCases);
        let speaks_for = self.joint.branches.iter().filter(|it| {
            it.is_waiting() && allows(Act::GiveOpinion) && (is_director || self.is_own(it))
        });
        let title = words.fill("联办看板 {}", "Joint case {}", &[&standing.number]);
        let stage = standing.case.stage().phrase();
        JointPage {
            chrome: visit.chrome(title, Face::Office),
            number: standing.number.clone(),
            item: standing.item.clone(),
            stage: words.phrase(&stage).to_owned(),
            outer: Clock {
                due: standing.due.clone(),
                light: standing.light,
                left: standing.left.clone(),
            },
            facts: self.facts(),
            branches: self.joint.branches.iter().map(|it| self.branch(it)).collect(),
            dates: dates.iter().map(|it| self.date(it, may_meet)).collect(),
            held: vec![
                (self.say("已登记的联合踏勘", "Site visits held"), self.told(&self.joint.visits)),
                (self.say("已登记的联合会审", "Meetings held"), self.told(&self.joint.meetings)),
            ],
            speaks_for: speaks_for.map(|it| it.participant.name.clone()).collect(),
            is_director,
            may_meet,
            records: [Act::RecordVisit, Act::RecordMeeting]
                .into_iter()
                .map(|act| {
                    let name = act.phrase();
                    (act.word(), words.phrase(&name).to_owned())
                })
                .collect(),
            version: standing.version,
            key: visit.form_key(),
            today: visit.today().to_string(),
        }
    }

    /// Whether a department is the visitor's own, for which it speaks.
    fn is_own(&self, branch: &Branch) -> bool {
        self.visit.may(Power::HandleCases) && inbox::is_of(branch, &inbox::own(self.visit))
    }

    fn facts(&self) -> Vec<Fact> {
        let (words, case, today) = (self.words, &self.standing.case, self.visit.today());
        let fact = |label: &str, text: String| Fact { label: label.to_owned(), text };
        let face = face(case, today, &self.calendar);
        let none = words.say("–", "–");
        let day = |deadline: Option<calendar::Deadline>| {
            deadline.map_or_else(|| none.to_owned(), |it| words.date_and_weekday(it.due_on))
        };
        let answered = self.joint.branches.iter().filter(|it| !it.is_waiting()).count();
        let used = case.used_in_parallel(today, &self.calendar);
        vec![
            fact(words.say("申请人", "Applicant"), self.standing.applicant.clone()),
            fact(words.say("牵头部门", "Lead department"), self.standing.department.clone()),
            fact(words.say("承诺到期", "Promised by"), day(face.promised)),
            fact(words.say("法定到期", "Legal limit ends"), day(face.legal)),
            fact(
                words.say("会办进度", "Answers"),
                words.fill(
                    "已反馈 {}/{}；并联已用 {} 个工作日",
                    "{} of {} answered; {} working days used in parallel",
                    &[&answered, &self.joint.branches.len(), &used],
                ),
            ),
        ]
    }

    fn branch(&self, branch: &Branch) -> BranchView {
        let (words, case) = (self.words, &self.standing.case);
        let clock = case.branch_clock(branch, self.visit.today(), &self.calendar);
        let is_waiting = branch.is_waiting();
        let left = if is_waiting {
            words.phrase(&clock.remaining.phrase()).to_owned()
        } else {
            words.fill("用了 {} 个工作日", "{} working days used", &[&clock.used])
        };
        BranchView {
            name: branch.participant.name.clone(),
            on: branch.participant.opinion_on.clone(),
            since: words.date(branch.consigned.day),
            clock: Clock {
                due: words.date(clock.deadline.due_on),
                light: if is_waiting { clock.light.code() } else { "" },
                left,
            },
            told: self.said(branch),
            is_silent: matches!(branch.state, BranchState::Silent { .. }),
            is_own: inbox::is_of(branch, &inbox::own(self.visit)),
        }
    }

    fn said(&self, branch: &Branch) -> String {
        let words = self.words;
        match &branch.state {
            BranchState::Waiting => self.say("待会办", "awaited"),
            BranchState::Silent { .. } => {
                self.say("逾期未反馈（不视为同意）", "silent past its limit (no consent)")
            }
            BranchState::Asks { papers, .. } => words.fill(
                "要求补充材料：{}",
                "asks for papers: {}",
                &[&asked_sentence(papers, &self.standing.case, words)],
            ),
            BranchState::Given { opinion, voice, punctuality, .. } => {
                let mut told = opinion_sentence(opinion, words);
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

    fn told(&self, meetings: &[Meeting]) -> Vec<String> {
        meetings.iter().map(|it| meeting_sentence(it, self.words)).collect()
    }

    fn date(&self, date: &Arranged, may_meet: bool) -> DateView {
        let words = self.words;
        let held = match date.kind {
            Together::Visit => &self.joint.visits,
            Together::Meeting => &self.joint.meetings,
        };
        let is_held = held.iter().any(|it| it.held_on >= date.held_on);
        let state = if date.is_off {
            self.say("已取消", "called off")
        } else if is_held {
            self.say("已举行并登记", "held and recorded")
        } else if date.held_on < self.visit.today() {
            self.say("日期已过，请登记结果或取消", "past: record it, or call it off")
        } else {
            self.say("待举行", "to come")
        };
        let what = date.kind.phrase();
        DateView {
            position: date.position,
            what: words.phrase(&what).to_owned(),
            when: format!("{} {}", words.date_and_weekday(date.held_on), date.at_time),
            place: date.place.clone(),
            invited: date.invited.join(words.say("、", ", ")),
            state,
            may_call_off: may_meet && !date.is_off && !is_held,
        }
    }
}
