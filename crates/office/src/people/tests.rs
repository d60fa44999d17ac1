//! The people at the door, on both engines: signing in, locks, ends of sessions, second factors,
//! tokens, and administrators kept apart.

use super::factor;
use super::password::{Cost, PasswordWorks};
use super::policy::{AccountPolicy, FactorDuty};
use super::record::PostRef;
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
    let json = include_str!("../../../../data/sample-county.json");
    let english = include_str!("../../../../data/sample-county-english.json");
    let file = CountyFile::parse(json, Some(english)).expect("county file");
    let accounts = super::setup::settle_county(&house.hall, &file, PASSWORD).expect("settle");
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
    let login = super::record::Login::parse(login).expect("login");
    let found = house.hall.db.read_now(move |read| super::door::account_of(read, COUNTY, &login));
    found.expect("read").expect("account").account
}

/// Sends a form with a key as its page would.
fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let key = format!("key-{}", fields.len() + path.len());
    let mut all = vec![("idempotency_key", key.as_str())];
    all.extend(fields);
    browser.post(path, &all)
}

#[test]
fn a_clerk_signs_in_and_out_and_the_journal_knows() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let desk = clerk.get("/desk");
        assert!(desk.shows("窗口工作人员（03号）"), "{}", desk.body);
        assert_eq!(count(house, "people.signed_in"), 1);
        let gone = clerk.post("/session/end", &[]);
        assert_eq!(gone.location, "/session/new");
        assert!(!is_in(&mut clerk));
        assert_eq!(count(house, "people.signed_out"), 1);
        let back = clerk.get("/cases?page=2");
        assert_eq!(back.status, 404, "a page that this wing does not have");
        assert_eq!(clerk.get("/account").location, "/session/new?back=%2Faccount");
    });
}

#[test]
fn only_paths_of_this_site_are_returned_to() {
    in_county(|house| {
        let mut browser = house.stranger();
        let fields = [("login", "clerk"), ("password", PASSWORD), ("back", "//evil.example/x")];
        assert_eq!(browser.post("/session", &fields).location, "/desk");
    });
}

#[test]
fn answers_do_not_tell_which_accounts_there_are() {
    in_county(|house| {
        let tell = |login: &str| {
            let mut browser = house.stranger();
            let page = attempt(&mut browser, login, "Wrong-password-1");
            assert_eq!(page.status, 422);
            page.body.replace(login, "…")
        };
        for _ in 0..7 {
            assert_eq!(tell("clerk"), tell("nobody"));
        }
        assert_eq!(count(house, "people.locked"), 1, "only what exists is journalled");
    });
}

#[test]
fn five_failures_lock_for_a_quarter_of_an_hour() {
    in_county(|house| {
        let mut browser = house.stranger();
        for _ in 0..4 {
            assert!(attempt(&mut browser, "clerk", "Wrong-1-wrong").shows("不正确"));
        }
        assert!(attempt(&mut browser, "CLERK ", "Wrong-1-wrong").shows("不正确"), "one counter");
        assert_eq!(count(house, "people.locked"), 1);
        let page = attempt(&mut browser, "clerk", PASSWORD);
        assert!(page.shows("15 分钟内不能登录"), "{}", page.body);
        house.clock.advance(14 * MINUTE_MS);
        assert!(attempt(&mut browser, "clerk", PASSWORD).shows("1 分钟内不能登录"));
        house.clock.advance(MINUTE_MS);
        assert_eq!(attempt(&mut browser, "clerk", PASSWORD).status, 303);
    });
}

#[test]
fn failures_far_apart_do_not_lock() {
    in_county(|house| {
        let mut browser = house.stranger();
        for _ in 0..12 {
            attempt(&mut browser, "clerk", "Wrong-1-wrong");
            house.clock.advance(16 * MINUTE_MS);
        }
        assert_eq!(attempt(&mut browser, "clerk", PASSWORD).status, 303);
    });
}

#[test]
fn guesses_at_the_same_time_do_not_outrun_the_counter() {
    in_county(|house| {
        let compared = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for guess in 0..12 {
                let compared = &compared;
                scope.spawn(move || {
                    let mut browser = house.stranger();
                    let page = attempt(&mut browser, "clerk", &format!("Wrong-{guess}-wrong"));
                    if page.shows("不正确") {
                        compared.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(compared.load(std::sync::atomic::Ordering::SeqCst), 5);
    });
}

#[test]
fn the_security_administrator_lifts_a_lock() {
    in_county(|house| {
        let mut browser = house.stranger();
        for _ in 0..5 {
            attempt(&mut browser, "clerk", "Wrong-1-wrong");
        }
        let clerk = number_of(house, "clerk");
        let mut security = signed_in(house, "secadmin");
        let path = format!("/accounts/{clerk}/acts/unlocking");
        let page = send(&mut security, &path, &[("reason", "")]);
        assert_eq!(page.status, 422, "a reason is asked for");
        let page =
            security.post(&path, &[("idempotency_key", "again"), ("reason", "本人当面核实")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert_eq!(attempt(&mut browser, "clerk", PASSWORD).status, 303);
    });
}

#[test]
fn an_unused_session_ends_after_a_quarter_of_an_hour() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        for _ in 0..8 {
            house.clock.advance(14 * MINUTE_MS + 59_000);
            assert!(is_in(&mut clerk), "each use winds the clock");
        }
        house.clock.advance(15 * MINUTE_MS);
        assert!(!is_in(&mut clerk));
    });
}

#[test]
fn a_session_survives_a_restart_of_the_keeper_through_the_database() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        house.clock.advance(10 * MINUTE_MS);
        assert!(is_in(&mut clerk));
        super::furnish(&house.hall.shelf, AccountPolicy::default());
        house.clock.advance(10 * MINUTE_MS);
        assert!(is_in(&mut clerk), "the clock was wound in the database, too");
    });
}

#[test]
fn a_session_ends_after_twelve_hours_even_in_use() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        for _ in 0..72 {
            house.clock.advance(10 * MINUTE_MS - 1);
            assert!(is_in(&mut clerk));
        }
        house.clock.advance(72);
        assert!(!is_in(&mut clerk));
    });
}

#[test]
fn what_ends_in_one_tab_has_ended_in_the_other() {
    in_county(|house| {
        let mut one = signed_in(house, "clerk");
        let mut other = one.clone();
        assert!(is_in(&mut other));
        one.post("/session/end", &[]);
        let page = send(&mut other, "/posts/active", &[("post", "990126101/W03-A2")]);
        assert!(page.location.starts_with("/session/new?back="), "{}", page.location);
    });
}

#[test]
fn signing_in_again_draws_a_new_secret_and_ends_the_old_session() {
    in_county(|house| {
        let mut browser = signed_in(house, "clerk");
        let mut old = browser.clone();
        assert_eq!(attempt(&mut browser, "clerk", PASSWORD).status, 303);
        assert_ne!(old.cookies, browser.cookies);
        assert!(!is_in(&mut old));
        assert!(is_in(&mut browser));
    });
}

#[test]
fn one_sees_the_own_sessions_and_ends_them() {
    in_county(|house| {
        let mut here = signed_in(house, "clerk");
        let mut there = signed_in(house, "clerk");
        let page = here.get("/account");
        let start = page.body.find("/account/sessions/").expect("another session");
        let rest = &page.body[start..];
        let path = rest[..rest.find('"').expect("end")].to_owned();
        assert_eq!(send(&mut here, &path, &[]).status, 303);
        assert!(!is_in(&mut there));
        assert!(is_in(&mut here));
        assert_eq!(count(house, "people.session_revoked"), 1);
    });
}

#[test]
fn the_sixth_session_ends_the_first() {
    in_county(|house| {
        let mut first = signed_in(house, "clerk");
        let mut second = signed_in(house, "clerk");
        for _ in 0..4 {
            house.clock.advance(1_000);
            signed_in(house, "clerk");
        }
        assert!(!is_in(&mut first));
        assert!(is_in(&mut second));
    });
}

#[test]
fn the_security_administrator_ends_sessions_and_disables_accounts() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let number = number_of(house, "clerk");
        let mut security = signed_in(house, "secadmin");
        let path = format!("/accounts/{number}/acts/disablement");
        let page = send(&mut security, &path, &[("reason", "调离")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(!is_in(&mut clerk));
        assert!(attempt(&mut clerk, "clerk", PASSWORD).shows("已停用"));
        assert_eq!(attempt(&mut house.stranger(), "clerk", "Wrong-1-wrong").status, 422);
        let path = format!("/accounts/{number}/acts/enablement");
        assert_eq!(send(&mut security, &path, &[("reason", "调回")]).status, 303);
        assert_eq!(attempt(&mut clerk, "clerk", PASSWORD).status, 303);
    });
}

#[test]
fn a_request_from_another_site_signs_nobody_in() {
    in_county(|house| {
        let mut browser = house.stranger();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let body = format!("login=clerk&password={PASSWORD}").into_bytes();
        let headers = [kind, ("sec-fetch-site", "cross-site")];
        let page = browser.send("POST", "/session", &headers, body);
        assert_eq!(page.status, 403);
        assert!(browser.cookies.is_empty());
    });
}

fn made(page: &Page) -> String {
    let start = page.body.find("<code>").expect("a secret") + 6;
    let rest = &page.body[start..];
    rest[..rest.find("</code>").expect("end")].replace("&#43;", "+").replace("&#61;", "=")
}

#[test]
fn a_new_account_gets_a_password_once_and_has_to_change_it() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let before = count(house, "people.account_made");
        let fields = [("login", "new.clerk"), ("name", "林晓"), ("phone", "10012345678")];
        let page = send(&mut security, "/accounts", &fields);
        assert_eq!(page.status, 200, "{}", page.body);
        let password = made(&page);
        let again = send(&mut security, "/accounts", &fields);
        assert_eq!(again.status, 303, "a second click is the same act and shows nothing");
        assert_eq!(count(house, "people.account_made"), before + 1);
        let mut clerk = house.stranger();
        assert!(attempt(&mut clerk, "new.clerk", &password).shows("没有可用的岗位"));
        let path = format!("/accounts/{}/posts", number_of(house, "new.clerk"));
        let page = send(&mut security, &path, &[("post", "990126101/W01-A1")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert_eq!(attempt(&mut clerk, "new.clerk", &password).status, 303);
        assert_eq!(clerk.get("/desk").location, "/account/password");
        let change = |clerk: &mut Browser, chosen: &str| {
            let fields = [("current", password.as_str()), ("chosen", chosen), ("repeated", chosen)];
            clerk.post("/account/password", &fields)
        };
        assert!(change(&mut clerk, "short").shows("至少 10 个字符"));
        assert!(change(&mut clerk, &password).shows("最近 5 次"));
        assert_eq!(change(&mut clerk, "Muxin-2026-11").location, "/desk");
        assert!(is_in(&mut clerk));
    });
}

#[test]
fn a_password_ends_after_ninety_days_and_the_last_five_stay_spent() {
    in_county(|house| {
        house.clock.advance(90 * DAY_MS);
        let mut clerk = signed_in(house, "clerk");
        assert_eq!(clerk.get("/desk").location, "/account/password");
        let mut present = PASSWORD.to_owned();
        for turn in 1..=5 {
            let chosen = format!("Qingrong-2026-{turn}");
            let fields =
                [("current", present.as_str()), ("chosen", &chosen), ("repeated", &chosen)];
            let page = clerk.post("/account/password", &fields);
            assert_eq!(page.location, "/desk", "{}", page.body);
            present = chosen;
        }
        let try_again = |clerk: &mut Browser, chosen: &str| {
            let fields = [("current", present.as_str()), ("chosen", chosen), ("repeated", chosen)];
            clerk.post("/account/password", &fields).status
        };
        assert_eq!(try_again(&mut clerk, "Qingrong-2026-1"), 422, "one of the last five");
        assert_eq!(try_again(&mut clerk, PASSWORD), 303, "the sixth before may come again");
        assert_eq!(count(house, "people.password_changed"), 6);
    });
}

#[test]
fn guessing_the_present_password_locks_like_guessing_at_the_door() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let fields = [
            ("current", "Wrong-1-wrong"),
            ("chosen", "Muxin-2026-11"),
            ("repeated", "Muxin-2026-11"),
        ];
        for _ in 0..5 {
            assert!(clerk.post("/account/password", &fields).shows("当前密码不正确"));
        }
        assert!(clerk.post("/account/password", &fields).shows("分钟内不能登录"));
        assert_eq!(count(house, "people.locked"), 1);
    });
}

/// Sets a second factor up; gives its secret and the recovery codes.
fn enrol(house: &House, browser: &mut Browser) -> (String, Vec<String>) {
    browser.post("/account/second-factor", &[]);
    let page = browser.get("/account/second-factor");
    assert!(page.shows("<svg"), "{}", page.body);
    let secret = made(&page).replace(' ', "");
    let code = factor::code_at(&secret, house.hall.now_ms()).expect("code");
    let page = browser.post("/account/second-factor/confirmation", &[("code", &code)]);
    assert_eq!(page.status, 200, "{}", page.body);
    let codes = page.body.split("<code>").skip(1);
    let codes = codes.map(|it| it.split('<').next().unwrap_or_default().to_owned()).collect();
    (secret, codes)
}

#[test]
fn a_second_factor_is_asked_for_and_a_code_works_once() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let (secret, recovery) = enrol(house, &mut clerk);
        house.clock.advance(90_000);
        let mut browser = house.stranger();
        let page = attempt(&mut browser, "clerk", PASSWORD);
        assert!(page.location.starts_with("/session/second-factor"), "{}", page.location);
        let before = browser.cookies.clone();
        assert_eq!(browser.get("/desk").location, "/session/second-factor");
        let code = factor::code_at(&secret, house.hall.now_ms()).expect("code");
        let page = browser.post("/session/second-factor", &[("code", &code), ("back", "/desk")]);
        assert_eq!(page.location, "/desk", "{}", page.body);
        assert!(is_in(&mut browser));
        assert_ne!(browser.cookies, before, "the secret is drawn anew");
        let mut again = house.stranger();
        attempt(&mut again, "clerk", PASSWORD);
        let page = again.post("/session/second-factor", &[("code", &code)]);
        assert!(page.shows("已使用过"), "{}", page.body);
        let spare = &recovery[0];
        assert_eq!(again.post("/session/second-factor", &[("code", spare)]).status, 303);
        let mut third = house.stranger();
        attempt(&mut third, "clerk", PASSWORD);
        assert_eq!(third.post("/session/second-factor", &[("code", spare)]).status, 422);
        assert_eq!(count(house, "people.recovery_used"), 1);
    });
}

#[test]
fn five_wrong_codes_lock_although_the_password_is_right() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        enrol(house, &mut clerk);
        for turn in 0..5 {
            let mut browser = house.stranger();
            attempt(&mut browser, "clerk", PASSWORD);
            let page = browser.post("/session/second-factor", &[("code", "000000")]);
            assert_eq!(page.status, if turn < 4 { 422 } else { 303 }, "{}", page.body);
        }
        assert_eq!(count(house, "people.locked"), 1);
        let page = attempt(&mut house.stranger(), "clerk", PASSWORD);
        assert!(page.shows("分钟内不能登录"), "{}", page.body);
    });
}

#[test]
fn where_the_policy_asks_for_it_an_administrator_sets_the_second_factor_up_at_the_door() {
    in_county(|house| {
        let policy =
            AccountPolicy { second_factor: FactorDuty::Administrators, ..AccountPolicy::default() };
        house.hall.shelf.put(policy);
        signed_in(house, "clerk");
        let mut audit = house.stranger();
        attempt(&mut audit, "auditadmin", PASSWORD);
        assert_eq!(audit.get("/account").location, "/session/second-factor");
        let page = audit.post("/session/second-factor", &[("propose", "yes")]);
        let secret = made(&page).replace(' ', "");
        let code = factor::code_at(&secret, house.hall.now_ms()).expect("code");
        let page = audit.post("/session/second-factor", &[("code", &code), ("back", "/account")]);
        assert!(page.shows("备用码"), "{}", page.body);
        assert!(is_in(&mut audit));
    });
}

#[test]
fn a_token_acts_within_its_scopes_until_it_ends_or_is_revoked() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let form = clerk.get("/account/tokens/new");
        assert!(form.shows("cases:take") && !form.shows("accounts:manage"), "{}", form.body);
        let fields = [("label", "县级平台"), ("days", "30"), ("scopes", "cases:read")];
        let page = send(&mut clerk, "/account/tokens", &fields);
        assert_eq!(page.status, 200, "{}", page.body);
        let secret = made(&page);
        assert_eq!(send(&mut clerk, "/account/tokens", &fields).status, 303, "shown once");
        let mut program = house.stranger();
        program.bearer = Some(secret);
        let own = program.get("/api/v1/account");
        assert_eq!(own.status, 200, "{}", own.body);
        let scopes = own.json()["scopes"].to_string();
        assert_eq!(scopes, "[\"signed-in\",\"cases:read\"]");
        assert_eq!(program.get("/account").status, 303, "a token opens no pages");
        house.clock.advance(30 * DAY_MS - 1);
        assert_eq!(program.get("/api/v1/account").status, 200);
        house.clock.advance(1);
        assert_eq!(program.get("/api/v1/account").status, 401);
    });
}

#[test]
fn a_revoked_token_and_one_whose_post_was_taken_away_open_nothing() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let number = number_of(house, "approver");
        let token = |house: &House, key: &str| {
            let mut approver = signed_in(house, "approver");
            let fields = [
                ("idempotency_key", key),
                ("label", key),
                ("days", "30"),
                ("scopes", "cases:decide"),
            ];
            let page = approver.post("/account/tokens", &fields);
            let mut program = house.stranger();
            program.bearer = Some(made(&page));
            assert_eq!(program.get("/api/v1/account").status, 200);
            (approver, program)
        };
        let (mut approver, mut program) = token(house, "first");
        let page = approver.get("/account");
        let start = page.body.find("/account/tokens/").expect("new");
        let start = start + page.body[start + 1..].find("/account/tokens/").expect("token") + 1;
        let path = page.body[start..].split('"').next().expect("path").to_owned();
        assert_eq!(send(&mut approver, &path, &[]).status, 303);
        assert_eq!(program.get("/api/v1/account").status, 401);
        let (mut approver, mut program) = token(house, "second");
        let fields = [("post", "990126101/MZ1"), ("reason", "岗位调整")];
        let path = format!("/accounts/{number}/posts/removal");
        assert_eq!(send(&mut security, &path, &fields).status, 303);
        assert_eq!(program.get("/api/v1/account").status, 401);
        assert!(!is_in(&mut approver), "the session sat in that post");
    });
}

#[test]
fn a_scope_beyond_the_post_is_refused() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let fields = [("label", "越权"), ("days", "30"), ("scopes", "accounts:manage")];
        assert_eq!(send(&mut clerk, "/account/tokens", &fields).status, 422);
    });
}

#[test]
fn administrators_are_kept_apart() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let clerk = number_of(house, "clerk");
        let path = format!("/accounts/{clerk}/posts");
        let page = send(&mut security, &path, &[("post", "990126/SYS1")]);
        assert!(page.status == 422 && page.shows("不能由同一人担任"), "{}", page.body);
        let own = format!("/accounts/{}/posts", number_of(house, "secadmin"));
        let page = send(&mut security, &own, &[("post", "990126101/C1")]);
        assert!(page.status == 422 && page.shows("自己的账号"), "{}", page.body);
        let version = security.get("/roles/990126101/W03-A2").value_of("version");
        let fields = [
            ("version", version.as_str()),
            ("roles", "window_clerk"),
            ("roles", "audit_administrator"),
            ("reason", "试"),
        ];
        let page = security.post("/roles/990126101/W03-A2", &fields);
        assert!(page.status == 422 && page.shows("不能由同一人担任"), "{}", page.body);
        let version = security.get("/roles/990126/SEC1").value_of("version");
        let fields = [("version", version.as_str()), ("roles", "director"), ("reason", "试")];
        assert_eq!(security.post("/roles/990126/SEC1", &fields).status, 422, "the own post");
        assert_eq!(signed_in(house, "sysadmin").get("/accounts").status, 403);
        assert_eq!(signed_in(house, "auditadmin").get("/roles").status, 403);
    });
}

#[test]
fn roles_of_a_post_take_effect_at_once_and_two_administrators_notice_each_other() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let mut clerk = signed_in(house, "clerk");
        let version = security.get("/roles/990126101/W03-A2").value_of("version");
        let set = |browser: &mut Browser, key: &str, role: &str| {
            let fields = [
                ("idempotency_key", key),
                ("version", version.as_str()),
                ("roles", role),
                ("reason", "岗位调整"),
            ];
            browser.post("/roles/990126101/W03-A2", &fields).status
        };
        assert_eq!(set(&mut security, "one", "supervisor"), 303);
        assert!(clerk.get("/desk").shows("效能监督员"));
        assert_eq!(set(&mut security, "two", "director"), 409, "seen before the other's change");
    });
}

#[test]
fn a_security_administrator_sits_in_the_county_office_only() {
    in_county(|house| {
        let grants = vec![(PostRef::new(CENTRE, "C5"), vec![Role::SecurityAdministrator])];
        let head = ActHead { centre: COUNTY, actor: Actor::house() };
        let refused =
            house.hall.db.act_now(head, move |act| super::door::take_on(act, &[], &grants));
        assert!(refused.is_err());
    });
}

#[test]
fn whoever_holds_several_posts_acts_in_one_at_a_time() {
    in_county(|house| {
        let mut approver = signed_in(house, "approver");
        assert!(approver.get("/desk").shows("民政审批岗"));
        let page = approver.get("/posts/active");
        assert!(page.shows("窗口首席代表"), "{}", page.body);
        let page = send(&mut approver, "/posts/active", &[("post", "990126101/W03-A1")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(approver.get("/desk").shows("窗口首席代表（03号）"));
        assert_eq!(count(house, "people.post_switched"), 1);
        let page = send(&mut approver, "/posts/active", &[("post", "990126101/C1")]);
        assert_eq!(page.status, 422, "a post that is not held");
        let mut next_day = signed_in(house, "approver");
        assert!(next_day.get("/desk").shows("窗口首席代表"), "the last one is kept");
    });
}

#[test]
fn an_identity_of_another_issuer_belongs_to_one_account() {
    in_county(|house| {
        let (clerk, other) = (number_of(house, "clerk"), number_of(house, "director"));
        let head = || ActHead { centre: COUNTY, actor: Actor::house() };
        let link = |account: i64| {
            house.hall.db.act_now(head(), move |act| {
                super::door::link_identity(act, account, ("https://id.example", "u-1"))
            })
        };
        assert!(link(clerk).is_ok());
        assert!(link(other).is_err());
        let find = || {
            house.hall.db.read_now(|read| {
                super::door::account_of_identity(read, COUNTY, "https://id.example", "u-1")
            })
        };
        assert_eq!(find().expect("read"), Some(clerk));
        let unlinked = house.hall.db.act_now(head(), |act| {
            super::door::unlink_identity(act, ("https://id.example", "u-1"))
        });
        assert!(unlinked.is_ok());
        assert_eq!(find().expect("read"), None);
    });
}

#[test]
fn the_first_administrator_comes_from_the_command_line_and_makes_the_others() {
    on_each_engine(plan, |house| {
        house.hall.shelf.put(PasswordWorks::new(Cost { memory_kib: 8, passes: 1 }));
        let newcomer = super::door::Newcomer {
            login: "first",
            name: "司空宁",
            phone: "",
            password: Some(PASSWORD),
        };
        super::door::first_administrator(&house.hall, &newcomer).expect("first");
        let mut first = signed_in(house, "first");
        assert_eq!(first.get("/accounts").status, 200);
        assert!(super::door::first_administrator(&house.hall, &newcomer).is_err(), "taken");
        sound(house);
    });
}

#[test]
fn accounts_are_found_by_name_centre_and_state_page_by_page() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        assert!(security.get("/accounts?text=韦溪").shows("韦溪澜"));
        assert!(!security.get("/accounts?text=%25").shows("韦溪澜"), "signs are plain text");
        let elsewhere = security.get(&format!("/accounts?centre={OTHER_CENTRE}"));
        assert!(!elsewhere.shows("韦溪澜"));
        let first = security.get("/accounts");
        let next = first.body.find("after=").expect("a next page");
        let after = first.body[next..].split('"').next().expect("link");
        let second = security.get(&format!("/accounts?{after}"));
        assert_eq!(second.status, 200);
        assert!(!second.shows(first_login(&first)), "{}", second.body);
    });
}

/// The sign-in name in the first row of a list.
fn first_login(page: &Page) -> &str {
    let row = page.body.split("<tbody>").nth(1).expect("a table");
    let link = row.split("<a href=\"/accounts/").nth(1).expect("a row");
    link.split('>').nth(1).and_then(|it| it.split('<').next()).expect("a name")
}

#[test]
fn every_page_of_the_people_reads_well_in_both_languages() {
    on_each_engine(plan, |house| {
        settle(house);
        let clerk = number_of(house, "clerk");
        let person = format!("/accounts/{clerk}");
        let paths = [
            "/desk",
            "/account",
            "/account/password",
            "/account/second-factor",
            "/account/tokens/new",
            "/posts/active",
            "/accounts",
            "/accounts/new",
            &person,
            "/roles?centre=990126101",
            "/roles/990126101/W03-A2",
        ];
        for language in ["zh-CN", "en"] {
            let mut browser = signed_in(house, "secadmin");
            browser.language = language;
            for path in paths {
                let page = browser.get(path);
                crate::testing::well_formed(path, &page);
                if language == "en" {
                    assert!(page.shows("lang=\"en\""), "{path}");
                }
            }
            let mut stranger = house.stranger();
            stranger.language = language;
            crate::testing::well_formed("/session/new", &stranger.get("/session/new"));
        }
    });
}

#[test]
fn every_statement_of_the_wing_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let refused = std::thread::spawn(move || {
            let plan = plan();
            kit::db::check_statements(&location, &plan.migrations(), &plan.statements())
        });
        let refused = refused.join().expect("thread").expect("open");
        assert!(refused.is_empty(), "{refused:?}");
    });
}

#[test]
fn staff_of_one_centre_do_not_administer_accounts_of_the_county() {
    in_county(|house| {
        let mut browser = house.browser_of(CentreId(990_126_101), &[Role::SecurityAdministrator]);
        assert_eq!(browser.get("/accounts").status, 403);
        let fields = [("login", "x-y-z"), ("name", "林晓")];
        assert_eq!(send(&mut browser, "/accounts", &fields).status, 403);
    });
}
