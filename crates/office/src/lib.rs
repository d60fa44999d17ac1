//! The office wing: what the house is (posts), how it keeps time (settings), who is in it
//! (people).

pub mod county_file;
pub mod people;
pub mod posts;
pub mod settings;

use kit::wing::Wing;

/// The rooms of the wing, lower ones first.
pub fn wing() -> Wing {
    Wing { rooms: vec![posts::room(), settings::room(), people::room()] }
}
