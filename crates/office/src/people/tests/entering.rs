//! Signing in: locks, uniform answers, requests from elsewhere.

use super::*;

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

#[test]
fn the_first_administrator_comes_from_the_command_line_and_makes_the_others() {
    on_each_engine(plan, |house| {
        house.hall.shelf.put(PasswordWorks::new(Cost { memory_kib: 8, passes: 1 }));
        let newcomer = crate::people::door::Newcomer {
            login: "first",
            name: "司空宁",
            phone: "",
            password: Some(PASSWORD),
        };
        crate::people::door::first_administrator(&house.hall, &newcomer).expect("first");
        let mut first = signed_in(house, "first");
        assert_eq!(first.get("/accounts").status, 200);
        assert!(crate::people::door::first_administrator(&house.hall, &newcomer).is_err(), "taken");
        sound(house);
    });
}
