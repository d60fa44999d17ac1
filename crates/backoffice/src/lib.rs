//! The back office wing: what departments, the director and those who send up see together.

pub mod agency;
pub mod approvals;
mod line;
#[cfg(test)]
mod tests;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![approvals::room(), agency::room()] }
}
