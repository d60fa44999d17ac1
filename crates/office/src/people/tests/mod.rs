//! The people, on both engines.

mod accounts;
mod entering;
mod factors;
mod sessions;

use crate::people::factor;
use crate::people::password::{Cost, PasswordWorks};
use crate::people::policy::{AccountPolicy, FactorDuty};
use crate::people::record::PostRef;
use crate::posts::door::CountyFile;
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::verify::Verification;
use kit::journal::{Actor, Entry, reading};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, COUNTY, House, OTHER_CENTRE, Page, on_each_engine};

const PASSWORD: &str = "Qingrong-2026";
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

fn plan() -> Plan {
    Plan::new(vec![crate::wing()])
}

/// A house with the fictional county; hashes cost next to nothing.
fn settle(house: &House) {
    house.hall.shelf.put(PasswordWorks::new(Cost { memory_kib: 8, passes: 1 }));
    let json = include_str!("../../../../../data/sample-county.json");
    let english = include_str!("../../../../../data/sample-county-english.json");
    let file = CountyFile::parse(json, Some(english)).expect("county file");
    let accounts =
        crate::people::setup::settle_county(&house.hall, &file, PASSWORD).expect("settle");
    let shown: Vec<Role> = accounts.iter().flat_map(|it| it.roles.clone()).collect();
    assert!(Role::ALL.iter().all(|role| shown.contains(role)), "{accounts:?}");
}

fn in_county(test: impl Fn(&House)) {
    on_each_engine(plan, |house| {
        settle(house);
        test(house);
        sound(house);
    });
}

/// The journal holds, its projections can be rebuilt, and no secret stands in it.
fn sound(house: &House) {
    let signer = kit::testing::signer();
    let report = Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .expect("verification");
    assert_eq!(report.findings, vec![]);
    for entry in entries(house) {
        for secret in ["$argon2", PASSWORD, "yimen_"] {
            assert!(!entry.payload.contains(secret), "{} holds {secret}", entry.action);
        }
        assert!(house.hall.deed(&entry.action).is_some(), "{} has no name", entry.action);
    }
}

fn entries(house: &House) -> Vec<Entry> {
    house.hall.db.read_now(|read| reading::after(read, COUNTY, 0, 5000)).expect("journal")
}

fn count(house: &House, action: &str) -> usize {
    entries(house).iter().filter(|entry| entry.action == action).count()
}

fn attempt(browser: &mut Browser, login: &str, password: &str) -> Page {
    browser.post("/session", &[("login", login), ("password", password), ("back", "/desk")])
}

fn signed_in(house: &House, login: &str) -> Browser {
    let mut browser = house.stranger();
    let page = attempt(&mut browser, login, PASSWORD);
    assert_eq!((page.status, page.location.as_str()), (303, "/desk"), "{login}: {}", page.body);
    browser
}

fn is_in(browser: &mut Browser) -> bool {
    browser.get("/desk").status == 200
}

fn number_of(house: &House, login: &str) -> i64 {
    let login = crate::people::record::Login::parse(login).expect("login");
    let found =
        house.hall.db.read_now(move |read| crate::people::door::account_of(read, COUNTY, &login));
    found.expect("read").expect("account").account
}

/// Sends a form with a key as its page would.
fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let key = format!("key-{}", fields.len() + path.len());
    let mut all = vec![("idempotency_key", key.as_str())];
    all.extend(fields);
    browser.post(path, &all)
}

fn made(page: &Page) -> String {
    let start = page.body.find("<code>").expect("a secret") + 6;
    let rest = &page.body[start..];
    rest[..rest.find("</code>").expect("end")].replace("&#43;", "+").replace("&#61;", "=")
}
