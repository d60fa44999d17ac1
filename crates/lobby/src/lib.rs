//! The lobby wing: what the public sees, and the faces for machines.

mod centres;
pub mod disclosures;
pub mod exchange;
pub mod finding;
pub mod guide;
pub mod home;
mod items;
pub mod kiosk;
mod paging;
pub mod progress;
pub mod reporting;
pub mod screen;
#[cfg(test)]
mod testing;
pub mod tickets;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing {
        rooms: vec![
            home::room(),
            finding::room(),
            guide::room(),
            disclosures::room(),
            progress::room(),
            kiosk::room(),
            reporting::room(),
            tickets::room(),
            screen::room(),
            exchange::room(),
        ],
    }
}
