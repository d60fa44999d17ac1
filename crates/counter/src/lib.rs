//! The counter wing: the catalogue of service items and the stationing of departments.

pub mod catalogue;
mod drafting;
pub mod exchange;
pub mod flow_chart;
pub mod search;
pub mod stationing;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing {
        rooms: vec![
            catalogue::room(),
            drafting::room(),
            exchange::room(),
            search::room(),
            stationing::room(),
        ],
    }
}
