//! Working days, the State Council's yearly notices, time limits and their explanations.
//!
//! The clock of every case rests on this crate. It answers three questions, and nothing else:
//!
//! 1. *Is this a working day?* [`WorkingCalendar`], built from the yearly [`Notice`]s of the State
//!    Council (放假通知) and a centre's own [`LocalDays`].
//! 2. *When is it due?* [`due`] and [`Term`], from a start, a [`Limit`] and the [`Pauses`].
//! 3. *Why then?* [`Explanation`]: every day counted, skipped or paused, and the reason.
//!
//! It is pure: no clock, no I/O, no storage. Who asks hands in the days. It has no panicking path
//! for any date, and no answer that hides a guess: where the State Council has not yet spoken a
//! deadline says that it is *provisional* (暂定).
//!
//! Legal basis: Administrative Licensing Law art. 82 (limits are working days, without statutory
//! holidays) and art. 45 (what is not counted), Civil Code art. 201–203 (the first day is not
//! counted; a last day that is a day off moves to the next working day), 全国年节及纪念日放假办法
//! (1 January is off in any year).
//!
//! ```
//! use calendar::{Limit, LocalDays, Notice, Pauses, WorkingCalendar, due, read_pasted};
//! use jiff::civil::date;
//!
//! let pasted = read_pasted(
//!     "国务院办公厅关于2026年部分节假日安排的通知
//!      元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
//!      春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。",
//!     None,
//!     "国办发明电〔2025〕7号",
//! )
//! .unwrap();
//! let calendar = WorkingCalendar::new([&pasted.notice], LocalDays::none());
//! let deadline = due(date(2026, 2, 13), Limit::working_days(5), &Pauses::none(), &calendar);
//! assert_eq!(deadline.due_on, date(2026, 2, 27));
//! assert!(!deadline.provisional);
//! ```
#![deny(missing_docs)]

pub mod deadline;
pub mod explain;
pub mod light;
pub mod limit;
pub mod local;
pub mod notice;
pub mod pasted;
pub mod pause;
pub mod phrase;
pub mod term;
pub mod wording;
pub mod working_calendar;

mod day_table;

#[cfg(test)]
mod tests;

pub use deadline::{Deadline, due};
pub use explain::{DayRole, ExplainedDay, Explanation, Stretch, explain};
pub use light::{Light, light};
pub use limit::{Limit, LimitFault, LimitUnit};
pub use local::{Closure, LocalDays, MarketRule};
pub use notice::{Notice, NoticeDay, NoticeFault};
pub use pasted::{Pasted, PastedFault, read_pasted};
pub use pause::{Pause, PauseFault, Pauses};
pub use phrase::Phrase;
pub use term::{Remaining, Standing, Term, remaining};
pub use working_calendar::{DayKind, SpecialDays, WorkingCalendar};
