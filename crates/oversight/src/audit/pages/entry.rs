//! `/audit/entries/{sequence}`: one entry whole, checked there and then.

use crate::audit::asked::Asked;
use crate::audit::facts::{FactLine, lines};
use crate::audit::wording::{capacity, deed, kind, moment};
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::db::CentreId;
use kit::journal::{Entry, checkpoint, trail};
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Visit, Words};
use seal::Digest;

#[derive(askama::Template)]
#[template(path = "audit/pages/entry.html")]
struct EntryPage {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    about: Vec<FactLine>,
    facts: Vec<FactLine>,
    more: String,
    is_whole: bool,
    is_linked: bool,
    digest: String,
    computed: String,
    previous: String,
    earlier: String,
    later: String,
    subject_href: String,
}

/// Where an entry is shown; the centre stands in the address where it is not one's own.
pub(super) fn address(visit: &Visit, centre: CentreId, sequence: i64) -> String {
    let own = visit.member.as_ref().map(|member| member.centre);
    let query = match own {
        Some(own) if own == centre => String::new(),
        _ => format!("?{}", query_pair("centre", &centre.to_string())),
    };
    format!("/audit/entries/{sequence}{query}")
}

/// An entry with what stands around it.
struct Found {
    entry: Entry,
    before: Option<Digest>,
    has_later: bool,
}

pub(in crate::audit) async fn show(
    visit: Visit,
    Path(sequence): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let asked = Asked { centre: asked.centre, ..Asked::default() };
    let place = asked.narrowed(&visit).await?.map_err(HallError::Invalid)?.place;
    let centre = place.id;
    let found = visit
        .read(move |read| {
            let Some(entry) = trail::entry(read, centre, sequence)? else { return Ok(None) };
            let before = checkpoint::digest_at(read, centre, sequence - 1)?;
            let has_later = checkpoint::digest_at(read, centre, sequence + 1)?.is_some();
            Ok(Some(Found { entry, before, has_later }))
        })
        .await?
        .ok_or_else(|| HallError::not_found("台账里没有这一条。", "There is no such entry."))?;
    let words = visit.words();
    let Found { entry, before, has_later } = found;
    let (facts, more) = lines(&visit.hall, &entry, words);
    let computed = entry.computed_digest();
    let more = match more {
        0 => String::new(),
        more => words.fill(
            "还有 {} 项未列出，可用接口读取全文。",
            "{} more are not listed; the API gives all.",
            &[&more],
        ),
    };
    let title = words.fill(
        "第 {} 条：{}",
        "Entry {}: {}",
        &[&entry.sequence, &words.phrase(&deed(&visit.hall, &entry.action))],
    );
    let home = if centre == visit.centre()? {
        "/audit".to_owned()
    } else {
        format!("/audit?{}", query_pair("centre", &centre.to_string()))
    };
    let of_subject = query_pair("subject", &entry.subject_id);
    let mark = if home.contains('?') { '&' } else { '?' };
    let beside = |exists: bool, sequence: i64| {
        if exists { address(&visit, centre, sequence) } else { String::new() }
    };
    visit.page(&EntryPage {
        chrome: visit.chrome(title, Face::Office),
        subject_href: format!("{home}{mark}{of_subject}"),
        trail: vec![(home, words.say("操作留痕", "Trail").to_owned())],
        about: about(&visit, &entry, words.phrase(&place.name)),
        facts,
        more,
        is_whole: computed == entry.digest,
        is_linked: before.unwrap_or(Digest::ZERO) == entry.previous,
        digest: entry.digest.to_hex(),
        computed: computed.to_hex(),
        previous: entry.previous.to_hex(),
        earlier: beside(before.is_some(), entry.sequence - 1),
        later: beside(has_later, entry.sequence + 1),
    })
}

/// Who, when, what and on what.
fn about(visit: &Visit, entry: &Entry, centre: &str) -> Vec<FactLine> {
    let words = visit.words();
    let line =
        |label: &str, text: String| FactLine { label: label.to_owned(), text, is_hidden: false };
    let mut about = vec![
        line(words.say("中心", "Centre"), centre.to_owned()),
        line(words.say("时间", "Time"), moment(words, entry.at_ms)),
    ];
    if entry.speaks_of_ms != entry.at_ms {
        let late = words.say("所记之事的时间（补记）", "The time it speaks of (late entry)");
        about.push(line(late, moment(words, entry.speaks_of_ms)));
    }
    about.push(line(words.say("人员", "Person"), person(entry, words)));
    let capacity = capacity(&entry.actor, words);
    if !capacity.is_empty() {
        about.push(line(words.say("岗位", "Post"), capacity));
    }
    let deed = words.phrase(&deed(&visit.hall, &entry.action)).to_owned();
    let deed = words.fill("{}（{}）", "{} ({})", &[&deed, &entry.action]);
    about.push(line(words.say("操作", "Action"), deed));
    let kind = words.phrase(&kind(&entry.subject_kind)).to_owned();
    about.push(line(words.say("对象", "Subject"), format!("{kind} {}", entry.subject_id)));
    about
}

fn person(entry: &Entry, words: Words) -> String {
    match entry.actor.account {
        0 => words.fill("{}（系统自动）", "{} (by itself)", &[&entry.actor.name]),
        -1 => entry.actor.name.clone(),
        account => words.fill("{}（账号 {}）", "{} (account {})", &[&entry.actor.name, &account]),
    }
}
