//! A centre for tests: three items, a clerk, and what they do.

use calendar::Limit;
use counter::catalogue::door as catalogue;
use counter::catalogue::record::{
    ChoiceRecord, ContactRecord, FeeRecord, ItemRecord, JointDepartmentRecord, LabelRecord,
    LegalBasisRecord, LimitRecord, MaterialRecord, ProcedureRecord, QuestionRecord,
    RequirementRecord, StepRecord,
};
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::{Actor, Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page};
use std::sync::Arc;

/// The rooms that cases stand on.
pub(crate) fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        crate::wing(),
    ])
}

fn label(zh: &str, en: &str) -> LabelRecord {
    LabelRecord { zh: zh.into(), en: en.into() }
}

fn working_days(limit: Limit) -> LimitRecord {
    LimitRecord { value: limit.value().into(), unit: "working_days".into(), note: String::new() }
}

fn material(key: &str, zh: &str, en: &str, deferral: &str) -> MaterialRecord {
    MaterialRecord {
        key: key.into(),
        name: label(zh, en),
        originals: 1,
        deferral: deferral.into(),
        criterion: label("清晰、在有效期内", "legible and valid"),
        ..MaterialRecord::default()
    }
}

/// 高龄津贴 (`MZ-004`): a commitment item with a public notice and a paper that may follow.
pub(crate) fn allowance() -> ItemRecord {
    let step = |name: &&str| StepRecord {
        name: label(name, "step"),
        department: "民政".into(),
        ..StepRecord::default()
    };
    let mut record = ItemRecord {
        code: "MZ-004".into(),
        name: label("高龄津贴申领", "Old-age allowance"),
        materials: vec![
            material("identity", "居民身份证", "Identity card", "never"),
            material("account", "银行卡", "Bank card", "allowed"),
        ],
        promised_limit: Some(working_days(Limit::working_days(10))),
        legal_limit: Some(working_days(Limit::working_days(20))),
        procedures: vec![ProcedureRecord {
            key: "notice".into(),
            kind: "public_notice".into(),
            name: label("村级公示", "Public notice in the village"),
            counting: "not_counted".into(),
            ..ProcedureRecord::default()
        }],
        fee: FeeRecord::No { remark: LabelRecord::default() },
        contact: ContactRecord {
            place: label("青榕镇便民服务中心", "Qingrong centre"),
            hours: label("周一至周五", "Monday to Friday"),
            consult_phone: "0999-0001000".into(),
            complaint_phone: "0999-0002000".into(),
            ..ContactRecord::default()
        },
        steps: ["窗口受理", "审查", "决定"].iter().map(step).collect(),
        ..ItemRecord::default()
    };
    record.authority.department = "民政".into();
    record.authority.body = "青榕镇人民政府".into();
    record.authority.station = "社会事务（民政）办".into();
    record.handling.mode = "commitment".into();
    record.handling.onsite_visits = 1;
    record.handling.forms = vec!["1".into()];
    record.service_objects = vec!["1".into()];
    record.result.name = label("高龄津贴确认表", "Certificate of the allowance");
    record.authority.legal_basis = vec![LegalBasisRecord {
        citation: "《老年人权益保障法》第三十三条".into(),
        wording: String::new(),
    }];
    record.requirements = vec![RequirementRecord {
        text: label("年满八十周岁", "eighty years or older"),
        test: String::new(),
    }];
    record
}

/// 生存认证 (`RS-001`): an immediate item.
pub(crate) fn confirmation() -> ItemRecord {
    let mut record = allowance();
    record.code = "RS-001".into();
    record.name = label("生存认证", "Confirmation of life");
    record.materials.truncate(1);
    record.promised_limit = Some(working_days(Limit::SAME_DAY));
    record.handling.mode = "direct".into();
    record.procedures.clear();
    record
}

/// 宅基地审批 (`NY-001`): a joint item of two departments, the first with a limit of its own.
pub(crate) fn homestead() -> ItemRecord {
    let mut record = allowance();
    record.code = "NY-001".into();
    record.name = label("农村宅基地审批", "Homestead approval");
    record.handling.mode = "joint".into();
    let department = |key: &str, zh: &str, days: i64| JointDepartmentRecord {
        department: key.into(),
        name: label(zh, "department"),
        limit: (days > 0).then(|| LimitRecord {
            value: days,
            unit: "working_days".into(),
            note: String::new(),
        }),
        ..JointDepartmentRecord::default()
    };
    record.joint_departments =
        vec![department("LY", "林业站", 3), department("ZR", "自然资源所", 0)];
    record
}

/// 矛盾纠纷登记与分流 (`ZZ-002`): a coordination.
pub(crate) fn dispute() -> ItemRecord {
    let mut record = allowance();
    record.code = "ZZ-002".into();
    record.name = label("矛盾纠纷协调", "Coordination of a dispute");
    record.handling.mode = "coordination".into();
    record
}

/// 特困人员认定 (`MZ-002`): sent up to the county.
pub(crate) fn destitute() -> ItemRecord {
    let mut record = allowance();
    record.code = "MZ-002".into();
    record.name = label("特困人员认定", "Support for the destitute");
    record.handling.mode = "agency".into();
    record.authority.final_authority = "望溪县民政局".into();
    record
}

/// A centre that has an item of every mode, and a clerk of it.
pub(crate) fn open_in_every_mode(house: &House) -> Browser {
    let clerk = open(house);
    publish(house, CENTRE, vec![homestead(), dispute(), destitute()]);
    clerk
}

/// Takes a case of an item in and accepts it at once; gives the address of its page.
pub(crate) fn accepted_of(browser: &mut Browser, item: &'static str) -> String {
    let mut fields = intake(item, &COMPLETE);
    fields.push(("then", "acceptance"));
    take(browser, &fields)
}

/// Somebody of a department of the centre.
pub(crate) fn of_department(house: &House, key: &str) -> Browser {
    house.browser_in(CENTRE, key, &[Role::Approver])
}

/// 临时救助 (`MZ-006`): a commitment item whose steps have limits of their own.
pub(crate) fn relief() -> ItemRecord {
    let step = |(key, kind, name, days): (&str, &str, &str, u16)| StepRecord {
        key: key.into(),
        kind: kind.into(),
        name: label(name, key),
        department: "民政".into(),
        limit: (days > 0).then(|| working_days(Limit::working_days(days))),
        ..StepRecord::default()
    };
    let mut record = allowance();
    record.code = "MZ-006".into();
    record.name = label("临时救助", "Temporary relief");
    record.steps = [
        ("intake", "intake", "窗口受理", 0),
        ("examination", "examination", "入户核实", 3),
        ("decision", "decision", "审批决定", 4),
    ]
    .map(step)
    .to_vec();
    record
}

/// 个体工商户登记 (`SC-001`): for persons and organisations, with a question that selects a paper
/// and a special procedure of five working days.
pub(crate) fn registration() -> ItemRecord {
    let mut record = allowance();
    record.code = "SC-001".into();
    record.name = label("经营场所登记", "Registration of premises");
    record.service_objects = vec!["1".into(), "2".into()];
    let mut lease = material("lease", "租赁合同", "Lease", "never");
    lease.when = "premises = rented".into();
    record.materials.push(lease);
    record.procedures[0].when = "premises = rented".into();
    record.procedures[0].length = Some(working_days(Limit::working_days(5)));
    let choice =
        |key: &str, zh: &str, en: &str| ChoiceRecord { key: key.into(), label: label(zh, en) };
    record.questions = vec![QuestionRecord {
        key: "premises".into(),
        text: label("经营场所是自有还是租用？", "Are the premises owned or rented?"),
        kind: "one".into(),
        choices: vec![choice("owned", "自有", "owned"), choice("rented", "租用", "rented")],
        ..QuestionRecord::default()
    }];
    record
}

/// Puts items into force in a centre.
pub(crate) fn publish(house: &House, centre: CentreId, records: Vec<ItemRecord>) {
    for record in &records {
        let definition = record.definition().expect("readable");
        let may = rulebook::disclosure::may_publish(&definition);
        assert_eq!(may, Ok(()), "{} is complete", record.code);
    }
    let head = ActHead { centre, actor: Actor::house() };
    let count = records.len();
    let work = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, catalogue::AfterImport::PublishComplete)
    };
    let done = house.hall.db.act_now(head, work).expect("import");
    assert_eq!(done.published, count, "{done:?}");
    catalogue::changed(&house.hall, centre);
}

/// Two centres with all items, and a clerk of the first.
pub(crate) fn open(house: &House) -> Browser {
    for centre in [CENTRE, OTHER_CENTRE] {
        publish(house, centre, vec![allowance(), confirmation(), registration()]);
    }
    clerk(house)
}

/// A window clerk of the centre.
pub(crate) fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::WindowClerk])
}

/// The approver of the centre.
pub(crate) fn approver(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::Approver])
}

/// The director of the centre.
pub(crate) fn director(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::Director])
}

/// Fields of a form.
pub(crate) type Fields = Vec<(&'static str, &'static str)>;

/// Who applies in most tests.
pub(crate) const PERSON: [(&str, &str); 3] =
    [("identity", "990126196011276412"), ("name", "奚怡达"), ("phone", "10000000149")];
/// Who files for others.
pub(crate) const AGENT: [(&str, &str); 4] = [
    ("agent_identity", "990126198703142625"),
    ("agent_name", "马景艺"),
    ("agent_phone", "10000000150"),
    ("agent_mandate", "授权委托书 2026-11"),
];
/// Both papers of the allowance.
pub(crate) const COMPLETE: [(&str, &str); 2] =
    [("paper.identity", "present"), ("paper.account", "present")];
/// One of them.
pub(crate) const SHORT: [(&str, &str); 2] =
    [("paper.identity", "present"), ("paper.account", "missing")];

/// The intake form of an item, filled in for the usual person.
pub(crate) fn intake(item: &'static str, more: &[(&'static str, &'static str)]) -> Fields {
    let mut fields = vec![("item_code", item), ("version", "1")];
    fields.extend(PERSON);
    fields.extend_from_slice(more);
    fields
}

/// The same form with another value in a field.
pub(crate) fn with(mut fields: Fields, name: &'static str, value: &'static str) -> Fields {
    fields.retain(|(it, _)| *it != name);
    fields.push((name, value));
    fields
}

/// Takes a case in; gives the address of its page.
pub(crate) fn take(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let page = browser.post("/cases", fields);
    assert_eq!(page.status, 303, "{}", page.body);
    page.location
}

/// Takes an allowance in, and accepts it at once.
pub(crate) fn accepted(browser: &mut Browser) -> String {
    let mut fields = intake("MZ-004", &COMPLETE);
    fields.push(("then", "acceptance"));
    take(browser, &fields)
}

/// Tries an act.
pub(crate) fn act(browser: &mut Browser, case: &str, name: &str, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{case}/{name}"), fields)
}

/// Does an act.
pub(crate) fn done(browser: &mut Browser, case: &str, name: &str, fields: &[(&str, &str)]) {
    let page = act(browser, case, name, fields);
    assert_eq!(page.status, 303, "{name}: {}", page.body);
}

/// Is refused an act in words.
pub(crate) fn refused(page: &Page, status: u16, sentence: &str) {
    assert_eq!(page.status, status, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

/// Lets days go by, at the same time of day.
pub(crate) fn days(house: &House, count: i64) {
    house.clock.advance(count * 86_400_000);
}

/// Lets hours go by.
pub(crate) fn hours(house: &House, count: i64) {
    house.clock.advance(count * 3_600_000);
}

/// What the journal says of a case, oldest first.
pub(crate) fn entries(house: &House, case: &str) -> Vec<Entry> {
    let number = case.rsplit('/').next().unwrap_or_default();
    let subject = Subject::new("case", number);
    let read = house
        .hall
        .db
        .read_now(move |read| kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100));
    read.expect("journal")
}

/// How often an action stands in the journal of a case.
pub(crate) fn count(house: &House, case: &str, action: &str) -> usize {
    entries(house, case).iter().filter(|entry| entry.action == action).count()
}

/// Runs something of the house to its end.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// The house looks at all open cases once.
pub(crate) fn sweep(house: &House) {
    let outcome = run(crate::cases::look_at_open_cases(Arc::clone(&house.hall)));
    outcome.expect("the sweep ends well");
}

/// Neither the chain nor a projection differs from what the entries give.
pub(crate) fn everything_is_whole(house: &House) {
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
