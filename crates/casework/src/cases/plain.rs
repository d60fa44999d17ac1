//! What happened to a case, as its applicant reads it (办件进度的白话说明): own sentences with causes,
//! dates and reasons, and without names of officials.
//!
//! What is only a step inside the house is deliberately not told: a refusal that is proposed and
//! not yet concurred with, what goes back and forth between desks, what supervision asks. The match
//! has no rest: a new event is told or hidden by whoever adds it.

use super::wording::{is_recipient, recipient, remark};
use calendar::{Phrase, wording};
use counter::catalogue::door::PublishedItem;
use jiff::civil::Date;
use rulebook::case::agency::AgencyEvent;
use rulebook::case::coordination::CoordinationEvent;
use rulebook::case::joint::{JointEvent, RefusedPart};
use rulebook::case::{Case, Certificate};
use rulebook::event::{
    AcceptanceKind, Deferral, Event, NonAcceptanceGround, RefusalGrounds, Tick, WithdrawnBy,
    WorkEvent,
};

/// What names papers and procedures.
pub(super) struct Names<'a> {
    pub(super) case: &'a Case,
    pub(super) item: Option<&'a PublishedItem>,
}

impl Names<'_> {
    fn paper(&self, key: &str) -> Phrase {
        let listed = self.case.papers.iter().find(|it| it.key == key);
        let zh = listed.map_or(key, |it| it.name.as_str()).to_owned();
        let mut materials = self.item.iter().flat_map(|it| &it.definition.materials);
        let en = materials.find(|it| it.key.as_str() == key).map(|it| it.name.en.clone());
        let en = en.filter(|it| !it.is_empty()).unwrap_or_else(|| zh.clone());
        Phrase::new(zh, en)
    }

    fn papers<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Phrase {
        let all: Vec<Phrase> = keys.map(|key| self.paper(key)).collect();
        let zh: Vec<&str> = all.iter().map(|it| it.zh.as_ref()).collect();
        let en: Vec<&str> = all.iter().map(|it| it.en.as_ref()).collect();
        Phrase::new(zh.join("、"), en.join(", "))
    }

    fn procedure(&self, key: &str) -> Phrase {
        let mut all = self.item.iter().flat_map(|it| &it.definition.procedures);
        let known = all.find(|it| it.key.as_str() == key).map(|it| it.name.phrase());
        known.unwrap_or_else(|| Phrase::new(key.to_owned(), key.to_owned()))
    }
}

/// A sentence in both languages, filled from phrases.
fn fill(zh: &str, en: &str, parts: &[&Phrase]) -> Phrase {
    let (mut chinese, mut english) = (zh.to_owned(), en.to_owned());
    for part in parts {
        chinese = chinese.replacen("{}", &part.zh, 1);
        english = english.replacen("{}", &part.en, 1);
    }
    Phrase::new(chinese, english)
}

/// Somebody's own words stand in both languages.
fn words(text: &str) -> Phrase {
    let text = text.trim().trim_end_matches('。');
    Phrase::new(text.to_owned(), text.to_owned())
}

fn on(day: Date) -> Phrase {
    wording::day(day)
}

/// What is told of an event; none where it is a step inside the house.
pub(super) fn told(event: &Event, names: &Names<'_>) -> Option<Phrase> {
    Some(match event {
        Event::Received { .. } => {
            Phrase::of("窗口收下了您的申请。", "The window took in your application.")
        }
        Event::PapersTicked { .. } => {
            Phrase::of("窗口核对了您的材料。", "The window checked your papers.")
        }
        Event::NotAccepted { ground, .. } => not_accepted(ground),
        Event::NoticeGiven { asked, reply_by, .. } => noticed(asked, *reply_by, names),
        Event::SecondNoticeGiven { asked, reply_by, reason, .. } => {
            noticed_again(asked, *reply_by, reason, names)
        }
        Event::Supplemented { ticks, .. } => fill(
            "收到您补的材料：{}。",
            "You brought: {}.",
            &[&names.papers(ticks.iter().map(|Tick { key, .. }| key.as_str()))],
        ),
        Event::Accepted { kind, from, deferrals, .. } => accepted(*kind, *from, deferrals, names),
        Event::DeferredPaperBrought { key, .. } => fill(
            "收到您后补的材料：{}。",
            "You brought what was to follow: {}.",
            &[&names.paper(key)],
        ),
        Event::Worked { what, .. } => return worked(what),
        Event::Suspended { cause, until, .. } => fill(
            "需要先进行：{}，预计到{}；这段时间不计入时限。",
            "First comes: {}, until about {}. This time does not count.",
            &[&names.procedure(cause), &on(*until)],
        ),
        Event::Resumed { note, .. } => resumed(note),
        Event::Extended { working_days, reason, .. } => fill(
            "经批准，办理时间延长 {} 个工作日。原因：{}。",
            "With approval, it takes {} working days longer. Reason: {}.",
            &[&words(&working_days.to_string()), &words(reason)],
        ),
        Event::ModeChanged { to, promised, reason, .. } => fill(
            "改按“{}”办理，承诺时限{}。原因：{}。",
            "It is now handled as “{}”, promised within {}. Reason: {}.",
            &[&to.phrase(), &promised.phrase(), &words(reason)],
        ),
        Event::Examined { .. } => {
            Phrase::of("审查通过了一个环节。", "One step of the examination is passed.")
        }
        Event::Granted { result, .. } => granted(result),
        Event::GrantedInPart { result, refused, remedy, .. } => {
            granted_in_part(result, refused, remedy)
        }
        Event::Refused { grounds, .. } => refused(grounds),
        Event::CertificateIssued { certificate, .. } => issued(certificate),
        Event::DeliveryFailed { reason, .. } => undelivered(reason),
        Event::Delivered { handover, .. } => delivered(&handover.recipient),
        Event::Completed { .. } => Phrase::of("已经办结。", "Your case is completed."),
        Event::Withdrawn { by, .. } => withdrawn(*by),
        Event::CalledBack { .. } => CALLED_BACK,
        Event::SentBack { .. }
        | Event::RefusalProposed { .. }
        | Event::DenialReported { .. }
        | Event::Inquired { .. }
        | Event::InquiryAnswered { .. } => return None,
    })
}

const CALLED_BACK: Phrase = Phrase::of(
    "原来的决定已经撤回，重新办理。",
    "The earlier decision was called back; it is being handled again.",
);

/// What is asked for at once, and until when (一次性告知).
fn noticed(asked: &[String], reply_by: Date, names: &Names<'_>) -> Phrase {
    fill(
        "需要补材料：{}。请在{}前（含当日）一次补齐。",
        "Papers are wanting: {}. Please bring all of them by {}, that day included.",
        &[&names.papers(asked.iter().map(String::as_str)), &on(reply_by)],
    )
}

/// What is asked for once more, and why not the first time (再次告知).
fn noticed_again(asked: &[String], reply_by: Date, reason: &str, names: &Names<'_>) -> Phrase {
    fill(
        "还需要补材料：{}。请在{}前（含当日）补齐。原因：{}。",
        "More papers are wanting: {}. Please bring them by {}, that day included. Reason: {}.",
        &[&names.papers(asked.iter().map(String::as_str)), &on(reply_by), &words(reason)],
    )
}

fn resumed(note: &str) -> Phrase {
    if note.trim().is_empty() {
        return Phrase::of("前面的程序已经完成，继续办理。", "That is done; your case goes on.");
    }
    fill(
        "前面的程序已经完成（{}），继续办理。",
        "That is done ({}); your case goes on.",
        &[&remark(note)],
    )
}

fn granted(result: &str) -> Phrase {
    if result.trim().is_empty() {
        return Phrase::of("已经批准。", "It was granted.");
    }
    fill("已经批准：{}。", "It was granted: {}.", &[&words(result)])
}

fn issued(certificate: &Certificate) -> Phrase {
    fill("证照已经办好：{}。", "Your certificate is ready: {}.", &[&words(&certificate.name)])
}

fn undelivered(reason: &str) -> Phrase {
    fill(
        "送达没有成功：{}。窗口会再联系您，您也可以到窗口领取。",
        "The result could not be handed over: {}. The window will get in touch; you may also \
         collect it there.",
        &[&words(reason)],
    )
}

fn delivered(to: &str) -> Phrase {
    if is_recipient(to) {
        let to = recipient(to);
        return fill("结果已经送达（{}）。", "The result was handed over ({}).", &[&to]);
    }
    // A name is nobody else's business.
    Phrase::of("结果已经送达。", "The result was handed over.")
}

/// How it ended without a decision.
fn withdrawn(by: WithdrawnBy) -> Phrase {
    match by {
        WithdrawnBy::Silence => Phrase::of(
            "到期没有补齐材料，申请按撤回处理；您可以重新申请。",
            "The papers did not come in time, so it counts as withdrawn. You may apply again.",
        ),
        WithdrawnBy::BrokenUndertaking => Phrase::of(
            "承诺后补的材料到期没有补来，办理终止；您可以带齐材料重新申请。",
            "What was undertaken did not come in time, so it ended. You may apply again with all \
             papers.",
        ),
        WithdrawnBy::Applicant => Phrase::of("申请人撤回了申请。", "The applicant withdrew it."),
    }
}

/// Why it was not accepted, and where to go (不予受理的原因和应去的机关).
pub(super) fn not_accepted(ground: &NonAcceptanceGround) -> Phrase {
    match ground {
        NonAcceptanceGround::NotNeeded => Phrase::of(
            "没有受理：这件事依法不需要办理。",
            "It was not accepted: by law the matter needs no decision.",
        ),
        NonAcceptanceGround::NotOurs { right_body } => fill(
            "没有受理：这件事不归本机关办，请向{}申请。",
            "It was not accepted: the matter is not ours. Please apply to {}.",
            &[&words(right_body)],
        ),
    }
}

fn accepted(kind: AcceptanceKind, from: Date, deferrals: &[Deferral], names: &Names<'_>) -> Phrase {
    let accepted = match kind {
        AcceptanceKind::Deemed => fill(
            "五个工作日内没有告知您补材料，依法视为已经受理，时限从{}算起。",
            "Nobody told you of anything missing within five working days, so by law it counts as \
             accepted; limits run from {}.",
            &[&on(from)],
        ),
        AcceptanceKind::Accepted => {
            fill("已经受理，时限从{}算起。", "Accepted; limits run from {}.", &[&on(from)])
        }
    };
    let Some(last) = deferrals.iter().map(|it| it.due_on).max() else { return accepted };
    let papers = names.papers(deferrals.iter().map(|it| it.key.as_str()));
    fill(
        "{}这些材料可以后补：{}，请在{}前带来。",
        "{} These may follow: {}; please bring them by {}.",
        &[&accepted, &papers, &on(last)],
    )
}

fn refused(grounds: &RefusalGrounds) -> Phrase {
    fill(
        "没有批准。理由：{}。依据：{}。救济途径：{}。",
        "It was refused. Facts: {}. Law: {}. Remedies: {}.",
        &[&words(&grounds.facts), &words(&grounds.legal_basis), &words(&grounds.remedy)],
    )
}

/// What was granted, and what was not, with the reasons of each department.
fn granted_in_part(result: &str, refused: &[RefusedPart], remedy: &str) -> Phrase {
    let reasons = |colon: &str, between: &str| {
        let part = |it: &RefusedPart| format!("{}{colon}{}", it.department, it.reason);
        refused.iter().map(part).collect::<Vec<_>>().join(between)
    };
    let reasons = Phrase::new(reasons("：", "；"), reasons(": ", "; "));
    fill(
        "部分批准：{}。没有批准的：{}。救济途径：{}。",
        "It was granted in part: {}. Not granted: {}. Remedies: {}.",
        &[&words(result), &reasons, &words(remedy)],
    )
}

/// What is told of the work of a mode.
fn worked(event: &WorkEvent) -> Option<Phrase> {
    Some(match event {
        WorkEvent::Joint(event) => match event {
            JointEvent::Circulated(_) => Phrase::of(
                "已经分送给几个部门同时办理，不用您自己跑。",
                "It was passed on to several departments at the same time.",
            ),
            JointEvent::Replied { .. } => {
                Phrase::of("一个部门已经给出意见。", "One department has given its opinion.")
            }
            JointEvent::Visited(_) => Phrase::of(
                "几个部门一起看了现场。",
                "The departments looked at the place together.",
            ),
            JointEvent::Met(_) => {
                Phrase::of("几个部门一起开会研究了。", "The departments met about it.")
            }
            JointEvent::BranchReturned { .. } | JointEvent::FellSilent { .. } => return None,
        },
        WorkEvent::Coordination(event) => match event {
            CoordinationEvent::Led { .. } => {
                Phrase::of("已经确定专人负责协调。", "Somebody now leads the coordination.")
            }
            CoordinationEvent::Progressed(_) => {
                Phrase::of("协调有了新进展。", "The coordination has moved on.")
            }
            CoordinationEvent::Answered(_) => Phrase::of(
                "已经有答复，请到窗口领取。",
                "There is an answer; collect it at the window.",
            ),
            CoordinationEvent::ProgressMissed { .. } => return None,
        },
        WorkEvent::Agency(event) => match event {
            AgencyEvent::Prechecked(_) => {
                Phrase::of("初审通过，准备上报。", "The first check is passed; it will be sent up.")
            }
            AgencyEvent::SentUp(sent) => {
                fill("材料已经替您报到{}。", "Your papers were sent to {}.", &[&words(&sent.to)])
            }
            AgencyEvent::Urged(_) => {
                Phrase::of("已经替您向上级催办。", "The higher office was asked again for you.")
            }
            AgencyEvent::Returned(_) => {
                Phrase::of("上级已经有答复。", "The higher office has answered.")
            }
            AgencyEvent::SuperiorLate { .. } => return None,
        },
    })
}
