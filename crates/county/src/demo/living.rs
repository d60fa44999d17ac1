//! The ordinary days of a centre, around what the demonstration tells.
//!
//! People come and go as in the simulation. Where the demonstration says that it is now such an
//! instant, the centre has first lived until then: one timeline, in which nothing is dated back.

use super::clock::LoadingClock;
use crate::simulate::{Life, Scope, Town};
use kit::Hall;
use kit::clock::Clock;
use kit::db::CentreId;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Runtime;

/// Cases of the ordinary days of one centre.
const CASES: u32 = 150;

/// A clock under which a centre lives.
pub(super) struct Living<'a> {
    clock: &'a dyn LoadingClock,
    state: Mutex<State>,
}

struct State {
    life: Life,
    runtime: Runtime,
    outcome: anyhow::Result<()>,
}

impl<'a> Living<'a> {
    /// In a centre that is set up and has no case yet, from a day on.
    pub(super) fn begin(
        hall: &Arc<Hall>,
        (county, centre): (CentreId, CentreId),
        from: jiff::civil::Date,
        clock: &'a dyn LoadingClock,
    ) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let town = runtime.block_on(Town::find(hall, (county, centre)))?;
        let seed = centre.0.unsigned_abs();
        let life = Life::new(hall, vec![town], Scope { cases: CASES, from, seed });
        Ok(Self { clock, state: Mutex::new(State { life, runtime, outcome: Ok(()) }) })
    }

    /// Lives until now.
    pub(super) fn end(self) -> anyhow::Result<()> {
        self.live_until(i64::MAX);
        self.clock.release();
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).outcome
    }

    fn live_until(&self, end_ms: i64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { life, runtime, outcome } = &mut *state;
        if outcome.is_ok() {
            *outcome = runtime.block_on(life.live_until(self.clock, end_ms, &mut |_| {}));
        }
    }
}

impl Clock for Living<'_> {
    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }
}

impl LoadingClock for Living<'_> {
    fn set(&self, at_ms: i64) {
        self.live_until(at_ms);
        self.clock.set(at_ms);
    }

    fn release(&self) {
        self.live_until(i64::MAX);
        self.clock.release();
    }
}
