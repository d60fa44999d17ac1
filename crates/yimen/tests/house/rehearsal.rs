//! Rehearsal: a seed plays weeks or a year of three centres; after each day the invariants hold.
//!
//! The short form runs with the tests. The long form plays a year:
//! `cargo xtask rehearse 3000 365 7` — cases, days and seed. A failure prints the three figures, so
//! that the same weeks can be played again.

use crate::support::{TestClock, verified};
use calendar::{Light, WorkingCalendar};
use casework::cases::door::{Board, Standing, standings};
use county::simulate::{Scope, run};
use house::plan;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::{CentreId, Read, Statement};
use kit::params;
use kit::testing::{House, on_each_engine};
use kit::{Hall, HallError, Language, Words};
use rulebook::case::{Stage, State, face};
use std::sync::Arc;

/// Cases, days, seed.
type Piece = (u32, u16, u64);

/// What is played: the short piece, or the one that the environment names.
fn piece() -> Piece {
    #[expect(clippy::disallowed_methods, reason = "the long form is asked for by hand")]
    let asked = std::env::var("YIMEN_REHEARSAL").unwrap_or_default();
    let mut figures = asked.split(':').map(str::parse::<u64>);
    match (figures.next(), figures.next(), figures.next()) {
        (Some(Ok(cases)), Some(Ok(days)), Some(Ok(seed))) => {
            (u32::try_from(cases).expect("cases"), u16::try_from(days).expect("days"), seed)
        }
        _ => (120, 45, 11),
    }
}

#[test]
fn after_each_day_of_a_seeded_year_the_invariants_hold() {
    on_each_engine(plan, |house| rehearse(house, piece()));
}

fn rehearse(house: &House, piece: Piece) {
    let (cases, days, seed) = piece;
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(house);
    county::demo::found(&house.hall, &file, &clock, days).expect("the county is founded");
    let centres: Vec<CentreId> =
        file.centres.iter().map(|it| it.0).filter(|it| *it != file.county).collect();
    let from = house.hall.today().saturating_sub(i64::from(days).days());
    let scope = Scope { cases, from, seed };
    let mut played = 0;
    let tally = run(&house.hall, &clock, (file.county, &centres), scope, &mut |_| {
        played += 1;
        for centre in &centres {
            look(&house.hall, *centre, piece);
            count(&house.hall, *centre, piece);
        }
        if played % WEEK == 0 {
            let location = house.hall.db.location();
            // The day is told of on the thread that plays it, and the reading waits for answers.
            let report = std::thread::scope(|scope| scope.spawn(|| verified(location)).join());
            let findings = report.expect("the verification").findings;
            assert_eq!(findings, vec![], "{piece:?}, day {played}: the chain is whole");
        }
    });
    let tally = tally.unwrap_or_else(|error| panic!("{piece:?}: {error:#}"));
    assert!(played > days / 2, "{piece:?}: {played} days were played");
    assert_eq!(tally.received, u64::from(cases), "{piece:?}: everybody who came was taken in");
    assert!(tally.acts > 4 * tally.received, "{piece:?}: {tally:?}");
    assert!(tally.refused * 20 < tally.acts, "{piece:?}: {tally:?}");
    let denied: i64 = centres
        .iter()
        .map(|centre| {
            let centre = *centre;
            house.hall.db.read_now(move |read| number(read, DENIED, centre)).expect("a figure")
        })
        .sum();
    assert!(denied > 0, "{piece:?}: nobody was refused anything, so nothing was seen of denials");
    let report = verified(house.hall.db.location());
    assert_eq!(report.findings, vec![], "{piece:?}: the chain is whole, and so is what it gives");
}

/// Days that are played in a week.
const WEEK: u16 = 5;

const CASES_BY_STAGE: Statement = Statement::both(
    "SELECT stage, is_closed, COUNT(*) AS found FROM cases_cases WHERE centre_id = $1
     GROUP BY stage, is_closed",
);
const RECEIVED: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM journal_entries
     WHERE centre_id = $1 AND action = 'cases.received'",
);
const ENDED: Statement = Statement::both(
    "SELECT COUNT(DISTINCT subject_id) AS found FROM journal_entries WHERE centre_id = $1
       AND action IN ('cases.completed', 'cases.not_accepted', 'cases.withdrawn')",
);
const UNREPORTED: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM journal_entries ended
     WHERE ended.centre_id = $1 AND ended.action = 'cases.completed'
       AND EXISTS (SELECT 1 FROM journal_entries refused
                   WHERE refused.centre_id = ended.centre_id AND refused.subject_kind = 'case'
                     AND refused.subject_id = ended.subject_id
                     AND refused.action = 'cases.refused')
       AND NOT EXISTS (SELECT 1 FROM journal_entries told
                       WHERE told.centre_id = ended.centre_id AND told.subject_kind = 'case'
                         AND told.subject_id = ended.subject_id
                         AND told.action = 'cases.denial_reported'
                         AND told.sequence < ended.sequence)",
);
const DENIED: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM journal_entries
     WHERE centre_id = $1 AND action = 'cases.refused'",
);

fn number(read: &mut dyn Read, statement: Statement, centre: CentreId) -> Result<i64, HallError> {
    let row = read.first(statement, &params![centre])?;
    Ok(row.map_or(Ok(0), |row| row.get("found"))?)
}

/// The figures of an evening, by the tables and by the journal.
struct Figures {
    by_stage: Vec<(Stage, bool, i64)>,
    received: i64,
    ended: i64,
    unreported: i64,
}

fn figures(read: &mut dyn Read, centre: CentreId) -> Result<Figures, HallError> {
    let mut by_stage = Vec::new();
    for row in &read.query(CASES_BY_STAGE, &params![centre])? {
        let stage = Stage::from_word(&row.get::<String>("stage")?).expect("a stage");
        by_stage.push((stage, row.get::<i64>("is_closed")? == 1, row.get("found")?));
    }
    Ok(Figures {
        by_stage,
        received: number(read, RECEIVED, centre)?,
        ended: number(read, ENDED, centre)?,
        unreported: number(read, UNREPORTED, centre)?,
    })
}

/// The numbers add up: who was received is in hand or has come to an end, each stage is an open or
/// a closed one, and no denial ended without its report (domain rule 4).
fn count(hall: &Arc<Hall>, centre: CentreId, piece: Piece) {
    let at = format!("{piece:?}, {}, {centre}", hall.today());
    let read = std::thread::scope(|scope| {
        let read = scope.spawn(|| hall.db.read_now(move |read| figures(read, centre)));
        read.join().expect("the reader")
    });
    let Figures { by_stage, received, ended, unreported } = read.expect("the figures");
    let sum = |wanted: bool| -> i64 {
        by_stage.iter().filter(|(_, closed, _)| *closed == wanted).map(|(.., found)| found).sum()
    };
    for (stage, is_closed, _) in &by_stage {
        assert_eq!(stage.is_closed(), *is_closed, "{at}: {stage:?}");
    }
    assert_eq!(sum(false) + sum(true), received, "{at}: every case received is in the tables");
    assert_eq!(sum(true), ended, "{at}: what ended by the journal is closed in the tables");
    assert_eq!(unreported, 0, "{at}: a denial was completed without its report");
}

/// What must be true of every open case on the evening of any day.
fn look(hall: &Arc<Hall>, centre: CentreId, piece: Piece) {
    let today = hall.today();
    // The day is told of on the thread that plays it, and a read waits for its answer.
    let open = std::thread::scope(|scope| {
        let read = scope.spawn(|| {
            hall.db.read_now(move |read| {
                let words = Words::new(Language::English);
                let (mut all, mut calendar) = (Vec::new(), None);
                for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_closed()) {
                    let (some, by) = standings(read, centre, Board::At(stage), (today, words))?;
                    all.extend(some);
                    calendar = Some(by);
                }
                Ok::<_, HallError>((all, calendar.expect("there are stages")))
            })
        });
        read.join().expect("the reader")
    });
    let (open, calendar) = open.expect("the boards can be read");
    for standing in open {
        sound(&standing, (today, &calendar), piece);
    }
}

fn sound(standing: &Standing, (today, calendar): (Date, &WorkingCalendar), piece: Piece) {
    let (case, at) = (&standing.case, format!("{piece:?}, {today}, {}", standing.number));
    let face = face(case, today, calendar);
    if let Some(due_on) = face.due_on()
        && due_on < today
        && !face.is_stopped
    {
        assert!(face.light >= Light::Red, "{at}: late without a light");
    }
    assert!(case.notices.len() <= 1, "{at}: asked for papers twice");
    match &case.state {
        State::Received => {
            let is_forgotten = today > case.notice_day(calendar);
            assert!(!is_forgotten, "{at}: silence past five days counts as acceptance");
        }
        State::AwaitingSupplement => {
            let reply_by = case.reply_day(calendar);
            assert!(reply_by >= Some(today), "{at}: a notice unanswered ends the case");
        }
        State::Suspended { until, .. } => {
            assert!(*until >= today, "{at}: a pause ends on its day");
        }
        _ => {}
    }
    if let Some(day) = case.report_day(calendar) {
        assert!(day >= today, "{at}: a denial is reported within a working day");
    }
    assert!(case.silent(today, calendar).is_empty(), "{at}: a silent department is noted");
    assert_eq!(case.missed_progress(today, calendar), None, "{at}: missed progress is noted");
    assert_eq!(case.superior_late(today, calendar), None, "{at}: a late superior is noted");
}
