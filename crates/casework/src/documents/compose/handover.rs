//! Documents of how a case leaves the house: the proof of delivery, and the notice that it ended
//! without a decision.

use super::{Kind, Sheet, Source, dated};
use crate::cases::door::{certificate_line, paper_names, recipient_phrase, refused_part, remark};
use rulebook::case::joint::RefusedPart;
use rulebook::case::{Outcome, State};
use rulebook::event::WithdrawnBy;

/// 送达回证
pub(super) fn delivery(from: &Source<'_>) -> Sheet {
    let State::Delivered { delivered, handover, outcome, .. } = &from.case.state else {
        return Sheet::default();
    };
    let words = from.words;
    let result = match outcome {
        Outcome::Granted { result, .. } | Outcome::GrantedInPart { result, .. } => result.clone(),
        Outcome::Refused { .. } => words.fill(
            "{}；申请材料随决定书退还，由领取人签收",
            "{}; the papers go back with it, against this signature",
            &[&Kind::Refusal.title(words)],
        ),
        Outcome::Answered { .. } => Kind::Answer.title(words).to_owned(),
    };
    let recipient = recipient_phrase(&handover.recipient);
    let mut who = words.phrase(&recipient).to_owned();
    if !handover.relation.is_empty() {
        who += &words.fill("（{}）", " ({})", &[&handover.relation]);
    }
    let mut how = words.phrase(&handover.method.phrase()).to_owned();
    if !handover.tracking.is_empty() {
        how += &words.fill("，邮件号 {}", ", tracking number {}", &[&handover.tracking]);
    }
    let mut facts = vec![
        (from.say("送达文书", "Delivered"), result),
        (from.say("领取人", "Received by"), who),
        (from.say("送达方式", "How"), how),
    ];
    for certificate in &from.case.certificates {
        facts.push((from.say("证照", "Certificate"), certificate_line(certificate, words)));
    }
    if !handover.returned.is_empty() {
        let papers = paper_names(&handover.returned, from.loaded, words);
        facts.push((from.say("退还的材料", "Papers returned"), papers));
    }
    facts.push(from.basis(
        "《行政许可法》第四十四条；《民事诉讼法》第八十七条",
        "Administrative Licensing Law art. 44; Civil Procedure Law art. 87",
    ));
    Sheet {
        day: dated(*delivered, words),
        facts,
        signatures: (
            from.say("领取人（签名）：", "Received by (signature):"),
            from.say("送达人（签名）：", "Handed over by (signature):"),
        ),
        ..Sheet::default()
    }
}

/// 部分准予决定书: what is granted, and by which departments what is not, with the remedies.
pub(super) fn in_part(
    from: &Source<'_>,
    sheet: Sheet,
    (refused, remedy): (&[RefusedPart], &str),
) -> Sheet {
    let mut facts = sheet.facts;
    facts.push((from.say("救济途径", "Remedies"), remedy.to_owned()));
    Sheet {
        facts,
        opening: vec![from.say(
            "经审查，您的申请部分符合法定条件、标准，准予其中符合条件的部分；下列部分不予准予。结果自决定之日起十个工作日内送达。",
            "Your application meets the legal conditions in part and is granted in so far; the \
             parts below are refused. The result is delivered within ten working days of this \
             decision.",
        )],
        points: refused.iter().map(|it| refused_part(it, from.words)).collect(),
        ..sheet
    }
}

/// 终止办理告知书
pub(super) fn ending(from: &Source<'_>) -> Sheet {
    let State::Withdrawn { by, reason, ended } = &from.case.state else {
        return Sheet::default();
    };
    let (basis, opening) = match by {
        WithdrawnBy::BrokenUndertaking => (
            from.basis("容缺受理制", "Acceptance with deferred papers"),
            from.say(
                "您的申请凭承诺容缺受理，承诺后补的材料没有在期限内补齐。按照承诺，本件终止办理。",
                "Your application was accepted on your undertaking, and the papers undertaken did \
                 not come in time. As undertaken, the case has ended.",
            ),
        ),
        _ => (
            from.basis("《行政许可法》第三十二条", "Administrative Licensing Law art. 32"),
            from.say(
                "您没有在告知的期限内补正材料。按照一次性告知书，本件视为撤回申请，终止办理。",
                "The papers you were told of did not come in time. As the notice said, your \
                 application counts as withdrawn and the case has ended.",
            ),
        ),
    };
    let closing = match by {
        WithdrawnBy::BrokenUndertaking => from.say(
            "材料齐全后您可以重新申请；再次申请时不适用容缺受理。已交的材料请到窗口领回。",
            "You may apply again once the papers are complete; none may follow then. Please \
             collect what you handed in at the window.",
        ),
        _ => from.say(
            "材料齐全后您可以重新申请。已交的材料请到窗口领回。",
            "You may apply again once the papers are complete. Please collect what you handed in \
             at the window.",
        ),
    };
    let reason = remark(reason);
    Sheet {
        day: dated(*ended, from.words),
        facts: vec![(from.say("终止原因", "Why"), from.words.phrase(&reason).to_owned()), basis],
        opening: vec![opening],
        closing: vec![closing, super::remedies(from)],
        papers: from.papers(),
        ..Sheet::default()
    }
}
