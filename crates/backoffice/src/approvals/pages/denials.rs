//! `/denials`: refusals that wait for the leader, for their report, or for an answer.

use crate::line::{Line, Quick, Table};
use askama::Template;
use axum::response::Response;
use casework::cases::door::{Board, Standing, standings};
use kit::db::{CentreId, Read};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::case::{Act, DenialReport, Outcome, State};

#[derive(Template)]
#[template(path = "board.html")]
struct DenialsPage {
    chrome: Chrome,
    lead: String,
    tables: Vec<Table>,
}

/// Denials by what they wait for.
struct Denials {
    to_concur: Vec<Standing>,
    to_report: Vec<Standing>,
    reported: Vec<Standing>,
}

fn find(read: &mut dyn Read, centre: CentreId, visit: &Visit) -> Result<Denials, HallError> {
    let at = (visit.today(), visit.words());
    let mut on =
        |board| -> Result<Vec<Standing>, HallError> { Ok(standings(read, centre, board, at)?.0) };
    Ok(Denials {
        to_concur: on(Board::Proposed)?,
        to_report: on(Board::Unreported)?,
        reported: on(Board::Reported)?,
    })
}

/// How many wait for the leader or for their report.
pub(in crate::approvals) fn waiting(
    read: &mut dyn Read,
    centre: CentreId,
    visit: &Visit,
) -> Result<i64, HallError> {
    let denials = find(read, centre, visit)?;
    Ok(i64::try_from(denials.to_concur.len() + denials.to_report.len()).unwrap_or(0))
}

/// The page.
pub(in crate::approvals) async fn show(visit: Visit) -> Result<Response, HallError> {
    let (centre, words, asker) = (visit.centre()?, visit.words(), visit.clone());
    let denials = visit.read(move |read| find(read, centre, &asker)).await?;
    let tables = vec![
        table(&visit, "to-concur", &denials.to_concur, Act::Refuse),
        table(&visit, "to-report", &denials.to_report, Act::ReportDenial),
        table(&visit, "reported", &denials.reported, Act::Inquire),
    ];
    visit.page(&DenialsPage {
        chrome: visit.chrome(words.say("否定报备", "Denials"), Face::Office),
        lead: words
            .say(
                "不予批准须写明事实、依据和救济途径，由中心主任审核，在规定期限内报备；中心可以质询或撤回重办。",
                "A denial states facts, basis and remedies; the director concurs, and it is \
                 reported in time. The centre may question it or call it back.",
            )
            .to_owned(),
        tables,
    })
}

fn table(visit: &Visit, id: &'static str, all: &[Standing], act: Act) -> Table {
    let words = visit.words();
    let (heading, empty) = match act {
        Act::Refuse => (
            words.say("待主任审核", "Waiting for the director"),
            words.say("没有待审核的否定件。", "No denial waits for the director."),
        ),
        Act::ReportDenial => (
            words.say("待报备", "To be reported"),
            words.say("没有待报备的否定件。", "No denial waits to be reported."),
        ),
        _ => (
            words.say("已报备，待办结", "Reported, not completed"),
            words.say("没有已报备未办结的否定件。", "None is reported and not completed."),
        ),
    };
    Table {
        id,
        heading: heading.to_owned(),
        empty: empty.to_owned(),
        about: words.say("事实和理由", "Facts and reasons").to_owned(),
        inner: words.say("报备与质询", "Report and questions").to_owned(),
        lines: all.iter().map(|it| line(visit, it, act)).collect(),
        older: String::new(),
    }
}

fn line(visit: &Visit, standing: &Standing, act: Act) -> Line {
    let words = visit.words();
    let mut line = Line::of(standing, act.word(), facts(standing));
    line.inner =
        Some(crate::line::Clock { due: String::new(), light: "", left: report(standing, words) });
    let (may, label) = match act {
        Act::Refuse => (visit.may(Power::ConcurWithCases), words.say("同意", "Concur")),
        Act::ReportDenial => (visit.may(Power::HandleCases), words.say("报备", "Report")),
        _ => (false, ""),
    };
    if may {
        line.quick = Some(Quick {
            href: format!("/cases/{}/{}", standing.number, act.word()),
            fields: vec![("version", standing.version.to_string())],
            label: label.to_owned(),
            key: visit.form_key(),
        });
    }
    line
}

fn facts(standing: &Standing) -> String {
    match (&standing.case.state, standing.case.outcome()) {
        (State::RefusalProposed { grounds, .. }, _)
        | (_, Some(Outcome::Refused { grounds, .. })) => {
            format!("{} {}", grounds.facts, grounds.legal_basis)
        }
        _ => String::new(),
    }
}

fn report(standing: &Standing, words: Words) -> String {
    let Some(Outcome::Refused { report, inquiries, .. }) = standing.case.outcome() else {
        return words.say("待审核", "to be concurred with").to_owned();
    };
    match (report, inquiries.last()) {
        (DenialReport::DueBy(_), _) => {
            words.fill("{}前报备", "to be reported by {}", &[&standing.report_by])
        }
        (DenialReport::Made(_), Some(last)) => {
            words.fill("已质询：{}", "questioned: {}", &[&last.question])
        }
        (DenialReport::Made(at), None) => {
            words.fill("已于{}报备", "reported on {}", &[&words.date(at.day)])
        }
    }
}
