//! The ticket (取号): its states, and who is called next.
//!
//! A person who waits has one number for the whole visit, however many windows it takes. A number
//! stands in exactly one state, and every move takes the ticket and gives it back in the next
//! state, so that a ticket cannot be called at two windows at once. [`order`] says who is next;
//! [`estimate`] says how long it may take.
//!
//! Basis: GB/T 36114 (order in the hall); the centre's queue rules; domain rule 3.1.

mod acts;
pub mod estimate;
pub mod number;
pub mod order;
mod priority;
#[cfg(test)]
mod tests;

pub use acts::{BEHIND_OTHERS, MISSES_MAX, Moved};
pub use number::{Number, Prefix};
pub use priority::{Class, Priority};

use calendar::Phrase;

/// What a ticket says from beginning to end (号票).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// 号码: never another one during the visit.
    pub number: Number,
    /// The line it waits in now.
    pub line: Prefix,
    /// 优先
    pub priority: Priority,
    /// When it was taken, in epoch milliseconds.
    pub taken_at_ms: i64,
    /// How often it was called and nobody came.
    pub misses: u8,
}

/// A window and who sits there (窗口席位).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Key of the window.
    pub window: String,
    /// Account of the clerk.
    pub clerk: i64,
}

/// A ticket (取号): where the visit of one person stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "取号")]
pub enum Ticket {
    /// 等候
    Waiting(Slip, Waiting),
    /// 叫号中
    Called(Slip, Call),
    /// 办理中
    Serving(Slip, Service),
    /// 暂存: comes back to the same window.
    Parked(Slip, Parking),
    /// 办完
    Served(Slip, Served),
    /// 弃号
    Abandoned(Slip, Abandoned),
}

/// How somebody waits (等候).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The place in the line.
    pub place: Place,
    /// A window that waits for exactly this person.
    pub at_window: Option<String>,
}

/// A place in a line (位次): the smaller is called first within its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The instant it counts from, in epoch milliseconds.
    pub from_ms: i64,
    /// How often it came back: at one instant, who came back stands behind.
    pub returns: u8,
}

/// A call (叫号).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "叫号")]
pub struct Call {
    /// Where to.
    pub seat: Seat,
    /// When it was called first.
    pub at_ms: i64,
    /// When it was called last.
    pub again_at_ms: i64,
    /// How often it was called.
    pub times: u32,
}

/// Somebody is being served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Where.
    pub seat: Seat,
    /// Since when.
    pub since_ms: i64,
}

/// A ticket set aside (暂存).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parking {
    /// The window it comes back to.
    pub seat: Seat,
    /// Since when.
    pub since_ms: i64,
    /// Why.
    pub reason: String,
}

/// A visit that came to its end (办完).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Where it ended.
    pub seat: Seat,
    /// When.
    pub at_ms: i64,
}

/// A visit that ended without service (弃号).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abandoned {
    /// Why.
    pub how: Abandonment,
    /// When.
    pub at_ms: i64,
}

/// Why a ticket ended without service (弃号原因).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abandonment {
    /// 多次过号
    Missed,
    /// 本人离开
    Left,
    /// 隔日失效
    LeftOver,
}

impl Abandonment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Missed, Self::Left, Self::LeftOver];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Left => "left",
            Self::LeftOver => "left_over",
        }
    }

    /// The one of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Missed => Phrase::of("多次过号", "called several times, nobody came"),
            Self::Left => Phrase::of("本人取消", "left the queue"),
            Self::LeftOver => Phrase::of("当日未办，已失效", "not reached on its day"),
        }
    }
}

/// The state of a ticket by name (号票状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// 等候
    Waiting,
    /// 叫号中
    Called,
    /// 办理中
    Serving,
    /// 暂存
    Parked,
    /// 已办
    Served,
    /// 弃号
    Abandoned,
}

impl Phase {
    /// All of them, in the order of a visit.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Called, Self::Serving, Self::Parked, Self::Served, Self::Abandoned];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Parked => "parked",
            Self::Served => "served",
            Self::Abandoned => "abandoned",
        }
    }

    /// The phase of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Waiting => Phrase::of("等候", "Waiting"),
            Self::Called => Phrase::of("叫号中", "Called"),
            Self::Serving => Phrase::of("办理中", "Being served"),
            Self::Parked => Phrase::of("暂存", "Set aside"),
            Self::Served => Phrase::of("已办", "Served"),
            Self::Abandoned => Phrase::of("弃号", "Abandoned"),
        }
    }

    /// Whether the visit goes on.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Served | Self::Abandoned)
    }
}

impl Ticket {
    /// What it says from beginning to end.
    pub fn slip(&self) -> &Slip {
        match self {
            Self::Waiting(slip, _)
            | Self::Called(slip, _)
            | Self::Serving(slip, _)
            | Self::Parked(slip, _)
            | Self::Served(slip, _)
            | Self::Abandoned(slip, _) => slip,
        }
    }

    /// Its state by name.
    pub fn phase(&self) -> Phase {
        match self {
            Self::Waiting(..) => Phase::Waiting,
            Self::Called(..) => Phase::Called,
            Self::Serving(..) => Phase::Serving,
            Self::Parked(..) => Phase::Parked,
            Self::Served(..) => Phase::Served,
            Self::Abandoned(..) => Phase::Abandoned,
        }
    }

    /// The window it belongs to now, if to one.
    pub fn window(&self) -> Option<&str> {
        match self {
            Self::Waiting(_, waiting) => waiting.at_window.as_deref(),
            Self::Called(_, call) => Some(&call.seat.window),
            Self::Serving(_, service) => Some(&service.seat.window),
            Self::Parked(_, parking) => Some(&parking.seat.window),
            Self::Served(_, served) => Some(&served.seat.window),
            Self::Abandoned(..) => None,
        }
    }
}
