//! The room's part of the desk: what waits for me and what is overdue.

use super::pages::view;
use super::store::{self, Filter};
use kit::db::Read;
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskLine, DeskPart};
use kit::{HallError, Visit};

/// Contacts shown as due first.
const FIRST: u32 = 5;

/// For whoever may see contacts.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::ReadContacts) || visit.is_county() {
        return Ok(None);
    }
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let member = visit.member()?;
    let who = (member.account, member.department.as_str());
    let contacts = store::figures(read, centre, who, today)?;
    let mut figures = vec![DeskFigure::late(
        words.say("首问超时未答复", "Contacts overdue"),
        contacts.overdue,
        "/contacts?view=overdue",
    )];
    let is_keeper = visit.may(Power::KeepContacts);
    if is_keeper {
        let mine = words.say("我的首问", "My first contacts");
        figures.push(DeskFigure::new(mine, contacts.mine, "/contacts?view=mine"));
        let offered = words.say("移交给我的", "Offered to me");
        figures.push(DeskFigure::new(offered, contacts.offered, "/contacts?view=offered"));
    } else {
        let open = words.say("未办结的首问", "Open first contacts");
        figures.push(DeskFigure::new(open, contacts.open, "/contacts?view=open"));
    }
    let keeper = if is_keeper { member.account } else { 0 };
    let filter = Filter { keeper, ..Filter::default() };
    let lines = store::list(read, centre, &filter, ("", ""), FIRST)?
        .iter()
        .map(|held| {
            let line = view::line(held, today, words);
            DeskLine {
                href: format!("/contacts/{}", line.number),
                about: format!("{} · {}", line.asked, line.keeper),
                name: line.number,
                light: line.light.class,
                light_text: line.light.text,
            }
        })
        .collect();
    Ok(Some(DeskPart {
        heading: words.say("首问负责", "First contacts").to_owned(),
        figures,
        lines_heading: words.say("待答复", "To be answered").to_owned(),
        lines,
    }))
}
