//! Documents of joint handling, coordination and agency: opinions, the list of what goes up, the
//! answer.

use super::{Kind, Sheet, Source, dated, on};
use crate::cases::door::{opinion_sentence, view};
use rulebook::case::Work;
use rulebook::case::agency::AgencyEvent;
use rulebook::case::coordination::{Answer, CoordinationEvent, Solution};
use rulebook::case::joint::{Branch, BranchState, JointEvent, Punctuality, Voice};
use rulebook::event::{Event, Moment, WorkEvent};

/// Whether an event makes a document of a mode.
pub(super) fn is_made_by(kind: Kind, event: &Event) -> bool {
    let Event::Worked { what, .. } = event else { return false };
    match kind {
        Kind::Opinions => matches!(what, WorkEvent::Joint(JointEvent::Replied { .. })),
        Kind::Consignment => matches!(what, WorkEvent::Agency(AgencyEvent::SentUp(_))),
        _ => matches!(what, WorkEvent::Coordination(CoordinationEvent::Answered(_))),
    }
}

/// 会办意见单: what each department has said so far.
pub(super) fn opinions(from: &Source<'_>) -> Sheet {
    let Work::Joint(joint) = &from.case.work else { return Sheet::default() };
    Sheet {
        day: dated(from.case.last, from.words),
        facts: vec![from.basis(
            "《行政许可法》第二十六条第二款；联合办理制",
            "Administrative Licensing Law art. 26(2); joint handling",
        )],
        opening: vec![from.say(
            "本件由下列部门并联会办，各部门意见如下：",
            "The departments below handle this case at once; each says:",
        )],
        points: joint.branches.iter().map(|branch| line(branch, from)).collect(),
        signatures: (
            from.say("牵头部门经办人（签名）：", "For the lead department (signature):"),
            from.say("会办部门（签名）：", "For the departments (signatures):"),
        ),
        ..Sheet::default()
    }
}

fn line(branch: &Branch, from: &Source<'_>) -> String {
    let words = from.words;
    let name = &branch.participant.name;
    let BranchState::Given { at, opinion, voice, punctuality } = &branch.state else {
        return words.fill("{}：尚未反馈", "{}: no answer yet", &[name]);
    };
    let (told, at) = (opinion_sentence(opinion, words), dated(*at, words));
    let mut line = words.fill("{}：{}（{}）", "{}: {} ({})", &[name, &told, &at]);
    if *punctuality == Punctuality::Late {
        line += words.say("，逾期反馈", ", late");
    }
    if let Voice::OnBehalf { reason } = voice {
        let by = words.fill(
            "，由中心主任代为登记：{}",
            ", entered by the director on its behalf: {}",
            &[reason],
        );
        line += &by;
    }
    line
}

/// 代办上报清单
pub(super) fn consignment(from: &Source<'_>) -> Sheet {
    let Work::Agency(agency) = &from.case.work else { return Sheet::default() };
    let Some(sent) = agency.sent.last() else { return Sheet::default() };
    let words = from.words;
    let due = from.case.agency_clock(agency, sent.at.day, &from.loaded.calendar);
    let due = due.map(|clock| on(clock.deadline.due_on, words)).unwrap_or_default();
    Sheet {
        day: dated(sent.at, words),
        facts: vec![
            (from.say("上报编号", "Number of the list"), sent.number.clone()),
            (from.say("报送机关", "Sent to"), sent.to.clone()),
            (from.say("报送方式", "Channel"), sent.channel.clone()),
            (from.say("上级办理期限至", "To be answered by"), due),
            from.basis(
                "《行政许可法》第三十五条；全程代理制",
                "Administrative Licensing Law art. 35; agency",
            ),
        ],
        opening: vec![from.say(
            "本中心已初审，现将下列材料随文上报，请予审查决定：",
            "The centre has checked the case and sends the papers below for decision:",
        )],
        points: sent.papers.iter().map(|key| view::paper_name(key, from.loaded, words)).collect(),
        signatures: (
            from.say("移交人（签名）：", "Handed over by (signature):"),
            from.say("接收人（签名、日期）：", "Received by (signature, date):"),
        ),
        ..Sheet::default()
    }
}

/// 协调答复书
pub(super) fn answered(from: &Source<'_>, decided: Moment, answer: &Answer) -> Sheet {
    let (result, remedy) = match &answer.solution {
        Solution::Solved => (from.say("已解决", "solved"), None),
        Solution::Unsolved { remedy } => (
            from.say("未能解决", "not solved"),
            Some((from.say("救济途径", "What way is left"), remedy.clone())),
        ),
    };
    let mut facts = vec![(from.say("结果", "Result"), result)];
    facts.extend(remedy);
    facts.push(from.basis("受理协调制", "Acceptance and coordination"));
    Sheet {
        day: dated(decided, from.words),
        facts,
        opening: vec![
            from.say("您反映的事项经协调，答复如下：", "Your matter was coordinated; the answer:"),
            answer.text.clone(),
        ],
        ..Sheet::default()
    }
}
