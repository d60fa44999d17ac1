//! What pages and the API show of mediations, in the reader's language.

use crate::mediations::party::PartyFile;
use crate::mediations::store::Held;
use calendar::Light;
use jiff::civil::Date;
use kit::Words;
use rulebook::mediation::{Confirmation, Mediation, Session, Side, Sitting};

/// A line of the register.
pub(in crate::mediations) struct Line {
    pub(in crate::mediations) number: String,
    pub(in crate::mediations) dispute: String,
    pub(in crate::mediations) parties: String,
    pub(in crate::mediations) mediators: String,
    pub(in crate::mediations) stage: String,
    pub(in crate::mediations) opened: String,
    pub(in crate::mediations) due: String,
    pub(in crate::mediations) due_on: String,
    pub(in crate::mediations) light: &'static str,
    pub(in crate::mediations) light_text: String,
}

/// A mediation as a line.
pub(in crate::mediations) fn line(held: &Held, today: Date, words: Words) -> Line {
    let it = &held.mediation;
    let (light, light_text) = light(it, today, words);
    Line {
        number: held.number.clone(),
        dispute: words.phrase(&it.about.dispute.phrase()).to_owned(),
        parties: sides(&held.parties, words),
        mediators: mediators(it, words),
        stage: words.phrase(&it.stage().phrase()).to_owned(),
        opened: words.instant(it.opened.at_ms),
        due: it.next_due().map(|(_, day)| words.date(day)).unwrap_or_default(),
        due_on: held.due_on.clone(),
        light,
        light_text,
    }
}

/// The parties, masked, side against side.
pub(in crate::mediations) fn sides(parties: &[PartyFile], words: Words) -> String {
    let of = |side: Side| {
        let names = parties.iter().filter(|it| it.side == side.word());
        let names: Vec<&str> = names.map(|it| it.masked.as_str()).collect();
        names.join(words.say("、", ", "))
    };
    words.fill("{} 与 {}", "{} and {}", &[&of(Side::One), &of(Side::Other)])
}

/// Who mediates, or that nobody does yet.
pub(in crate::mediations) fn mediators(it: &Mediation, words: Words) -> String {
    if it.mediators.is_empty() {
        return words.say("未确定", "not named").to_owned();
    }
    let names: Vec<&str> = it.mediators.iter().map(|it| it.name.as_str()).collect();
    names.join(words.say("、", ", "))
}

/// The light of what is due next: class and words.
pub(in crate::mediations) fn light(
    it: &Mediation,
    today: Date,
    words: Words,
) -> (&'static str, String) {
    let Some(((due, day), light)) = it.next_due().zip(it.light(today)) else {
        let is_open = it.agreement().is_some() || it.ending().is_some();
        let text = words.say("待归档", "to be archived");
        let over = words.say("已归档", "archived");
        let is_over = it.stage() == rulebook::mediation::Stage::Archived;
        return ("green", if is_open && !is_over { text } else { over }.to_owned());
    };
    let name = due.phrase();
    let name = words.phrase(&name);
    let text = match light {
        Light::Green => words.fill("{}：时限内", "{}: in time", &[&name]),
        Light::Amber if day == today => words.fill("{}：今天", "{}: today", &[&name]),
        Light::Amber => words.fill("{}：明天", "{}: tomorrow", &[&name]),
        Light::Red | Light::Black => words.fill("{}：已过期", "{}: overdue", &[&name]),
    };
    (light.code(), text)
}

/// A time of the day.
pub(in crate::mediations) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// When and where a session is.
pub(in crate::mediations) fn when(session: &Session, words: Words) -> String {
    let (day, at) = (words.date_and_weekday(session.day), clock(session.minute));
    words.fill("{} {}，{}", "{} {}, {}", &[&day, &at, &session.place])
}

/// What became of a session.
pub(in crate::mediations) fn sitting(session: &Session, words: Words) -> &'static str {
    match &session.sitting {
        Sitting::Set => words.say("待开", "to be held"),
        Sitting::Held { .. } => words.say("已开", "held"),
        Sitting::CalledOff { .. } => words.say("已取消", "called off"),
    }
}

/// How far judicial confirmation is.
pub(in crate::mediations) fn confirmation(it: &Confirmation, words: Words) -> String {
    match it {
        Confirmation::NotAsked => {
            words.say("未申请（协议生效三十日内可共同申请）", "not asked for").to_owned()
        }
        Confirmation::Asked(day) => {
            words.fill("{} 已申请，待法院答复", "asked for on {}", &[&words.date(*day)])
        }
        Confirmation::Ruled(ruling, document) => {
            let ruling = ruling.phrase();
            words.fill("{}：{}", "{}: {}", &[&words.phrase(&ruling), document])
        }
    }
}

/// A party's name, masked, with its key.
pub(in crate::mediations) fn name_of(parties: &[PartyFile], key: &str) -> String {
    let found = parties.iter().find(|it| it.key == key);
    found.map_or_else(|| key.to_owned(), |it| format!("{} {}", it.key, it.masked))
}
