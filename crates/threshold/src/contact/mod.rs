//! First contact (首问负责制): whoever was asked first answers for it until it is done.
//!
//! Responsibility moves only when the next one accepts it; it ends with an answer, a case or a
//! matter on the register of what could not be done. Handing on never moves the day on which the
//! answer is due. Basis: domain rules 3.1; 冀政办〔2008〕17号 on first-contact responsibility;
//! GB/T 47366-2026 on the window for unresolved matters (“办不成事”反映窗口), see [`unresolved`].

#[cfg(test)]
mod tests;
pub mod unresolved;

use calendar::{Light, Limit, Pauses, Phrase, WorkingCalendar, due};
use jiff::civil::Date;
use rulebook::event::Moment;
use terms::breach::Breach;

/// Declares a set of words with the name people know each by.
macro_rules! words {
    (
        $(#[$about:meta])*
        $name:ident { $( $variant:ident = $word:literal, $chinese:literal, $english:literal; )+ }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!($chinese, ", ", $english, ".")] $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word under which it is stored and exchanged.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one stored under a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }

            /// The name in both languages.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$variant => Phrase::of($chinese, $english),)+ }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How somebody asked (来访渠道).
    #[doc(alias = "来访渠道")]
    Way {
        WalkIn = "walk_in", "当面", "in person";
        Telephone = "telephone", "电话", "by telephone";
        Online = "online", "网上", "online";
        Kiosk = "kiosk", "自助机", "at the kiosk";
    }
}

/// Somebody who may answer for a thing (责任人), known by account.
#[derive(Clone, Debug, Eq)]
#[doc(alias = "责任人")]
pub struct Keeper {
    /// The account.
    pub account: i64,
    /// The name, as the register shows it.
    pub name: String,
    /// The department of the post; may be empty.
    pub department: String,
}

impl PartialEq for Keeper {
    fn eq(&self, other: &Self) -> bool {
        self.account == other.account
    }
}

/// What somebody wanted to know (咨询).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "咨询")]
pub struct Enquiry {
    /// How it was asked.
    pub way: Way,
    /// The item it was about; empty where none fits.
    pub item: String,
    /// In the visitor's words; may be empty where the item says it.
    pub words: String,
    /// The ticket it came with; may be empty.
    pub ticket: String,
}

/// To whom responsibility is offered (移交对象).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// One colleague.
    Person(Keeper),
    /// Anybody of a department.
    Department {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
    },
}

impl Next {
    /// Whether somebody is among those it was offered to.
    pub fn includes(&self, keeper: &Keeper) -> bool {
        match self {
            Self::Person(person) => person == keeper,
            Self::Department { key, .. } => !key.is_empty() && *key == keeper.department,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Department { name, .. } => name,
        }
    }
}

/// What came of an enquiry (咨询结果).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 当场答复
    Answered {
        /// What was said.
        text: String,
    },
    /// 给予办事指南
    GuideGiven {
        /// The item whose guide it was.
        item: String,
        /// What was said besides; may be empty.
        text: String,
    },
    /// 告知向其他机关办理
    ReferredElsewhere {
        /// The right body.
        body: String,
        /// What was said besides; may be empty.
        text: String,
    },
}

/// What happened to a first contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 首问登记
    Opened {
        /// When.
        at: Moment,
        /// Who was asked.
        by: Keeper,
        /// What.
        enquiry: Enquiry,
        /// The day on which an answer is due.
        due_on: Date,
    },
    /// 移交
    Offered {
        /// When.
        at: Moment,
        /// To whom.
        to: Next,
        /// Why.
        reason: String,
    },
    /// 退回或撤回移交
    Declined {
        /// When.
        at: Moment,
        /// By whom.
        by: Keeper,
        /// Why.
        reason: String,
    },
    /// 承接
    Accepted {
        /// When.
        at: Moment,
        /// By whom.
        by: Keeper,
    },
    /// 答复
    Answered {
        /// When.
        at: Moment,
        /// With what outcome.
        answer: Answer,
    },
    /// 转为办件
    BecameCase {
        /// When.
        at: Moment,
        /// The case.
        number: String,
    },
    /// 转入“办不成事”
    BecameMatter {
        /// When.
        at: Moment,
        /// The matter.
        number: String,
    },
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Opened { at, .. }
            | Self::Offered { at, .. }
            | Self::Declined { at, .. }
            | Self::Accepted { at, .. }
            | Self::Answered { at, .. }
            | Self::BecameCase { at, .. }
            | Self::BecameMatter { at, .. } => *at,
        }
    }
}

/// How a first contact ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// With an answer.
    Answered(Answer),
    /// As a case of this number.
    Case(String),
    /// As a matter of this number on the register.
    Matter(String),
}

/// Where a first contact stands, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody answers for it.
    InHand {
        /// Who.
        keeper: Keeper,
    },
    /// Offered, and still answered for by whoever offers.
    Offered {
        /// Who answers for it until the next one accepts.
        keeper: Keeper,
        /// To whom.
        to: Next,
    },
    /// Over.
    Ended {
        /// How.
        end: End,
        /// Who ended it.
        by: Keeper,
    },
}

words! {
    /// Where a first contact stands, as a word.
    Stage {
        InHand = "in_hand", "办理中", "in hand";
        Offered = "offered", "待承接", "offered";
        Answered = "answered", "已答复", "answered";
        BecameCase = "became_case", "已转办件", "became a case";
        BecameMatter = "became_matter", "已转办不成事登记", "on the register of matters";
    }
}

impl Stage {
    /// Whether nobody answers for it any more.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Answered | Self::BecameCase | Self::BecameMatter)
    }
}

/// A first contact (首问): who was asked first answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "首问负责")]
#[doc(alias = "首问责任")]
pub struct FirstContact {
    /// When it was opened.
    pub opened: Moment,
    /// Who was asked first.
    pub first: Keeper,
    /// What was asked.
    pub enquiry: Enquiry,
    /// The day on which an answer is due.
    pub due_on: Date,
    /// The last event's instant.
    pub last: Moment,
    /// Where it stands.
    pub state: State,
}

/// What an act gives: the contact after it and the event that tells it.
pub type Moved = Result<(FirstContact, Event), Breach>;

/// The day on which an answer is due: the same working day, or as many later as the centre says.
pub fn answer_due(asked: Date, working_days: u16, calendar: &WorkingCalendar) -> Date {
    due(asked, Limit::working_days(working_days), &Pauses::none(), calendar).due_on
}

/// The light of a day by which something is due: amber on the last day, red after it.
pub fn light(due_on: Date, today: Date) -> Light {
    match today.cmp(&due_on) {
        std::cmp::Ordering::Less => Light::Green,
        std::cmp::Ordering::Equal => Light::Amber,
        std::cmp::Ordering::Greater => Light::Red,
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

impl FirstContact {
    /// 首问登记: whoever was asked answers for it from now on.
    ///
    /// # Errors
    /// Where nobody could say what was asked.
    pub fn open(by: Keeper, enquiry: Enquiry, due_on: Date, at: Moment) -> Moved {
        if is_blank(&enquiry.item) && is_blank(&enquiry.words) {
            return Err(Breach::NothingAsked);
        }
        let event = Event::Opened { at, by, enquiry, due_on };
        Ok((Self::begin(&event)?, event))
    }

    /// 移交: offers it to the next one; responsibility stays until that one accepts.
    ///
    /// # Errors
    /// Where somebody else answers for it, it is offered already, or no reason is given.
    pub fn offer(self, by: &Keeper, to: Next, reason: &str, at: Moment) -> Moved {
        self.kept_by(by)?;
        if matches!(self.state, State::Offered { .. }) {
            return Err(Breach::OfferedAlready);
        }
        if to.name().trim().is_empty() || matches!(&to, Next::Person(person) if person == by) {
            return Err(Breach::OfferedToNobody);
        }
        if is_blank(reason) {
            return Err(Breach::ReasonMissing);
        }
        self.with(Event::Offered { at, to, reason: reason.trim().to_owned() })
    }

    /// 指派: the director offers it to another one; responsibility still stays until that one
    /// accepts, and the date does not move.
    ///
    /// # Errors
    /// Where it is over, offered to whoever answers for it already, or no reason is given.
    pub fn reassign(self, to: Next, reason: &str, at: Moment) -> Moved {
        let keeper = self.responsible().ok_or(Breach::ContactEnded)?;
        if to.name().trim().is_empty() || matches!(&to, Next::Person(person) if person == keeper) {
            return Err(Breach::OfferedToNobody);
        }
        if is_blank(reason) {
            return Err(Breach::ReasonMissing);
        }
        self.with(Event::Offered { at, to, reason: reason.trim().to_owned() })
    }

    /// 退回移交, or 撤回 by whoever offered it: it stays where it is.
    ///
    /// # Errors
    /// Where it was neither offered to them nor by them, or no reason is given.
    pub fn decline(self, by: &Keeper, reason: &str, at: Moment) -> Moved {
        let State::Offered { keeper, to } = &self.state else {
            return Err(self.closed_or_kept());
        };
        if !to.includes(by) && keeper != by {
            return Err(Breach::NotOfferedToYou);
        }
        if is_blank(reason) {
            return Err(Breach::ReasonMissing);
        }
        let reason = reason.trim().to_owned();
        self.with(Event::Declined { at, by: by.clone(), reason })
    }

    /// 承接: responsibility moves, offered or taken up of one's own accord.
    ///
    /// # Errors
    /// Where it was offered to somebody else, is one's own already, or is over.
    pub fn accept(self, by: &Keeper, at: Moment) -> Moved {
        match &self.state {
            State::Offered { to, .. } if !to.includes(by) => Err(Breach::NotOfferedToYou),
            State::Offered { keeper, .. } | State::InHand { keeper } if keeper == by => {
                Err(Breach::YoursAlready)
            }
            State::Ended { .. } => Err(Breach::ContactEnded),
            _ => self.with(Event::Accepted { at, by: by.clone() }),
        }
    }

    /// 答复: ends it with an outcome.
    ///
    /// # Errors
    /// Where somebody else answers for it; an answer that says nothing, or sends somebody away
    /// without naming the right body.
    pub fn answer(self, by: &Keeper, answer: Answer, at: Moment) -> Moved {
        self.kept_by(by)?;
        match &answer {
            Answer::Answered { text } if is_blank(text) => return Err(Breach::AnswerMissing),
            Answer::GuideGiven { item, .. } if is_blank(item) => {
                return Err(Breach::GuideMissing);
            }
            Answer::ReferredElsewhere { body, .. } if is_blank(body) => {
                return Err(Breach::RightBodyMissing);
            }
            _ => {}
        }
        self.with(Event::Answered { at, answer })
    }

    /// 转为办件: whoever takes the case in accepts it with the case.
    ///
    /// # Errors
    /// Where it is over already.
    pub fn become_case(self, number: &str, at: Moment) -> Moved {
        self.still_open()?;
        self.with(Event::BecameCase { at, number: number.to_owned() })
    }

    /// 转入“办不成事”: whoever answers for it answers for the matter.
    ///
    /// # Errors
    /// Where somebody else answers for it, or it is over.
    pub fn become_matter(self, by: &Keeper, number: &str, at: Moment) -> Moved {
        self.kept_by(by)?;
        self.with(Event::BecameMatter { at, number: number.to_owned() })
    }

    /// The one who answers for it now; nobody once it is over.
    pub fn responsible(&self) -> Option<&Keeper> {
        match &self.state {
            State::InHand { keeper } | State::Offered { keeper, .. } => Some(keeper),
            State::Ended { .. } => None,
        }
    }

    /// To whom it is offered, if it is.
    pub fn offered_to(&self) -> Option<&Next> {
        if let State::Offered { to, .. } = &self.state { Some(to) } else { None }
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match &self.state {
            State::InHand { .. } => Stage::InHand,
            State::Offered { .. } => Stage::Offered,
            State::Ended { end: End::Answered(_), .. } => Stage::Answered,
            State::Ended { end: End::Case(_), .. } => Stage::BecameCase,
            State::Ended { end: End::Matter(_), .. } => Stage::BecameMatter,
        }
    }

    /// Whether an answer is overdue on a day.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.responsible().is_some() && today > self.due_on
    }

    /// Its light on a day; none once it is over.
    pub fn light(&self, today: Date) -> Option<Light> {
        self.responsible().map(|_| light(self.due_on, today))
    }

    /// The contact that an opening begins.
    ///
    /// # Errors
    /// `ContactEnded` for any other event.
    pub fn begin(event: &Event) -> Result<Self, Breach> {
        let Event::Opened { at, by, enquiry, due_on } = event else {
            return Err(Breach::ContactEnded);
        };
        Ok(Self {
            opened: *at,
            first: by.clone(),
            enquiry: enquiry.clone(),
            due_on: *due_on,
            last: *at,
            state: State::InHand { keeper: by.clone() },
        })
    }

    /// The contact after an event.
    ///
    /// # Errors
    /// Where the event does not fit, or lies before the last one.
    pub fn apply(mut self, event: &Event) -> Result<Self, Breach> {
        if event.at().at_ms < self.last.at_ms {
            return Err(Breach::Backdated);
        }
        self.last = event.at();
        let keeper = match self.state {
            State::InHand { keeper } | State::Offered { keeper, .. } => keeper,
            State::Ended { .. } => return Err(Breach::ContactEnded),
        };
        let ended = |end: End, by: Keeper| State::Ended { end, by };
        self.state = match event {
            Event::Opened { .. } => return Err(Breach::ContactEnded),
            Event::Offered { to, .. } => State::Offered { keeper, to: to.clone() },
            Event::Declined { .. } => State::InHand { keeper },
            Event::Accepted { by, .. } => State::InHand { keeper: by.clone() },
            Event::Answered { answer, .. } => ended(End::Answered(answer.clone()), keeper),
            Event::BecameCase { number, .. } => ended(End::Case(number.clone()), keeper),
            Event::BecameMatter { number, .. } => ended(End::Matter(number.clone()), keeper),
        };
        Ok(self)
    }

    fn with(self, event: Event) -> Moved {
        let after = self.apply(&event)?;
        Ok((after, event))
    }

    fn still_open(&self) -> Result<(), Breach> {
        self.responsible().map(|_| ()).ok_or(Breach::ContactEnded)
    }

    fn kept_by(&self, by: &Keeper) -> Result<(), Breach> {
        match self.responsible() {
            None => Err(Breach::ContactEnded),
            Some(keeper) if keeper == by => Ok(()),
            Some(_) => Err(Breach::NotResponsible),
        }
    }

    fn closed_or_kept(&self) -> Breach {
        if self.responsible().is_none() { Breach::ContactEnded } else { Breach::NotOfferedToYou }
    }
}
