//! `/audit/journal`: the state of the chains, and the act of verifying one.

use crate::audit::actions;
use crate::audit::asked::Asked;
use crate::audit::events::{VERIFIED, Verified, journal};
use crate::audit::reading::places;
use crate::audit::wording::{fault, found, moment};
use axum::response::Response;
use kit::db::{CentreId, Read};
use kit::journal::checkpoint::Checkpoint;
use kit::journal::{ChainHead, Entry, checkpoint, reading, stretch};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use seal::PublicKey;

/// Entries verified at once; the whole is for `yimen journal verify`.
const MOST: u32 = 20_000;
/// Faults that the page lists of a verification.
const SHOWN_MAX: usize = 10;

#[derive(askama::Template)]
#[template(path = "audit/pages/journal.html")]
struct JournalPage {
    chrome: Chrome,
    intro: String,
    chains: Vec<ChainView>,
}

/// A chain as it stands.
struct ChainView {
    centre: CentreId,
    name: String,
    entries: i64,
    last_at: String,
    last_href: String,
    digest: String,
    checkpoint: String,
    form_key: String,
    verified: Option<VerifiedView>,
}

/// The last verification.
struct VerifiedView {
    at: String,
    sentence: String,
    is_whole: bool,
    faults: Vec<String>,
    href: String,
}

/// What the journal says of a chain.
struct Chain {
    centre: CentreId,
    name: Phrase,
    head: Option<ChainHead>,
    checkpoint: Option<Checkpoint>,
    verified: Option<Entry>,
}

pub(in crate::audit) async fn show(visit: Visit) -> Result<Response, HallError> {
    let places = places(&visit).await?;
    let chains = visit
        .read(move |read| {
            places.into_iter().map(|it| chain(read, it.id, it.name)).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let views = chains.iter().map(|it| view(&visit, it)).collect::<Result<Vec<_>, _>>()?;
    let title = visit.words().say("台账核验", "State of the journal");
    visit.page(&JournalPage {
        chrome: visit.chrome(title, Face::Office),
        intro: visit.words().fill(
            "每个中心的台账逐条用 SM3 摘要相连，改动任何一条都会断开。核验当场重算最近 {} 条并核对检查点的签名，\
             结果记入台账；全部台账和数据表的核对由系统管理员用 yimen journal verify 执行。",
            "The entries of each centre are chained by SM3; altering one breaks the chain. A \
             verification computes the newest {} entries anew and checks the signed checkpoints; \
             its result is written to the journal. The whole journal with all tables is verified \
             by the system administrator with yimen journal verify.",
            &[&format!("{},000", MOST / 1_000)],
        ),
        chains: views,
    })
}

fn chain(read: &mut dyn Read, centre: CentreId, name: Phrase) -> Result<Chain, HallError> {
    Ok(Chain {
        centre,
        name,
        head: reading::head(read, centre)?,
        checkpoint: checkpoint::latest(read, centre)?,
        verified: reading::latest_of_subject(read, centre, &journal(centre), VERIFIED)?,
    })
}

fn view(visit: &Visit, chain: &Chain) -> Result<ChainView, HallError> {
    let words = visit.words();
    let head = chain.head.as_ref().filter(|head| head.sequence > 0);
    let checkpoint = chain.checkpoint.as_ref().map(|it| {
        words.fill("第 {} 条，{}", "at entry {}, {}", &[&it.sequence, &words.instant(it.at_ms)])
    });
    let verified = match &chain.verified {
        Some(entry) => Some(verified_view(visit, entry, words)?),
        None => None,
    };
    Ok(ChainView {
        centre: chain.centre,
        name: words.phrase(&chain.name).to_owned(),
        entries: head.map_or(0, |head| head.sequence),
        last_at: head.map(|head| moment(words, head.at_ms)).unwrap_or_default(),
        last_href: head
            .map(|head| super::entry::address(visit, chain.centre, head.sequence))
            .unwrap_or_default(),
        digest: head.map(|head| head.digest.to_hex()).unwrap_or_default(),
        checkpoint: checkpoint.unwrap_or_default(),
        form_key: visit.form_key(),
        verified,
    })
}

fn verified_view(visit: &Visit, entry: &Entry, words: Words) -> Result<VerifiedView, HallError> {
    let verified: Verified = entry.facts()?;
    Ok(VerifiedView {
        at: words.fill("{}，{}", "{}, {}", &[&moment(words, entry.at_ms), &entry.actor.name]),
        sentence: found(&verified, words),
        is_whole: verified.fault_count == 0,
        faults: verified.faults.iter().take(SHOWN_MAX).map(|it| fault(it, words)).collect(),
        href: super::entry::address(visit, entry.centre, entry.sequence),
    })
}

/// `POST /audit/verifications`
pub(in crate::audit) async fn verify(
    visit: Visit,
    submitted: Submitted,
) -> Result<Response, HallError> {
    let centre = submitted.data.text("centre").to_owned();
    let asked = Asked { centre, ..Asked::default() };
    let place = asked.narrowed(&visit).await?.map_err(HallError::Invalid)?.place;
    let pem = visit.hall.signer.public_key_pem().map_err(HallError::broken)?;
    let key = PublicKey::from_pem(&pem).map_err(HallError::broken)?;
    let centre = place.id;
    let stretch = visit.read(move |read| stretch::newest(read, &key, centre, MOST)).await?;
    let verified = Verified::from(&stretch);
    let power = Power::ReadAudit;
    let verified = visit
        .act_in(centre, power, &submitted.once, move |act| actions::verify(act, &verified))
        .await?;
    let said = |words: Words| {
        let name = words.phrase(&place.name);
        words.fill("{}：{}", "{}: {}", &[&name, &found(&verified, words)])
    };
    let message = Phrase::new(
        said(Words::new(kit::Language::Chinese)),
        said(Words::new(kit::Language::English)),
    );
    Ok(visit.redirect("/audit/journal", &message))
}
