//! The room, asked in process, on both engines: from the list of rates to the closed day.

use super::actions::{self, NewBill, Taken};
use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::form::FormErrors;
use kit::hall::Plan;
use kit::journal::{Actor, Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, WholeCentre};
use reference::exchange::door::{ContactRecord, shipped_items};
use serde_json::json;
use statutes::payment::Means;
use std::sync::Arc;

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        casework::wing(),
        crate::wing(),
    ])
}

const DAY: i64 = 86_400_000;

/// A centre with all shipped items, and the list of rates as its director enters it.
fn open(house: &House) {
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: Vec::new(),
        windows: Vec::new(),
        posts: Vec::new(),
    };
    house.hall.db.act_now(head(), move |act| posts::set_up(act, &whole)).expect("centre");
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("items");
    let import = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, AfterImport::PublishComplete)
    };
    house.hall.db.act_now(head(), import).expect("import");
    catalogue::changed(&house.hall, CENTRE);
    let mut director = house.browser_of(CENTRE, &[Role::Director]);
    let payee = |name| [("name", name), ("item", "GS-002")];
    let at = done(&mut director, "/payments/payees", &payee("望溪供水站"));
    assert_eq!(at, "/payments/payees/01");
    done(&mut director, &format!("{at}/tariffs"), &WATER);
    let free = [
        ("tariff_name", "抄表服务"),
        ("basis", "望发改〔2025〕8号"),
        ("rhythm", "month"),
        ("charge", "free"),
        ("from", "2026-01-01"),
    ];
    done(&mut director, &format!("{at}/tariffs"), &free);
    let insured = [("name", "城乡居民医保"), ("item", "SW-001")];
    let at = done(&mut director, "/payments/payees", &insured);
    let yearly = [
        ("tariff_name", "居民医保个人缴费"),
        ("basis", "年度缴费通知"),
        ("rhythm", "year"),
        ("charge", "fixed"),
        ("fixed", "400"),
        ("from", "2026-09-01"),
        ("until", "2027-12-31"),
    ];
    done(&mut director, &format!("{at}/tariffs"), &yearly);
}

const WATER: [(&str, &str); 9] = [
    ("tariff_name", "居民生活用水"),
    ("basis", "望发改〔2025〕8号"),
    ("rhythm", "month"),
    ("charge", "metered"),
    ("unit", "m3"),
    ("price_1", "2.1"),
    ("upto_1", "18"),
    ("price_2", "3.15"),
    ("from", "2026-01-01"),
];

const BILL: [(&str, &str); 6] = [
    ("tariff", "01-01"),
    ("account", "9901 0088"),
    ("payer", "奚怡达"),
    ("period", "2026-11"),
    ("before", "100"),
    ("after", "110"),
];

fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::WindowClerk])
}

fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.post(path, fields);
    assert_eq!(page.status, 303, "{path}: {}", page.body);
    page.location
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let kept = BILL.into_iter().filter(|it| it.0 != name);
    kept.chain([(name, value)]).collect()
}

fn entries(house: &House, kind: &'static str, id: &str) -> Vec<Entry> {
    let subject = Subject::new(kind, id);
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

#[test]
fn a_bill_follows_from_the_meter_and_is_paid_with_a_receipt() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        assert!(clerk.get("/payments/new").shows("居民生活用水"));
        let at = done(&mut clerk, "/payments", &BILL);
        assert_eq!(at, "/payments/5101-20261123-0001");
        let page = clerk.get(&at);
        assert!(page.shows("21.00 元") && page.shows("望发改〔2025〕8号"), "{}", page.body);
        assert!(page.shows("贰拾壹元整") && !page.shows("99010088"));
        refused(
            &clerk.post(&format!("{at}/payment"), &[("means", "cash"), ("received", "20")]),
            "收款不足",
        );
        let much = [("means", "scan"), ("received", "22"), ("reference", "W1")];
        refused(&clerk.post(&format!("{at}/payment"), &much), "应当与账单一致");
        refused(&clerk.post(&format!("{at}/payment"), &[("means", "scan")]), "交易流水号");
        let cash = [("means", "cash"), ("received", "50")];
        done(&mut clerk, &format!("{at}/payment"), &cash);
        let page = clerk.get(&at);
        assert!(page.shows("4101-20261123-0001") && page.shows("29.00 元"), "{}", page.body);
        refused(&clerk.post(&format!("{at}/payment"), &cash), "与账单当前状态不符");
        let receipt = clerk.get(&format!("{at}/receipt"));
        assert!(receipt.shows("缴费收据") && receipt.shows("奚*达") && !receipt.shows("奚怡达"));
        let made = clerk.post(&format!("{at}/receipt"), &[]);
        assert!(made.shows("奚怡达") && made.shows("99010088"), "{}", made.body);
        let said = entries(house, "bill", "5101-20261123-0001");
        assert_eq!(said.last().map(|it| it.action.as_str()), Some("payments.printed"));
        for entry in said {
            assert!(!entry.payload.contains("奚怡达") && !entry.payload.contains("99010088"));
        }
        assert!(clerk.get("/payments?stage=paid&account=99010088").shows("5101-20261123-0001"));
        assert!(!clerk.get("/payments?account=99010089").shows("5101-20261123-0001"));
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk]);
        assert_eq!(other.get(&at).status, 404);
        everything_is_whole(house);
    });
}

#[test]
fn nothing_is_charged_twice_off_the_list_or_by_a_meter_that_jumps() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let at = done(&mut clerk, "/payments", &BILL);
        let twice = clerk.post("/payments", &BILL);
        refused(&twice, "不得重复收费");
        assert!(twice.shows("9901 0088"), "nothing typed is lost");
        done(&mut clerk, &format!("{at}/payment"), &[("means", "cash")]);
        refused(&clerk.post("/payments", &with("account", "9901-0088")), "不得重复收费");
        refused(&clerk.post("/payments", &with("tariff", "01-09")), "收费目录里没有");
        refused(&clerk.post("/payments", &with("period", "2025-12")), "收费目录里没有");
        refused(&clerk.post("/payments", &with("period", "2026")), "请填写所属期");
        refused(&clerk.post("/payments", &with("after", "90")), "小于上次表数");
        refused(&clerk.post("/payments", &with("after", "x")), "id=\"after-error\"");
        refused(&clerk.post("/payments", &with("account", "1")), "id=\"account-error\"");
        let jump = with("period", "2026-10");
        refused(&clerk.post("/payments", &jump), "与本户上一张账单的表数不一致");
        let told: Vec<_> = jump.into_iter().chain([("note", "补抄十月")]).collect();
        let owing = done(&mut clerk, "/payments", &told);
        assert!(clerk.get(&at).shows("本户另有待缴账单 1 张，欠 21.00 元"), "arrears are said");
        assert!(clerk.get(&format!("{at}/receipt")).shows("本户另有待缴账单"));
        let wrong = format!("{owing}/withdrawal");
        refused(&clerk.post(&wrong, &[("withdraw_reason", " ")]), "请写明理由");
        done(&mut clerk, &wrong, &[("withdraw_reason", "表数录错")]);
        done(&mut clerk, "/payments", &told);
        let free = [
            ("tariff", "01-02"),
            ("account", "99010088"),
            ("payer", "奚怡达"),
            ("period", "2026-11"),
        ];
        let at = done(&mut clerk, "/payments", &free);
        assert!(clerk.get(&at).shows("不收费"));
        refused(&clerk.post(&format!("{at}/payment"), &[("means", "cash")]), "不得收款");
        let next_year = [
            ("tariff", "02-01"),
            ("account", "C99010001"),
            ("payer", "马景艺"),
            ("period", "2027"),
        ];
        let at = done(&mut clerk, "/payments", &next_year);
        assert!(clerk.get(&at).shows("400.00 元"));
        everything_is_whole(house);
    });
}

#[test]
fn a_receipt_is_voided_by_somebody_else_and_the_account_can_be_billed_again() {
    on_each_engine(plan, |house| {
        open(house);
        let mut both = house.browser_of(CENTRE, &[Role::WindowClerk, Role::Approver]);
        let at = done(&mut both, "/payments", &BILL);
        let scan = [("means", "scan"), ("reference", "W20261123001")];
        done(&mut both, &format!("{at}/payment"), &scan);
        let why = [("void_reason", "户号录错")];
        refused(&both.post(&format!("{at}/voiding"), &why), "请由另一人复核");
        assert_eq!(clerk(house).post(&format!("{at}/voiding"), &why).status, 403);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        refused(&director.post(&format!("{at}/voiding"), &[("void_reason", " ")]), "请写明理由");
        done(&mut director, &format!("{at}/voiding"), &why);
        assert!(both.get(&at).shows("已作废") && both.get(&at).shows("户号录错"));
        assert!(both.get(&format!("{at}/receipt")).shows("已作废：户号录错"));
        let again = done(&mut both, "/payments", &BILL);
        done(&mut both, &format!("{again}/payment"), &scan);
        let third = done(&mut both, "/payments", &with("account", "99010099"));
        refused(&both.post(&format!("{third}/payment"), &scan), "已经用于另一张收据");
        everything_is_whole(house);
    });
}

#[test]
fn two_clerks_who_take_money_for_one_bill_at_once_make_out_one_receipt() {
    on_each_engine(plan, |house| {
        open(house);
        let mut errors = FormErrors::new();
        let who = super::door::who("99010088", "奚怡达", &house.hall.vault, &mut errors);
        let new = NewBill {
            tariff: "01-01".into(),
            who,
            period: "2026-11".into(),
            readings: Some((100, 110)),
            ..NewBill::default()
        };
        let head = |account| {
            let actor = Actor { account, name: "柏溪达".into(), ..Actor::default() };
            ActHead { centre: CENTRE, actor }
        };
        let made = house.hall.db.act_now(head(1), move |act| actions::bill(act, &new));
        let number = made.expect("a bill").number;
        let gate = Arc::new(std::sync::Barrier::new(8));
        let threads: Vec<_> = (1..=8)
            .map(|account| {
                let (hall, gate) = (Arc::clone(&house.hall), Arc::clone(&gate));
                let (number, head) = (number.clone(), head(account));
                std::thread::spawn(move || {
                    let taken =
                        Taken { means: Means::Cash, reference: String::new(), received: None };
                    gate.wait();
                    hall.db.act_now(head, move |act| actions::pay(act, (&number, 1), &taken))
                })
            })
            .collect();
        let outcomes: Vec<_> = threads.into_iter().map(|it| it.join().expect("no panic")).collect();
        let paid: Vec<_> = outcomes.iter().filter_map(|it| it.as_ref().ok()).collect();
        assert_eq!(paid.len(), 1, "{outcomes:?}");
        let late = outcomes.iter().filter_map(|it| it.as_ref().err());
        assert!(late.clone().all(|it| it.status() == 409), "{outcomes:?}");
        assert_eq!(late.count(), 7);
        everything_is_whole(house);
    });
}

#[test]
fn a_day_is_closed_by_payee_and_means_with_the_cash_counted() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let mut paid = |account: &str, means: &[(&str, &str)]| {
            let at = done(&mut clerk, "/payments", &with("account", account));
            done(&mut clerk, &format!("{at}/payment"), means);
            at
        };
        paid("99010001", &[("means", "cash")]);
        let gone = paid("99010002", &[("means", "cash")]);
        paid("99010003", &[("means", "cash")]);
        paid("99010004", &[("means", "scan"), ("reference", "W1")]);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        done(&mut director, &format!("{gone}/voiding"), &[("void_reason", "重复")]);
        let mut clerk = self::clerk(house);
        let sheet = "/payments/days/2026-11-23";
        let page = clerk.get(sheet);
        assert!(page.shows("63.00 元") && page.shows("42.00 元"), "{}", page.body);
        let closing = format!("{sheet}/closing");
        let short = [("counted", "41"), ("handed_to", "供水站出纳")];
        refused(&clerk.post(&closing, &short), "请写明差额的原因");
        refused(&clerk.post(&closing, &[("counted", "42")]), "请写明款项交给谁");
        let told =
            [("counted", "41"), ("explanation", "找零多给一元"), ("handed_to", "供水站出纳")];
        done(&mut clerk, &closing, &told);
        let page = clerk.get(sheet);
        assert!(page.shows("-1.00 元") && page.shows("找零多给一元"), "{}", page.body);
        refused(&clerk.post(&closing, &told), "已经日结");
        let late = done(&mut clerk, "/payments", &with("account", "99010005"));
        refused(&clerk.post(&format!("{late}/payment"), &[("means", "cash")]), "已经日结");
        let first = "/payments/5101-20261123-0001/voiding";
        refused(&director.post(first, &[("void_reason", "退")]), "已经日结");
        house.clock.advance(DAY);
        done(&mut clerk, &format!("{late}/payment"), &[("means", "cash")]);
        done(&mut director, first, &[("void_reason", "退")]);
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let view = program.get("/api/v1/payment-days/2026-11-24").json();
        assert_eq!((&view["net"], &view["cash"]), (&json!(0), &json!(0)), "{view}");
        assert_eq!(view["totals"][0]["voidings"], json!(1));
        assert!(clerk.get("/payments/days").shows("2026年11月24日"));
        assert!(clerk.get(&format!("{sheet}/print")).shows("收款日报表"));
        refused(&clerk.post("/payments/days/2026-11-25/closing", &told), "还没有到");
        refused(&clerk.post("/payments/days/2026-11-22/closing", &told), "不用日结");
        everything_is_whole(house);
    });
}

#[test]
fn the_day_sheet_goes_out_as_an_excel_file_and_the_journal_knows_it() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let at = done(&mut clerk, "/payments", &BILL);
        done(&mut clerk, &format!("{at}/payment"), &[("means", "cash")]);
        let page = clerk.post("/payments/days/2026-11-23/export", &[]);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.kind.contains("spreadsheetml"), "{}", page.kind);
        let said = entries(house, "payment_day", "2026-11-23");
        assert_eq!(said.last().map(|it| it.action.as_str()), Some("payments.exported"));
    });
}

#[test]
fn the_list_is_kept_by_the_director_with_a_basis_for_every_rate() {
    on_each_engine(plan, |house| {
        open(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let tariffs = "/payments/payees/01/tariffs";
        let without =
            |name: &str| -> Vec<_> { WATER.into_iter().filter(|it| it.0 != name).collect() };
        refused(&director.post(tariffs, &without("basis")), "请写明收费依据");
        refused(&director.post(tariffs, &without("price_1")), "id=\"price_1-error\"");
        refused(&director.post(tariffs, &without("from")), "id=\"from-error\"");
        assert_eq!(clerk(house).post(tariffs, &WATER).status, 403);
        let payee = [("name", "某单位"), ("item", "XX-999")];
        refused(&director.post("/payments/payees", &payee), "没有在用的这个事项");
        let ends = [("tariff", "01-01"), ("last_day", "2026-10-31")];
        done(&mut director, "/payments/payees/01/endings", &ends);
        refused(&clerk(house).post("/payments", &BILL), "收费目录里没有");
        let early = [("tariff", "01-01"), ("last_day", "2025-10-31")];
        refused(&director.post("/payments/payees/01/endings", &early), "不能早于");
        everything_is_whole(house);
    });
}

#[test]
fn payments_are_run_by_the_api_alone_and_a_replay_is_the_same_act() {
    on_each_engine(plan, |house| {
        open(house);
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let body = json!({"tariff": "01-01", "account": "99010088", "payer": "奚怡达",
            "period": "2026-11", "before": 100, "after": 120});
        let made = program.post_json("/api/v1/payments", "k1", &body);
        assert_eq!((made.status, &made.json()["amount"]), (201, &json!(4_410)), "{}", made.body);
        let again = program.post_json("/api/v1/payments", "k1", &body);
        assert_eq!(again.json()["number"], made.json()["number"], "a replay is the same act");
        let at = format!("/api/v1/payments/{}", made.json()["number"].as_str().expect("a number"));
        let money = json!({"means": "cash", "received": "50.00"});
        let paid = program.post_json(&format!("{at}/payment"), "k2", &money);
        assert_eq!((paid.status, &paid.json()["change"]), (200, &json!(590)), "{}", paid.body);
        let again = program.post_json(&format!("{at}/payment"), "k2", &money);
        assert_eq!(again.json()["receipt"], paid.json()["receipt"], "a replay is the same act");
        let twice = program.post_json(&format!("{at}/payment"), "k3", &money);
        assert_eq!(twice.status, 422, "{}", twice.body);
        assert_eq!(program.get(&at).json()["payer"], json!("奚*达"));
        let rates = program.get("/api/v1/payees").json();
        assert_eq!(rates[0]["rates"][1]["charge"], json!("不收费"), "{rates}");
        let mut director = house.program_of(CENTRE, &[Role::Director]);
        let void = director.post_json(&format!("{at}/voiding"), "k4", &json!({"reason": "退费"}));
        assert_eq!(void.json()["stage"], json!("voided"), "{}", void.body);
        let day = program.get("/api/v1/payment-days/2026-11-23").json();
        assert_eq!((&day["net"], &day["is_closed"]), (&json!(0), &json!(false)), "{day}");
        let closing = json!({"counted": "0", "handed_to": "供水站出纳"});
        let closed = program.post_json("/api/v1/payment-days/2026-11-23/closing", "k5", &closing);
        assert_eq!(closed.status, 200, "{}", closed.body);
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
