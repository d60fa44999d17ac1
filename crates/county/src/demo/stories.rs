//! What happened in the demonstration: cases in every state, told as days and acts.

use casework::cases::door::{CertificateRecord, Deed, GroundsRecord, HandoverDraft};
use rulebook::case::joint::Reply;

/// When something happened: working days before today, and the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// How many working days ago; at least one.
    pub(super) days: u16,
    /// Hour and minute.
    pub(super) at: (i8, i8),
}

/// What the window found of the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// All are there.
    All,
    /// The last that is required is missing.
    OneMissing,
    /// One is there but not as it should be.
    OneDefective,
    /// One that may come later will.
    OneDeferred,
}

/// What is done next.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Something that needs nothing from the case.
    Do(Deed),
    /// 补正: brings what was missing.
    Supplement,
    /// 中止 for the first special procedure of the item, for some days.
    Suspend(i8),
    /// 容缺补齐
    BringDeferred,
    /// 分送会办 to all that the item names.
    Circulate,
    /// 会办意见 of a department, by the end of its name.
    Opinion(&'static str, Reply),
    /// 上报 with all papers, for the superior to answer in so many working days.
    SendUp(u16),
    /// 上级退回 the first paper.
    SentBack(&'static str),
}

/// A case: who comes with what, and what happens then.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) item: &'static str,
    pub(super) answers: &'static [(&'static str, &'static str)],
    /// Number of the resident in the file.
    pub(super) resident: usize,
    /// Number of somebody who files for the resident.
    pub(super) agent: Option<usize>,
    pub(super) found: Found,
    pub(super) received: When,
    pub(super) steps: Vec<(When, Step)>,
}

pub(super) fn on(days: u16, hour: i8, minute: i8) -> When {
    When { days, at: (hour, minute) }
}

pub(super) fn text(text: &str) -> String {
    text.to_owned()
}

pub(super) fn accept() -> Step {
    Step::Do(Deed::Accept)
}

pub(super) fn examine(opinion: &str) -> Step {
    Step::Do(Deed::Examine(text(opinion)))
}

pub(super) fn grant(result: &str) -> Step {
    Step::Do(Deed::Grant(text(result)))
}

pub(super) fn certificate(name: &str, number: &str) -> Step {
    let (name, number) = (text(name), text(number));
    Step::Do(Deed::IssueCertificate(CertificateRecord {
        name,
        number,
        ..CertificateRecord::default()
    }))
}

pub(super) fn notice() -> Step {
    Step::Do(Deed::GiveNotice { second_reason: String::new() })
}

const OLD_AGE: &[(&str, &str)] =
    &[("birth_date", "1944-03-12"), ("household", "yes"), ("who", "self")];
const OLD_AGE_BY_AGENT: &[(&str, &str)] =
    &[("birth_date", "1943-08-02"), ("household", "yes"), ("who", "agent")];
const SUDDEN_ILLNESS: &[(&str, &str)] = &[("reason", "illness"), ("urgent", "no")];
const NEW_NATION: &[(&str, &str)] = &[("what", "nation"), ("minor", "no")];

/// What happened in the first centre.
pub(super) fn of_the_first_centre() -> Vec<Story> {
    let mut stories = finished();
    stories.extend(under_way());
    stories.extend(under_way_with_a_turn());
    stories.extend(waiting());
    stories.extend(refused());
    stories.extend(super::modes::of_the_first_centre());
    stories
}

/// Finished and delivered.
fn finished() -> Vec<Story> {
    vec![
        Story {
            item: "MZ-010",
            answers: &[],
            resident: 0,
            agent: None,
            found: Found::All,
            received: on(8, 9, 12),
            steps: vec![
                (on(8, 9, 15), accept()),
                (on(8, 9, 24), grant("老年人优待证")),
                (on(8, 9, 27), certificate("老年人优待证", "QRYD2026000001")),
                (on(8, 9, 30), Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")))),
                (on(8, 9, 31), Step::Do(Deed::Complete)),
            ],
        },
        Story {
            item: "MZ-004",
            answers: OLD_AGE,
            resident: 1,
            agent: None,
            found: Found::OneMissing,
            received: on(13, 10, 5),
            steps: vec![
                (on(13, 10, 20), notice()),
                (on(12, 9, 40), Step::Supplement),
                (on(12, 9, 50), accept()),
                (on(11, 14, 30), Step::Suspend(7)),
                (on(6, 15, 0), Step::Do(Deed::Resume(text("公示期满，无异议")))),
                (on(5, 10, 0), examine("年龄、户籍核实无误，建议准予")),
                (on(5, 11, 0), grant("高龄津贴审批表")),
                (on(4, 9, 20), Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")))),
                (on(4, 9, 25), Step::Do(Deed::Complete)),
            ],
        },
        Story {
            item: "YB-002",
            answers: &[],
            resident: 2,
            agent: None,
            found: Found::All,
            received: on(2, 15, 2),
            steps: vec![
                (on(2, 15, 5), accept()),
                (on(2, 15, 12), grant("参保信息变更回执")),
                (on(2, 15, 15), Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")))),
                (on(2, 15, 16), Step::Do(Deed::Complete)),
            ],
        },
    ]
}

/// Accepted, in every colour.
fn under_way() -> Vec<Story> {
    vec![
        // Green: the promise ends in a week.
        Story {
            item: "MZ-004",
            answers: OLD_AGE_BY_AGENT,
            resident: 3,
            agent: Some(4),
            found: Found::All,
            received: on(4, 9, 30),
            steps: vec![(on(4, 9, 45), accept()), (on(3, 10, 0), examine("已电话核实申请人情况"))],
        },
        // Amber: five working days promised, four gone.
        Story {
            item: "NY-002",
            answers: &[],
            resident: 5,
            agent: None,
            found: Found::All,
            received: on(4, 14, 10),
            steps: vec![(on(4, 14, 25), accept())],
        },
        // Red: three working days promised, four gone.
        Story {
            item: "LY-002",
            answers: &[],
            resident: 6,
            agent: None,
            found: Found::All,
            received: on(4, 15, 40),
            steps: vec![(on(4, 15, 50), accept())],
        },
    ]
}

/// Accepted, with something that is not every day's: a pause, a paper that follows, a decision.
fn under_way_with_a_turn() -> Vec<Story> {
    vec![
        // Paused for the public notice in the village.
        Story {
            item: "MZ-004",
            answers: OLD_AGE,
            resident: 7,
            agent: None,
            found: Found::All,
            received: on(5, 9, 0),
            steps: vec![(on(5, 9, 15), accept()), (on(3, 16, 0), Step::Suspend(10))],
        },
        // Accepted although a secondary paper is still to come.
        Story {
            item: "MZ-003",
            answers: SUDDEN_ILLNESS,
            resident: 8,
            agent: None,
            found: Found::OneDeferred,
            received: on(2, 10, 30),
            steps: vec![(on(2, 10, 40), accept())],
        },
        // The same, and it came.
        Story {
            item: "GH-002",
            answers: &[],
            resident: 9,
            agent: None,
            found: Found::OneDeferred,
            received: on(3, 11, 0),
            steps: vec![(on(3, 11, 10), accept()), (on(2, 9, 5), Step::BringDeferred)],
        },
        // Decided, to be handed over.
        Story {
            item: "GA-007",
            answers: &[],
            resident: 10,
            agent: None,
            found: Found::All,
            received: on(2, 9, 50),
            steps: vec![
                (on(2, 10, 0), accept()),
                (on(1, 11, 0), examine("经查询无犯罪记录")),
                (on(1, 11, 20), grant("无犯罪记录证明")),
                (on(1, 11, 25), certificate("无犯罪记录证明", "QRGA2026000117")),
            ],
        },
    ]
}

/// With the applicant, or at the window.
fn waiting() -> Vec<Story> {
    vec![
        Story {
            item: "MZ-003",
            answers: SUDDEN_ILLNESS,
            resident: 11,
            agent: None,
            found: Found::OneDefective,
            received: on(2, 14, 0),
            steps: vec![(on(2, 14, 20), notice())],
        },
        Story {
            item: "RS-007",
            answers: &[],
            resident: 12,
            agent: None,
            found: Found::All,
            received: on(1, 16, 10),
            steps: vec![],
        },
        Story {
            item: "GA-004",
            answers: NEW_NATION,
            resident: 13,
            agent: None,
            found: Found::OneMissing,
            received: on(1, 16, 25),
            steps: vec![],
        },
    ]
}

/// Told that it is not ours, or about to be refused.
fn refused() -> Vec<Story> {
    vec![
        Story {
            item: "GH-004",
            answers: &[],
            resident: 14,
            agent: None,
            found: Found::OneMissing,
            received: on(3, 9, 20),
            steps: vec![(
                on(3, 9, 30),
                Step::Do(Deed::RefuseAcceptance {
                    right_body: Some(text("望溪县住房和城乡建设局")),
                }),
            )],
        },
        Story {
            item: "WJ-002",
            answers: &[],
            resident: 15,
            agent: None,
            found: Found::All,
            received: on(6, 9, 5),
            steps: vec![
                (on(6, 9, 20), accept()),
                (on(3, 10, 30), examine("现有子女数不符合再生育条件")),
                (
                    on(2, 10, 0),
                    Step::Do(Deed::ProposeRefusal(GroundsRecord {
                        reason_code: text("conditions"),
                        facts: text("经核查，申请人现有子女情况不符合再生育审批条件。"),
                        legal_basis: text("《中华人民共和国人口与计划生育法》第十八条"),
                        remedy: text(
                            "可在收到决定之日起60日内申请行政复议，或在6个月内提起行政诉讼。",
                        ),
                    })),
                ),
            ],
        },
    ]
}

/// What happened in another centre.
pub(super) fn of_another_centre() -> Vec<Story> {
    vec![
        Story {
            item: "SW-003",
            answers: &[],
            resident: 40,
            agent: None,
            found: Found::All,
            received: on(2, 9, 30),
            steps: vec![
                (on(2, 9, 35), accept()),
                (on(2, 9, 40), grant("缴费证明")),
                (on(2, 9, 42), Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")))),
                (on(2, 9, 43), Step::Do(Deed::Complete)),
            ],
        },
        Story {
            item: "CZ-001",
            answers: &[],
            resident: 41,
            agent: None,
            found: Found::All,
            received: on(1, 10, 0),
            steps: vec![(on(1, 10, 10), accept())],
        },
    ]
}
