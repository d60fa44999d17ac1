//! What the People's Mediation Law refuses, in the mediator's words.

use calendar::Phrase;

macro_rules! refusals {
    ($($(#[doc = $doc:literal])* $name:ident {
        $zh:literal, $en:literal, basis: $basis_zh:literal, $basis_en:literal
    })*) => {
        /// A rule of mediation said no (调解违规提示).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Refusal {
            $($(#[doc = $doc])* $name,)*
        }

        impl Refusal {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What is wrong and what to do.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }

            /// The article that says so.
            pub const fn basis(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($basis_zh, $basis_en),)* }
            }
        }
    };
}

refusals! {
    /// The act does not fit where the mediation stands.
    WrongState {
        "这一步与调解当前状态不符。请刷新页面，按页面列出的可办动作办理。",
        "This does not fit where the mediation stands. Reload the page and take an act it offers.",
        basis: "人民调解工作流程", "Procedure of people's mediation"
    }
    /// A dispute has two sides.
    BothSidesNeeded {
        "纠纷的双方都要登记，至少各一人。",
        "Both sides of the dispute have to be entered, at least one party each.",
        basis: "人民调解法第二条", "People's Mediation Law art. 2"
    }
    /// The item is not one of mediation.
    NotAMediationItem {
        "这个事项不是人民调解事项，请选择人民调解事项。",
        "This is not an item of people's mediation. Choose one that is.",
        basis: "事项清单", "The catalogue of items"
    }
    /// There is no such party here.
    UnknownParty {
        "请选择本纠纷的当事人。",
        "Choose a party of this dispute.",
        basis: "人民调解法第十七条", "People's Mediation Law art. 17"
    }
    /// A party clearly refuses.
    PartyRefuses {
        "一方当事人明确拒绝调解，不得调解。请终止调解，并告知可以走的其他途径。",
        "A party clearly refuses, so there may be no mediation. End it, and tell the other ways.",
        basis: "人民调解法第十七条", "People's Mediation Law art. 17"
    }
    /// Not every party has consented yet.
    ConsentMissing {
        "还有当事人没有表示同意，调解应当自愿。请先征求每一方的意见。",
        "Not every party has consented, and mediation is voluntary. Hear each of them first.",
        basis: "人民调解法第三条", "People's Mediation Law art. 3"
    }
    /// Nobody mediates yet.
    MediatorsMissing {
        "还没有确定调解员。请由当事人选择，或由调解委员会指定后当事人接受。",
        "No mediator is named. The parties choose, or accept whom the committee appoints.",
        basis: "人民调解法第十九条", "People's Mediation Law art. 19"
    }
    /// A session lies in the past.
    SessionInThePast {
        "调解会的日期不能早于今天。",
        "A session cannot be set for a day that has passed.",
        basis: "人民调解工作流程", "Procedure of people's mediation"
    }
    /// The place of a session is not said.
    PlaceMissing {
        "请写明调解会的地点。",
        "Say where the session is held.",
        basis: "人民调解法第二十条", "People's Mediation Law art. 20"
    }
    /// A session is recorded before its day.
    SessionNotYet {
        "调解会还没有开，不能登记笔录。",
        "The session has not been held yet, so there is nothing to record.",
        basis: "人民调解法第二十七条", "People's Mediation Law art. 27"
    }
    /// There is no session that waits to be held under this number.
    NoSuchSession {
        "没有这次待开的调解会。",
        "No session waits under this number.",
        basis: "人民调解法第二十七条", "People's Mediation Law art. 27"
    }
    /// A record without anybody or without words.
    RecordEmpty {
        "请勾选到场的当事人，并写明调解情况。",
        "Tick who came, and write down what was said.",
        basis: "人民调解法第二十七条", "People's Mediation Law art. 27"
    }
    /// An agreement without a session.
    NoSessionHeld {
        "还没有调解笔录，不能登记协议。请先登记调解会情况。",
        "No session is on record, so there can be no agreement yet.",
        basis: "人民调解法第二十七条", "People's Mediation Law art. 27"
    }
    /// An agreement that says nothing.
    TermsMissing {
        "请写明协议事项、由谁履行和履行期限，期限不能早于今天。",
        "Say what is agreed, who performs it and by when; not by a day that has passed.",
        basis: "人民调解法第二十九条", "People's Mediation Law art. 29"
    }
    /// Somebody has not signed.
    SignaturesMissing {
        "书面协议须由各方当事人签名、盖章或者按指印才生效；口头协议须各方都同意。还有当事人没有确认。",
        "A written agreement takes effect when every party has signed, sealed or given a \
         fingerprint; an oral one when every party agrees. Somebody has not.",
        basis: "人民调解法第二十九条、第三十条", "People's Mediation Law arts. 29, 30"
    }
    /// No day for the re-visit.
    RevisitDayMissing {
        "请定下回访日期，不能早于今天。",
        "Set a day for the re-visit; not one that has passed.",
        basis: "人民调解工作若干规定第三十七条", "Provisions on People's Mediation Work art. 37"
    }
    /// The term is marked already, or there is none.
    NoOpenTerm {
        "没有这一项待履行的约定。",
        "No such term waits to be performed.",
        basis: "人民调解法第三十一条", "People's Mediation Law art. 31"
    }
    /// Words are needed.
    WordsMissing {
        "请写明情况。",
        "Say what happened.",
        basis: "人民调解法第二十七条", "People's Mediation Law art. 27"
    }
    /// Ended without saying what remains.
    WaysNotTold {
        "调解不成的，应当告知当事人可以通过仲裁、行政、司法等途径维护权利。请勾选已告知的途径。",
        "When mediation fails the parties are told that arbitration, authorities or the court \
         remain open. Tick what they were told.",
        basis: "人民调解法第二十六条", "People's Mediation Law art. 26"
    }
    /// Judicial confirmation after thirty days, or twice.
    ConfirmationTooLate {
        "司法确认应当自协议生效之日起三十日内共同申请，现已超过期限或者已经申请过。",
        "Judicial confirmation is asked for together within thirty days of effect; that is over, \
         or it was asked for already.",
        basis: "人民调解法第三十三条", "People's Mediation Law art. 33"
    }
    /// The court has not answered, or was not asked.
    ConfirmationOpen {
        "司法确认还没有申请，或者法院尚未答复，这一步现在不能办。",
        "Judicial confirmation was not asked for, or the court has not answered yet.",
        basis: "人民调解法第三十三条", "People's Mediation Law art. 33"
    }
    /// Terms are still open.
    TermsOpen {
        "还有约定事项没有登记履行情况，不能归档。",
        "Terms are still open, so the file cannot be closed.",
        basis: "人民调解法第三十一条", "People's Mediation Law art. 31"
    }
    /// Nobody was asked how it went.
    RevisitMissing {
        "还没有回访，不能归档。",
        "No re-visit is on record, so the file cannot be closed.",
        basis: "人民调解工作若干规定第三十七条", "Provisions on People's Mediation Work art. 37"
    }
}
