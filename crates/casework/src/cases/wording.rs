//! What happened to a case, in the words of the trade: for timelines, trails and histories.

use super::events::reached;
use kit::{Phrase, Words};
use rulebook::case::joint::RefusedPart;
use rulebook::case::milestone::MilestoneKind;
use rulebook::case::{Certificate, DenialReason, Handover, Receiver, Signature, Validity};
use rulebook::event::{AcceptanceKind, Event, WithdrawnBy};

/// What is noted where a pause ends on its day by itself.
pub(super) const PAUSE_OVER: Phrase =
    Phrase::of("中止期限届满，自动恢复计时", "the pause was over; the clock goes on by itself");
/// Why a case ends whose notice went unanswered.
pub(super) const UNANSWERED: Phrase =
    Phrase::of("逾期未补正", "the papers asked for did not come in time");
/// Why a case ends whose deferred papers did not come.
pub(super) const NOT_BROUGHT: Phrase = Phrase::of(
    "容缺材料未在承诺期限内补齐",
    "the papers undertaken did not come within the time undertaken",
);

/// A remark in the reader's language, where the house itself made it.
pub(crate) fn remark(text: &str) -> Phrase {
    let own = [PAUSE_OVER, UNANSWERED, NOT_BROUGHT].into_iter().find(|phrase| phrase.zh == text);
    own.unwrap_or_else(|| Phrase::new(text.to_owned(), text.to_owned()))
}

/// The recipient that a word of a form names.
pub(crate) fn recipient_of(word: &str) -> Option<Phrase> {
    Receiver::from_word(word).map(Receiver::phrase)
}

/// Whether a text is one of those who may receive a result, as the file keeps it, and no name.
pub(super) fn is_recipient(kept: &str) -> bool {
    Receiver::from_name(kept).is_some()
}

/// A recipient as kept, in both languages.
pub(crate) fn recipient(kept: &str) -> Phrase {
    Receiver::from_name(kept)
        .map_or_else(|| Phrase::new(kept.to_owned(), kept.to_owned()), Receiver::phrase)
}

/// What happened, in the words of the trade.
pub(super) fn event_phrase(event: &Event) -> Phrase {
    match event {
        Event::Received { .. } => Phrase::of("收件", "Taken in"),
        Event::PapersTicked { .. } => Phrase::of("核验材料", "Papers checked"),
        Event::NotAccepted { .. } => Phrase::of("不予受理", "Not accepted"),
        Event::NoticeGiven { .. } => Phrase::of("一次性告知", "One-time notice given"),
        Event::SecondNoticeGiven { .. } => {
            Phrase::of("再次告知（已提请监督）", "Second notice (supervision told)")
        }
        Event::Supplemented { .. } => Phrase::of("补正材料", "Papers supplemented"),
        Event::Accepted { kind: AcceptanceKind::Deemed, .. } => {
            Phrase::of("视为受理", "Counts as accepted")
        }
        Event::Accepted { .. } => Phrase::of("受理", "Accepted"),
        Event::DeferredPaperBrought { .. } => Phrase::of("容缺材料补齐", "Deferred paper brought"),
        Event::Suspended { .. } => Phrase::of("中止计时", "Clock paused"),
        Event::Resumed { .. } => Phrase::of("恢复计时", "Clock resumed"),
        Event::Extended { .. } => Phrase::of("延长期限", "Limit extended"),
        Event::Examined { .. } => Phrase::of("审查通过", "Examination passed"),
        Event::SentBack { .. } => Phrase::of("退回上一环节", "Sent back a step"),
        Event::ModeChanged { .. } => Phrase::of("变更办理方式", "Mode changed"),
        Event::RefusalProposed { .. } => Phrase::of("拟不予批准", "Refusal proposed"),
        Event::Granted { .. } => Phrase::of("准予", "Granted"),
        Event::GrantedInPart { .. } => Phrase::of("部分准予", "Granted in part"),
        Event::Refused { .. } => Phrase::of("不予批准", "Refused"),
        Event::DenialReported { .. } => Phrase::of("否定报备", "Denial reported"),
        Event::CertificateIssued { .. } => Phrase::of("登记证照", "Certificate put on record"),
        Event::DeliveryFailed { .. } => Phrase::of("送达未成", "Delivery failed"),
        Event::Delivered { .. } => Phrase::of("送达", "Delivered"),
        Event::Completed { .. } => Phrase::of("办结", "Completed"),
        Event::Withdrawn { by: WithdrawnBy::Silence, .. } => {
            Phrase::of("逾期未补正，终止", "Ended: the notice went unanswered")
        }
        Event::Withdrawn { by: WithdrawnBy::BrokenUndertaking, .. } => {
            Phrase::of("容缺逾期未补，终止", "Ended: what was undertaken did not come")
        }
        Event::Withdrawn { .. } => Phrase::of("撤回", "Withdrawn"),
        event => deed(super::events::action(event)),
    }
}

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    let milestones = MilestoneKind::ALL.into_iter().map(|kind| (reached(kind), kind.phrase()));
    done().into_iter().chain(milestones).collect()
}

/// What is done by people, and by the house besides its milestones.
fn done() -> Vec<(&'static str, Phrase)> {
    vec![
        ("cases.received", Phrase::of("收件", "Taken in")),
        ("cases.papers_ticked", Phrase::of("核验材料", "Papers checked")),
        ("cases.not_accepted", Phrase::of("不予受理", "Not accepted")),
        ("cases.notice_given", Phrase::of("一次性告知", "One-time notice given")),
        (
            "cases.second_notice_given",
            Phrase::of("再次告知（已提请监督）", "Second notice (supervision told)"),
        ),
        ("cases.notice_confirmed", Phrase::of("告知文书送达确认", "Notice received, confirmed")),
        ("cases.reminded", Phrase::of("补正到期提醒", "Reminded of the papers")),
        ("cases.supplemented", Phrase::of("补正材料", "Papers supplemented")),
        ("cases.accepted", Phrase::of("受理", "Accepted")),
        ("cases.deferred_paper_brought", Phrase::of("容缺材料补齐", "Deferred paper brought")),
        (
            "cases.undertaking_broken",
            Phrase::of("容缺材料逾期未补", "Deferred papers did not come in time"),
        ),
        ("cases.suspended", Phrase::of("中止计时", "Clock paused")),
        ("cases.resumed", Phrase::of("恢复计时", "Clock resumed")),
        ("cases.extended", Phrase::of("延长期限", "Limit extended")),
        ("cases.examined", Phrase::of("审查通过", "Examination passed")),
        ("cases.sent_back", Phrase::of("退回上一环节", "Sent back a step")),
        ("cases.mode_changed", Phrase::of("变更办理方式", "Mode changed")),
        (
            "cases.left_open",
            Phrase::of("即办件下班时仍未办结", "Immediate case still open at closing time"),
        ),
        ("cases.refusal_proposed", Phrase::of("拟不予批准", "Refusal proposed")),
        ("cases.granted", Phrase::of("准予", "Granted")),
        ("cases.granted_in_part", Phrase::of("部分准予", "Granted in part")),
        ("cases.refused", Phrase::of("不予批准", "Refused")),
        ("cases.denial_reported", Phrase::of("否定报备", "Denial reported")),
        ("cases.certificate_issued", Phrase::of("登记证照", "Certificate put on record")),
        ("cases.delivery_failed", Phrase::of("送达未成", "Delivery failed")),
        ("cases.delivered", Phrase::of("送达", "Delivered")),
        ("cases.completed", Phrase::of("办结", "Completed")),
        ("cases.withdrawn", Phrase::of("撤回或终止", "Withdrawn or ended")),
        ("cases.circulated", Phrase::of("分送会办", "Passed on to the departments")),
        ("cases.opinion_given", Phrase::of("会办部门反馈", "Department answered")),
        ("cases.opinion_returned", Phrase::of("退回会办意见", "Opinion sent back")),
        (
            "cases.department_silent",
            Phrase::of("会办部门逾期未反馈（不视为同意）", "Department silent past its limit"),
        ),
        ("cases.site_visited", Phrase::of("联合踏勘", "Joint site visit")),
        ("cases.joint_meeting_held", Phrase::of("联合会审", "Joint meeting")),
        ("cases.coordination_led", Phrase::of("确定协调责任人", "Owner named")),
        ("cases.progressed", Phrase::of("协调进展", "Progress")),
        ("cases.progress_missed", Phrase::of("协调进展逾期", "Progress overdue")),
        ("cases.answered", Phrase::of("答复", "Answered")),
        ("cases.prechecked", Phrase::of("初审通过", "First check passed")),
        ("cases.sent_up", Phrase::of("上报", "Sent up")),
        ("cases.superior_urged", Phrase::of("催办", "Superior asked again")),
        ("cases.superior_late", Phrase::of("上级办理逾期", "Superior late")),
        ("cases.superior_answered", Phrase::of("上级办复", "Superior answered")),
        ("cases.inquired", Phrase::of("质询", "Denial questioned")),
        ("cases.inquiry_answered", Phrase::of("质询答复", "Question answered")),
        ("cases.called_back", Phrase::of("撤回重办", "Called back")),
        ("cases.recomputed", Phrase::of("日历变更，时限重算", "Dates recomputed, new calendar")),
        ("cases.printed", Phrase::of("打印文书（全名）", "Document printed with full names")),
        ("cases.unmasked", Phrase::of("查看完整个人信息", "Identity data seen in clear")),
    ]
}

/// What people call an entry of this room.
pub(super) fn deed(action: &str) -> Phrase {
    deeds()
        .into_iter()
        .find(|(name, _)| *name == action)
        .map_or_else(|| Phrase::new(action.to_owned(), action.to_owned()), |(_, phrase)| phrase)
}

/// What people call the kind of reason of a denial; a word of before the list as it stands.
pub(crate) fn reason_phrase(code: &str) -> Phrase {
    DenialReason::from_word(code)
        .map_or_else(|| Phrase::new(code.to_owned(), code.to_owned()), DenialReason::phrase)
}

/// A certificate in a line: name, number, dates.
pub(crate) fn certificate(it: &Certificate, words: Words) -> String {
    let issued = words.date(it.issued_on);
    match it.validity {
        Validity::Unlimited => words.fill(
            "{}，编号 {}，{}发证，长期有效",
            "{}, number {}, issued {}, valid without end",
            &[&it.name, &it.number, &issued],
        ),
        Validity::Until(day) => words.fill(
            "{}，编号 {}，{}发证，有效期至{}",
            "{}, number {}, issued {}, valid until {}",
            &[&it.name, &it.number, &issued, &words.date(day)],
        ),
    }
}

/// A delivery in a line: who, how, against what.
pub(crate) fn handover(it: &Handover, words: Words) -> String {
    let recipient = recipient(&it.recipient);
    let mut line = words.fill("领取人：{}", "received by {}", &[&words.phrase(&recipient)]);
    if !it.relation.is_empty() {
        line += &words.fill("（{}）", " ({})", &[&it.relation]);
    }
    let method = it.method.phrase();
    line += &words.fill("；{}", "; {}", &[&words.phrase(&method)]);
    if !it.tracking.is_empty() {
        line += &words.fill("，邮件号 {}", ", tracking number {}", &[&it.tracking]);
    }
    line += match it.signature {
        Signature::Unsaid => "",
        Signature::OnPaper => words.say("；纸质签收", "; signed on paper"),
        Signature::Kept { .. } => words.say("；签名已存电子件", "; the signature is on file"),
    };
    line
}

/// What a department refuses, in a line.
pub(crate) fn refused_part(it: &RefusedPart, words: Words) -> String {
    let RefusedPart { department, part, reason, basis } = it;
    if part.is_empty() {
        return words.fill("{}：{}（{}）", "{}: {} ({})", &[department, reason, basis]);
    }
    words.fill("{}（{}）：{}（{}）", "{} ({}): {} ({})", &[department, part, reason, basis])
}
