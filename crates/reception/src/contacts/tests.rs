//! The room, asked in process: who answers for what, until it is over, on both engines.

use super::door::{self, Deed};
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::{Actor, Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use serde_json::json;
use threshold::contact::{Keeper, Next};

fn plan() -> Plan {
    Plan::new(vec![office::wing(), counter::wing(), reference::wing(), crate::wing()])
}

fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::WindowClerk])
}

const ASKED: [(&str, &str); 4] =
    [("words", "高龄津贴怎么办"), ("way", "walk_in"), ("name", "奚怡达"), ("phone", "10000000149")];

/// Posts a form that must be taken, and gives where it leads.
fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.post(path, fields);
    assert_eq!(page.status, 303, "{path}: {}", page.body);
    page.location
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

fn number(path: &str) -> String {
    path.rsplit('/').next().expect("a number").to_owned()
}

fn entries(house: &House, kind: &'static str, path: &str) -> Vec<Entry> {
    let subject = Subject::new(kind, number(path));
    let read = house
        .hall
        .db
        .read_now(move |read| kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100));
    read.expect("journal")
}

fn everything_is_whole(house: &House) {
    let signer = kit::testing::signer();
    let report = kit::journal::verify::Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .expect("verification");
    assert_eq!(report.findings, vec![], "{report:?}");
}

/// Whoever answers for a contact offers it to the department that every test member is of.
fn offer(house: &House, contact: &str) {
    let number = number(contact);
    let mut program = house.program_of(CENTRE, &[Role::Supervisor]);
    let seen = program.get(&format!("/api/v1/contacts/{number}")).json();
    let by = Keeper {
        account: seen["keeper_account"].as_i64().expect("an account"),
        name: seen["keeper"].as_str().expect("a name").to_owned(),
        department: "ZZ".into(),
    };
    let to = Next::Department { key: "ZZ".into(), name: "综合".into() };
    let deed = Deed::Offer { to, reason: "业务归口".into() };
    let head = ActHead { centre: CENTRE, actor: Actor::house() };
    let offered =
        house.hall.db.act_now(head, move |act| door::perform(act, (&number, 0), &by, &deed));
    assert_eq!(offered.expect("offered").stage, "offered");
}

#[test]
fn who_is_asked_first_answers_for_it_until_the_next_one_accepts() {
    on_each_engine(plan, |house| {
        let (mut first, mut second) = (clerk(house), clerk(house));
        let contact = done(&mut first, "/contacts", &ASKED);
        assert_eq!(contact, "/contacts/7101-20261123-001");
        let page = first.get(&contact);
        assert!(page.shows("登记答复，办结") && page.shows("今天到期"), "{}", page.body);
        assert!(!second.get(&contact).shows("登记答复，办结"), "it is not theirs");
        refused(
            &second.post(&format!("{contact}/answer"), &[("answer_text", "x")]),
            "责任人不是您",
        );
        offer(house, &contact);
        let offered = second.get("/contacts?view=offered");
        assert!(offered.shows("7101-20261123-001"), "{}", offered.body);
        assert!(first.get("/contacts?view=mine").shows("7101-20261123-001"), "still the first's");
        let bare = second.post(&format!("{contact}/refusal"), &[]);
        refused(&bare, "请写明理由");
        done(&mut second, &format!("{contact}/refusal"), &[("decline_reason", "不归我")]);
        assert!(first.get("/contacts?view=mine").shows("7101-20261123-001"));
        offer(house, &contact);
        done(&mut second, &format!("{contact}/acceptance"), &[]);
        assert!(second.get("/contacts?view=mine").shows("7101-20261123-001"));
        assert!(!first.get("/contacts?view=mine").shows("7101-20261123-001"));
        done(&mut second, &format!("{contact}/answer"), &[("answer_text", "带身份证来")]);
        let page = first.get(&contact);
        assert!(page.shows("带身份证来") && page.shows("不归我") && page.shows("已答复"));
        assert!(first.get("/contacts?view=closed").shows("7101-20261123-001"));
        everything_is_whole(house);
    });
}

#[test]
fn a_colleague_takes_it_up_and_two_who_try_see_what_happened() {
    on_each_engine(plan, |house| {
        let (mut first, mut second, mut third) = (clerk(house), clerk(house), clerk(house));
        let contact = done(&mut first, "/contacts", &ASKED);
        let version = second.get(&contact).value_of("version");
        done(&mut second, &format!("{contact}/acceptance"), &[("version", &version)]);
        let late = third.post(&format!("{contact}/acceptance"), &[("version", &version)]);
        assert_eq!(late.status, 409, "{}", late.body);
        assert!(late.shows("同事刚刚办过这一件"));
        let again = first.post(&format!("{contact}/answer"), &[("answer_text", "x")]);
        refused(&again, "责任人不是您");
        assert!(again.shows(">x</textarea>") || !again.shows("登记答复，办结"));
    });
}

#[test]
fn an_answer_says_something_and_names_the_right_body_and_nothing_typed_is_lost() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let contact = done(&mut clerk, "/contacts", &ASKED);
        let at = format!("{contact}/answer");
        refused(&clerk.post(&at, &[("answer_text", " ")]), "请写明答复了什么");
        let away = [("outcome", "referred_elsewhere"), ("answer_text", "先去县里问")];
        let page = clerk.post(&at, &away);
        refused(&page, "应当告知申请人向哪个机关申请");
        assert!(page.shows("先去县里问") && page.shows("id=\"answer_body-error\""));
        let guide =
            [("outcome", "guide_given"), ("answer_item", "XX-999"), ("answer_text", "见单")];
        let page = clerk.post(&at, &guide);
        refused(&page, "没有生效的事项“XX-999”");
        assert!(page.shows("id=\"answer_item-error\"") && page.shows("见单"));
        done(&mut clerk, &at, &[away[0], away[1], ("answer_body", "县人社局")]);
        assert!(clerk.get(&contact).shows("应向县人社局办理；先去县里问"));
    });
}

#[test]
fn an_entry_that_says_nothing_is_shown_again_with_everything_typed() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let page = clerk.post("/contacts", &[("name", "奚怡达"), ("ticket", "A012")]);
        refused(&page, "请写明群众问的是什么");
        assert!(page.shows("奚怡达") && page.shows("A012") && page.shows("id=\"words-error\""));
        let page = clerk.post("/contacts", &[("words", "问低保"), ("phone", "12")]);
        refused(&page, "id=\"phone-error\"");
        assert!(page.shows("问低保"));
        let page = clerk.post("/contacts", &[("item", "XX-999"), ("words", "问低保")]);
        refused(&page, "没有生效的事项“XX-999”");
        let english = clerk.clone().in_english().get("/contacts/new?ticket=A012");
        assert!(english.shows("Asked first") && english.shows("A012"), "{}", english.body);
    });
}

#[test]
fn who_asks_may_stay_unnamed_and_a_name_is_sealed_masked_and_seen_with_a_reason_only() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let unnamed = done(&mut clerk, "/contacts", &[("words", "几点下班")]);
        let page = clerk.get(&unnamed);
        assert!(page.shows("未留") && !page.shows("查看完整信息"), "{}", page.body);
        let contact = done(&mut clerk, "/contacts", &ASKED);
        let page = clerk.get(&contact);
        assert!(page.shows("奚*达") && page.shows("100****0149") && !page.shows("奚怡达"));
        for entry in entries(house, "contact", &contact) {
            assert!(!entry.payload.contains("奚怡达") && !entry.payload.contains("10000000149"));
        }
        let at = format!("{contact}/unmasking");
        refused(&clerk.post(&at, &[("reason", " ")]), "请写明理由，理由会记入台账");
        let clear = clerk.post(&at, &[("reason", "回电话")]);
        assert!(clear.shows("奚怡达") && clear.shows("10000000149"), "{}", clear.body);
        let last = entries(house, "contact", &contact).pop().expect("an entry");
        assert_eq!(
            (last.action.as_str(), last.payload.contains("回电话")),
            ("contacts.unmasked", true)
        );
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        assert_eq!(supervisor.post(&at, &[("reason", "看看")]).status, 403);
        everything_is_whole(house);
    });
}

#[test]
fn what_is_overdue_is_seen_by_all_and_only_keepers_act() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let contact = done(&mut clerk, "/contacts", &ASKED);
        assert!(!clerk.get("/contacts?view=overdue").shows("7101-"));
        house.clock.advance(86_400_000);
        for role in [Role::WindowClerk, Role::Director, Role::Supervisor] {
            let page = house.browser_of(CENTRE, &[role]).get("/contacts?view=overdue");
            assert!(page.shows("7101-20261123-001") && page.shows("已超期"), "{role:?}");
        }
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let page = director.get(&contact);
        assert!(page.status == 200 && !page.shows("主动承接"), "{}", page.body);
        assert_eq!(director.post(&format!("{contact}/acceptance"), &[]).status, 403);
        assert!(!director.get("/contacts").shows("移交给我的"));
    });
}

fn report(browser: &mut Browser) -> String {
    let fields = [
        ("obstacles", "many_trips"),
        ("obstacles", "papers_unobtainable"),
        ("words", "证明开不出来"),
        ("phone", "10000000149"),
    ];
    done(browser, "/unresolved-matters", &fields)
}

#[test]
fn a_matter_is_owned_followed_up_solved_and_told_and_reopened_once() {
    on_each_engine(plan, |house| {
        let mut owner = clerk(house);
        let matter = report(&mut owner);
        assert_eq!(matter, "/unresolved-matters/8101-20261123-001");
        assert!(owner.get("/unresolved-matters?view=waiting").shows("证明开不出来"));
        let at = |act: &str| format!("{matter}/{act}");
        refused(&owner.post(&at("follow-ups"), &[("follow_up", "已联系")]), "还没有人承办");
        done(&mut owner, &at("acceptance"), &[]);
        let page = owner.get(&matter);
        assert!(page.shows("2026年11月30日"), "five working days: {}", page.body);
        refused(&owner.post(&at("follow-ups"), &[]), "请写明做了什么");
        done(&mut owner, &at("follow-ups"), &[("follow_up", "已联系派出所")]);
        let half = owner.post(&at("explanation"), &[("why_not", "无档案")]);
        refused(&half, "还可以怎么办");
        assert!(half.shows("无档案") && half.shows("id=\"why_not-error\""), "{}", half.body);
        done(&mut owner, &at("solution"), &[("how", "已代开证明")]);
        assert!(owner.get("/unresolved-matters?view=to_tell").shows("8101-20261123-001"));
        refused(&owner.post(&at("notification"), &[("telling", "?")]), "请选择怎么告知的");
        done(&mut owner, &at("notification"), &[("telling", "telephone")]);
        let mut other = clerk(house);
        refused(&other.post(&at("reopening"), &[("again", " ")]), "请写明理由");
        done(&mut other, &at("reopening"), &[("again", "证明不被认可")]);
        let page = owner.get(&matter);
        assert!(page.shows("证明不被认可") && page.shows("登记跟进"), "{}", page.body);
        let explained = [("why_not", "县里不认"), ("remedy", "可以申请复议")];
        done(&mut owner, &at("explanation"), &explained);
        refused(&owner.post(&at("reopening"), &[("again", "x")]), "已经重新办理过一次");
        everything_is_whole(house);
    });
}

#[test]
fn a_contact_that_ends_as_a_matter_brings_its_question_and_its_owner_along() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let contact = done(&mut clerk, "/contacts", &ASKED);
        let at = format!("{contact}/unresolved-matter");
        refused(&clerk.post(&at, &[]), "请选一个原因");
        let matter = done(&mut clerk, &at, &[("obstacles", "sent_away")]);
        let page = clerk.get(&matter);
        assert!(page.shows(&number(&contact)) && page.shows("奚*达"), "{}", page.body);
        assert!(clerk.get(&contact).shows(&number(&matter)));
        assert!(!clerk.get("/contacts?view=open").shows("7101-20261123-001"));
        let mut other = self::clerk(house);
        refused(&other.post(&at, &[("obstacles", "late")]), "已经办结");
        everything_is_whole(house);
    });
}

#[test]
fn the_register_is_narrowed_and_goes_to_excel_as_it_is_narrowed() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        report(&mut clerk);
        let late = [("obstacles", "late"), ("words", "三个月没结果")];
        done(&mut clerk, "/unresolved-matters", &late);
        let page = clerk.get("/unresolved-matters?obstacle=late");
        assert!(page.shows("三个月没结果") && !page.shows("证明开不出来"), "{}", page.body);
        let file = clerk.get("/unresolved-matters/export?view=open&obstacle=late");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(file.bytes)).expect("a workbook");
        let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).expect("one").expect("rows");
        assert_eq!(sheet.height(), 2, "the head and one matter");
        house.clock.advance(8 * 86_400_000);
        assert!(clerk.get("/unresolved-matters?view=overdue").shows("三个月没结果"));
    });
}

#[test]
fn two_centres_never_see_each_others_contacts_and_matters() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let contact = done(&mut clerk, "/contacts", &ASKED);
        let matter = report(&mut clerk);
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk, Role::Director]);
        for path in [&contact, &matter] {
            assert_eq!(other.get(path).status, 404);
            assert_eq!(other.post(&format!("{path}/acceptance"), &[]).status, 404);
            assert_eq!(other.post(&format!("{path}/unmasking"), &[("reason", "x")]).status, 404);
        }
        assert!(!other.get("/contacts?view=open").shows("7101-"));
        assert!(!other.get("/unresolved-matters?view=all").shows("8101-"));
    });
}

#[test]
fn both_registers_are_run_by_the_api_alone_and_a_replay_is_the_same_act() {
    on_each_engine(plan, |house| {
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let asked = json!({"words": "低保要什么材料", "ticket": "A001"});
        let opened = clerk.post_json("/api/v1/contacts", "k1", &asked);
        assert_eq!(opened.status, 201, "{}", opened.body);
        let replayed = clerk.post_json("/api/v1/contacts", "k1", &asked);
        assert_eq!(replayed.body, opened.body);
        let at = "/api/v1/contacts/7101-20261123-001";
        let seen = clerk.get(at).json();
        assert_eq!(
            (seen["stage"].as_str(), seen["light"].as_str()),
            (Some("in_hand"), Some("amber"))
        );
        let bare = clerk.post_json(&format!("{at}/answer"), "k2", &json!({"text": ""}));
        assert_eq!((bare.status, bare.kind.as_str()), (422, "application/problem+json"));
        let ended = json!({"words": "开不出证明", "obstacles": ["papers_unobtainable"]});
        let ended = clerk.post_json(&format!("{at}/unresolved-matter"), "k3", &ended);
        assert_eq!(ended.json()["number"], "8101-20261123-001", "{}", ended.body);
        let at = "/api/v1/unresolved-matters/8101-20261123-001";
        let acts = [
            ("acceptance", json!({}), "in_hand"),
            ("follow-ups", json!({"text": "已联系"}), "in_hand"),
            ("explanation", json!({"text": "不符合条件", "remedy": "可以复议"}), "explained"),
            ("notification", json!({"telling": "telephone"}), "told"),
            ("reopening", json!({"text": "不服"}), "in_hand"),
        ];
        for (act, body, stage) in acts {
            let page = clerk.post_json(&format!("{at}/{act}"), act, &body);
            assert_eq!(page.json()["stage"], stage, "{act}: {}", page.body);
        }
        assert_eq!(clerk.get(at).json()["obstacles"], json!(["papers_unobtainable"]));
        let open = clerk.get("/api/v1/unresolved-matters?scope=open").json();
        assert_eq!(open.as_array().expect("a list").len(), 1);
        assert_eq!(clerk.get("/api/v1/contacts?scope=closed").json()[0]["stage"], "became_matter");
        everything_is_whole(house);
    });
}

#[test]
fn every_statement_of_the_room_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let checked =
            kit::db::check_statements(house.hall.db.location(), &[], super::store::STATEMENTS);
        assert!(checked.is_ok(), "{checked:?}");
    });
}

#[test]
fn the_director_reassigns_with_a_reason_the_next_one_accepts_and_the_clock_does_not_move() {
    on_each_engine(crate::testing::plan, |house| {
        crate::testing::open(house, 2);
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        let opened = clerk.post("/contacts", &[("words", "高龄津贴怎么办")]);
        let number = opened.location.rsplit('/').next().expect("a number").to_owned();
        let mut watcher = house.program_of(CENTRE, &[Role::Supervisor]);
        let mut due =
            || watcher.get(&format!("/api/v1/contacts/{number}")).json()["due_on"].clone();
        let before = due();
        let address = format!("/contacts/{number}/reassignment");
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        assert!(director.get(&format!("/contacts/{number}")).shows(&address));
        let to = ("to", "department:MZ");
        let why = ("offer_reason", "责任人请假");
        assert_eq!(clerk.post(&address, &[to, why]).status, 403, "the director's alone");
        let reassign = |reason: &str| {
            let (of, reason) = (number.clone(), reason.to_owned());
            let head = ActHead { centre: CENTRE, actor: Actor::house() };
            house.hall.db.act_now(head, move |act| {
                let to = Next::Department { key: "MZ".into(), name: "民政".into() };
                let by = Keeper { account: 1, name: "主任".into(), department: String::new() };
                let deed = Deed::Reassign { to, reason: reason.clone() };
                door::perform(act, (&of, 0), &by, &deed)
            })
        };
        assert!(reassign(" ").is_err(), "without a reason");
        assert!(reassign("责任人请假").is_ok());
        assert!(clerk.get("/contacts?view=mine").shows(&number), "not accepted yet");
        let mut next = house.browser_in(CENTRE, "MZ", &[Role::Approver]);
        let accepted = next.post(&format!("/contacts/{number}/acceptance"), &[]);
        assert_eq!(accepted.status, 303, "{}", accepted.body);
        assert_eq!(due(), before);
        crate::testing::everything_is_whole(house);
    });
}
