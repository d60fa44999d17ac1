//! Every kind of event that the journal keeps of a case is told to its applicant in both languages,
//! or hidden on purpose.

use crate::cases::plain::{Names, told};
use crate::cases::record::EventRecord;
use crate::cases::store::fold;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Steps inside the house, and why nobody outside is told.
const HIDDEN: [(&str, &str); 9] = [
    ("sent_back", "goes back and forth between desks"),
    ("refusal_proposed", "nothing is decided before the leader concurs"),
    ("denial_reported", "is between the department and the centre"),
    ("inquired", "supervision asks the department"),
    ("inquiry_answered", "the department answers supervision"),
    ("worked branch_returned", "goes back and forth between departments"),
    ("worked fell_silent", "a department is late towards the lead; the limits stand"),
    ("worked progress_missed", "is a fault of the house, for supervision"),
    ("worked superior_late", "the higher office is urged, and that is told"),
];
/// A word that the events hold as data stands in both languages as it was typed.
const DATA: &str = "zq";
/// A name in the file that no sentence may tell.
const SECRET: &str = "奚怡达";

/// An event of every kind, as the journal keeps it.
fn events() -> Vec<Value> {
    let limit = json!({"value": 5, "unit": "working_days"});
    let day = "2026-12-01";
    let grounds = json!({"reason_code": "zq", "facts": "zq", "legal_basis": "zq", "remedy": "zq"});
    let received = json!({
        "event": "received", "mode": "commitment", "legal": limit, "promised": limit,
        "procedures": ["zq"],
        "papers": [
            {"key": "zq", "name": "zq", "demand": "indispensable", "state": "present"},
        ],
    });
    let tick = json!([{"key": "zq", "state": "present"}]);
    let mut all = vec![
        received,
        json!({"event": "papers_ticked", "ticks": tick}),
        json!({"event": "not_accepted", "right_body": null}),
        json!({"event": "not_accepted", "right_body": "zq"}),
        json!({"event": "notice_given", "asked": ["zq"], "reply_by": day}),
        json!({"event": "second_notice_given", "asked": ["zq"], "reply_by": day, "reason": "zq"}),
        json!({"event": "supplemented", "ticks": tick}),
        json!({"event": "accepted", "from": day, "deferrals": []}),
        json!({"event": "accepted", "from": day, "deferrals": [["zq", day]]}),
        json!({"event": "deemed_accepted", "from": day}),
        json!({"event": "deferred_paper_brought", "key": "zq"}),
        json!({"event": "suspended", "cause": "zq", "until": day}),
        json!({"event": "resumed", "on": day, "note": ""}),
        json!({"event": "resumed", "on": day, "note": "zq"}),
        json!({"event": "extended", "working_days": 3, "reason": "zq"}),
        json!({"event": "examined", "opinion": SECRET}),
        json!({"event": "sent_back", "reason": SECRET}),
        json!({"event": "mode_changed", "to": "commitment", "promised": limit, "reason": "zq"}),
        json!({"event": "inquired", "question": SECRET}),
        json!({"event": "inquiry_answered", "answer": SECRET}),
        json!({"event": "called_back", "reason": SECRET}),
        json!({"event": "refusal_proposed", "grounds": grounds}),
        json!({"event": "granted", "result": ""}),
        json!({"event": "granted", "result": "zq"}),
        json!({"event": "granted_in_part", "result": "zq", "remedy": "zq", "refused": [
            {"department": "zq", "part": "zq", "reason": "zq", "basis": "zq"},
        ]}),
        json!({"event": "refused", "grounds": grounds, "report_by": day}),
        json!({"event": "denial_reported"}),
        json!({"event": "certificate_issued", "certificate": {"name": "zq", "issued_on": day}}),
        json!({"event": "delivery_failed", "method": "post", "reason": "zq"}),
        json!({"event": "delivered", "recipient": "本人"}),
        json!({"event": "delivered", "recipient": SECRET}),
        json!({"event": "completed"}),
        json!({"event": "withdrawn", "reason": SECRET}),
        json!({"event": "lapsed", "reason": SECRET}),
        json!({"event": "broken", "reason": SECRET}),
    ];
    let works = works(&limit, &grounds);
    all.extend(works.into_iter().map(|what| json!({"event": "worked", "what": what})));
    all
}

/// Something of every kind in the work of a mode.
fn works(limit: &Value, grounds: &Value) -> Vec<Value> {
    let day = "2026-12-01";
    let meeting = json!({"held_on": day, "present": [SECRET], "findings": SECRET});
    let department = json!({"key": null, "name": "zq", "opinion_on": "zq", "limit": limit});
    let reply = json!({"verdict": "agrees", "remark": SECRET});
    let consignment =
        json!({"number": "zq", "to": "zq", "channel": "zq", "papers": [], "limit": limit});
    vec![
        json!({"work": "circulated", "departments": [department]}),
        json!({"work": "replied", "department": "zq", "reply": reply, "is_late": false}),
        json!({"work": "branch_returned", "department": "zq", "reason": SECRET}),
        json!({"work": "fell_silent", "department": "zq"}),
        json!({"work": "visited", "meeting": meeting}),
        json!({"work": "met", "meeting": meeting}),
        json!({"work": "led", "owner": SECRET, "bodies": []}),
        json!({"work": "progressed", "text": SECRET}),
        json!({"work": "progress_missed", "due_on": day}),
        json!({"work": "answered", "text": SECRET, "remedy": null}),
        json!({"work": "prechecked", "text": SECRET}),
        json!({"work": "sent_up", "consignment": consignment}),
        json!({"work": "urged", "text": SECRET}),
        json!({"work": "superior_late", "due_on": day}),
        json!({"work": "superior_granted", "result": SECRET}),
        json!({"work": "superior_refused", "grounds": grounds}),
        json!({"work": "superior_sent_back", "papers": []}),
    ]
}

/// The kind of an event, with that of the work in it.
fn kind(event: &Value) -> String {
    let work = event["what"]["work"].as_str();
    let kind = event["event"].as_str().expect("a kind");
    work.map_or_else(|| kind.to_owned(), |work| format!("{kind} {work}"))
}

fn read(event: &Value) -> Result<EventRecord, serde_json::Error> {
    let mut event = event.clone();
    event["at_ms"] = json!(1_764_550_800_000_i64);
    serde_json::from_value(event)
}

/// All kinds there are, as the reading of one that there is not names them.
fn known(unknown: &Value) -> BTreeSet<String> {
    let fault = read(unknown).expect_err("there is no such kind").to_string();
    let (_, list) = fault.split_once("expected one of").expect("a list of kinds");
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_event_has_an_example_here() {
    let mut kinds = known(&json!({"event": "zq"}));
    assert!(kinds.remove("worked") && kinds.len() > 25, "{kinds:?}");
    let works = known(&json!({"event": "worked", "what": {"work": "zq"}}));
    kinds.extend(works.iter().map(|work| format!("worked {work}")));
    let shown: BTreeSet<String> = events().iter().map(kind).collect();
    let (missing, unknown) = (kinds.difference(&shown), shown.difference(&kinds));
    assert_eq!(missing.chain(unknown).collect::<Vec<_>>(), Vec::<&String>::new());
    for event in events() {
        let record = read(&event).unwrap_or_else(|fault| panic!("{event}: {fault}"));
        let read = record.event().unwrap_or_else(|fault| panic!("{event}: {fault:?}"));
        let again = EventRecord::from(&read);
        assert_eq!(again.event().expect("readable"), read, "kept as another: {event}");
    }
}

#[test]
fn every_event_is_told_in_both_languages_or_hidden_on_purpose() {
    let first = read(&events()[0]).expect("an application");
    let case = fold(&[first]).expect("a case");
    let names = Names { case: &case, item: None };
    for event in events() {
        let kind = kind(&event);
        let read = read(&event).expect("readable").event().expect("an event");
        let hidden = HIDDEN.iter().find(|(it, _)| *it == kind);
        let Some(told) = told(&read, &names) else {
            assert!(hidden.is_some(), "{kind} is neither told nor hidden on purpose");
            continue;
        };
        assert!(hidden.is_none(), "{kind} is told, and was to be hidden: {hidden:?}");
        let (zh, en) = (told.zh.replace(DATA, ""), told.en.replace(DATA, ""));
        assert!(zh.ends_with('。') && en.ends_with('.'), "{kind}: a sentence: {zh} / {en}");
        assert!(!zh.contains("{}") && !en.contains("{}"), "{kind}: filled: {zh} / {en}");
        let is_latin = |it: char| it.is_ascii() || "“”".contains(it);
        assert!(en.chars().all(is_latin), "{kind}: English: {en}");
        assert!(!zh.chars().any(|it| it.is_ascii_alphabetic()), "{kind}: Chinese: {zh}");
        assert!(!told.zh.contains(SECRET), "{kind} tells what is nobody else's business");
    }
}
