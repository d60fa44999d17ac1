//! What the benchmark says.

use std::fmt::Write as _;

/// One side measured against another, turn by turn.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was measured.
    pub subject: &'static str,
    /// What a unit is.
    pub unit: &'static str,
    /// Against what.
    pub yardstick: &'static str,
    /// Units a second, each turn.
    pub ours: Vec<f64>,
    /// Units a second of the yardstick, each turn.
    pub theirs: Vec<f64>,
    /// The ratio that is aimed at.
    pub aim: f64,
}

impl Comparison {
    /// Median against median.
    pub fn ratio(&self) -> f64 {
        median(&self.ours) / median(&self.theirs).max(f64::MIN_POSITIVE)
    }

    /// Whether the aim is met.
    pub fn is_met(&self) -> bool {
        self.ratio() >= self.aim
    }

    /// The lowest and the highest ratio of a single turn.
    pub fn spread(&self) -> (f64, f64) {
        let ratios = self.ours.iter().zip(&self.theirs).map(|(ours, theirs)| ours / theirs);
        ratios.fold((f64::MAX, 0.0), |(low, high), ratio| (low.min(ratio), high.max(ratio)))
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        count if count % 2 == 1 => sorted[count / 2],
        count => f64::midpoint(sorted[count / 2 - 1], sorted[count / 2]),
    }
}

/// What the figures were measured on.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// Processor cores.
    pub cores: usize,
    /// The processor.
    pub processor: String,
    /// Processes that waited for a core in the last minute, before and after.
    pub load: (String, String),
    /// The day, in China.
    pub day: String,
    /// How the program was built.
    pub build: &'static str,
}

impl Machine {
    /// This machine, before the first turn.
    pub fn here(now_ms: i64) -> Self {
        let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let processor = processor
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
            .map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned());
        Self {
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            processor,
            load: (load(), String::new()),
            day: kit::clock::day_of(now_ms).to_string(),
            build: if cfg!(debug_assertions) { "debug (figures mean nothing)" } else { "release" },
        }
    }

    /// After the last turn.
    #[must_use]
    pub fn finished(mut self) -> Self {
        self.load.1 = load();
        self
    }

    /// In a sentence.
    pub fn shown(&self) -> String {
        let Self { cores, processor, load: (before, after), day, build } = self;
        format!(
            "Measured on {day}: {cores} cores ({processor}), load {before} before and {after} \
             after, build {build}."
        )
    }
}

fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

/// A table for docs/benchmarks.md.
pub fn markdown(comparisons: &[Comparison], machine: &Machine) -> String {
    let mut text = String::from(
        "| measured | against | ours | yardstick | ratio (single turns) | aim |\n\
         |---|---|---:|---:|---:|---:|\n",
    );
    for it in comparisons {
        let (low, high) = it.spread();
        let mark = if it.is_met() { "met" } else { "**not met**" };
        let line = format!(
            "| {} | {} | {:.0} {unit}/s | {:.0} {unit}/s | **{:.2}** ({low:.2}–{high:.2}) | \
             ≥ {:.2} {mark} |\n",
            it.subject,
            it.yardstick,
            median(&it.ours),
            median(&it.theirs),
            it.ratio(),
            it.aim,
            unit = it.unit,
        );
        text.push_str(&line);
    }
    let rounds = comparisons.first().map_or(0, |it| it.ours.len());
    let shown = machine.shown();
    let _ = writeln!(text, "\nMedians of {rounds} turns each, in turns, in one run. {shown}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_of_the_medians_and_one_bad_turn_does_not_matter() {
        let comparison = Comparison {
            subject: "s",
            unit: "u",
            yardstick: "y",
            ours: vec![50.0, 1.0, 52.0],
            theirs: vec![100.0, 100.0, 100.0],
            aim: 0.4,
        };
        assert!((comparison.ratio() - 0.5).abs() < 1e-9);
        assert!(comparison.is_met());
        let text = markdown(&[comparison], &Machine::default());
        assert!(text.contains("**0.50** (0.01–0.52)"), "{text}");
    }
}
