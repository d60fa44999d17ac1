//! The effect of a proposed change on all work that is open.

use super::actions::centres_of;
use super::forecast::{Forecasts, MovedDeadline};
use super::reading::{Proposal, calendar_with, working_calendar};
use kit::HallError;
use kit::db::{CentreId, Read};

/// What would move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// Deadlines that would move, centre by centre.
    pub(super) moved: Vec<MovedDeadline>,
    /// How many centres were asked.
    pub(super) centres: usize,
}

/// Which centres a change reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The county office and all its centres.
    County(CentreId),
    /// One centre.
    Centre(CentreId),
}

/// Asks everybody who keeps deadlines what a change would move.
pub(super) fn effect_of(
    read: &mut dyn Read,
    forecasts: &Forecasts,
    reach: Reach,
    proposal: &Proposal,
) -> Result<Effect, HallError> {
    let centres = match reach {
        Reach::Centre(centre) => vec![centre],
        Reach::County(county) => {
            let mut centres = centres_of(read, county)?;
            centres.insert(0, county);
            centres
        }
    };
    let mut effect = Effect { moved: Vec::new(), centres: centres.len() };
    for centre in centres {
        let now = working_calendar(read, centre)?;
        let then = calendar_with(read, centre, Some(proposal))?;
        effect.moved.extend(forecasts.moved(read, centre, &now, &then)?);
    }
    Ok(effect)
}
