//! Who acts: somebody whose post is of the item's department, at a window or behind it.

use super::course::Seat;
use anyhow::Context;
use calendar::WorkingCalendar;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use office::people::door as people;
use office::posts::door::{self as posts, CentreDirectory};
use rulebook::person::ApplicantKind;
use std::collections::HashMap;
use std::sync::Arc;

/// A centre with its people, its items and its days.
pub(crate) struct Town {
    pub(super) centre: Arc<CentreDirectory>,
    pub(super) calendar: Arc<WorkingCalendar>,
    /// Items a resident may ask for, the most frequent first.
    pub(super) items: Vec<Arc<PublishedItem>>,
    actors: HashMap<(String, Seat), Actor>,
}

impl Town {
    pub(crate) async fn find(
        hall: &Hall,
        (county, centre): (CentreId, CentreId),
    ) -> anyhow::Result<Self> {
        let directory = house::told(posts::directory(hall).await)?;
        let directory = directory.centre(centre).context("the centre is not set up")?;
        let holders = hall.db.read(move |read| people::holders(read, county, centre)).await;
        let calendar =
            hall.db.read(move |read| office::settings::door::working_calendar(read, centre)).await;
        let catalogue = house::told(catalogue::catalogue(hall, centre).await)?;
        let items: Vec<Arc<PublishedItem>> =
            catalogue.items.values().filter(|item| is_for_persons(item)).map(Arc::clone).collect();
        anyhow::ensure!(!items.is_empty(), "the centre has no item in force");
        let mut town = Self {
            centre: Arc::clone(directory),
            calendar: house::told(calendar)?,
            items,
            actors: HashMap::new(),
        };
        town.seat(&house::told(holders)?);
        Ok(town)
    }

    fn seat(&mut self, holders: &[people::Holder]) {
        for holder in holders {
            let Some(post) = self.centre.post(&holder.post).map(|it| it.record.clone()) else {
                continue;
            };
            let window = self.centre.window(&post.window);
            let actor = Actor {
                account: holder.account,
                name: holder.name.clone(),
                post: post.title.clone(),
                window: window.map(|it| it.record.number.clone()).unwrap_or_default(),
                on_behalf_of: String::new(),
            };
            let seat = if post.window.is_empty() && post.title.contains("主任") {
                Seat::Director
            } else if window.is_some() && !post.key.ends_with("-A1") {
                Seat::Window
            } else {
                Seat::BackOffice
            };
            let mut departments = vec![post.department.clone()];
            departments.extend(window.iter().flat_map(|it| it.record.departments.clone()));
            for department in departments {
                self.actors.entry((department, seat)).or_insert_with(|| actor.clone());
            }
            self.actors.entry((String::new(), seat)).or_insert(actor);
        }
    }

    /// Who acts on a case of an item at a seat.
    pub(super) fn head(&self, item: &PublishedItem, seat: Seat) -> ActHead {
        let department = self.centre.department_named(&item.definition.authority.department);
        let key = department.map_or_else(String::new, |it| it.key.clone());
        self.head_of(key, seat)
    }

    /// Who acts for a department.
    pub(super) fn head_of(&self, key: String, seat: Seat) -> ActHead {
        let places = [(key, seat), (String::new(), seat)];
        let actor = places.iter().find_map(|place| self.actors.get(place));
        ActHead { centre: self.centre.id, actor: actor.cloned().unwrap_or_else(Actor::house) }
    }
}

fn is_for_persons(item: &PublishedItem) -> bool {
    let objects = &item.definition.audience.objects;
    objects.is_empty() || ApplicantKind::NaturalPerson.is_served_by(objects)
}
