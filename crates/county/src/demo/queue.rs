//! The queue of the demonstration: today's hall, half served.
//!
//! Windows are open, people wait in several lines, some of them with priority; the window at which
//! the demonstration's clerk sits has set somebody aside and is free to call the next.

use super::clock::LoadingClock;
use anyhow::Context;
use kit::db::{Act, ActHead, CentreId};
use kit::journal::{Actor, Committed};
use kit::{Hall, HallError};
use office::people::door as people;
use office::posts::door::{self as posts, CentreDirectory};
use reception::queue::door::{self as queue, Deed, Giver, Ground, Then, TicketWish};
use std::sync::Arc;
use threshold::ticket::{Phase, Priority};
use tokio::runtime::Runtime;

/// Windows that open; the others stay closed today.
const WINDOWS: [&str; 7] = ["W01", "W03", "W04", "W05", "W06", "W07", "W10"];
/// The window of the demonstration's clerk.
const CLERKS: &str = "W03";
/// What people come for, by the letters of the line.
const LINES: [&str; 12] = ["C", "A", "F", "C", "E", "K", "A", "C", "G", "Q", "D", "F"];
/// People who come, and how long ago the first of them came at most.
const VISITORS: i64 = 48;
const SPAN_MS: i64 = 110 * 60_000;

/// Lets today's queue happen in a centre, where it has none yet.
pub(super) fn load(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| queue::has_any(read, centre)))? {
        return Ok(());
    }
    let morning = Morning::of(hall, (county, centre))?;
    let now_ms = clock.now_ms();
    let midnight = kit::words::instant_of(kit::clock::day_of(now_ms).at(0, 0, 0, 0));
    let last_ms =
        house::told(hall.db.read_now(move |read| kit::journal::reading::last_at_ms(read, centre)))?;
    let begin_ms = (now_ms - SPAN_MS).max(midnight).max(last_ms);
    let step_ms = (now_ms - begin_ms) / (VISITORS + 2);
    clock.set(begin_ms);
    morning.open_windows()?;
    for visitor in 0..VISITORS {
        clock.set(begin_ms + (visitor + 1) * step_ms);
        morning.arrive(visitor)?;
        let at = usize::try_from(visitor).unwrap_or(0) % WINDOWS.len();
        morning.go_on(WINDOWS[at])?;
    }
    clock.set(begin_ms + (VISITORS + 1) * step_ms);
    let set_aside = morning.set_aside();
    clock.release();
    set_aside
}

/// A centre this morning, and who sits there.
struct Morning<'a> {
    hall: &'a Hall,
    centre: Arc<CentreDirectory>,
    ground: Arc<Ground>,
    holders: Vec<people::Holder>,
    runtime: Runtime,
}

impl<'a> Morning<'a> {
    fn of(hall: &'a Hall, (county, centre): (CentreId, CentreId)) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let directory = house::told(runtime.block_on(posts::directory(hall)))?;
        let ground = house::told(runtime.block_on(queue::ground(hall, centre)))?;
        let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
        let centre = Arc::clone(directory.centre(centre).context("the centre is not set up")?);
        Ok(Self { hall, centre, ground, holders: house::told(holders)?, runtime })
    }

    /// Somebody whose post is at a window.
    fn head(&self, window: &str) -> ActHead {
        let actor = self.holders.iter().find_map(|holder| {
            let post = &self.centre.post(&holder.post)?.record;
            let number = &self.centre.window(&post.window)?.record.number;
            (post.window == window).then(|| Actor {
                account: holder.account,
                name: holder.name.clone(),
                post: post.title.clone(),
                window: number.clone(),
                on_behalf_of: String::new(),
            })
        });
        ActHead { centre: self.centre.id, actor: actor.unwrap_or_else(Actor::house) }
    }

    fn act<T, F>(&self, window: &str, work: F) -> anyhow::Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        house::told(self.hall.db.act_now(self.head(window), work))
    }

    fn open_windows(&self) -> anyhow::Result<()> {
        for key in WINDOWS {
            let Some(window) = self.ground.window(key) else { continue };
            let lines = queue::lines_of_window(&self.ground.lines, window);
            let ground = Arc::clone(&self.ground);
            self.act(key, move |act| queue::open_window(act, key, &lines, &ground))?;
        }
        Ok(())
    }

    fn arrive(&self, visitor: i64) -> anyhow::Result<()> {
        let line = LINES[usize::try_from(visitor).unwrap_or(0) % LINES.len()];
        let known = self.ground.lines.iter().any(|it| it.prefix == line);
        let priority = match visitor % 9 {
            2 => Priority::Elderly,
            5 => Priority::Disabled,
            7 => Priority::Soldier,
            _ => Priority::Ordinary,
        };
        let wish = TicketWish {
            line: if known { line } else { queue::GENERAL }.to_owned(),
            priority,
            giver: Giver::Guide,
            item: String::new(),
            phone: String::new(),
        };
        let ground = Arc::clone(&self.ground);
        self.act("W01", move |act| queue::take(act, &wish, &ground)).map(drop)
    }

    /// A window does what is next: begins, finishes and calls, or calls.
    fn go_on(&self, window: &'static str) -> anyhow::Result<()> {
        let state = house::told(self.runtime.block_on(queue::now(self.hall, self.centre.id)))?;
        let Some(at) = state.window(window).filter(|it| it.open.is_some()) else { return Ok(()) };
        let day = state.day;
        let Some(ticket) = &at.ticket else {
            // Where nobody waits for what the window serves, nothing happens.
            let head = self.head(window);
            let called = self.hall.db.act_now(head, move |act| queue::call_next(act, window));
            return match called {
                Err(HallError::Breach { .. }) => Ok(()),
                other => house::told(other).map(drop),
            };
        };
        let (deed, then) = match ticket.phase() {
            Phase::Called => (Deed::Begin, Then::Stop),
            _ => (Deed::Finish, Then::CallNext),
        };
        let number = ticket.number.clone();
        self.act(window, move |act| queue::perform(act, (day, &number), window, (&deed, then)))
            .map(drop)
    }

    /// The clerk's window sets somebody aside and is free.
    fn set_aside(&self) -> anyhow::Result<()> {
        let state = house::told(self.runtime.block_on(queue::now(self.hall, self.centre.id)))?;
        let ticket = state.window(CLERKS).and_then(|it| it.ticket.as_ref());
        let Some(ticket) = ticket else { return Ok(()) };
        let day = state.day;
        let mut deeds = vec![Deed::Park("去复印身份证".to_owned())];
        if ticket.phase() == Phase::Called {
            deeds.insert(0, Deed::Begin);
        }
        for deed in deeds {
            let number = ticket.number.clone();
            self.act(CLERKS, move |act| {
                queue::perform(act, (day, &number), CLERKS, (&deed, Then::Stop))
            })?;
        }
        Ok(())
    }
}
