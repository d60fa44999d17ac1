//! Cases of the other modes in the demonstration: joint, coordination, agency, and denials.

use super::stories::{
    Found, Step, Story, When, accept, certificate, examine, grant, notice, on, text,
};
use casework::cases::door::{Deed, GroundsRecord, HandoverDraft, MeetingDraft};
use rulebook::case::coordination::{Answer, LeadKeys, Solution};
use rulebook::case::joint::{Opinion, Reply};

/// What happened in the first centre.
pub(super) fn of_the_first_centre() -> Vec<Story> {
    let mut stories = joint();
    stories.extend(joint_with_an_answer());
    stories.extend(coordination());
    stories.extend(agency());
    stories.extend(denials());
    stories.extend(with_a_turn());
    stories
}

type Answers = &'static [(&'static str, &'static str)];

const HOMESTEAD: Answers =
    &[("kind", "new"), ("member", "yes"), ("design", "standard"), ("farmland", "no")];
const HARDSHIP: Answers = &[("certificate", "yes"), ("hardship", "yes")];
const CARE: Answers = &[("grade", "one"), ("kind", "body"), ("who", "self")];

/// A case that is accepted a quarter of an hour after it came.
fn story(
    item: &'static str,
    answers: Answers,
    (resident, days): (usize, u16),
    then: Vec<(When, Step)>,
) -> Story {
    let mut steps = vec![(on(days, 9, 25), accept())];
    steps.extend(then);
    let (agent, found, received) = (None, Found::All, on(days, 9, 10));
    Story { item, answers, resident, agent, found, received, steps }
}

fn agrees(department: &'static str) -> Step {
    Step::Opinion(department, Reply::Opinion(Opinion::Agrees { remark: String::new() }))
}

/// Passed on: to be answered, and one that let its limit pass.
fn joint() -> Vec<Story> {
    let visit = MeetingDraft {
        held_on: None,
        present: vec![text("自然资源所"), text("林业站"), text("农业综合服务站")],
        findings: text("四至清楚，不占永久基本农田和公益林"),
    };
    let meeting = MeetingDraft {
        held_on: None,
        present: vec![text("自然资源所"), text("林业站"), text("村镇建设办")],
        findings: text("同意选址；请农业综合服务站补充户内人口核实情况"),
    };
    let conditions = Opinion::AgreesIf { conditions: text("面积不超过一百二十平方米") };
    vec![
        story("GH-001", &[], (16, 3), vec![(on(3, 10, 0), Step::Circulate)]),
        story("MZ-006", CARE, (17, 2), vec![(on(2, 10, 10), Step::Circulate)]),
        story(
            "NY-001",
            HOMESTEAD,
            (18, 8),
            vec![
                (on(8, 10, 30), Step::Circulate),
                (on(6, 15, 0), Step::Do(Deed::RecordVisit(visit))),
                (on(6, 16, 20), Step::Opinion("自然资源所", Reply::Opinion(conditions))),
                (on(5, 11, 0), agrees("林业站")),
                (on(4, 15, 0), Step::Do(Deed::RecordMeeting(meeting))),
            ],
        ),
    ]
}

/// Everybody has answered: one can be granted, one not.
fn joint_with_an_answer() -> Vec<Story> {
    let refuses = Opinion::Refuses {
        reason: text("申请人征信有未结清的逾期贷款"),
        basis: text("《创业担保贷款管理办法》"),
    };
    vec![
        story(
            "MZ-005",
            HARDSHIP,
            (19, 6),
            vec![
                (on(6, 10, 0), Step::Circulate),
                (on(5, 9, 30), agrees("残疾人联合会")),
                (on(4, 14, 0), agrees("社会事务（民政）办")),
            ],
        ),
        story(
            "RS-011",
            &[],
            (20, 5),
            vec![
                (on(5, 10, 5), Step::Circulate),
                (on(3, 16, 0), Step::Opinion("财政所", Reply::Opinion(refuses))),
                (on(3, 16, 30), agrees("劳动保障服务站")),
            ],
        ),
    ]
}

fn led(owner: &str, bodies: &[&str]) -> Step {
    let bodies = bodies.iter().map(|body| text(body)).collect();
    Step::Do(Deed::Lead { owner: text(owner), bodies, keys: LeadKeys::default() })
}

fn progress(told: &str) -> Step {
    Step::Do(Deed::Progress(text(told)))
}

/// Led and told of, overdue, and answered.
fn coordination() -> Vec<Story> {
    let answer = Answer { text: text("路灯已由供电所修复"), solution: Solution::Solved };
    vec![
        story(
            "ZZ-002",
            &[],
            (21, 2),
            vec![
                (on(2, 10, 0), led("综治信访中心 金云澜", &["派出所", "司法所"])),
                (on(1, 15, 0), progress("已约双方明天上午到中心面谈")),
            ],
        ),
        story(
            "RS-009",
            &[],
            (22, 9),
            vec![
                (on(9, 10, 0), led("劳动保障服务站站长", &["县劳动保障监察大队", "派出所"])),
                (on(8, 16, 0), progress("已与用工单位负责人联系，要求提供工资台账")),
            ],
        ),
        story(
            "ZZ-004",
            &[],
            (23, 5),
            vec![
                (on(5, 10, 0), led("综治信访中心 金云澜", &["供电所"])),
                (on(4, 10, 0), progress("供电所今日现场查看")),
                (on(3, 11, 0), Step::Do(Deed::Answer(answer))),
                (on(3, 15, 0), Step::Do(Deed::Deliver(HandoverDraft::at_the_window("本人")))),
                (on(3, 15, 5), Step::Do(Deed::Complete)),
            ],
        ),
    ]
}

fn passed() -> Step {
    Step::Do(Deed::PassPrecheck(text("材料齐全，初审符合条件，建议上报")))
}

/// To be checked, above, late above, and come back for a paper.
fn agency() -> Vec<Story> {
    vec![
        story("RS-008", &[], (24, 2), vec![]),
        story(
            "MZ-002",
            &[],
            (25, 10),
            vec![
                (on(9, 10, 0), passed()),
                (on(9, 14, 0), Step::SendUp(5)),
                (on(2, 9, 30), Step::Do(Deed::Urge(text("电话询问县民政局社会救助科：正在会审")))),
            ],
        ),
        story(
            "YB-006",
            &[],
            (26, 5),
            vec![(on(4, 10, 0), passed()), (on(4, 11, 0), Step::SendUp(15))],
        ),
        story(
            "NY-005",
            &[],
            (27, 8),
            vec![
                (on(7, 10, 0), passed()),
                (on(7, 11, 0), Step::SendUp(10)),
                (on(2, 10, 0), Step::SentBack("申请表缺申请人签名")),
                (on(2, 10, 20), notice()),
            ],
        ),
    ]
}

fn denied() -> Step {
    Step::Do(Deed::ProposeRefusal(GroundsRecord {
        reason_code: text("conditions"),
        facts: text("经核查，不符合再生育审批条件。"),
        legal_basis: text("《中华人民共和国人口与计划生育法》第十八条"),
        remedy: text("可在收到决定之日起六十日内申请行政复议，或在六个月内提起行政诉讼。"),
    }))
}

/// Refused: to be reported, and questioned by the centre.
fn denials() -> Vec<Story> {
    vec![
        story(
            "WJ-002",
            &[],
            (28, 5),
            vec![(on(2, 10, 0), denied()), (on(1, 16, 0), Step::Do(Deed::Refuse))],
        ),
        story(
            "WJ-002",
            &[],
            (29, 7),
            vec![
                (on(4, 10, 0), denied()),
                (on(4, 15, 0), Step::Do(Deed::Refuse)),
                (on(3, 9, 0), Step::Do(Deed::ReportDenial)),
                (on(2, 9, 0), Step::Do(Deed::Inquire(text("子女情况是向哪个部门核实的？")))),
            ],
        ),
        story(
            "GH-001",
            &[],
            (30, 9),
            vec![
                (on(9, 10, 0), Step::Circulate),
                (on(7, 10, 0), agrees("自然资源所")),
                (on(6, 10, 0), agrees("农业综合服务站")),
                (on(5, 10, 0), grant("乡村建设规划许可证")),
                (on(4, 10, 0), certificate("乡村建设规划许可证", "QRGH2026000008")),
            ],
        ),
    ]
}

/// 退回 and 撤回重办: sent back a step, and called back after a denial.
fn with_a_turn() -> Vec<Story> {
    let asked = Deed::Inquire(text("收养关系是否已经计入？"));
    let answered = Deed::AnswerInquiry(text("未计入，收养登记证在补充材料中"));
    vec![
        story(
            "NY-002",
            &[],
            (31, 3),
            vec![
                (on(2, 10, 0), examine("合同面积与权证面积不一致")),
                (on(2, 11, 0), Step::Do(Deed::SendBack(text("请窗口与双方核对合同第三条")))),
                (on(1, 10, 0), examine("双方已更正合同面积，可以备案")),
            ],
        ),
        story(
            "WJ-002",
            &[],
            (33, 9),
            vec![
                (on(7, 10, 0), denied()),
                (on(7, 15, 0), Step::Do(Deed::Refuse)),
                (on(6, 9, 0), Step::Do(Deed::ReportDenial)),
                (on(5, 9, 0), Step::Do(asked)),
                (on(4, 9, 0), Step::Do(answered)),
                (on(3, 9, 0), Step::Do(Deed::CallBack(text("收养登记证未计入，重新审查")))),
                (on(2, 9, 0), examine("收养登记证已核实，重新计算子女数")),
            ],
        ),
    ]
}
