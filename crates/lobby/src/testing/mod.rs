//! A county for tests: two township centres with departments, windows and the shipped catalogue.

use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::Actor;
use kit::testing::{CENTRE, House, OTHER_CENTRE};
use office::posts::door::{self as posts, Centre, Department, State, WholeCentre, Window};
use reference::exchange::door::{ContactRecord, shipped_items};

/// All rooms that the public meets.
pub(crate) fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        casework::wing(),
        notices::wing(),
        crate::wing(),
    ])
}

/// Both centres with all items.
pub(crate) fn county(house: &House) {
    centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
    centre(house, OTHER_CENTRE, ("稻香渡镇便民服务中心", "Daoxiangdu Service Centre"));
}

/// A centre with all items.
pub(crate) fn centre(house: &House, id: CentreId, (name, name_english): (&str, &str)) {
    set_up(house, id, (name, name_english));
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label(name),
        hours: label("周一至周五 9:00—17:00"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).unwrap();
    house
        .hall
        .db
        .act_now(by_the_house(id), move |act| {
            catalogue::import(act, &records, AfterImport::PublishComplete)
        })
        .unwrap();
    catalogue::changed(&house.hall, id);
}

fn by_the_house(centre: CentreId) -> ActHead {
    ActHead { centre, actor: Actor::house() }
}

fn set_up(house: &House, id: CentreId, (name, name_english): (&str, &str)) {
    let whole = WholeCentre {
        centre: Centre {
            name: name.into(),
            name_english: name_english.into(),
            address: "望溪县正街 1 号".into(),
            address_english: "1 Main Street, Wangxi County".into(),
            hotline: "0999-0001000".into(),
            supervision_phone: "0999-0002000".into(),
            hours: "周一至周五 9:00—17:00".into(),
            hours_english: "Monday to Friday, 9 to 17".into(),
            ..Centre::default()
        },
        departments: vec![Department {
            key: "MZ".into(),
            short: "民政".into(),
            short_english: "Civil affairs".into(),
            name: "社会事务办".into(),
            ..Department::default()
        }],
        windows: vec![(
            Window {
                key: "W01".into(),
                number: "01号".into(),
                name: "综合窗口".into(),
                name_english: "Any matter".into(),
                departments: vec!["MZ".into()],
                ..Window::default()
            },
            State::Open,
        )],
        posts: Vec::new(),
    };
    house.hall.db.act_now(by_the_house(id), move |act| posts::set_up(act, &whole)).unwrap();
}

/// What stands between the tags of the page's main part, without the tags.
pub(crate) fn main_text(body: &str) -> String {
    let main = body.split("<main").nth(1).unwrap_or_default();
    let main = main.split("</main>").next().unwrap_or_default();
    let mut text = String::new();
    let mut is_tag = true;
    for letter in main.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}
