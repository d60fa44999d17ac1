//! The list as it is read: lines after a place, each looked at where its light is asked for.

use crate::cases::door::competence;
use crate::cases::door::store::listing::Own;
use crate::cases::door::store::{self, Filter};
use crate::cases::door::view::{Line, line};
use calendar::WorkingCalendar;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::{HallError, Visit, Words};
use office::posts::door::{self as posts, CentreDirectory};
use office::settings::door as settings;
use std::sync::Arc;

/// Who asks, of which centre, on which day.
pub(super) struct Reader {
    pub(super) centre: CentreId,
    pub(super) today: Date,
    pub(super) words: Words,
    pub(super) calendar: Arc<WorkingCalendar>,
    pub(super) place: Option<Arc<CentreDirectory>>,
    /// What may be waited for of the visitor's post.
    pub(super) own: Own,
}

impl Reader {
    /// For a visit.
    ///
    /// # Errors
    /// What the database said.
    pub(super) async fn of(visit: &Visit) -> Result<Self, HallError> {
        let centre = visit.centre()?;
        let place = posts::directory(&visit.hall).await?.centre(centre).cloned();
        let own = competence::own(visit, place.as_deref());
        let calendar = visit.read(move |read| settings::working_calendar(read, centre)).await?;
        let (today, words) = (visit.today(), visit.words());
        Ok(Self { centre, today, words, calendar, place, own })
    }

    /// Lines after a due date and number, as many as fit on a page.
    ///
    /// # Errors
    /// What the database said.
    pub(super) fn page(
        &self,
        read: &mut dyn Read,
        filter: &Filter,
        after: (&str, &str),
        limit: u32,
    ) -> Result<Vec<Line>, HallError> {
        let most = limit as usize;
        let mut after = (after.0.to_owned(), after.1.to_owned());
        let mut all = Vec::new();
        loop {
            let held = store::list(read, self.centre, filter, (&after.0, &after.1), limit)?;
            let is_last = held.len() < most;
            for one in &held {
                let line = line(one, self.today, &self.calendar, self.words)?;
                after = (line.due_on.clone(), line.number.clone());
                if filter.light.class.is_empty() || line.light.class == filter.light.class {
                    all.push(line);
                }
                if all.len() == most {
                    return Ok(all);
                }
            }
            if is_last {
                return Ok(all);
            }
        }
    }
}
