//! Market rules as the journal and forms write them: `weekly:6`, `tenth:3`, `on:2026-05-05`.

use calendar::MarketRule;
use jiff::civil::Weekday;

/// The text of a rule.
pub(super) fn text(rule: MarketRule) -> String {
    match rule {
        MarketRule::Weekly(weekday) => format!("weekly:{}", weekday.to_monday_one_offset()),
        MarketRule::EveryTenth(figure) => format!("tenth:{figure}"),
        MarketRule::On(day) => format!("on:{day}"),
    }
}

/// The rule behind a text.
pub(super) fn parse(text: &str) -> Option<MarketRule> {
    let (kind, value) = text.split_once(':')?;
    match kind {
        "weekly" => {
            let weekday = Weekday::from_monday_one_offset(value.parse().ok()?).ok()?;
            Some(MarketRule::Weekly(weekday))
        }
        "tenth" => MarketRule::every_tenth(value.parse().ok()?),
        "on" => Some(MarketRule::On(value.parse().ok()?)),
        _ => None,
    }
}
