//! How long somebody may have to wait, from what the last ones took.

/// Minutes of a service before anybody was served in the line.
pub const DEFAULT_MS: i64 = 6 * 60_000;
/// How many of the last services count.
pub const LAST_SERVICES: usize = 20;
const SHORTEST_MS: i64 = 30_000;
const LONGEST_MS: i64 = 60 * 60_000;

/// The mean of the last services of a line; the shipped value where there are too few to tell.
///
/// A service of seconds was a slip of the hand, one of hours was forgotten: both are held to
/// what a service can be.
pub fn mean_service_ms(last: &[i64]) -> i64 {
    let taken: Vec<i64> =
        last.iter().take(LAST_SERVICES).map(|it| (*it).clamp(SHORTEST_MS, LONGEST_MS)).collect();
    match i64::try_from(taken.len()) {
        Ok(count) if count >= 3 => taken.iter().sum::<i64>() / count,
        _ => DEFAULT_MS,
    }
}

/// Minutes until somebody with `before` people ahead is called, rounded up; nothing where no
/// window serves the line.
pub fn waiting_minutes(before: usize, mean_ms: i64, windows: usize) -> Option<u32> {
    let windows = i64::try_from(windows).ok().filter(|it| *it > 0)?;
    let before = i64::try_from(before).unwrap_or(i64::MAX / LONGEST_MS);
    let ms = before.saturating_mul(mean_ms.clamp(SHORTEST_MS, LONGEST_MS)) / windows;
    u32::try_from((ms + 59_999) / 60_000).ok()
}
