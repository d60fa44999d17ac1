//! The office wing: what the house is (posts), how it keeps time (settings), who is in it
//! (people), and who looks at the trail (audit).

pub mod audit;
pub mod county_file;
pub mod people;
pub mod posts;
pub mod settings;
#[cfg(test)]
mod testing;

use kit::wing::Wing;

/// The rooms of the wing, lower ones first.
pub fn wing() -> Wing {
    Wing { rooms: vec![posts::room(), settings::room(), people::room(), audit::room()] }
}
