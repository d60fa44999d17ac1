//! The working calendar: does it reach twelve months ahead?

use super::Finding;
use jiff::ToSpan;
use kit::db::{CentreId, Read};
use kit::{HallError, Phrase};

/// A deadline beyond the last notice is only provisional.
pub(super) fn examine(
    read: &mut dyn Read,
    county: CentreId,
    now_ms: i64,
) -> Result<Finding, HallError> {
    let subject = Phrase::of("工作日历", "working calendar");
    let today = kit::clock::day_of(now_ms);
    let horizon = today.saturating_add(12.months());
    let calendar = office::settings::door::working_calendar(read, county)?;
    let missing: Vec<String> = (today.year()..=horizon.year())
        .filter(|year| !calendar.is_published(*year))
        .map(|year| year.to_string())
        .collect();
    if missing.is_empty() {
        let years = format!("{}–{}", today.year(), horizon.year());
        return Ok(Finding::good(subject, Phrase::new(years.clone(), years)));
    }
    let years = missing.join(", ");
    Ok(Finding::warning(
        subject,
        Phrase::new(
            format!("未来12个月内 {years} 年的放假通知尚未载入，届时的期限为暂定"),
            format!("no notice for {years} yet: deadlines of that year are provisional"),
        ),
        Phrase::of(
            "国务院办公厅发布通知后执行 yimen calendar import，或在“工作日历”页面载入",
            "load it when it is published: yimen calendar import, or the calendar page",
        ),
    ))
}
