//! Security at the door: headers, and buckets against asking too often.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// No inline script, no inline style, nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What a file that somebody handed in may do: nothing.
pub const FILE_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self'; \
    style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// Sets the headers that every answer carries; only the stricter policy of a file stays.
pub(crate) fn set_headers(headers: &mut HeaderMap) {
    const FIXED: [(&str, &str); 6] = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=()"),
    ];
    let is_file = headers
        .get("content-security-policy")
        .is_some_and(|it| it.as_bytes() == FILE_SECURITY_POLICY.as_bytes());
    for (name, value) in FIXED.into_iter().skip(usize::from(is_file)) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key("cache-control") {
        headers.insert("cache-control", HeaderValue::from_static("no-store"));
    }
}

/// Token buckets by key (an address, an account, a case number), in memory.
#[derive(Debug)]
pub struct Throttle {
    buckets: Mutex<HashMap<String, Bucket>>,
    per_second: u32,
}

#[derive(Debug)]
struct Bucket {
    tokens_thousandths: i64,
    at_ms: i64,
}

/// How many asks a key has and how fast they come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Asks at once.
    pub burst: u32,
    /// Asks that come back each minute.
    pub per_minute: u32,
}

impl Allowance {
    /// For guessing-prone look-ups by a stranger: progress by case number and phone.
    pub const LOOK_UP: Self = Self { burst: 10, per_minute: 10 };
    /// For signing in, by address; accounts have a lock of their own.
    pub const SIGN_IN: Self = Self { burst: 20, per_minute: 20 };
}

/// Buckets kept at most; the fullest are dropped first.
const BUCKETS_MAX: usize = 50_000;

impl Throttle {
    /// With the general allowance of an address.
    pub fn new(per_second: u32) -> Self {
        Self { buckets: Mutex::new(HashMap::new()), per_second }
    }

    /// The general allowance of an address.
    pub fn general(&self) -> Allowance {
        Allowance {
            burst: self.per_second.saturating_mul(4),
            per_minute: self.per_second.saturating_mul(60),
        }
    }

    /// Takes one ask of a key.
    ///
    /// # Errors
    /// The seconds to wait, where none is left.
    pub fn ask(&self, key: &str, allowance: Allowance, now_ms: i64) -> Result<(), u32> {
        let full = i64::from(allowance.burst) * 1000;
        // Thousandths of an ask that come back per millisecond: per_minute * 1000 / 60_000.
        let per_minute = i64::from(allowance.per_minute.max(1));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= BUCKETS_MAX && !buckets.contains_key(key) {
            buckets.retain(|_, bucket| now_ms - bucket.at_ms < 60_000);
            if buckets.len() >= BUCKETS_MAX {
                buckets.clear();
            }
        }
        let bucket = buckets
            .entry(key.to_owned())
            .or_insert(Bucket { tokens_thousandths: full, at_ms: now_ms });
        let elapsed_ms = (now_ms - bucket.at_ms).clamp(0, 3_600_000);
        let back = elapsed_ms * per_minute / 60;
        if back > 0 {
            bucket.tokens_thousandths = (bucket.tokens_thousandths + back).min(full);
            bucket.at_ms = now_ms;
        }
        if bucket.tokens_thousandths >= 1000 {
            bucket.tokens_thousandths -= 1000;
            return Ok(());
        }
        let missing = 1000 - bucket.tokens_thousandths;
        let wait_s = (missing * 60 / per_minute + 999) / 1000;
        Err(u32::try_from(wait_s.max(1)).unwrap_or(60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_one_has_to_wait() {
        let throttle = Throttle::new(10);
        let allowance = Allowance { burst: 3, per_minute: 60 };
        for _ in 0..3 {
            assert_eq!(throttle.ask("a", allowance, 0), Ok(()));
        }
        assert_eq!(throttle.ask("a", allowance, 0), Err(1));
        assert_eq!(throttle.ask("b", allowance, 0), Ok(()), "another address is not punished");
        assert_eq!(throttle.ask("a", allowance, 1_000), Ok(()));
    }

    #[test]
    fn asking_often_while_waiting_does_not_starve() {
        let throttle = Throttle::new(10);
        let allowance = Allowance { burst: 1, per_minute: 60 };
        assert!(throttle.ask("a", allowance, 0).is_ok());
        let granted = (1..=2_000).filter(|ms| throttle.ask("a", allowance, *ms).is_ok()).count();
        assert!(granted >= 1, "tokens come back although one keeps asking");
    }
}
