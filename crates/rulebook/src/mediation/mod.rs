//! People's mediation (人民调解): free, voluntary, from the application to the archived file.
//!
//! Parties are known here by a key only; what they said is an opaque text. An agreement is
//! performed term by term and asked about again; a mediation that fails ends with the ways that
//! remain. Nothing is charged for any of it (art. 4), so that there is no act that could.
//! Basis: People's Mediation Law (人民调解法) arts. 2–4, 17–33; Provisions on People's Mediation
//! Work (司法部令第75号) arts. 36, 37.

mod acts;
mod breach;
#[cfg(test)]
mod tests;

pub use breach::Refusal;

use crate::event::Moment;
use crate::item::{Definition, HandlingMode};
use calendar::{Light, Phrase};
use jiff::civil::Date;

/// The law that an item of mediation rests on.
const LAW: &str = "人民调解法";
/// Days within which judicial confirmation may be asked for.
const CONFIRMATION_DAYS: i64 = 30;

/// Whether an item is of the kind mediation: it rests on the People's Mediation Law and brings
/// people together, rather than passing papers on to a court.
pub fn is_mediation(item: &Definition) -> bool {
    item.handling.mode == HandlingMode::Coordination
        && item.authority.legal_basis.iter().any(|basis| basis.citation.contains(LAW))
}

word_set! {
    /// How a mediation began (申请方式).
    #[doc(alias = "申请方式")]
    Origin {
        Written = "written", "书面申请", "written application";
        Oral = "oral", "口头申请", "oral application";
        Committee = "committee", "调委会主动调解", "at the committee's initiative";
        Referred = "referred", "有关部门移送", "referred by an authority";
    }
}

word_set! {
    /// What a dispute is about (纠纷类别).
    #[doc(alias = "纠纷类别")]
    Dispute {
        Boundary = "boundary", "山林土地界址纠纷", "Boundary or land dispute";
        Wages = "wages", "劳动报酬纠纷", "Wage dispute";
        Neighbours = "neighbours", "邻里纠纷", "Dispute between neighbours";
        Family = "family", "婚姻家庭纠纷", "Family dispute";
        Damages = "damages", "损害赔偿纠纷", "Damages";
        Debt = "debt", "借贷债务纠纷", "Debt";
        Other = "other", "其他纠纷", "Another dispute";
    }
}

word_set! {
    /// A side of a dispute (当事方).
    Side {
        One = "one", "甲方", "side A";
        Other = "other", "乙方", "side B";
    }
}

word_set! {
    /// Whether a party wants mediation (调解意愿).
    Consent {
        Awaited = "awaited", "待征求", "not heard yet";
        Given = "given", "同意调解", "consents";
        Refused = "refused", "明确拒绝", "refuses";
    }
}

word_set! {
    /// Who chose the mediators (选任方式).
    Choice {
        Parties = "parties", "当事人选择", "chosen by the parties";
        Committee = "committee", "调委会指定、当事人接受", "appointed and accepted";
    }
}

word_set! {
    /// The form of an agreement (协议形式).
    Form {
        Written = "written", "书面协议", "written";
        Oral = "oral", "口头协议", "oral, with a record";
    }
}

word_set! {
    /// What came of a term, or of all of it at the re-visit (履行情况).
    Performance {
        Full = "full", "已履行", "performed";
        Part = "part", "部分履行", "performed in part";
        None = "none", "未履行", "not performed";
    }
}

word_set! {
    /// Why a mediation ended without an agreement (终止原因).
    Why {
        Refused = "refused", "当事人拒绝调解", "a party refuses";
        Failed = "failed", "调解不成", "no agreement was reached";
        Withdrawn = "withdrawn", "当事人撤回申请", "withdrawn";
        Unfit = "unfit", "依法不能调解", "may not be mediated";
    }
}

word_set! {
    /// A way that remains when mediation fails (救济途径).
    Way {
        Arbitration = "arbitration", "仲裁", "arbitration";
        Authority = "authority", "行政途径", "an authority";
        Court = "court", "诉讼", "the court";
    }
}

word_set! {
    /// What the court said (司法确认结果).
    Ruling {
        Confirmed = "confirmed", "裁定协议有效", "confirmed";
        Dismissed = "dismissed", "驳回申请", "dismissed";
    }
}

word_set! {
    /// Where a mediation stands, as a word.
    Stage {
        Consulting = "consulting", "征求意见", "consent awaited";
        Mediating = "mediating", "调解中", "in mediation";
        Performing = "performing", "履行与回访", "being performed";
        Ended = "ended", "已终止", "ended";
        Archived = "archived", "已归档", "archived";
    }
}

word_set! {
    /// What is due next (下一期限).
    Due {
        Session = "session", "调解会", "session";
        Limit = "limit", "调解期限", "end of the month";
        Term = "term", "协议履行", "a term of the agreement";
        Revisit = "revisit", "回访", "re-visit";
    }
}

/// A party to the dispute (当事人), known by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "当事人")]
pub struct Party {
    /// Its key: `A1`, `B1`.
    pub key: String,
    /// On which side.
    pub side: Side,
    /// Whether it wants mediation.
    pub consent: Consent,
}

/// Who mediates (人民调解员).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "人民调解员")]
pub struct Mediator {
    /// By name.
    pub name: String,
}

/// What became of a session that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sitting {
    /// It is to be held.
    Set,
    /// 已开
    Held {
        /// Keys of those who came.
        came: Vec<String>,
        /// 调解笔录, opaque.
        record: String,
    },
    /// 取消
    CalledOff {
        /// Why.
        reason: String,
    },
}

/// A session (调解会).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "调解会")]
pub struct Session {
    /// Its number, from 1.
    pub number: u16,
    /// The day.
    pub day: Date,
    /// The minute of the day.
    pub minute: u16,
    /// Where.
    pub place: String,
    /// What became of it.
    pub sitting: Sitting,
}

/// What somebody undertook (协议事项).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "协议事项")]
pub struct AgreedTerm {
    /// What, opaque.
    pub words: String,
    /// Key of the party that performs it.
    pub by: String,
    /// By when.
    pub due_on: Date,
    /// What came of it, and what was said; none while it is open.
    pub outcome: Option<(Performance, String)>,
}

/// How far judicial confirmation is (司法确认).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "司法确认")]
pub enum Confirmation {
    /// Not asked for.
    NotAsked,
    /// Asked for on a day.
    Asked(Date),
    /// The court has ruled, under a number.
    Ruled(Ruling, String),
}

/// An agreement (调解协议) in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "调解协议")]
pub struct Agreement {
    /// Written or oral.
    pub form: Form,
    /// The day on which it took effect.
    pub made_on: Date,
    /// What was agreed.
    pub terms: Vec<AgreedTerm>,
    /// The day of the re-visit.
    pub revisit_on: Date,
    /// What was found then, and in words.
    pub revisits: Vec<(Performance, String)>,
    /// Judicial confirmation.
    pub confirmation: Confirmation,
}

/// How it ended without an agreement (终止调解).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "终止调解")]
pub struct Termination {
    /// Why.
    pub why: Why,
    /// The ways that the parties were told of.
    pub ways: Vec<Way>,
}

/// What came of a mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An agreement.
    Agreed(Agreement),
    /// None.
    Ended(Termination),
}

/// Where a mediation stands, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The parties are asked, and mediators named.
    Consulting,
    /// Everybody wants it and somebody mediates.
    Mediating,
    /// There is an agreement.
    Performing(Agreement),
    /// There is none.
    Ended(Termination),
    /// 归档
    Archived(Outcome),
}

/// What a mediation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// How it began.
    pub origin: Origin,
    /// What kind of dispute.
    pub dispute: Dispute,
    /// Item code.
    pub item: String,
    /// Number of the case it belongs to; may be empty.
    pub case: String,
}

/// What happened to a mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the types above")]
pub enum What {
    /// 登记
    Opened { about: About, parties: Vec<(String, Side)>, due_on: Date },
    /// 征求意见
    Heard { party: String, consent: Consent },
    /// 确定调解员
    Named { mediators: Vec<Mediator>, choice: Choice },
    /// 约定调解会
    SessionSet { day: Date, minute: u16, place: String },
    /// 调解笔录
    SessionHeld { number: u16, came: Vec<String>, record: String },
    /// 取消调解会
    SessionCalledOff { number: u16, reason: String },
    /// 达成协议
    Agreed { form: Form, terms: Vec<(String, String, Date)>, signed: Vec<String>, revisit: Date },
    /// 登记履行
    Performed { term: u16, outcome: Performance, words: String },
    /// 回访
    Revisited { outcome: Performance, words: String },
    /// 申请司法确认
    ConfirmationAsked,
    /// 司法确认结果
    Ruled { ruling: Ruling, document: String },
    /// 终止
    Ended { why: Why, ways: Vec<Way> },
    /// 归档
    Archived,
}

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// A mediation (调解), as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "调解案件")]
pub struct Mediation {
    /// When it was opened.
    pub opened: Moment,
    /// About what.
    pub about: About,
    /// The day by which it should be over (一般一个月).
    pub due_on: Date,
    /// Both sides.
    pub parties: Vec<Party>,
    /// Who mediates.
    pub mediators: Vec<Mediator>,
    /// Sessions, in order.
    pub sessions: Vec<Session>,
    /// Where it stands.
    pub state: State,
}

/// What an act gives: the mediation after it and the event that tells it.
pub type Moved = Result<(Mediation, Event), Refusal>;

impl Mediation {
    /// Where it stands, as a word.
    pub fn stage(&self) -> Stage {
        match &self.state {
            State::Consulting => Stage::Consulting,
            State::Mediating => Stage::Mediating,
            State::Performing(_) => Stage::Performing,
            State::Ended(_) => Stage::Ended,
            State::Archived(_) => Stage::Archived,
        }
    }

    /// The agreement, in force or archived.
    pub fn agreement(&self) -> Option<&Agreement> {
        match &self.state {
            State::Performing(agreement) | State::Archived(Outcome::Agreed(agreement)) => {
                Some(agreement)
            }
            _ => None,
        }
    }

    /// How it ended without one.
    pub fn ending(&self) -> Option<&Termination> {
        match &self.state {
            State::Ended(ending) | State::Archived(Outcome::Ended(ending)) => Some(ending),
            _ => None,
        }
    }

    /// What is due next, and when; nothing where nothing waits for a day.
    pub fn next_due(&self) -> Option<(Due, Date)> {
        match &self.state {
            State::Consulting | State::Mediating => {
                let set = self.sessions.iter().filter(|it| it.sitting == Sitting::Set);
                let session = set.map(|it| (Due::Session, it.day)).min_by_key(|it| it.1);
                let limit = (Due::Limit, self.due_on);
                Some(session.filter(|it| it.1 <= limit.1).unwrap_or(limit))
            }
            State::Performing(agreement) => {
                let open = agreement.terms.iter().filter(|it| it.outcome.is_none());
                let term = open.map(|it| (Due::Term, it.due_on)).min_by_key(|it| it.1);
                let revisit = Some((Due::Revisit, agreement.revisit_on))
                    .filter(|_| agreement.revisits.is_empty());
                [term, revisit].into_iter().flatten().min_by_key(|it| it.1)
            }
            State::Ended(_) | State::Archived(_) => None,
        }
    }

    /// The light of what is due next: amber from the day before, red after the day.
    pub fn light(&self, today: Date) -> Option<Light> {
        let (_, day) = self.next_due()?;
        let tomorrow = today.tomorrow().unwrap_or(today);
        Some(match day {
            day if day < today => Light::Red,
            day if day <= tomorrow => Light::Amber,
            _ => Light::Green,
        })
    }
}
