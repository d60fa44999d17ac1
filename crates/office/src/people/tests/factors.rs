//! Second factors and tokens.

use super::*;

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
