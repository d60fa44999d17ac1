//! What residents of the demonstration filed online: some of each standing.

use super::cases::History;
use super::clock::LoadingClock;
use super::papers::page;
use super::residents::Resident;
use anyhow::Context;
use casework::cases::door::{self as cases, Another, IntakeDraft, SealedParties};
use casework::cases::door::{PaperStateRecord, TickRecord};
use casework::papers::door::{self as papers, Kept};
use counter::catalogue::door as catalogue;
use kit::Hall;
use kit::db::{Act, ActHead, CentreId};
use kit::journal::{Actor, Committed};
use prefiling::filings::door::{self as room, FiledItem, Made, Return, Supplement, Wish};
use threshold::prefiling::{Ask, OTHER};

/// What becomes of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// Waits for the check.
    Waits,
    /// Complete.
    Checked,
    /// Sent back with everything that is missing.
    SentBack,
    /// Sent back, and sent again.
    SentAgain,
    /// Withdrawn by who filed.
    Withdrawn,
    /// The person came, and it became a case.
    Taken,
}

/// A filing: item, answers, who applies, who files for them, and what becomes of it.
type Filing = (&'static str, &'static [(&'static str, &'static str)], usize, Option<usize>, Course);

/// What the item of the allowance for the aged asks.
const AGED: &[(&str, &str)] =
    &[("birth_date", "1941-03-12"), ("household", "yes"), ("who", "self")];

const FILED: [Filing; 7] = [
    ("MZ-004", AGED, 81, None, Course::Waits),
    ("MZ-002", &[], 82, Some(83), Course::Waits),
    ("ZZ-003", &[], 84, None, Course::Checked),
    ("MZ-004", AGED, 85, None, Course::SentBack),
    ("MZ-002", &[], 86, None, Course::SentAgain),
    ("ZZ-003", &[], 87, None, Course::Withdrawn),
    ("MZ-002", &[], 88, None, Course::Taken),
];

/// Something that was complete weeks ago and nobody came for.
const FORGOTTEN: Filing = ("ZZ-003", &[], 89, None, Course::Checked);

/// Weeks ago: somebody files, is asked to come, and does not.
pub(super) fn load_early(
    hall: &Hall,
    centre: CentreId,
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| room::has_any(read, centre)))? {
        return Ok(());
    }
    clock.set(history.at(20, (9, 10)));
    let people = super::residents()?;
    let Some(filed) = file(hall, centre, &FORGOTTEN, (FILED.len(), &people))? else {
        return Ok(());
    };
    clock.set(history.at(19, (10, 0)));
    become_of(hall, centre, FORGOTTEN.4, &filed)
}

/// Today: what nobody came for has lapsed, and people file where nothing waits.
pub(super) fn load(hall: &Hall, centre: CentreId) -> anyhow::Result<()> {
    let today = hall.today();
    let over = hall.db.read_now(move |read| room::over(read, centre, today));
    for number in house::told(over)? {
        acts(hall, centre, Actor::house(), move |act| room::lapse(act, &number))?;
    }
    if house::told(hall.db.read_now(move |read| room::has_open(read, centre, today)))? {
        return Ok(());
    }
    let people = super::residents()?;
    for (turn, filing) in FILED.iter().enumerate() {
        let Some(filed) = file(hall, centre, filing, (turn, &people))? else { continue };
        become_of(hall, centre, filing.4, &filed)?;
    }
    Ok(())
}

/// Something that was filed, with what a case needs that comes of it.
struct Filed {
    made: Made,
    draft: IntakeDraft,
    files: Vec<Kept>,
    /// The papers that have to be there.
    papers: Vec<String>,
}

fn file(
    hall: &Hall,
    centre: CentreId,
    (code, answers, applicant, agent, _): &Filing,
    (turn, people): (usize, &[Resident]),
) -> anyhow::Result<Option<Filed>> {
    let code = *code;
    let item = hall.db.read_now(move |read| catalogue::current(read, centre, code));
    let Some(item) = house::told(item)? else { return Ok(None) };
    let definition = &item.definition;
    let answers: Vec<(String, String)> =
        answers.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let settled = house::told(cases::settled(definition, &answers, hall.today()))?;
    let needed = room::papers_of(definition, &settled, hall.today());
    let person = |number: usize| {
        super::cases::party(people.get(number).context("the file has too few residents")?)
    };
    let applicant = person(*applicant)?;
    let agent = match agent {
        Some(number) => Some((person(*number)?, "授权委托书".to_owned())),
        None => None,
    };
    let (mut files, mut brings) = (Vec::new(), Vec::new());
    for (number, paper) in needed.iter().filter(|it| it.is_required).enumerate() {
        if number < 2 {
            let bytes = page(turn + number);
            files.push(house::told(papers::keep_now(hall, centre, (&paper.key, &bytes)))?);
        } else {
            brings.push(paper.key.clone());
        }
    }
    let wish = Wish {
        item: FiledItem {
            code: item.code.clone(),
            version: item.version,
            zh: definition.title.name.zh.clone(),
            en: definition.title.name.en.clone(),
        },
        parties: SealedParties::of(&applicant, agent.as_ref(), &hall.vault),
        answers: house::told(room::sealed_answers(&hall.vault, &answers))?,
        papers: needed.clone(),
        brings,
        files: files.clone(),
    };
    let made = acts(hall, centre, Actor::resident(), move |act| room::send(act, &wish))?;
    let present = |key: &String| TickRecord { key: key.clone(), state: PaperStateRecord::Present };
    let papers: Vec<String> =
        needed.into_iter().filter(|it| it.is_required).map(|it| it.key).collect();
    let draft = IntakeDraft {
        item_code: item.code.clone(),
        item_version: item.version,
        answers,
        ticks: papers.iter().map(present).collect(),
        applicant,
        agent,
    };
    Ok(Some(Filed { made, draft, files, papers }))
}

/// What becomes of it.
fn become_of(hall: &Hall, centre: CentreId, course: Course, it: &Filed) -> anyhow::Result<()> {
    let (window, resident) = (Actor::house, Actor::resident);
    let (number, code) = (it.made.number.clone(), it.made.code.clone());
    let back = |first: Option<&String>| Return {
        asks: first
            .map(|key| Ask {
                key: key.clone(), reason: "照片模糊，号码看不清".to_owned()
            })
            .into_iter()
            .chain([Ask { key: OTHER.to_owned(), reason: "请写明领取方式".to_owned() }])
            .collect(),
        ..Return::default()
    };
    match course {
        Course::Waits => Ok(()),
        Course::Checked => acts(hall, centre, window(), move |act| room::check(act, &number, 0)),
        Course::SentBack => {
            let told = back(it.papers.first());
            acts(hall, centre, window(), move |act| room::send_back(act, &number, &told))
        }
        Course::SentAgain => {
            let told = back(it.papers.first());
            acts(hall, centre, window(), move |act| room::send_back(act, &number, &told))?;
            let again = Supplement {
                brings: it.papers.iter().take(1).cloned().collect(),
                files: Vec::new(),
                note: hall.vault.seal("到窗口领取。", room::NOTE),
            };
            acts(hall, centre, resident(), move |act| room::send_again(act, &code, &again))
        }
        Course::Withdrawn => acts(hall, centre, resident(), move |act| room::withdraw(act, &code)),
        Course::Taken => {
            let intake = cases::sealed(it.draft.clone(), &hall.vault);
            let intake = intake.files(it.files.clone()).filing(number).another(Another::Meant);
            acts(hall, centre, window(), move |act| cases::receive(act, &intake)).map(drop)
        }
    }
}

fn acts<T: Send + 'static>(
    hall: &Hall,
    centre: CentreId,
    actor: Actor,
    work: impl Fn(&mut Act<'_>) -> Result<Committed<T>, kit::HallError> + Send + 'static,
) -> anyhow::Result<T> {
    house::told(hall.db.act_now(ActHead { centre, actor }, work))
}
