//! The cases of the demonstration, done by its staff at their instants.

use super::clock::LoadingClock;
use super::stories::{Found, Step, Story, When, of_another_centre, of_the_first_centre};
use super::{Resident, residents};
use super::{contacts, papers};
use anyhow::Context;
use calendar::{Notice, Pauses, WorkingCalendar, due};
use casework::cases::door::{
    self as cases, ConsignmentDraft, Deed, IntakeDraft, PaperStateRecord, PartyDraft, TickRecord,
};
use counter::catalogue::door::{self as catalogue, PublishedItem};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use office::people::door as people;
use office::posts::door::{self as posts, CentreDirectory};
use rulebook::case::agency::Returned;
use rulebook::case::joint::Speaker;
use rulebook::event::PaperAsked;
use rulebook::item::{Deferral, Necessity};
use rulebook::person::{IdentityNumber, PersonName};
use std::sync::Arc;

/// The days of the demonstration.
pub(super) struct History {
    today: Date,
    founded_on: Date,
    calendar: WorkingCalendar,
}

impl History {
    /// Ending at an instant, begun so many days before.
    pub(super) fn until(now_ms: i64, founded_days_ago: i64) -> Self {
        let notices: Vec<Notice> = office::settings::door::shipped().unwrap_or_default();
        let calendar = WorkingCalendar::new(&notices, calendar::LocalDays::default());
        let today = kit::clock::day_of(now_ms);
        let founded_on = today.saturating_sub(founded_days_ago.days());
        Self { today, founded_on, calendar }
    }

    /// The day it ends on.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The day of the founding.
    pub(super) fn founded_on(&self) -> Date {
        self.founded_on
    }

    /// The instant of the founding.
    pub(super) fn founded_ms(&self) -> i64 {
        kit::words::instant_of(self.founded_on.at(8, 30, 0, 0))
    }

    fn day(&self, days_ago: u16) -> Date {
        let mut day = self.today;
        let mut left = days_ago.max(1);
        while left > 0 {
            day = day.saturating_sub(1.day());
            if self.calendar.is_working(day) {
                left -= 1;
            }
        }
        day
    }

    /// A working day that many working days from today; of a history so long that nobody could
    /// know it at the founding, from the founding.
    pub(super) fn working_day_ahead(&self, days: u32) -> Date {
        let ahead = self.calendar.nth_working_day_after(self.today, days);
        if ahead.saturating_sub(1.year()) <= self.founded_on {
            return ahead;
        }
        self.calendar.nth_working_day_after(self.founded_on, days)
    }

    /// An instant some working days before today.
    pub(super) fn at(&self, days: u16, at: (i8, i8)) -> i64 {
        self.instant(When { days, at })
    }

    fn instant(&self, when: When) -> i64 {
        kit::words::instant_of(self.day(when.days).at(when.at.0, when.at.1, 0, 0))
    }
}

/// What is still to be done, in the order of time.
struct Due {
    at_ms: i64,
    story: usize,
    step: Option<usize>,
}

/// A case on its way.
struct Running {
    number: String,
    item: Arc<PublishedItem>,
}

/// Lets the cases of a centre happen.
pub(super) fn load(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    let is_first = centre.0 % 1_000 == 101;
    let stories = if is_first { of_the_first_centre() } else { of_another_centre() };
    let mut due: Vec<Due> = Vec::new();
    for (story, told) in stories.iter().enumerate() {
        due.push(Due { at_ms: history.instant(told.received), story, step: None });
        for (step, (when, _)) in told.steps.iter().enumerate() {
            due.push(Due { at_ms: history.instant(*when), story, step: Some(step) });
        }
    }
    due.sort_by_key(|it| it.at_ms);
    let people = residents()?;
    let place = Place::find(hall, county, centre)?;
    let mut running: Vec<Option<Running>> = stories.iter().map(|_| None).collect();
    for it in due {
        clock.set(it.at_ms);
        let story = &stories[it.story];
        match (it.step, &running[it.story]) {
            (None, _) => running[it.story] = Some(place.receive((it.story, story), &people)?),
            (Some(step), Some(case)) => {
                place
                    .perform(case, &story.steps[step].1, history, it.at_ms)
                    .with_context(|| format!("{} of {}", step, story.item))?;
            }
            (Some(_), None) => {}
        }
    }
    Ok(())
}

/// Where the cases happen, and who is there.
struct Place<'a> {
    hall: &'a Hall,
    centre: Arc<CentreDirectory>,
    holders: Vec<people::Holder>,
}

impl<'a> Place<'a> {
    fn find(hall: &'a Hall, county: CentreId, centre: CentreId) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let directory = house::told(runtime.block_on(posts::directory(hall)))?;
        let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
        let centre = directory.centre(centre).context("the centre is not set up")?;
        Ok(Self { hall, centre: Arc::clone(centre), holders: house::told(holders)? })
    }

    fn receive(
        &self,
        (number, story): (usize, &Story),
        people: &[Resident],
    ) -> anyhow::Result<Running> {
        let (centre, code) = (self.centre.id, story.item);
        let item = self.hall.db.read_now(move |read| catalogue::current(read, centre, code));
        let item = house::told(item)?.with_context(|| format!("{code} is not in force"))?;
        let person = |number: usize| {
            let resident = people.get(number).context("the file has too few residents")?;
            party(resident)
        };
        let agent = match story.agent {
            Some(number) => Some((person(number)?, "授权委托书".to_owned())),
            None => None,
        };
        let draft = IntakeDraft {
            item_code: item.code.clone(),
            item_version: item.version,
            answers: story
                .answers
                .iter()
                .map(|(key, answer)| ((*key).to_owned(), (*answer).to_owned()))
                .collect(),
            ticks: ticks(&item, story.found),
            applicant: person(story.resident)?,
            agent,
        };
        let head = self.head(&item, Seat::Window);
        let contact = match contacts::asked_before(number) {
            Some(words) => contacts::open_for_case(self.hall, &head, (code, words))?,
            None => String::new(),
        };
        let files = papers::scans(self.hall, centre, &item, number)?;
        let intake = cases::sealed(draft, &self.hall.vault).contact(contact).files(files);
        let done = self.hall.db.act_now(head, move |act| cases::receive(act, &intake));
        Ok(Running { number: house::told(done)?.number, item })
    }

    fn perform(
        &self,
        case: &Running,
        step: &Step,
        history: &History,
        at_ms: i64,
    ) -> anyhow::Result<()> {
        let deed = match step {
            Step::Do(deed) => deed.clone(),
            Step::Supplement => Deed::Supplement(ticks(&case.item, Found::All)),
            Step::BringDeferred => {
                let key = deferrable(&case.item).context("nothing can be deferred")?;
                Deed::BringDeferred(key)
            }
            Step::Suspend(days) => {
                let cause = case.item.definition.procedures.first();
                let day = kit::clock::day_of(at_ms);
                let until = day.saturating_add(i64::from(*days).days());
                let until = history.calendar.working_day_from(until);
                let cause = cause.context("no special procedure")?;
                let end = |limit| due(day, limit, &Pauses::none(), &history.calendar).due_on;
                let until = cause.length.map(end).map_or(until, |last| until.min(last));
                Deed::Suspend { cause: cause.key.to_string(), until }
            }
            step => self.in_a_mode(case, step)?,
        };
        let seat = match &deed {
            Deed::Examine(_)
            | Deed::SendBack(_)
            | Deed::Grant(_)
            | Deed::GrantInPart { .. }
            | Deed::ProposeRefusal(_)
            | Deed::PassPrecheck(_)
            | Deed::Answer(_)
            | Deed::AnswerInquiry(_) => Seat::BackOffice,
            Deed::Lead { .. } | Deed::Refuse | Deed::Inquire(_) | Deed::CallBack(_) => {
                Seat::Director
            }
            Deed::GiveOpinion { speaker: Speaker::Of(key), .. } => Seat::Department(key),
            _ => Seat::Window,
        };
        let head = self.head(&case.item, seat);
        let number = case.number.clone();
        let done = self.hall.db.act_now(head, move |act| cases::perform(act, &number, 0, &deed));
        house::told(done).map(drop)
    }

    /// A step of a joint case or of one that is decided above.
    fn in_a_mode(&self, case: &Running, step: &Step) -> anyhow::Result<Deed> {
        let definition = &case.item.definition;
        let inner = calendar::Limit::working_days(5);
        let all = cases::participants(definition, &self.centre, inner);
        Ok(match step {
            Step::Opinion(name, reply) => {
                let named = all.iter().find(|it| it.name.ends_with(name));
                let named = named.with_context(|| format!("{name} takes no part"))?;
                let key = named.key.clone().with_context(|| format!("{name} is not here"))?;
                Deed::GiveOpinion {
                    department: named.name.clone(),
                    reply: reply.clone(),
                    speaker: Speaker::Of(key),
                }
            }
            Step::SendUp(days) => Deed::SendUp(ConsignmentDraft {
                to: definition.authority.final_authority.clone(),
                channel: "政务专网".to_owned(),
                papers: definition.materials.iter().map(|it| it.key.to_string()).collect(),
                working_days: *days,
            }),
            Step::SentBack(why) => {
                let first = definition.materials.first().context("an item without papers")?;
                let paper = PaperAsked { key: first.key.to_string(), why: (*why).to_owned() };
                Deed::TakeReturn(Returned::SentBack { papers: vec![paper] })
            }
            _ => Deed::Circulate(all),
        })
    }

    /// Who acts: somebody whose post is of the item's department.
    fn head(&self, item: &PublishedItem, seat: Seat<'_>) -> ActHead {
        let department = self.centre.department_named(&item.definition.authority.department);
        let key = match seat {
            Seat::Department(key) => key,
            _ => department.map_or("", |it| it.key.as_str()),
        };
        let is_seat = |post: &posts::Post| match seat {
            Seat::Director => post.key == "C1",
            Seat::Department(_) => true,
            Seat::Window => !post.window.is_empty() && !post.key.ends_with("-A1"),
            Seat::BackOffice => post.window.is_empty() || post.key.ends_with("-A1"),
        };
        let of_department = |post: &posts::Post| {
            let window = self.centre.window(&post.window);
            matches!(seat, Seat::Director)
                || post.department == key
                || window.is_some_and(|it| it.record.departments.iter().any(|it| it == key))
        };
        let actor = self.holders.iter().find_map(|holder| {
            let post = &self.centre.post(&holder.post)?.record;
            let window = self.centre.window(&post.window);
            (is_seat(post) && of_department(post)).then(|| Actor {
                account: holder.account,
                name: holder.name.clone(),
                post: post.title.clone(),
                window: window.map(|it| it.record.number.clone()).unwrap_or_default(),
                on_behalf_of: String::new(),
            })
        });
        ActHead { centre: self.centre.id, actor: actor.unwrap_or_else(Actor::house) }
    }
}

#[derive(Clone, Copy)]
enum Seat<'a> {
    Window,
    BackOffice,
    Director,
    Department(&'a str),
}

pub(super) fn party(resident: &Resident) -> anyhow::Result<PartyDraft> {
    let fault = |phrase: kit::Phrase| anyhow::anyhow!("{}: {}", resident.name, phrase.en);
    let name = PersonName::parse(&resident.name).map_err(|it| fault(it.phrase()))?;
    let identity =
        IdentityNumber::parse(&resident.identity_number).map_err(|it| fault(it.phrase()))?;
    Ok(PartyDraft {
        masked: name.masked(),
        name: name.as_str().to_owned(),
        identity_masked: identity.masked(),
        identity: identity.as_str().to_owned(),
        phone: resident.phone.clone(),
    })
}

fn deferrable(item: &PublishedItem) -> Option<String> {
    let materials = &item.definition.materials;
    materials.iter().find(|it| it.deferral == Deferral::Allowed).map(|it| it.key.to_string())
}

/// The papers as the window found them.
fn ticks(item: &PublishedItem, found: Found) -> Vec<TickRecord> {
    let materials = &item.definition.materials;
    let odd = match found {
        Found::All => None,
        Found::OneDeferred => deferrable(item),
        Found::OneMissing | Found::OneDefective => materials
            .iter()
            .rfind(|it| it.necessity == Necessity::Required && it.when.is_always())
            .map(|it| it.key.to_string()),
    };
    materials
        .iter()
        .map(|material| {
            let key = material.key.to_string();
            let is_odd = odd.as_ref() == Some(&key);
            let state = match found {
                _ if !is_odd => PaperStateRecord::Present,
                Found::OneMissing => PaperStateRecord::Missing,
                Found::OneDefective => PaperStateRecord::Defective {
                    why: "复印件不清晰，请重新提供".to_owned(),
                },
                Found::All | Found::OneDeferred => PaperStateRecord::Deferred,
            };
            TickRecord { key, state }
        })
        .collect()
}
