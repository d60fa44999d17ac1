//! The counter wing: the catalogue of service items, their drafts and flow charts.

pub mod catalogue;
pub mod comparison;
mod drafting;
pub mod flow_chart;
pub mod record;
#[cfg(test)]
mod samples;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![catalogue::room(), drafting::room()] }
}
