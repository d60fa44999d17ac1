//! Time, randomness and identifiers, handed in.
//!
//! Nothing else in the house reads the system clock or its random source (clippy forbids it), so
//! that a test can live at 23:59:59 on New Year's Eve.

use jiff::civil::Date;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Where the house takes its time from.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds since the epoch.
    fn now_ms(&self) -> i64;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    fn now_ms(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }
}

/// A clock that a test sets.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Standing still at an instant in epoch milliseconds.
    pub fn at(now_ms: i64) -> Self {
        Self(AtomicI64::new(now_ms))
    }

    /// Moves to an instant.
    pub fn set(&self, now_ms: i64) {
        self.0.store(now_ms, Ordering::SeqCst);
    }

    /// Moves on by some milliseconds.
    pub fn advance(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The civil day in China of an instant.
pub fn day_of(at_ms: i64) -> Date {
    crate::words::local_time(at_ms).date()
}

/// Where the house takes its randomness from.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the random source")]
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no token and no key is safe: the process must not go on.
            std::process::abort();
        }
    }
}

/// A repeatable source for tests (an xorshift sequence; never for keys of a real centre).
#[derive(Debug)]
pub struct SeededRandomness(Mutex<u64>);

impl SeededRandomness {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for byte in bytes {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            *byte = state.to_le_bytes()[3];
        }
    }
}

/// `length` random bytes as lower-case hexadecimal text.
pub fn random_hex(randomness: &dyn Randomness, length: usize) -> String {
    let mut bytes = vec![0u8; length];
    randomness.fill(&mut bytes);
    hex(&bytes)
}

/// Bytes as lower-case hexadecimal text.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Makes identifiers that grow with time and fit a signed 64-bit integer.
///
/// 41 bits of milliseconds since 2020, 22 bits that start at a random place and count on: two
/// machines or two lanes do not meet, and a restart never repeats one.
#[derive(Debug)]
pub struct Identifiers {
    counter: AtomicU64,
}

const YEAR_2020_MS: i64 = 1_577_808_000_000;

impl Identifiers {
    /// A maker whose counter starts at a random place.
    pub fn new(randomness: &dyn Randomness) -> Self {
        let mut bytes = [0u8; 8];
        randomness.fill(&mut bytes);
        Self { counter: AtomicU64::new(u64::from_le_bytes(bytes)) }
    }

    /// The next identifier at an instant.
    pub fn next(&self, now_ms: i64) -> i64 {
        let count = self.counter.fetch_add(1, Ordering::Relaxed) & 0x3F_FFFF;
        let since = now_ms.saturating_sub(YEAR_2020_MS).clamp(0, 0x1FF_FFFF_FFFF);
        (since << 22) | i64::try_from(count).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_never_repeat_within_a_millisecond() {
        let identifiers = Identifiers::new(&SeededRandomness::new(7));
        let mut seen: Vec<i64> = (0..10_000).map(|_| identifiers.next(1_795_000_000_000)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 10_000);
    }

    #[test]
    fn midnight_belongs_to_the_new_day_in_china() {
        let midnight = crate::words::instant_of(jiff::civil::date(2027, 1, 1).at(0, 0, 0, 0));
        assert_eq!(day_of(midnight), jiff::civil::date(2027, 1, 1));
        assert_eq!(day_of(midnight - 1), jiff::civil::date(2026, 12, 31));
    }
}
