//! A plausible history through the real acts: for the demonstration and the benchmark alike.
//!
//! People come more on market days, lack a paper, bring it later or never, are refused, are late;
//! the staff of the centres does every act at its instant, the house's own timers run morning and
//! evening, and nothing is written around the journal. A seed gives the same history again.

mod arrivals;
mod course;
pub mod crowd;
mod life;
mod staff;
mod together;

pub(crate) use life::Life;
pub use life::{Scope, Tally, run};
pub(crate) use staff::Town;

/// Cases that come on a day to a hall of three windows' work, in three halls.
const USUAL_A_DAY: u32 = 900;

/// Days over which so many cases are spread where nobody says otherwise.
pub fn usual_days(cases: u32) -> u16 {
    u16::try_from(cases / USUAL_A_DAY).unwrap_or(u16::MAX).clamp(60, 1_000)
}
