//! A rule said no, in the clerk's words: what is wrong, what to do, and by what rule.

use calendar::Phrase;

macro_rules! breaches {
    ($($(#[doc = $doc:literal])* $name:ident {
        $zh:literal, $en:literal, basis: $basis_zh:literal, $basis_en:literal
    })*) => {
        /// A rule said no (违规提示).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[doc(alias = "违规提示")]
        pub enum Breach {
            $($(#[doc = $doc])* $name,)*
        }

        impl Breach {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What is wrong and what to do.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }

            /// Law, standard or institution that says so.
            pub const fn basis(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($basis_zh, $basis_en),)* }
            }

            /// A stable name for machines.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

breaches! {
    /// The act does not fit the state the case is in.
    WrongState {
        "这一步与办件当前状态不符。请刷新页面，按页面列出的可办动作办理。",
        "This act does not fit the state of the case. Reload the page and take an act it offers.",
        basis: "办件流程", "Procedure of cases"
    }
    /// Something required is still missing.
    PapersIncomplete {
        "必要材料还不齐，不能受理。请一次性告知申请人，或对可容缺的材料办理容缺承诺。",
        "Required papers are missing, so the case cannot be accepted. Give the one-time notice, \
         or take an undertaking for papers that may follow.",
        basis: "行政许可法第三十二条", "Administrative Licensing Law art. 32"
    }
    /// Nothing is missing, so there is nothing to give notice of.
    NothingMissing {
        "材料已经齐全，应当受理，不能再要求补正。",
        "All papers are there: the case has to be accepted, not sent back for more.",
        basis: "行政许可法第三十二条", "Administrative Licensing Law art. 32"
    }
    /// A second notice without a reason.
    SecondNotice {
        "已经一次性告知过，不得再次要求补正。确有必须，请写明理由；系统会同时提请监督。",
        "A one-time notice was already given; a second asking is not allowed. If it cannot be \
         avoided, give a reason; supervision is told at the same time.",
        basis: "一次性告知制；行政许可法第三十二条", "One-time notice; Administrative Licensing Law art. 32"
    }
    /// The notice comes after the fifth working day.
    NoticeTooLate {
        "收件已超过五个工作日，依法自收件之日起视为受理，不能再告知补正。",
        "More than five working days have passed: the case counts as accepted from the day of \
         receipt, and no notice can be given any more.",
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)"
    }
    /// Too early to count as accepted.
    NotDeemedYet {
        "收件未满五个工作日，还不能视为受理。",
        "Five working days have not passed since receipt; the case does not count as accepted yet.",
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)"
    }
    /// A paper the item does not list.
    UnknownPaper {
        "这份材料不在本事项的清单上，不得另行要求。",
        "This paper is not on the item's list and must not be asked for.",
        basis: "六公开；行政许可法第三十条", "Six disclosures; Administrative Licensing Law art. 30"
    }
    /// A defect without saying what is wrong.
    DefectUnexplained {
        "请写明这份材料哪里不符合要求，申请人才知道怎么改。",
        "Say what is wrong with the paper, so that the applicant knows how to mend it.",
        basis: "一次性告知制", "One-time notice"
    }
    /// The paper may not follow later.
    NotDeferrable {
        "这是主要材料，不能容缺。",
        "This is a principal paper; it may not follow later.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// Somebody who broke an undertaking before.
    UndertakingBroken {
        "申请人有未履行的容缺承诺，不能再次容缺。",
        "The applicant has broken an undertaking before; papers may not be deferred again.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// A reason is required.
    ReasonMissing {
        "请写明理由，理由会记入台账。",
        "Give a reason; it goes into the journal.",
        basis: "留痕台账", "The journal"
    }
    /// The right body has to be named.
    RightBodyMissing {
        "不属于本中心职权的，应当告知申请人向哪个机关申请。",
        "Where the matter is not ours, the applicant has to be told which body it belongs to.",
        basis: "行政许可法第三十二条第一款第二项", "Administrative Licensing Law art. 32(1)(2)"
    }
    /// The item does not allow this pause.
    CauseNotNamed {
        "本事项没有列明这个特别程序，不能以此中止计时。",
        "The item does not name this special procedure; the clock may not stop for it.",
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45"
    }
    /// A pause that ends before it begins, or never.
    PauseEndsWrong {
        "请填写预计恢复的日期，须在今天之后、一年之内。",
        "Enter the day the pause is to end: after today and within a year.",
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45"
    }
    /// Extended once already.
    ExtendedOnce {
        "办理期限只能延长一次，本件已经延长过。",
        "A limit may be extended only once; this case has been extended before.",
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42"
    }
    /// More than the law allows.
    ExtensionTooLong {
        "延长期限最多十个工作日。",
        "An extension is ten working days at most.",
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42"
    }
    /// Direct items are decided the same day.
    DirectIsSameDay {
        "即办件应当当日办结，不能中止或延长；确需较长时间的，请变更办理方式并写明理由。",
        "An immediate case is decided the same day: it can be neither paused nor extended. If it \
         needs longer, change the mode and give the reason.",
        basis: "直接办理制", "Direct handling"
    }
    /// A refusal without grounds.
    RefusalUngrounded {
        "不予批准应当写明事实、法律依据和救济途径。",
        "A refusal has to state the facts, the legal basis and the remedies.",
        basis: "行政许可法第三十八条第二款；否定报备制", "Administrative Licensing Law art. 38(2); denial on record"
    }
    /// A denial without the leader's concurrence.
    ConcurrenceMissing {
        "不予批准须经分管领导审核同意后作出。",
        "A refusal needs the concurrence of the leader in charge first.",
        basis: "否定报备制", "Denial on record"
    }
    /// Deferred papers are still out.
    DeferralOutstanding {
        "容缺的材料还没有补齐，不能作出准予决定。",
        "Deferred papers are still outstanding; the case cannot be granted yet.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// A denial has not been reported.
    DenialUnreported {
        "不予批准尚未报备，不能办结。",
        "The denial has not been reported yet; the case cannot be completed.",
        basis: "否定报备制", "Denial on record"
    }
    /// The same mode again.
    SameMode {
        "已经是这种办理方式。",
        "The case is handled in this mode already.",
        basis: "分类服务", "Modes of handling"
    }
    /// A mode that has no machine of its own yet for this centre.
    ModeNotOffered {
        "本中心目前按即办和承诺两种方式办理；联办、协调、代办事项请到相应窗口办理。",
        "Cases are handled here as immediate or commitment cases; joint, coordination and agency \
         items are taken at their own windows.",
        basis: "分类服务", "Modes of handling"
    }
    /// Instants run forward.
    Backdated {
        "办理时间由系统记录，不能倒填。",
        "Times are set by the system and cannot be put back.",
        basis: "留痕台账", "The journal"
    }
    /// Nothing was brought.
    NothingBrought {
        "请勾选申请人这次补来的材料。",
        "Tick the papers that were brought this time.",
        basis: "一次性告知制", "One-time notice"
    }
    /// Somebody has to sign for what is handed over.
    RecipientMissing {
        "请填写领取人姓名。",
        "Enter the name of the person who received it.",
        basis: "行政许可法第四十四条", "Administrative Licensing Law art. 44"
    }
    /// The ticket is no longer where the caller saw it.
    TicketMoved {
        "这个号的状态已经变了，可能已被叫走、办完或取消。请看最新状态再办。",
        "This ticket has moved on: it may have been called, served or cancelled. Look at where it \
         stands now.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The ticket belongs to another window.
    AnotherWindow {
        "这个号在其他窗口，不能在本窗口办理。",
        "This ticket is at another window and cannot be handled at this one.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The window has somebody already.
    WindowBusy {
        "本窗口已有叫到或正在办理的号，请先办完、过号、暂存或转办，再叫下一位。",
        "This window has called or is serving somebody. Finish, miss, set aside or pass on that \
         ticket before calling the next.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The window is not open today.
    WindowShut {
        "窗口还没有开始服务，请先开窗。",
        "The window is not open; open it first.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Nobody waits for what the window serves.
    NobodyWaits {
        "现在没有人在等候本窗口办理的队列。",
        "Nobody waits in the lines that this window serves.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Passed on to where it is.
    ForwardedToItself {
        "号已经在这个队列或窗口，请选择别的去向。",
        "The ticket is in this line or at this window already. Choose another.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Priority without saying why.
    PriorityUnexplained {
        "优先须说明情形，请选择或写明。",
        "Priority needs a reason: choose one, or say it in words.",
        basis: "老年人权益保障法第五十八条", "Law on the Rights of the Elderly art. 58"
    }
    /// The line is not in use.
    LineClosed {
        "这个队列已停用，请选择其他队列。",
        "This line is not in use. Choose another.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// No window serves the line now.
    LineUnserved {
        "现在没有窗口办理这类事项，暂不取号；请稍后再来，或问导办人员。",
        "No window serves this at the moment, so no tickets are given. Come back later or ask the \
         staff.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// After closing time.
    AfterClosing {
        "今天的服务时间已过，不再取号。请在下一个工作日来办理。",
        "The hall has closed for today; no more tickets are given. Come back on the next working \
         day.",
        basis: "排队叫号规则", "Queue rules"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_is_wrong_in_both_languages_and_by_what_rule() {
        for breach in Breach::ALL {
            let (sentence, basis) = (breach.phrase(), breach.basis());
            assert!(sentence.zh.ends_with('。') && sentence.en.ends_with('.'), "{breach:?}");
            assert!(!basis.zh.is_empty() && !basis.en.is_empty(), "{breach:?}");
        }
    }
}
