//! A centre for tests: windows, departments, and clerks at them.

use counter::catalogue::door as catalogue;
use counter::catalogue::record::LabelRecord;
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::Actor;
use kit::testing::{CENTRE, House, OTHER_CENTRE};
use office::posts::door::{self as posts, Centre, Department, State, WholeCentre, Window};
use reference::exchange::door::{ContactRecord, shipped_items};

/// The rooms that the reception stands on.
pub(crate) fn plan() -> Plan {
    Plan::new(vec![office::wing(), counter::wing(), reference::wing(), crate::wing()])
}

/// Two centres, each with `windows` windows: 01 general, 02 civil affairs, all others both.
pub(crate) fn open(house: &House, windows: usize) {
    for centre in [CENTRE, OTHER_CENTRE] {
        set_up(house, centre, windows);
    }
}

/// With the shipped catalogue, so that an item leads to its line.
pub(crate) fn with_items(house: &House) {
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("shipped items");
    let head = ActHead { centre: CENTRE, actor: Actor::house() };
    let work = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, catalogue::AfterImport::PublishComplete)
    };
    house.hall.db.act_now(head, work).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

fn set_up(house: &House, id: CentreId, windows: usize) {
    let department = |key: &str, short: &str, english: &str| Department {
        key: key.into(),
        short: short.into(),
        short_english: english.into(),
        name: short.into(),
        ..Department::default()
    };
    let window = |number: usize| Window {
        key: format!("W{number:02}"),
        number: format!("{number:02}号"),
        name: if number == 1 { "综合窗口".into() } else { "民政窗口".into() },
        departments: vec![if number == 1 { "ZZ".into() } else { "MZ".into() }],
        queue_prefix: if number == 1 { "A".into() } else { "C".into() },
        ..Window::default()
    };
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: vec![
            department("ZZ", "综治", "Public order"),
            department("MZ", "民政", "Civil affairs"),
        ],
        windows: (1..=windows).map(|number| (window(number), State::Open)).collect(),
        posts: Vec::new(),
    };
    let head = ActHead { centre: id, actor: Actor::house() };
    house.hall.db.act_now(head, move |act| posts::set_up(act, &whole)).expect("set up");
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
