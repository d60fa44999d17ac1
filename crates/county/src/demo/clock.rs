//! The demonstration's clock: weeks ago while the county is loaded, the machine's ever after.
//!
//! Nothing in the house can be dated back. So that a demonstration has cases of every age, the
//! county was founded three weeks ago and lived since then: its acts are done at their instants,
//! one after another, by a clock that runs ahead to today.

use kit::clock::{Clock, SystemClock};
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that the loading sets.
pub trait LoadingClock: Clock {
    /// Shows an instant from now on; never one that is still to come.
    fn set(&self, at_ms: i64);

    /// Shows the time it showed before it was set.
    fn release(&self);
}

/// The clock of `yimen demo`: the machine's, unless it is set.
#[derive(Debug, Default)]
pub struct DemoClock {
    /// 0 where it shows the machine's time.
    set_ms: AtomicI64,
}

impl Clock for DemoClock {
    fn now_ms(&self) -> i64 {
        match self.set_ms.load(Ordering::SeqCst) {
            0 => SystemClock.now_ms(),
            set => set,
        }
    }
}

impl LoadingClock for DemoClock {
    fn set(&self, at_ms: i64) {
        self.set_ms.store(at_ms.min(SystemClock.now_ms()), Ordering::SeqCst);
    }

    fn release(&self) {
        self.set_ms.store(0, Ordering::SeqCst);
    }
}
