//! What stands on each document.

mod handover;
mod modes;

use crate::cases::door::{Loaded, reason_phrase, view};
use calendar::{Pauses, due};
use jiff::civil::Date;
use kit::{HallError, Words};
use rulebook::case::{Case, Outcome, State, face};
use rulebook::event::{
    AcceptanceKind, Event, Moment, NonAcceptanceGround, RefusalGrounds, WithdrawnBy,
};

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
    /// 会办意见单
    Opinions,
    /// 上报清单
    Consignment,
    /// 协调答复书
    Answer,
    /// 送达回证
    Delivery,
    /// 终止办理告知书
    Ending,
}

impl Kind {
    /// All of them, in the order of a case.
    pub(super) const ALL: [Self; 14] = [
        Self::Receipt,
        Self::Notice,
        Self::NonAcceptance,
        Self::Acceptance,
        Self::Undertaking,
        Self::Suspension,
        Self::Extension,
        Self::Grant,
        Self::Refusal,
        Self::Opinions,
        Self::Consignment,
        Self::Answer,
        Self::Delivery,
        Self::Ending,
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
            Self::Opinions => "opinions",
            Self::Consignment => "consignment",
            Self::Answer => "answer",
            Self::Delivery => "delivery",
            Self::Ending => "ending",
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
            Self::Opinions => words.say("会办意见单", "Opinions of the departments"),
            Self::Consignment => words.say("代办上报清单", "List of what is sent up"),
            Self::Answer => words.say("协调答复书", "Answer"),
            Self::Delivery => words.say("送达回证", "Proof of delivery"),
            Self::Ending => words.say("终止办理告知书", "Notice that a case has ended"),
        }
    }

    /// Whether it goes to the applicant, and so may carry what opens the progress.
    pub(super) const fn is_for_the_applicant(self) -> bool {
        !matches!(self, Self::Opinions | Self::Consignment)
    }

    /// Whether an event makes it.
    fn is_made_by(self, event: &Event) -> bool {
        match self {
            Self::Receipt => matches!(event, Event::Received { .. }),
            Self::Notice => {
                matches!(event, Event::NoticeGiven { .. } | Event::SecondNoticeGiven { .. })
            }
            Self::NonAcceptance => matches!(event, Event::NotAccepted { .. }),
            Self::Acceptance => matches!(event, Event::Accepted { .. }),
            Self::Undertaking => {
                matches!(event, Event::Accepted { deferrals, .. } if !deferrals.is_empty())
            }
            Self::Suspension => matches!(event, Event::Suspended { .. }),
            Self::Extension => matches!(event, Event::Extended { .. }),
            Self::Grant => {
                matches!(event, Event::Granted { .. } | Event::GrantedInPart { .. })
            }
            Self::Refusal => matches!(event, Event::Refused { .. }),
            Self::Opinions | Self::Consignment | Self::Answer => modes::is_made_by(self, event),
            Self::Delivery => matches!(event, Event::Delivered { .. }),
            Self::Ending => matches!(
                event,
                Event::Withdrawn { by: WithdrawnBy::Silence | WithdrawnBy::BrokenUndertaking, .. }
            ),
        }
    }

    /// The case as it stood when the document was made; none where there is no such document yet.
    ///
    /// # Errors
    /// Where the events cannot be read.
    pub(super) fn moment(self, loaded: &Loaded) -> Result<Option<Case>, HallError> {
        if let Some((case, _)) = loaded.as_of(|event| self.is_made_by(event))? {
            return Ok(Some(case));
        }
        // An undertaking is signed before the acceptance that rests on it.
        let case = &loaded.case;
        let is_to_sign = self == Self::Undertaking
            && matches!(case.state, State::Received | State::AwaitingSupplement)
            && !case.deferred().is_empty();
        Ok(is_to_sign.then(|| case.clone()))
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
    /// The papers with what was found, where they stand on it.
    pub(super) papers: Vec<view::PaperView>,
    /// Who signs: left and right.
    pub(super) signatures: (String, String),
}

/// A case as it stood when a document was made, and the words of its reader.
struct Source<'a> {
    case: &'a Case,
    loaded: &'a Loaded,
    words: Words,
}

impl Source<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        self.words.say(zh, en).to_owned()
    }

    fn papers(&self) -> Vec<view::PaperView> {
        view::papers(self.case, self.loaded, self.words)
    }

    fn clock(&self, day: Date) -> view::ClockView {
        view::clock(self.case, day, &self.loaded.calendar, self.words)
    }

    /// The organ in whose name it is issued, and where its seal goes.
    fn seal(&self) -> String {
        let body = self.loaded.item.as_deref().map(|it| it.definition.authority.body.as_str());
        match body.filter(|body| !body.is_empty()) {
            Some(body) => self.words.fill("{}（专用印章）：", "{} (seal):", &[&body]),
            None => self.say("办理机关（专用印章）：", "Issued by (seal):"),
        }
    }
}

/// What stands on a document; none where the case has no such document yet.
///
/// # Errors
/// Where the events cannot be read.
pub(super) fn compose(
    kind: Kind,
    loaded: &Loaded,
    words: Words,
) -> Result<Option<Sheet>, HallError> {
    let Some(case) = kind.moment(loaded)? else { return Ok(None) };
    let source = Source { case: &case, loaded, words };
    let mut sheet = match kind {
        Kind::Receipt => receipt(&source),
        Kind::Notice => notice(&source),
        Kind::NonAcceptance => non_acceptance(&source),
        Kind::Acceptance => acceptance(&source),
        Kind::Undertaking => undertaking(&source),
        Kind::Suspension => suspension(&source),
        Kind::Extension => extension(&source)?,
        Kind::Grant | Kind::Refusal | Kind::Answer => decision(&source),
        Kind::Opinions => modes::opinions(&source),
        Kind::Consignment => modes::consignment(&source),
        Kind::Delivery => handover::delivery(&source),
        Kind::Ending => handover::ending(&source),
    };
    if sheet.signatures.0.is_empty() {
        sheet.signatures =
            (source.say("签收人（签名）：", "Received by (signature):"), source.seal());
    }
    Ok(Some(sheet))
}

fn dated(at: Moment, words: Words) -> String {
    words.instant(at.at_ms)
}

fn on(day: Date, words: Words) -> String {
    words.date_and_weekday(day)
}

fn receipt(from: &Source<'_>) -> Sheet {
    let said = from.say(
        "今收到上述申请及下列材料。材料齐全、符合法定形式的，予以受理；需要补正的，当场或者在五个工作日内一次性告知全部内容，逾期不告知的，自收到之日起即为受理。",
        "The application and the papers below were received today. It is accepted where they are \
         complete; where something is missing you are told of all of it at one time, at once or \
         within five working days, or else it counts as accepted from today.",
    );
    Sheet {
        day: dated(from.case.received, from.words),
        facts: vec![from.basis("《行政许可法》第三十二条", "Administrative Licensing Law art. 32")],
        opening: vec![said],
        closing: by_when(from),
        papers: from.papers(),
        signatures: (
            from.say("申请人（签名）：", "Applicant (signature):"),
            from.say("收件人（窗口印章）：", "Taken in by (window seal):"),
        ),
        ..Sheet::default()
    }
}

/// By when the applicant hears of it, and of the result where the papers are complete.
fn by_when(from: &Source<'_>) -> Vec<String> {
    let (case, words, calendar) = (from.case, from.words, &from.loaded.calendar);
    let received = case.received.day;
    let mut all = Vec::new();
    if let Some(heard) = face(case, received, calendar).promised {
        all.push(words.fill(
            "最迟{}（含当日）告诉您是否受理、还缺什么。",
            "You hear by {}, that day included, whether it is accepted and what is missing.",
            &[&on(heard.due_on, words)],
        ));
    }
    if case.shortfalls().is_empty() {
        let promised = due(received, case.promised, &Pauses::none(), calendar).due_on;
        all.push(words.fill(
            "材料齐全：当日受理的，承诺{}前办结。",
            "The papers are complete: accepted that day, it is promised by {}.",
            &[&on(promised, words)],
        ));
    }
    all
}

fn notice(from: &Source<'_>) -> Sheet {
    let words = from.words;
    let Some(notice) = from.case.notices.last() else { return Sheet::default() };
    let papers = from.papers();
    let point = |key: &String| match papers.iter().find(|paper| paper.key == *key) {
        None => key.clone(),
        Some(it) if it.why.is_empty() => words.fill("{}（缺）", "{} (missing)", &[&it.name]),
        Some(it) => words.fill("{}：{}", "{}: {}", &[&it.name, &it.why]),
    };
    let until = on(notice.reply_by, words);
    Sheet {
        day: dated(notice.given, words),
        facts: vec![
            (from.say("补正期限", "To be supplemented by"), until.clone()),
            from.basis("《行政许可法》第三十二条", "Administrative Licensing Law art. 32"),
        ],
        opening: vec![from.say(
            "您的申请材料不齐全或者不符合要求。现将需要补正的全部内容一次性告知如下，请一次补齐：",
            "Your application is incomplete. You are told at one time of everything that has to \
             be supplemented; please bring all of it together:",
        )],
        points: notice.asked.iter().map(point).collect(),
        closing: vec![
            words.fill(
                "请于{}前（含当日）补正。",
                "Please supplement by {}, that day included.",
                &[&until],
            ),
            from.say(
                "补正所需时间不计入办理时限。材料补齐后即予受理，不再要求补正其他内容；逾期未补正的，视为撤回申请，您可以重新申请。",
                "The time you take does not count. Once these papers are there the application is \
                 accepted and nothing else is asked for. Without them by then it counts as \
                 withdrawn; you may apply again.",
            ),
        ],
        ..Sheet::default()
    }
}

fn non_acceptance(from: &Source<'_>) -> Sheet {
    let State::NotAccepted { ground, ended } = &from.case.state else { return Sheet::default() };
    let (reason, article) = match ground {
        NonAcceptanceGround::NotNeeded => (
            from.say(
                "经审查，上述事项依法不需要办理，不予受理。",
                "The matter needs no decision by law; the application is not accepted.",
            ),
            from.basis(
                "《行政许可法》第三十二条第一款第一项",
                "Administrative Licensing Law art. 32(1)(1)",
            ),
        ),
        NonAcceptanceGround::NotOurs { right_body } => (
            from.words.fill(
                "经审查，上述事项不属于本机关职权范围，不予受理。请向{}申请。",
                "The matter is not within our power; the application is not accepted. Please \
                 apply to {}.",
                &[right_body],
            ),
            from.basis(
                "《行政许可法》第三十二条第一款第二项",
                "Administrative Licensing Law art. 32(1)(2)",
            ),
        ),
    };
    Sheet {
        day: dated(*ended, from.words),
        facts: vec![article],
        opening: vec![reason, remedies(from)],
        closing: vec![
            from.say("申请材料随本决定书退还。", "Your papers are returned with this decision."),
        ],
        papers: from.papers(),
        ..Sheet::default()
    }
}

impl Source<'_> {
    fn basis(&self, zh: &'static str, en: &'static str) -> (String, String) {
        (self.say("依据", "Basis"), self.say(zh, en))
    }
}

fn remedies(from: &Source<'_>) -> String {
    from.say(
        "如不服本决定，可以自收到之日起六十日内申请行政复议，或者在六个月内向人民法院提起行政诉讼。",
        "You may apply for administrative reconsideration within sixty days of receiving this, or \
         bring an administrative suit within six months.",
    )
}

fn acceptance(from: &Source<'_>) -> Sheet {
    let words = from.words;
    let Some(acceptance) = from.case.acceptance() else { return Sheet::default() };
    let start = on(acceptance.from, words);
    let opening = match acceptance.kind {
        AcceptanceKind::Accepted if acceptance.deferrals.is_empty() => words.fill(
            "您的申请材料齐全、符合要求，予以受理，时限自{}起算。",
            "Your application is complete and is accepted; the limits run from {}.",
            &[&start],
        ),
        AcceptanceKind::Accepted => words.fill(
            "您的申请主要材料齐全，次要材料凭承诺后补，予以容缺受理，时限自{}起算。",
            "The principal papers are complete, the others follow by your undertaking: your \
             application is accepted; the limits run from {}.",
            &[&start],
        ),
        AcceptanceKind::Deemed => words.fill(
            "本机关未在五个工作日内告知补正，依法自收到申请之日（{}）起即为受理。",
            "You were not told of anything missing within five working days; by law the \
             application counts as accepted from the day of receipt ({}).",
            &[&start],
        ),
    };
    let clock = from.clock(acceptance.at.day);
    let mut facts: Vec<(String, String)> =
        clock.facts.into_iter().map(|fact| (fact.label, fact.text)).collect();
    facts.push(from.basis(
        "《行政许可法》第三十二条、第八十二条",
        "Administrative Licensing Law arts. 32, 82",
    ));
    let mut closing: Vec<String> =
        [clock.note].into_iter().filter(|note| !note.is_empty()).collect();
    for deferral in &acceptance.deferrals {
        let name = view::paper_name(&deferral.key, from.loaded, words);
        let until = on(deferral.due_on, words);
        closing.push(words.fill(
            "容缺材料：{}，请于{}前（含当日）补齐。",
            "May follow: {}, by {}, that day included.",
            &[&name, &until],
        ));
    }
    Sheet {
        day: dated(acceptance.at, words),
        facts,
        opening: vec![opening],
        points: clock.clauses,
        closing,
        papers: from.papers(),
        ..Sheet::default()
    }
}

fn undertaking(from: &Source<'_>) -> Sheet {
    let (case, words) = (from.case, from.words);
    let until = case.outstanding().first().map(|deferral| on(deferral.due_on, words));
    let limit = case.promised.phrase();
    let until = until.unwrap_or_else(|| {
        words.fill("受理后{}内", "{} after acceptance", &[&words.phrase(&limit)])
    });
    let deferred = case.deferred();
    Sheet {
        day: dated(case.last, words),
        facts: vec![(from.say("补齐期限", "To be brought by"), until)],
        opening: vec![from.say(
            "本人（单位）申请办理上述事项，下列材料暂缺，自愿承诺在期限内补齐：",
            "I apply for the above. The papers below are not there yet; I undertake to bring them \
             in time:",
        )],
        points: deferred.iter().map(|it| view::paper_name(&it.key, from.loaded, words)).collect(),
        closing: vec![from.say(
            "所承诺的材料真实、有效；逾期未补的，愿意承担不予批准的后果，今后不再适用容缺受理。",
            "The papers are true and valid. If I do not bring them in time, the application may be \
             refused and nothing may follow for me again.",
        )],
        signatures: (
            from.say("承诺人（签名、指印）：", "Undertaken by (signature):"),
            from.say("日期：", "Date:"),
        ),
        ..Sheet::default()
    }
}

fn suspension(from: &Source<'_>) -> Sheet {
    let State::Suspended { cause, since, until, .. } = &from.case.state else {
        return Sheet::default();
    };
    let cause = view::procedure(cause, from.loaded.item.as_deref(), from.words);
    Sheet {
        day: dated(*since, from.words),
        facts: vec![
            (from.say("特别程序", "Special procedure"), cause),
            (from.say("预计恢复", "To end on"), on(*until, from.words)),
            from.basis("《行政许可法》第四十五条", "Administrative Licensing Law art. 45"),
        ],
        opening: vec![from.say(
            "因办理上述特别程序，本件自今日起中止计时；所需时间不计入办理时限，程序结束后继续计时，并相应顺延到期日。",
            "For the special procedure named above the clock stops today. Its time does not \
             count; the clock goes on when it is over, and the date moves by the working days it \
             took.",
        )],
        ..Sheet::default()
    }
}

fn extension(from: &Source<'_>) -> Result<Sheet, HallError> {
    let last = from.loaded.as_of(|event| matches!(event, Event::Extended { .. }))?;
    let Some((_, Event::Extended { at, working_days, reason })) = last else {
        return Ok(Sheet::default());
    };
    let clock = from.clock(at.day);
    let mut facts: Vec<(String, String)> =
        clock.facts.into_iter().map(|fact| (fact.label, fact.text)).collect();
    facts.push(from.basis("《行政许可法》第四十二条", "Administrative Licensing Law art. 42"));
    Ok(Sheet {
        day: dated(at, from.words),
        facts,
        opening: vec![from.words.fill(
            "经负责人批准，本件办理期限延长 {} 个工作日。理由：{}",
            "With the approval of the head the limit is extended by {} working days. Reason: {}",
            &[&working_days, &reason],
        )],
        ..Sheet::default()
    })
}

fn decision(from: &Source<'_>) -> Sheet {
    match from.case.outcome() {
        Some(Outcome::Granted { decided, result }) => granted(from, *decided, result),
        Some(Outcome::GrantedInPart { decided, result, refused, remedy }) => {
            let sheet = granted(from, *decided, result);
            handover::in_part(from, sheet, (refused, remedy))
        }
        Some(Outcome::Refused { decided, grounds, .. }) => refusal(from, *decided, grounds),
        Some(Outcome::Answered { decided, answer }) => modes::answered(from, *decided, answer),
        None => Sheet::default(),
    }
}

fn granted(from: &Source<'_>, decided: Moment, result: &str) -> Sheet {
    let by = rulebook::case::clock::delivery_day(decided.day, &from.loaded.calendar);
    Sheet {
        day: dated(decided, from.words),
        facts: vec![
            (from.say("结果", "Result"), result.to_owned()),
            (from.say("送达期限", "To be delivered by"), on(by, from.words)),
            from.basis(
                "《行政许可法》第三十八条第一款、第四十四条",
                "Administrative Licensing Law arts. 38(1), 44",
            ),
        ],
        opening: vec![from.say(
            "经审查，您的申请符合法定条件、标准，准予办理。结果自决定之日起十个工作日内送达。",
            "Your application meets the legal conditions and is granted. The result is delivered \
             within ten working days of this decision.",
        )],
        ..Sheet::default()
    }
}

fn refusal(from: &Source<'_>, decided: Moment, grounds: &RefusalGrounds) -> Sheet {
    let RefusalGrounds { reason_code, facts, legal_basis, remedy } = grounds;
    let reason = reason_phrase(reason_code);
    Sheet {
        day: dated(decided, from.words),
        facts: vec![
            (from.say("理由类别", "Kind of reason"), from.words.phrase(&reason).to_owned()),
            (from.say("事实和理由", "Facts and reasons"), facts.clone()),
            (from.say("法律依据", "Legal basis"), legal_basis.clone()),
            (from.say("救济途径", "Remedies"), remedy.clone()),
            from.basis("《行政许可法》第三十八条第二款", "Administrative Licensing Law art. 38(2)"),
        ],
        opening: vec![from.say(
            "经审查，您的申请不符合办理条件，不予批准。申请材料随本决定书退还。",
            "Your application does not meet the conditions and is refused. Your papers are \
             returned with this decision.",
        )],
        ..Sheet::default()
    }
}
