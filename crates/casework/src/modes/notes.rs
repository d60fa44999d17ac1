//! What was said in the work of a mode, for the timeline of a case.

use crate::cases::door::{Loaded, paper_names as names, view};
use kit::Words;
use rulebook::case::Case;
use rulebook::case::agency::{AgencyEvent, Returned};
use rulebook::case::coordination::{CoordinationEvent, Solution};
use rulebook::case::joint::{JointEvent, Meeting, Opinion, Punctuality, Reply, Voice};
use rulebook::event::{PaperAsked, WorkEvent};

/// What was said.
pub(crate) fn note(event: &WorkEvent, loaded: &Loaded, words: Words) -> String {
    match event {
        WorkEvent::Joint(event) => joint(event, loaded, words),
        WorkEvent::Coordination(event) => coordination(event, words),
        WorkEvent::Agency(event) => agency(event, loaded, words),
    }
}

fn joint(event: &JointEvent, loaded: &Loaded, words: Words) -> String {
    match event {
        JointEvent::Circulated(all) => {
            let all: Vec<String> = all
                .iter()
                .map(|it| {
                    let limit = it.limit.phrase();
                    words.fill("{}（{}）", "{} ({})", &[&it.name, &words.phrase(&limit)])
                })
                .collect();
            all.join(words.say("、", ", "))
        }
        JointEvent::Replied { department, reply, voice, punctuality } => {
            let mut told =
                words.fill("{}：{}", "{}: {}", &[department, &self::reply(reply, loaded, words)]);
            if let Voice::OnBehalf { reason } = voice {
                let by = words.fill(
                    "（中心主任代为登记：{}）",
                    " (entered by the director on its behalf: {})",
                    &[reason],
                );
                told += &by;
            }
            if *punctuality == Punctuality::Late {
                told += words.say("（逾期反馈）", " (late)");
            }
            told
        }
        JointEvent::BranchReturned { department, reason } => {
            words.fill("{}：{}", "{}: {}", &[department, reason])
        }
        JointEvent::FellSilent { department } => department.clone(),
        JointEvent::Visited(meeting) | JointEvent::Met(meeting) => self::meeting(meeting, words),
    }
}

/// What a department says, in a sentence.
pub(crate) fn reply(reply: &Reply, loaded: &Loaded, words: Words) -> String {
    match reply {
        Reply::Opinion(opinion) => self::opinion(opinion, words),
        Reply::AsksFor(papers) => {
            words.fill("要求补充：{}", "asks for: {}", &[&asked(papers, loaded, words)])
        }
    }
}

/// An opinion in a sentence.
pub fn opinion(opinion: &Opinion, words: Words) -> String {
    match opinion {
        Opinion::Agrees { remark } if remark.is_empty() => words.say("同意", "agrees").to_owned(),
        Opinion::Agrees { remark } => words.fill("同意。{}", "agrees. {}", &[remark]),
        Opinion::AgreesIf { conditions } => {
            words.fill("附条件同意：{}", "agrees if: {}", &[conditions])
        }
        Opinion::Refuses { reason, basis } => {
            words.fill("不同意：{}（{}）", "refuses: {} ({})", &[reason, basis])
        }
    }
}

/// Papers of a case that a department asks for, with what is wrong, by the names of its list.
pub fn asked_of(papers: &[PaperAsked], case: &Case, words: Words) -> String {
    let named = |key: &str| {
        let listed = case.papers.iter().find(|it| it.key == key);
        listed.map_or_else(|| key.to_owned(), |it| it.name.clone())
    };
    let all: Vec<String> = papers
        .iter()
        .map(|it| words.fill("{}（{}）", "{} ({})", &[&named(&it.key), &it.why]))
        .collect();
    all.join(words.say("、", ", "))
}

/// Papers asked for, with what is wrong.
pub(crate) fn asked(papers: &[PaperAsked], loaded: &Loaded, words: Words) -> String {
    let all: Vec<String> = papers
        .iter()
        .map(|it| {
            let name = view::paper_name(&it.key, loaded, words);
            words.fill("{}（{}）", "{} ({})", &[&name, &it.why])
        })
        .collect();
    all.join(words.say("、", ", "))
}

/// A joint site visit or meeting in a sentence (联合踏勘、联合会审).
pub fn meeting(meeting: &Meeting, words: Words) -> String {
    let present = meeting.present.join(words.say("、", ", "));
    words.fill(
        "{}；参加：{}；{}",
        "{}; present: {}; {}",
        &[&words.date(meeting.held_on), &present, &meeting.findings],
    )
}

fn coordination(event: &CoordinationEvent, words: Words) -> String {
    match event {
        CoordinationEvent::Led { owner, bodies, .. } => {
            let bodies = bodies.join(words.say("、", ", "));
            words.fill("{}；联络单位：{}", "{}; liaison bodies: {}", &[owner, &bodies])
        }
        CoordinationEvent::Progressed(text) => text.clone(),
        CoordinationEvent::ProgressMissed { due_on } => {
            words.fill("应于{}前登记", "due by {}", &[&words.date(*due_on)])
        }
        CoordinationEvent::Answered(answer) => match &answer.solution {
            Solution::Solved => words.fill("已解决：{}", "solved: {}", &[&answer.text]),
            Solution::Unsolved { remedy } => words.fill(
                "未能解决：{}；救济途径：{}",
                "not solved: {}; what is left: {}",
                &[&answer.text, remedy],
            ),
        },
    }
}

fn agency(event: &AgencyEvent, loaded: &Loaded, words: Words) -> String {
    match event {
        AgencyEvent::Prechecked(text) | AgencyEvent::Urged(text) => text.clone(),
        AgencyEvent::SentUp(it) => {
            let (papers, limit) = (names(&it.papers, loaded, words), it.limit.phrase());
            words.fill(
                "№ {} 报{}（{}，{}）：{}",
                "№ {} to {} ({}, {}): {}",
                &[&it.number, &it.to, &it.channel, &words.phrase(&limit), &papers],
            )
        }
        AgencyEvent::SuperiorLate { due_on } => {
            words.fill("应于{}前办复", "due by {}", &[&words.date(*due_on)])
        }
        AgencyEvent::Returned(Returned::Granted { result }) => {
            words.fill("准予：{}", "granted: {}", &[result])
        }
        AgencyEvent::Returned(Returned::Refused { grounds }) => {
            words.fill("不予批准：{}", "refused: {}", &[&grounds.facts])
        }
        AgencyEvent::Returned(Returned::SentBack { papers }) => {
            words.fill("退回补件：{}", "sent back for: {}", &[&asked(papers, loaded, words)])
        }
    }
}
