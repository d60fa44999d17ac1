//! Market rules as text.

use crate::settings::market_rule::{parse, text};
use calendar::MarketRule;
use jiff::civil::Weekday;
use jiff::civil::date;

#[test]
fn every_rule_can_be_written_and_read() {
    for rule in [
        MarketRule::Weekly(Weekday::Sunday),
        MarketRule::EveryTenth(0),
        MarketRule::On(date(2026, 5, 5)),
    ] {
        assert_eq!(parse(&text(rule)), Some(rule));
    }
    for wrong in ["", "weekly:0", "weekly:8", "tenth:10", "on:today", "lunar:3"] {
        assert_eq!(parse(wrong), None, "{wrong}");
    }
}
