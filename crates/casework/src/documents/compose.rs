//! What stands on each document.

use crate::cases::door::{Loaded, view};
use jiff::civil::Date;
use kit::{HallError, Words};
use rulebook::case::{Case, Outcome, State};
use rulebook::event::{AcceptanceKind, Event, Moment, NonAcceptanceGround, RefusalGrounds};

/// A kind of document (文书种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 收件回执
    Receipt,
    /// 一次性告知书
    Notice,
    /// 不予受理决定书
    NonAcceptance,
    /// 受理通知书
    Acceptance,
    /// 容缺承诺书
    Undertaking,
    /// 中止计时告知书
    Suspension,
    /// 延长期限告知书
    Extension,
    /// 准予决定书
    Grant,
    /// 不予批准决定书
    Refusal,
    /// 送达回证
    Delivery,
}

impl Kind {
    /// All of them, in the order of a case.
    pub(super) const ALL: [Self; 10] = [
        Self::Receipt,
        Self::Notice,
        Self::NonAcceptance,
        Self::Acceptance,
        Self::Undertaking,
        Self::Suspension,
        Self::Extension,
        Self::Grant,
        Self::Refusal,
        Self::Delivery,
    ];

    /// Its word in the address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Notice => "notice",
            Self::NonAcceptance => "non-acceptance",
            Self::Acceptance => "acceptance",
            Self::Undertaking => "undertaking",
            Self::Suspension => "suspension",
            Self::Extension => "extension",
            Self::Grant => "decision",
            Self::Refusal => "refusal",
            Self::Delivery => "delivery",
        }
    }

    /// The kind of a word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is called.
    pub(super) fn title(self, words: Words) -> &'static str {
        match self {
            Self::Receipt => words.say("收件回执", "Receipt"),
            Self::Notice => words.say("一次性告知书", "One-time notice"),
            Self::NonAcceptance => words.say("不予受理决定书", "Decision not to accept"),
            Self::Acceptance => words.say("受理通知书", "Notice of acceptance"),
            Self::Undertaking => words.say("容缺承诺书", "Undertaking to bring papers"),
            Self::Suspension => words.say("中止计时告知书", "Notice of a pause"),
            Self::Extension => words.say("延长期限告知书", "Notice of an extension"),
            Self::Grant => words.say("准予决定书", "Decision to grant"),
            Self::Refusal => words.say("不予批准决定书", "Decision to refuse"),
            Self::Delivery => words.say("送达回证", "Proof of delivery"),
        }
    }

    /// Whether the case has it by now.
    pub(super) fn is_there(self, case: &Case) -> bool {
        match self {
            Self::Receipt => true,
            Self::Notice => !case.notices.is_empty(),
            Self::NonAcceptance => matches!(case.state, State::NotAccepted { .. }),
            Self::Acceptance => case.acceptance().is_some(),
            Self::Undertaking => !case.deferred().is_empty(),
            Self::Suspension => {
                matches!(case.state, State::Suspended { .. }) || !case.pauses.is_empty()
            }
            Self::Extension => case.extension.is_some(),
            Self::Grant => matches!(case.outcome(), Some(Outcome::Granted { .. })),
            Self::Refusal => matches!(case.outcome(), Some(Outcome::Refused { .. })),
            Self::Delivery => {
                matches!(case.state, State::Delivered { .. } | State::Completed { .. })
            }
        }
    }
}

/// A document as the page draws it.
#[derive(Default)]
pub(super) struct Sheet {
    /// Its day.
    pub(super) day: String,
    /// Labelled lines below the applicant.
    pub(super) facts: Vec<(String, String)>,
    /// What is said first.
    pub(super) opening: Vec<String>,
    /// Numbered points.
    pub(super) points: Vec<String>,
    /// What is said last.
    pub(super) closing: Vec<String>,
    /// Whether the list of papers with what was found stands on it.
    pub(super) has_papers: bool,
    /// Who signs: left and right.
    pub(super) signatures: (String, String),
}

/// What stands on a document of a case.
pub(super) fn compose(kind: Kind, loaded: &Loaded, words: Words) -> Result<Sheet, HallError> {
    let case = &loaded.case;
    let mut sheet = match kind {
        Kind::Receipt => receipt(case, words),
        Kind::Notice => notice(loaded, words),
        Kind::NonAcceptance => non_acceptance(case, words),
        Kind::Acceptance => acceptance(loaded, words),
        Kind::Undertaking => undertaking(loaded, words),
        Kind::Suspension => suspension(loaded, words)?,
        Kind::Extension => extension(loaded, words)?,
        Kind::Grant | Kind::Refusal => decision(case, words),
        Kind::Delivery => delivery(case, words),
    };
    if sheet.signatures.0.is_empty() {
        sheet.signatures = (
            words.say("申请人（签名）：", "Applicant (signature):").to_owned(),
            words.say("经办人（盖章）：", "Clerk (seal):").to_owned(),
        );
    }
    Ok(sheet)
}

fn dated(at: Moment, words: Words) -> String {
    words.instant(at.at_ms)
}

fn on(day: Date, words: Words) -> String {
    words.date_and_weekday(day)
}

fn receipt(case: &Case, words: Words) -> Sheet {
    let said = words.say(
        "今收到上述申请及下列材料。材料齐全、符合法定形式的，将予以受理；需要补正的，最迟在五个工作日内一次性告知，逾期不告知的，自收到之日起即为受理。",
        "The application and the papers below were received today. It is accepted where they are \
         complete; where something is missing you are told of all of it at one time, within five \
         working days, or else it counts as accepted from today.",
    );
    Sheet {
        day: dated(case.received, words),
        opening: vec![said.to_owned()],
        has_papers: true,
        ..Sheet::default()
    }
}

fn notice(loaded: &Loaded, words: Words) -> Sheet {
    let case = &loaded.case;
    let Some(notice) = case.notices.last() else { return Sheet::default() };
    let papers = view::papers(loaded, words);
    let points = notice
        .asked
        .iter()
        .map(|key| {
            let paper = papers.iter().find(|paper| paper.key == *key);
            paper.map_or_else(
                || key.clone(),
                |it| match it.why.is_empty() {
                    true => it.name.clone(),
                    false => words.fill("{}：{}", "{}: {}", &[&it.name, &it.why]),
                },
            )
        })
        .collect();
    let until = on(notice.reply_by, words);
    Sheet {
        day: dated(notice.given, words),
        opening: vec![
            words
                .say(
                    "您的申请材料不齐全或者不符合要求。依照《行政许可法》第三十二条，现将需要补正的全部内容一次性告知如下，请一次补齐：",
                    "Your application is incomplete. Under article 32 of the Administrative \
                     Licensing Law you are told at one time of everything to be supplemented:",
                )
                .to_owned(),
        ],
        points,
        closing: vec![
            words.fill("请于 {} 前补正。", "Please supplement by {}.", &[&until]),
            words
                .say(
                    "补正所需时间不计入办理时限；逾期未补正的，视为撤回申请，您可以重新申请。",
                    "The time you take does not count. Without an answer by then the application \
                     counts as withdrawn; you may apply again.",
                )
                .to_owned(),
        ],
        ..Sheet::default()
    }
}

fn non_acceptance(case: &Case, words: Words) -> Sheet {
    let State::NotAccepted { ground, ended } = &case.state else { return Sheet::default() };
    let reason = match ground {
        NonAcceptanceGround::NotNeeded => words
            .say(
                "经审查，上述事项依法不需要办理，不予受理。",
                "The matter needs no decision by law; the application is not accepted.",
            )
            .to_owned(),
        NonAcceptanceGround::NotOurs { right_body } => words.fill(
            "经审查，上述事项不属于本机关职权范围，不予受理。请向{}申请。",
            "The matter is not within our power; the application is not accepted. Please apply \
             to {}.",
            &[right_body],
        ),
    };
    Sheet {
        day: dated(*ended, words),
        facts: vec![basis(
            words,
            "《行政许可法》第三十二条",
            "Administrative Licensing Law art. 32",
        )],
        opening: vec![reason, remedies(words)],
        has_papers: true,
        ..Sheet::default()
    }
}

fn basis(words: Words, zh: &str, en: &str) -> (String, String) {
    (words.say("依据", "Basis").to_owned(), words.say(zh, en).to_owned())
}

fn remedies(words: Words) -> String {
    words
        .say(
            "如不服本决定，可以自收到之日起六十日内申请行政复议，或者在六个月内向人民法院提起行政诉讼。",
            "You may apply for administrative reconsideration within sixty days of receiving this, \
             or bring an administrative suit within six months.",
        )
        .to_owned()
}

fn acceptance(loaded: &Loaded, words: Words) -> Sheet {
    let case = &loaded.case;
    let Some(acceptance) = case.acceptance() else { return Sheet::default() };
    let from = on(acceptance.from, words);
    let opening = match acceptance.kind {
        AcceptanceKind::Accepted => words.fill(
            "您的申请材料齐全、符合要求，予以受理，时限自 {} 起算。",
            "Your application is complete and is accepted; the limits run from {}.",
            &[&from],
        ),
        AcceptanceKind::Deemed => words.fill(
            "本机关未在五个工作日内告知补正，依法自收到申请之日（{}）起即为受理。",
            "You were not told of anything missing within five working days; by law the \
             application counts as accepted from the day of receipt ({}).",
            &[&from],
        ),
    };
    let clock = view::clock(case, acceptance.at.day, &loaded.calendar, words);
    let mut sheet = Sheet {
        day: dated(acceptance.at, words),
        facts: clock.facts.into_iter().map(|fact| (fact.label, fact.text)).collect(),
        opening: vec![opening],
        points: clock.clauses,
        has_papers: true,
        ..Sheet::default()
    };
    if !clock.note.is_empty() {
        sheet.closing.push(clock.note);
    }
    for deferral in &acceptance.deferrals {
        let name = view::paper_name(&deferral.key, loaded, words);
        let until = on(deferral.due_on, words);
        sheet.closing.push(words.fill(
            "容缺材料：{}，请于 {} 前补齐。",
            "May follow: {}, by {}.",
            &[&name, &until],
        ));
    }
    sheet
}

fn undertaking(loaded: &Loaded, words: Words) -> Sheet {
    let case = &loaded.case;
    let until = case.outstanding().first().map(|deferral| on(deferral.due_on, words));
    let limit = case.promised.phrase();
    let until = until.unwrap_or_else(|| {
        words.fill("受理后 {} 内", "{} after acceptance", &[&words.phrase(&limit)])
    });
    let deferred = case.deferred();
    Sheet {
        day: dated(case.last, words),
        opening: vec![
            words
                .say(
                    "本人（单位）申请办理上述事项，下列材料暂缺，自愿承诺在期限内补齐：",
                    "I apply for the above. The papers below are not there yet; I undertake to \
                     bring them in time:",
                )
                .to_owned(),
        ],
        points: deferred.iter().map(|it| view::paper_name(&it.key, loaded, words)).collect(),
        closing: vec![
            words.fill("补齐期限：{}。", "To be brought by: {}.", &[&until]),
            words
                .say(
                    "所承诺的材料真实、有效；逾期未补的，愿意承担不予批准的后果，今后不再适用容缺受理。",
                    "The papers are true and valid. If I do not bring them in time, the \
                     application may be refused and nothing may follow for me again.",
                )
                .to_owned(),
        ],
        signatures: (
            words.say("承诺人（签名）：", "Undertaken by (signature):").to_owned(),
            words.say("日期：", "Date:").to_owned(),
        ),
        ..Sheet::default()
    }
}

fn suspension(loaded: &Loaded, words: Words) -> Result<Sheet, HallError> {
    let last = loaded.last_event(|event| matches!(event, Event::Suspended { .. }))?;
    let Some(Event::Suspended { at, cause, until }) = last else { return Ok(Sheet::default()) };
    let cause = view::procedure(&cause, loaded.item.as_ref(), words);
    Ok(Sheet {
        day: dated(at, words),
        facts: vec![
            (words.say("特别程序", "Special procedure").to_owned(), cause),
            (words.say("预计恢复", "To end on").to_owned(), on(until, words)),
            basis(words, "《行政许可法》第四十五条", "Administrative Licensing Law art. 45"),
        ],
        opening: vec![
            words
                .say(
                    "因办理上述特别程序，本件自今日起中止计时；所需时间不计入办理时限，程序结束后继续计时，并相应顺延到期日。",
                    "For the special procedure named above the clock stops today. Its time does \
                     not count; the clock goes on when it is over, and the date moves by the \
                     working days it took.",
                )
                .to_owned(),
        ],
        ..Sheet::default()
    })
}

fn extension(loaded: &Loaded, words: Words) -> Result<Sheet, HallError> {
    let last = loaded.last_event(|event| matches!(event, Event::Extended { .. }))?;
    let Some(Event::Extended { at, working_days, reason }) = last else {
        return Ok(Sheet::default());
    };
    let clock = view::clock(&loaded.case, at.day, &loaded.calendar, words);
    let mut facts: Vec<(String, String)> =
        clock.facts.into_iter().map(|fact| (fact.label, fact.text)).collect();
    let article = ("《行政许可法》第四十二条", "Administrative Licensing Law art. 42");
    facts.push(basis(words, article.0, article.1));
    Ok(Sheet {
        day: dated(at, words),
        facts,
        opening: vec![words.fill(
            "经负责人批准，本件办理期限延长 {} 个工作日。理由：{}",
            "With the approval of the head the limit is extended by {} working days. Reason: {}",
            &[&working_days, &reason],
        )],
        ..Sheet::default()
    })
}

fn decision(case: &Case, words: Words) -> Sheet {
    match case.outcome() {
        Some(Outcome::Granted { decided, result }) => Sheet {
            day: dated(*decided, words),
            facts: vec![
                (words.say("结果", "Result").to_owned(), result.clone()),
                basis(
                    words,
                    "《行政许可法》第三十八条第一款",
                    "Administrative Licensing Law art. 38(1)",
                ),
            ],
            opening: vec![
                words
                    .say(
                        "经审查，您的申请符合法定条件、标准，准予办理。结果将在十个工作日内送达。",
                        "Your application meets the legal conditions and is granted. The result \
                         is delivered within ten working days.",
                    )
                    .to_owned(),
            ],
            ..Sheet::default()
        },
        Some(Outcome::Refused { decided, grounds, .. }) => refusal(*decided, grounds, words),
        None => Sheet::default(),
    }
}

fn refusal(decided: Moment, grounds: &RefusalGrounds, words: Words) -> Sheet {
    let RefusalGrounds { facts, legal_basis, remedy, .. } = grounds;
    let fact = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    Sheet {
        day: dated(decided, words),
        facts: vec![
            fact(words.say("事实和理由", "Facts and reasons"), facts),
            fact(words.say("法律依据", "Legal basis"), legal_basis),
            fact(words.say("救济途径", "Remedies"), remedy),
        ],
        opening: vec![
            words
                .say(
                    "经审查，您的申请不符合办理条件，不予批准。申请材料随本决定书退还。",
                    "Your application does not meet the conditions and is refused. Your papers \
                     are returned with this decision.",
                )
                .to_owned(),
        ],
        ..Sheet::default()
    }
}

fn delivery(case: &Case, words: Words) -> Sheet {
    let (day, recipient) = match &case.state {
        State::Delivered { delivered, recipient, .. } => {
            (dated(*delivered, words), recipient.clone())
        }
        State::Completed { completed, .. } => (dated(*completed, words), String::new()),
        _ => return Sheet::default(),
    };
    let result = match case.outcome() {
        Some(Outcome::Granted { result, .. }) => result.clone(),
        _ => Kind::Refusal.title(words).to_owned(),
    };
    let mut facts = vec![(words.say("送达文书", "Delivered").to_owned(), result)];
    if !recipient.is_empty() {
        facts.push((words.say("领取人", "Received by").to_owned(), recipient));
    }
    Sheet {
        day,
        facts,
        signatures: (
            words.say("领取人（签名）：", "Received by (signature):").to_owned(),
            words.say("送达人（签名）：", "Handed over by (signature):").to_owned(),
        ),
        ..Sheet::default()
    }
}
