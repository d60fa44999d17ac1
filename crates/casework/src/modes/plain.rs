//! The work of a mode as a resident reads it: plain words, no names of officials.

use calendar::{Phrase, WorkingCalendar, wording};
use jiff::civil::Date;
use rulebook::case::agency::{Agency, Leg};
use rulebook::case::coordination::{Coordination, Lead};
use rulebook::case::joint::Joint;
use rulebook::case::{Case, Work};

/// How a case is being worked on; nothing once it was decided or before it was accepted.
pub(crate) fn work(case: &Case, today: Date, calendar: &WorkingCalendar) -> Vec<Phrase> {
    if case.acceptance().is_none() || case.outcome().is_some() {
        return Vec::new();
    }
    match &case.work {
        Work::Alone => Vec::new(),
        Work::Joint(joint) => together(joint),
        Work::Coordination(it) => coordinated(it),
        Work::Agency(agency) => above(case, agency, today, calendar),
    }
}

fn together(joint: &Joint) -> Vec<Phrase> {
    if joint.branches.is_empty() {
        return vec![Phrase::of(
            "这件事要几个部门一起办，正在分送，不用您自己跑。",
            "Several departments handle this together. It is being passed on to them; you need \
             not go to any of them.",
        )];
    }
    let answered = joint.branches.iter().filter(|it| !it.is_waiting()).count();
    let all = joint.branches.len();
    vec![Phrase::new(
        format!("这件事由 {all} 个部门同时办，已有 {answered} 个部门反馈，不用您自己跑。"),
        format!(
            "{all} departments handle this at the same time; {answered} have answered so far. \
             You need not go to any of them."
        ),
    )]
}

fn coordinated(it: &Coordination) -> Vec<Phrase> {
    let mut all = vec![match it.lead {
        Lead::Nobody => Phrase::of(
            "这件事需要协调，中心正在确定由谁负责。",
            "This has to be coordinated; the centre is naming who leads it.",
        ),
        Lead::Owner { .. } => Phrase::of(
            "这件事已有专人负责协调，会定期告诉您进展。",
            "Somebody leads the coordination, and tells at regular times what has moved.",
        ),
    }];
    if let Some(last) = it.progress.last() {
        let day = wording::day(last.at.day);
        all.push(Phrase::new(
            format!("最近一次进展：{}。", day.zh),
            format!("Last progress: {}.", day.en),
        ));
    }
    all
}

fn above(case: &Case, agency: &Agency, today: Date, calendar: &WorkingCalendar) -> Vec<Phrase> {
    let due = case.agency_clock(agency, today, calendar).map(|it| it.deadline.due_on);
    let due = due.map(wording::day);
    let told = match (&agency.leg, agency.above(), due) {
        (Leg::Above { .. }, Some(sent), Some(due)) => Phrase::new(
            format!("材料已替您报到{}，预计{}前有答复。", sent.to, due.zh),
            format!("Your papers are with {}; an answer is expected by {}.", sent.to, due.en),
        ),
        (Leg::Prechecking | Leg::ToSend { .. }, _, Some(due)) => Phrase::new(
            format!("这件事由上级决定，中心正在初审，{}前替您报上去。", due.zh),
            format!(
                "A higher office decides this. We check it first and send it up by {}.",
                due.en
            ),
        ),
        (Leg::SentBack { .. }, _, _) => Phrase::of(
            "上级要求补充材料，窗口会一次告诉您补什么。",
            "The higher office asks for a paper; the window will tell you everything at once.",
        ),
        _ => Phrase::of(
            "这件事由上级决定，中心替您跑。",
            "A higher office decides this; the centre does the errands for you.",
        ),
    };
    vec![told]
}
