//! What happened to a case, from the journal: what, when, who, and what was said.

use crate::cases::events::{
    Channel, Confirmed, Dues, FurtherDue, Happened, Printed, Reached, Recomputed, Reminded, Taken,
    UndertakingBroken, Unmasked,
};
use crate::cases::loaded::Loaded;
use crate::cases::wording::{self, deed, event_phrase, remark};
use kit::journal::{Actor, Entry};
use kit::{HallError, Words};
use rulebook::case::milestone::MilestoneKind;
use rulebook::event::{Event, NonAcceptanceGround, Tick};

/// A line of a case's timeline.
pub(in crate::cases) struct Step {
    /// 做了什么
    pub(in crate::cases) what: String,
    /// The instant, as people write it.
    pub(in crate::cases) at: String,
    /// Who, at which window.
    pub(in crate::cases) who: String,
    /// What was said.
    pub(in crate::cases) note: String,
    /// Its number in the journal.
    pub(in crate::cases) sequence: i64,
}

/// What happened to a case, newest first.
pub(in crate::cases) fn timeline(loaded: &Loaded, words: Words) -> Result<Vec<Step>, HallError> {
    let steps = loaded.entries.iter().rev().map(|entry| step(entry, loaded, words));
    steps.collect()
}

fn step(entry: &Entry, loaded: &Loaded, words: Words) -> Result<Step, HallError> {
    let (what, note) = match entry.verb() {
        _ if entry.room() == "papers" => crate::papers::door::told(entry)?,
        "received" => {
            let taken: Taken = entry.facts()?;
            told(&taken.first.event.event()?, loaded, words)
        }
        "recomputed" => {
            let facts: Recomputed = entry.facts()?;
            (deed(&entry.action), moved(&facts.before, &facts.after, loaded, words))
        }
        "unmasked" => (deed(&entry.action), entry.facts::<Unmasked>()?.reason),
        "printed" => {
            let document = entry.facts::<Printed>()?.document;
            (deed(&entry.action), crate::documents::title(&document, words).to_owned())
        }
        "reminded" => {
            let until = words.date(entry.facts::<Reminded>()?.reply_by);
            (deed(&entry.action), words.fill("请于{}前补正", "by {}", &[&until]))
        }
        "notice_confirmed" => {
            let facts: Confirmed = entry.facts()?;
            let channel = Channel::from_word(&facts.channel).map(Channel::phrase);
            let note = channel.map(|it| words.phrase(&it).to_owned()).unwrap_or_default();
            let document = if facts.document.is_empty() { "notice" } else { &facts.document };
            let title = crate::documents::title(document, words);
            let on = facts.served_on.map(|day| words.date(day)).unwrap_or_default();
            (deed(&entry.action), words.fill("{}：{} {}", "{}: {} {}", &[&title, &note, &on]))
        }
        "undertaking_broken" => {
            let papers = entry.facts::<UndertakingBroken>()?.papers;
            (deed(&entry.action), names(&papers, loaded, words))
        }
        "left_open" => (deed(&entry.action), String::new()),
        verb if MilestoneKind::from_word(verb).is_some() => {
            let Reached { due_on, on, .. } = entry.facts()?;
            let days = [&words.date(due_on) as &dyn std::fmt::Display, &words.date(on)];
            (deed(&entry.action), words.fill("{}届满；自{}起", "ends on {}; since {}", &days))
        }
        _ => told(&entry.facts::<Happened>()?.event.event()?, loaded, words),
    };
    Ok(Step {
        what: words.phrase(&what).to_owned(),
        at: words.instant(entry.at_ms),
        who: who(entry, words),
        note,
        sequence: entry.sequence,
    })
}

/// What a change of the calendar moved, from when to when.
fn moved(before: &Dues, after: &Dues, loaded: &Loaded, words: Words) -> String {
    let day =
        |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), |day| words.date(day));
    let mut all = vec![format!("{} → {}", day(before.due_on), day(after.due_on))];
    if before.legal != after.legal && before.legal != before.due_on {
        let days = format!("{} → {}", day(before.legal), day(after.legal));
        all.push(words.fill("法定时限：{}", "legal limit: {}", &[&days]));
    }
    for then in &after.further {
        let is_same = |it: &&FurtherDue| it.what == then.what && it.of == then.of;
        let Some(was) = before.further.iter().find(is_same) else { continue };
        if was.due_on != then.due_on {
            let name = super::view::further_name(&then.what, &then.of, loaded, words);
            let days = format!("{} → {}", words.date(was.due_on), words.date(then.due_on));
            all.push(words.fill("{}：{}", "{}: {}", &[&name, &days]));
        }
    }
    all.join(words.say("；", "; "))
}

fn who(entry: &Entry, words: Words) -> String {
    let actor = &entry.actor;
    if *actor == Actor::house() {
        return words.say("系统自动", "by the system").to_owned();
    }
    let parts = [actor.name.as_str(), actor.post.as_str(), actor.window.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn told(event: &Event, loaded: &Loaded, words: Words) -> (kit::Phrase, String) {
    (event_phrase(event), note(event, loaded, words))
}

fn note(event: &Event, loaded: &Loaded, words: Words) -> String {
    match event {
        Event::PapersTicked { ticks, .. } | Event::Supplemented { ticks, .. } => {
            ticked(ticks, loaded, words)
        }
        Event::NotAccepted { ground: NonAcceptanceGround::NotOurs { right_body }, .. } => {
            words.fill("应向{}申请", "belongs to {}", &[right_body])
        }
        Event::NotAccepted { .. } => words.say("依法不需要办理", "not needed by law").to_owned(),
        Event::NoticeGiven { asked, reply_by, .. } => words.fill(
            "{}；请于{}前补正",
            "{}; to be answered by {}",
            &[&names(asked, loaded, words), &words.date(*reply_by)],
        ),
        Event::SecondNoticeGiven { asked, reply_by, reason, .. } => words.fill(
            "{}；请于{}前补正；理由：{}",
            "{}; to be answered by {}; reason: {}",
            &[&names(asked, loaded, words), &words.date(*reply_by), reason],
        ),
        Event::Accepted { from, deferrals, .. } => {
            let from = words.fill("自{}起计时", "limits run from {}", &[&words.date(*from)]);
            let keys: Vec<String> = deferrals.iter().map(|it| it.key.clone()).collect();
            if keys.is_empty() {
                return from;
            }
            let names = names(&keys, loaded, words);
            words.fill("{}；容缺：{}", "{}; may follow: {}", &[&from, &names])
        }
        Event::DeferredPaperBrought { key, .. } => names(std::slice::from_ref(key), loaded, words),
        Event::Suspended { cause, until, .. } => words.fill(
            "{}；预计{}恢复",
            "{}; to end on {}",
            &[&super::view::procedure(cause, loaded.item.as_deref(), words), &words.date(*until)],
        ),
        Event::Extended { working_days, reason, .. } => {
            words.fill("{} 个工作日：{}", "{} working days: {}", &[working_days, reason])
        }
        Event::ModeChanged { to, promised, reason, .. } => {
            let (to, promised) = (to.phrase(), promised.phrase());
            let (to, promised) = (words.phrase(&to), words.phrase(&promised));
            words.fill("改为{}（{}）：{}", "now {} ({}): {}", &[&to, &promised, reason])
        }
        Event::SentBack { reason, .. } | Event::CalledBack { reason, .. } => reason.clone(),
        Event::Inquired { question, .. } => question.clone(),
        Event::InquiryAnswered { answer, .. } => answer.clone(),
        Event::Worked { what, .. } => crate::modes::notes::note(what, loaded, words),
        Event::Withdrawn { reason, .. } => words.phrase(&remark(reason)).to_owned(),
        Event::Examined { opinion, .. } => opinion.clone(),
        Event::Granted { result, .. } => result.clone(),
        Event::RefusalProposed { grounds, .. } | Event::Refused { grounds, .. } => {
            format!("{} {}", grounds.facts, grounds.legal_basis)
        }
        Event::Resumed { at, on, note } if *on < at.day => words.fill(
            "{}；自{}起计时",
            "{}; the clock has been going on since {}",
            &[&words.phrase(&remark(note)), &words.date(*on)],
        ),
        Event::Resumed { note, .. } => words.phrase(&remark(note)).to_owned(),
        event => note_of_the_end(event, loaded, words),
    }
}

/// What was said when something was decided in part, put on record or handed over.
fn note_of_the_end(event: &Event, loaded: &Loaded, words: Words) -> String {
    match event {
        Event::GrantedInPart { result, refused, .. } => {
            let parts: Vec<String> =
                refused.iter().map(|it| wording::refused_part(it, words)).collect();
            words.fill("{}；不予准予：{}", "{}; refused: {}", &[result, &parts.join("；")])
        }
        Event::CertificateIssued { certificate, .. } => wording::certificate(certificate, words),
        Event::DeliveryFailed { method, reason, .. } => {
            words.fill("{}：{}", "{}: {}", &[&words.phrase(&method.phrase()), reason])
        }
        Event::Delivered { handover, .. } => {
            let line = wording::handover(handover, words);
            if handover.returned.is_empty() {
                return line;
            }
            let papers = names(&handover.returned, loaded, words);
            words.fill("{}；退还材料：{}", "{}; returned: {}", &[&line, &papers])
        }
        _ => String::new(),
    }
}

pub(crate) fn names(keys: &[String], loaded: &Loaded, words: Words) -> String {
    let names: Vec<String> =
        keys.iter().map(|key| super::view::paper_name(key, loaded, words)).collect();
    names.join(words.say("、", ", "))
}

fn ticked(ticks: &[Tick], loaded: &Loaded, words: Words) -> String {
    let all: Vec<String> = ticks
        .iter()
        .map(|tick| {
            let name = super::view::paper_name(&tick.key, loaded, words);
            let (_, state) = super::view::paper_state(&tick.state, words);
            words.fill("{}：{}", "{}: {}", &[&name, &state])
        })
        .collect();
    all.join(words.say("；", "; "))
}
