//! The room, asked in process.

use crate::testing::{county, main_text, plan};
use kit::rights::Role;
use kit::testing::{CENTRE, House, Page, on_each_engine};
use serde_json::json;

/// Takes a case at the window; gives its number. The phone ends in 0149.
fn case(house: &House) -> String {
    taken(house, ("k1", "", "present"))
}

/// Takes a case under a key, with what follows at once and the state of its papers.
fn taken(house: &House, (key, then, state): (&str, &str, &str)) -> String {
    let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
    let guide = clerk.get("/api/v1/centres/990126101/items/MZ-004/checklist").json();
    let papers: Vec<_> = guide["papers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| json!({"key": paper["key"], "state": state}))
        .collect();
    let new = json!({
        "item_code": "MZ-004",
        "applicant": {
            "name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149",
        },
        "answers": {"birth_date": "1944-03-12", "household": "yes", "who": "self"},
        "papers": papers,
        "then": then,
        "another": true,
    });
    let taken = clerk.post_json("/api/v1/cases", key, &new);
    assert_eq!(taken.status, 201, "{}", taken.body);
    taken.json()["number"].as_str().unwrap().to_owned()
}

fn ask(house: &House, number: &str, digits: &str) -> Page {
    house.stranger().post("/progress", &[("number", number), ("digits", digits)])
}

#[test]
fn a_resident_sees_where_the_case_stands_and_no_full_name() {
    on_each_engine(plan, |house| {
        county(house);
        let number = case(house);
        let page = ask(house, &number, "0149");
        assert_eq!(page.status, 200, "{}", main_text(&page.body));
        assert!(page.shows(&number) && page.shows("高龄津贴"));
        assert!(!page.shows("奚怡达") && !page.shows("990126196011276412"), "names are masked");
        assert!(!page.shows("10000000149"));
        let full_width = number.replace('-', "－");
        assert_eq!(ask(house, &format!(" {full_width} "), "０１４９").status, 200);
    });
}

#[test]
fn wrong_pairs_are_not_told_apart() {
    on_each_engine(plan, |house| {
        county(house);
        let number = case(house);
        let wrong_digits = ask(house, &number, "0000");
        let wrong_number = ask(house, "101-20261123-9999", "0149");
        let wrong_centre = ask(house, "999-20261123-0001", "0149");
        for page in [&wrong_digits, &wrong_number, &wrong_centre] {
            assert_eq!(page.status, 422);
            assert!(page.shows("没有查到。"), "{}", main_text(&page.body));
        }
        assert!(wrong_digits.shows(&number), "the number typed is kept");
        assert!(!wrong_digits.shows("value=\"0000\""), "the digits are not");
    });
}

#[test]
fn a_form_that_is_not_filled_in_says_what_belongs_there() {
    on_each_engine(plan, |house| {
        county(house);
        let page = ask(house, "", "12a4");
        assert_eq!(page.status, 422);
        assert!(page.shows("请填写办件编号") && page.shows("请填写登记手机号的后四位数字"));
    });
}

/// The address that a paper of the case prints, without the name of the host.
fn printed(house: &House, number: &str, paper: &str) -> Option<String> {
    let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
    let page = clerk.get(&format!("/cases/{number}/print/{paper}"));
    assert_eq!(page.status, 200, "{paper}: {}", page.body);
    let (_, rest) = page.body.split_once("<span class=\"code\">http")?;
    let (address, _) = rest.split_once('<')?;
    address.find("/progress/").map(|start| address[start..].to_owned())
}

#[test]
fn the_address_printed_on_receipt_notice_and_acceptance_opens_the_progress() {
    on_each_engine(plan, |house| {
        county(house);
        let wanting = taken(house, ("k1", "notice", "missing"));
        let notice = printed(house, &wanting, "notice").expect("an address");
        assert!(house.stranger().get(&notice).shows(&wanting));
        let number = taken(house, ("k2", "acceptance", "present"));
        let address = printed(house, &number, "receipt").expect("an address");
        assert_eq!(printed(house, &number, "acceptance").as_ref(), Some(&address));
        assert!(!address.contains(&number) && address != notice, "{address}");
        let page = house.stranger().get(&address);
        assert_eq!(page.status, 200, "{}", main_text(&page.body));
        assert!(page.shows(&number) && page.shows("高龄津贴"));
        assert!(!page.shows("奚怡达") && !page.shows("990126196011276412"), "names are masked");
        let mut wrong = address.clone();
        let last = if wrong.pop() == Some('0') { '1' } else { '0' };
        wrong.push(last);
        for nothing in [wrong.as_str(), "/progress/990126101-", "/progress/1", "/progress/-"] {
            let page = house.stranger().get(nothing);
            assert_eq!(page.status, 404, "{nothing}");
            assert!(!page.shows(&number));
        }
    });
}

#[test]
fn trying_codes_is_stopped_soon() {
    on_each_engine(plan, |house| {
        county(house);
        let ask =
            |code: usize| house.stranger().get(&format!("/progress/990126101-{code:020}")).status;
        let statuses: Vec<u16> = (0..40).map(ask).collect();
        assert_eq!((statuses[0], statuses[39]), (404, 429), "{statuses:?}");
    });
}

#[test]
fn trying_all_digits_is_stopped_soon() {
    on_each_engine(plan, |house| {
        county(house);
        let number = case(house);
        let statuses: Vec<u16> =
            (0..40).map(|digits| ask(house, &number, &format!("{digits:04}")).status).collect();
        assert_eq!(statuses[0], 422);
        assert_eq!(statuses[39], 429, "{statuses:?}");
    });
}

#[test]
fn neither_number_nor_digits_stand_in_an_address() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let form = browser.get("/progress");
        assert!(form.shows("method=\"post\""));
        let by_address = browser.get("/progress?number=101-20261123-0001&digits=0149");
        assert!(!by_address.shows("办到哪一步了"), "an address shows nobody's case");
    });
}
