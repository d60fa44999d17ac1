//! The record of kept promises (承诺兑现): what stands beside the promise on the wall.

use calendar::Phrase;

/// How a promise was kept over a time (承诺兑现情况).
///
/// The rate is closed on time ÷ (closed + open overdue): a case that is still open past its promise
/// counts as broken, so that nobody looks punctual by leaving the late ones lying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "承诺兑现率")]
pub struct KeptPromise {
    /// Decided by the promised day.
    pub kept: u32,
    /// Decided at all.
    pub decided: u32,
    /// Undecided past the promised day.
    pub open_overdue: u32,
}

impl KeptPromise {
    /// The rate in tenths of a percent, rounded down; `None` where there is nothing to tell.
    pub fn permille(self) -> Option<u32> {
        let all = self.decided.saturating_add(self.open_overdue);
        (all > 0).then(|| {
            let rate = u64::from(self.kept.min(self.decided)) * 1000 / u64::from(all);
            u32::try_from(rate).unwrap_or(0)
        })
    }

    /// In words, with the figures it comes from.
    pub fn phrase(self) -> Option<Phrase> {
        let rate = self.permille()?;
        let (whole, tenth) = (rate / 10, rate % 10);
        let Self { kept, decided, open_overdue } = self;
        Some(Phrase::new(
            format!(
                "按期兑现 {whole}.{tenth}%：办结 {decided} 件，其中按期 {kept} 件；\
                 在办超期 {open_overdue} 件"
            ),
            format!(
                "Kept in {whole}.{tenth}% of cases: {decided} decided, {kept} of them in time; \
                 {open_overdue} open past the promise"
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::KeptPromise;

    #[test]
    fn open_overdue_cases_count_against_the_kept_promise_rate() {
        let all_in_time = KeptPromise { kept: 9, decided: 9, open_overdue: 0 };
        assert_eq!(all_in_time.permille(), Some(1000));
        let one_lies = KeptPromise { open_overdue: 1, ..all_in_time };
        assert_eq!(one_lies.permille(), Some(900));
        assert!(one_lies.phrase().is_some_and(|it| it.zh.contains("90.0%")));
    }

    #[test]
    fn where_nothing_was_due_nothing_is_claimed() {
        assert_eq!(KeptPromise::default().permille(), None);
        assert_eq!(KeptPromise::default().phrase(), None);
        let only_late = KeptPromise { kept: 0, decided: 0, open_overdue: 3 };
        assert_eq!(only_late.permille(), Some(0));
    }
}
