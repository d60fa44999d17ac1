//! The workbench, asked in process: a visit goes through without hunting, and nothing is lost.

use counter::catalogue::door as catalogue;
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, on_each_engine};
use office::posts::door::{self as posts, Centre, Department, State, WholeCentre, Window};
use reference::exchange::door::{ContactRecord, shipped_items};

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        casework::wing(),
        prefiling::wing(),
        crate::wing(),
    ])
    .with_menu_order(&["/window", "窗口"])
}

const IDENTITY: &str = "990126196011276412";

/// A centre with two windows and the shipped items.
fn open(house: &House) {
    let department = |key: &str, short: &str| Department {
        key: key.into(),
        short: short.into(),
        name: short.into(),
        ..Department::default()
    };
    let window = |number: usize| Window {
        key: format!("W{number:02}"),
        number: format!("{number:02}号"),
        name: "综合窗口".into(),
        departments: vec!["MZ".into()],
        queue_prefix: "A".into(),
        ..Window::default()
    };
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: vec![department("MZ", "民政")],
        windows: (1..=2).map(|number| (window(number), State::Open)).collect(),
        posts: Vec::new(),
    };
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    house.hall.db.act_now(head(), move |act| posts::set_up(act, &whole)).expect("set up");
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("shipped items");
    let work = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, catalogue::AfterImport::PublishComplete)
    };
    house.hall.db.act_now(head(), work).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

fn clerk(house: &House) -> Browser {
    house.browser_at(CENTRE, &[Role::WindowClerk], "01号")
}

fn sends(clerk: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = clerk.post(path, fields);
    assert_eq!(page.status, 303, "{path}: {}", page.body);
    page.location
}

/// Somebody is called at the clerk's window and comes; gives the ticket's name.
fn serves(clerk: &mut Browser) -> String {
    sends(clerk, "/window/opening", &[]);
    sends(clerk, "/queue/tickets", &[("line", "A"), ("priority", "ordinary")]);
    sends(clerk, "/window/calls", &[]);
    sends(clerk, "/window/tickets/20261123-A001/service", &[]);
    "20261123-A001".to_owned()
}

/// The item is chosen and its form handed in; gives where it leads.
fn takes(clerk: &mut Browser, item: &str) -> String {
    let form = sends(clerk, "/window/items", &[("item", item)]);
    let page = clerk.get(&form);
    let fields: Vec<(&str, String)> = ["item_code", "version", "contact", "ticket"]
        .iter()
        .map(|name| (*name, page.value_of(name)))
        .chain([
            ("identity", IDENTITY.to_owned()),
            ("name", "奚怡达".to_owned()),
            ("phone", "10000000149".to_owned()),
            ("rest", "yes".to_owned()),
        ])
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
    sends(clerk, "/cases", &fields)
}

#[test]
fn a_visit_goes_from_the_call_to_the_case_and_back_with_ticket_contact_and_person() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let closed = clerk.get("/window");
        assert!(closed.shows("开窗") && closed.shows("action=\"/window/opening\""));
        serves(&mut clerk);
        let wrong = clerk.post("/window/person", &[("identity", "990126196011276413")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.shows("校验") && wrong.shows("990126196011276413"), "{}", wrong.body);
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        let known = clerk.get("/window?text=gljt");
        assert!(known.shows("校验通过") && known.shows("第一次来办事"), "{}", known.body);
        assert!(!known.shows(IDENTITY), "masked on the workbench");
        assert!(known.shows("value=\"MZ-004\""), "found by initials: {}", known.body);
        let form = sends(&mut clerk, "/window/items", &[("item", "MZ-004")]);
        assert!(!form.contains(IDENTITY), "who it is stands in no address");
        let page = clerk.get(&form);
        assert_eq!(page.value_of("identity"), IDENTITY);
        assert_eq!(page.value_of("ticket"), "20261123-A001");
        assert!(!page.shows("上次填写"), "nothing was typed yet");
        let contact = page.value_of("contact");
        let back = takes(&mut clerk, "MZ-004");
        let number = back.strip_prefix("/window?case=").expect("back to the workbench").to_owned();
        let after = clerk.get(&back);
        assert!(after.shows(&number) && after.shows("/print/receipt"), "{}", after.body);
        let ended = clerk.get(&format!("/contacts/{contact}"));
        assert!(ended.shows(&number) && ended.shows("20261123-A001"), "{}", ended.body);
    });
}

#[test]
fn what_was_asked_besides_does_not_end_with_the_case_of_another_item() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        serves(&mut clerk);
        let asked = clerk.get(&sends(&mut clerk.clone(), "/window/items", &[("item", "MZ-004")]));
        let contact = asked.value_of("contact");
        let back = takes(&mut clerk, "MZ-002");
        assert!(clerk.get(&back).shows("/print/receipt"));
        let still = clerk.get(&format!("/contacts/{contact}"));
        assert!(!still.shows(back.trim_start_matches("/window?case=")), "{}", still.body);
        let matter = format!("/unresolved-matters/new?contact={contact}");
        assert!(clerk.get(&back).shows(&matter), "it may become a matter");
        let form = clerk.get(&matter);
        assert_eq!(form.value_of("contact"), contact);
        let typed = [("contact", &*contact), ("obstacles", "papers"), ("words", "缺材料办不成")];
        let taken = sends(&mut clerk, "/unresolved-matters", &typed);
        assert!(taken.starts_with("/unresolved-matters/"), "{taken}");
        let ended = clerk.get(&format!("/contacts/{contact}"));
        assert!(ended.shows(taken.trim_start_matches("/unresolved-matters/")), "{}", ended.body);
    });
}

/// Every address that a page leads to.
fn links(page: &str) -> Vec<String> {
    let parts = page.split("href=\"/").skip(1);
    let links = parts.filter_map(|rest| rest.split(['"', '#']).next());
    links.map(|it| format!("/{}", it.replace("&#38;", "&").replace("&amp;", "&"))).collect()
}

#[test]
fn every_link_of_the_workbench_and_of_its_form_leads_somewhere() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let mut pages = vec![clerk.get("/window")];
        serves(&mut clerk);
        pages.push(clerk.get("/window"));
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        let back = takes(&mut clerk, "MZ-002");
        let form = sends(&mut clerk, "/window/items", &[("item", "MZ-004")]);
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        let report = [("name", "奚怡达"), ("phone", "10000000149"), ("words", "办不成")];
        let matter = sends(&mut clerk, "/unresolved-matters", &report);
        pages.extend(["/window", &*back, &*form, "/window?text=gljt"].map(|it| clerk.get(it)));
        assert!(pages.iter().any(|it| it.shows(&format!("href=\"{matter}\""))), "the matter");
        let own = ["/window", "/unresolved-matters", "/cases", "/contacts", "/queue"];
        let mut seen = std::collections::BTreeSet::new();
        for link in pages.iter().flat_map(|page| links(&page.body)) {
            if own.iter().any(|it| link.starts_with(it)) && seen.insert(link.clone()) {
                assert_eq!(clerk.get(&link).status, 200, "{link}");
            }
        }
        assert!(seen.len() > 12, "{seen:?}");
    });
}

#[test]
fn a_visit_with_several_items_goes_round_again_before_the_ticket_ends() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let ticket = serves(&mut clerk);
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        let first = takes(&mut clerk, "MZ-002");
        let second = takes(&mut clerk, "ZZ-003");
        assert_ne!(first, second);
        let page = clerk.get(&second);
        for case in [&first, &second] {
            assert!(page.shows(case.trim_start_matches("/window?case=")), "{}", page.body);
        }
        assert!(page.shows("奚") && page.shows("还办什么"), "known by the second item");
        sends(&mut clerk, &format!("/window/tickets/{ticket}/completion"), &[]);
        let free = clerk.get("/window");
        assert!(free.shows("叫下一位") && !free.shows("奚"), "the visit is over: {}", free.body);
    });
}

#[test]
fn an_expired_session_loses_nothing_typed_and_the_ticket_is_still_at_the_window() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let ticket = serves(&mut clerk);
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        let form = sends(&mut clerk, "/window/items", &[("item", "MZ-004")]);
        let typed = [("ticket", &*ticket), ("name", "奚怡达"), ("paper.identity", "present")];
        let saved = clerk.post("/cases/drafts/MZ-004", &typed);
        assert_eq!(saved.status, 204);
        let session = std::mem::take(&mut clerk.cookies);
        assert_ne!(clerk.get("/window").status, 200, "signed out");
        assert_ne!(clerk.post("/cases", &[("item_code", "MZ-004")]).status, 200);
        clerk.cookies = session;
        let again = clerk.get("/window");
        assert!(again.shows("A001") && again.shows("填了一半"), "{}", again.body);
        let page = clerk.get(&form);
        assert!(page.shows("奚怡达") && page.shows("上次填写"), "{}", page.body);
    });
}

#[test]
fn drafts_of_one_item_stand_apart_by_ticket() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let ticket = serves(&mut clerk);
        let form = sends(&mut clerk, "/window/items", &[("item", "MZ-004")]);
        clerk.post("/cases/drafts/MZ-004", &[("ticket", &ticket), ("name", "奚怡达")]);
        let park = format!("/window/tickets/{ticket}/parking");
        sends(&mut clerk, &park, &[("reason", "去复印")]);
        sends(&mut clerk, "/queue/tickets", &[("line", "A"), ("priority", "ordinary")]);
        sends(&mut clerk, "/window/calls", &[]);
        sends(&mut clerk, "/window/tickets/20261123-A002/service", &[]);
        let other = sends(&mut clerk, "/window/items", &[("item", "MZ-004")]);
        assert!(!clerk.get(&other).shows("奚怡达"), "another visitor's form");
        assert!(clerk.get(&form).shows("奚怡达"), "what was parked is there");
    });
}

#[test]
fn whoever_files_for_another_is_taken_as_the_agent_and_the_applicant_is_asked_for() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        serves(&mut clerk);
        let card = [("identity", IDENTITY), ("for_another", "yes")];
        sends(&mut clerk, "/window/person", &card);
        assert!(clerk.get("/window").shows("这是经办人"));
        let form = clerk.get(&sends(&mut clerk.clone(), "/window/items", &[("item", "MZ-004")]));
        assert_eq!(form.value_of("agent_identity"), IDENTITY);
        assert_eq!(form.value_of("identity"), "");
        assert!(form.shows("data-begin=\"identity\"") && form.shows("<details open"));
        assert!(!form.shows("上次填写"), "nothing was typed yet");
    });
}

#[test]
fn nobody_is_entered_before_somebody_was_called_and_came() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        for (path, fields) in
            [("/window/person", [("identity", IDENTITY)]), ("/window/items", [("item", "MZ-004")])]
        {
            let page = clerk.post(path, &fields);
            assert_eq!(page.status, 422, "{path}: {}", page.body);
            assert!(page.shows("请先叫号并开始办理"));
        }
        assert_eq!(house.stranger().get("/window").status, 303);
        assert_eq!(house.browser_of(CENTRE, &[Role::Supervisor]).get("/window").status, 403);
    });
}

#[test]
fn the_workbench_comes_first_in_its_group_and_on_the_desk() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let page = clerk.get("/window");
        let at = |href: &str| page.body.find(&format!("href=\"{href}\"")).unwrap_or(usize::MAX);
        assert!(at("/window") < at("/queue"), "{}", page.body);
        for language in ["zh-CN", "en"] {
            clerk.language = language;
            kit::testing::well_formed("/window", &clerk.get("/window"));
        }
        serves(&mut clerk);
        sends(&mut clerk, "/window/person", &[("identity", IDENTITY)]);
        for language in ["zh-CN", "en"] {
            clerk.language = language;
            kit::testing::well_formed("/window", &clerk.get("/window?text=gl"));
        }
    });
}
