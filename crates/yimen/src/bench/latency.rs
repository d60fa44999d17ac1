//! How long answers took: the middle, the slow, the slowest.

use std::fmt::Write as _;
use std::time::Duration;

/// Answers to one kind of request while so many ask at once.
#[derive(Clone, Debug)]
pub struct Latencies {
    /// What was asked for.
    pub subject: &'static str,
    /// How many asked at once.
    pub clients: usize,
    /// What the slowest twentieth is to stay under.
    pub aim: Duration,
    sorted: Vec<Duration>,
}

impl Latencies {
    /// From what was measured, in any order.
    pub(super) fn new(
        subject: &'static str,
        clients: usize,
        aim: Duration,
        mut measured: Vec<Duration>,
    ) -> Self {
        measured.sort_unstable();
        Self { subject, clients, aim, sorted: measured }
    }

    /// The time that so many of a hundred answers did not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let at = (self.sorted.len() * percent).div_ceil(100).max(1) - 1;
        self.sorted.get(at).copied().unwrap_or_default()
    }

    /// Whether the aim is met.
    pub fn is_met(&self) -> bool {
        !self.sorted.is_empty() && self.percentile(95) <= self.aim
    }
}

/// A hall with many cases, measured.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Cases in its database.
    pub cases: u64,
    /// Acts first, then pages.
    pub latencies: Vec<Latencies>,
    /// The most memory the server held, in MiB.
    pub memory_mib: u64,
}

/// What the server may hold.
const MEMORY_MIB: u64 = 512;
/// How many times slower a hall may become from the smallest to the largest.
const GROWTH: f64 = 2.0;

impl Loaded {
    /// Whether every aim is met.
    pub fn is_met(&self) -> bool {
        self.memory_mib <= MEMORY_MIB && self.latencies.iter().all(Latencies::is_met)
    }
}

/// Tables for docs/benchmarks.md: each hall, and how the largest compares with the smallest.
pub fn loaded_markdown(halls: &[Loaded]) -> String {
    let mut text = String::new();
    for hall in halls {
        let mark = if hall.memory_mib <= MEMORY_MIB { "met" } else { "**not met**" };
        let _ = writeln!(
            text,
            "{} cases; the server held {} MiB at most (≤ {MEMORY_MIB} {mark}).\n\n\
             | measured | clients | p50 ms | p95 ms | p99 ms | aim p95 |\n\
             |---|---:|---:|---:|---:|---|",
            hall.cases, hall.memory_mib
        );
        for it in &hall.latencies {
            let ms = |percent| it.percentile(percent).as_secs_f64() * 1_000.0;
            let mark = if it.is_met() { "met" } else { "**not met**" };
            let _ = writeln!(
                text,
                "| {} | {} | {:.1} | {:.1} | {:.1} | ≤ {} {mark} |",
                it.subject,
                it.clients,
                ms(50),
                ms(95),
                ms(99),
                it.aim.as_millis()
            );
        }
        text.push('\n');
    }
    if let (Some(small), Some(large)) =
        (halls.iter().min_by_key(|it| it.cases), halls.iter().max_by_key(|it| it.cases))
        && small.cases < large.cases
    {
        growth(&mut text, small, large);
    }
    text
}

fn growth(text: &mut String, small: &Loaded, large: &Loaded) {
    let _ = writeln!(
        text,
        "From {} to {} cases, medians:\n\n| measured | clients | times slower | aim |\n\
         |---|---:|---:|---|",
        small.cases, large.cases
    );
    for (before, after) in small.latencies.iter().zip(&large.latencies) {
        let (before, after, it) = (before.percentile(50), after.percentile(50), before);
        let times = after.as_secs_f64() / before.as_secs_f64().max(f64::MIN_POSITIVE);
        let mark = if times <= GROWTH { "met" } else { "**not met**" };
        let _ = writeln!(
            text,
            "| {} | {} | {times:.2} | ≤ {GROWTH:.0} {mark} |",
            it.subject, it.clients
        );
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hall(cases: u64, each_ms: u64) -> Loaded {
        let measured = (1..=100).map(|it| Duration::from_millis(it * each_ms)).collect();
        let aim = Duration::from_millis(50);
        Loaded {
            cases,
            latencies: vec![Latencies::new("a page", 8, aim, measured)],
            memory_mib: 100,
        }
    }

    #[test]
    fn the_slowest_twentieth_decides() {
        let measured = &hall(1, 1).latencies[0];
        assert_eq!(measured.percentile(50), Duration::from_millis(50));
        assert_eq!(measured.percentile(95), Duration::from_millis(95));
        assert_eq!(measured.percentile(100), Duration::from_millis(100));
        assert!(!measured.is_met());
    }

    #[test]
    fn the_table_says_what_is_not_met_and_how_it_grows() {
        let text = loaded_markdown(&[hall(10, 1), hall(1_000, 3)]);
        assert!(text.contains("| a page | 8 | 50.0 | 95.0 | 99.0 | ≤ 50 **not met** |"), "{text}");
        assert!(text.contains("| a page | 8 | 3.00 | ≤ 2 **not met** |"), "{text}");
    }
}
