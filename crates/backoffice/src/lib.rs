//! The back office wing: what departments, the director and those who send up see together.

pub mod agency;
pub mod approvals;
pub mod deliveries;
mod line;
pub mod samples;
#[cfg(test)]
mod tests;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![approvals::room(), deliveries::room(), samples::room(), agency::room()] }
}
