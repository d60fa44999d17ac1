//! Tests of the forms: what is typed is kept, rows move, two clerks lose nothing.

use super::fields::{Kind, Part, parts};
use super::texts::{Texts, merged};
use super::view::place_of;
use crate::catalogue::record::{ItemRecord, LabelRecord};
use crate::catalogue::tests::{complete, head, plan};
use crate::catalogue::{actions, door};
use crate::comparison::Section;
use kit::form::{FormData, FormErrors};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};

fn drafted(house: &House, record: ItemRecord) {
    let db = &house.hall.db;
    db.act_now(head(), move |act| actions::create_draft(act, &record)).expect("draft");
}

fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::CatalogueClerk])
}

fn record(house: &House) -> ItemRecord {
    let found = house.hall.db.read_now(|read| door::draft(read, CENTRE, "MZ-001")).expect("read");
    found.expect("draft").record
}

/// Every named control of a page with its value, as a browser would send them.
fn controls(page: &Page) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let body = page.body.split("<main").nth(1).unwrap_or_default();
    for tag in body.split('<') {
        let name = attribute(tag, "name");
        let Some(name) = name.filter(|name| name != "row") else { continue };
        if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                all.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            let text = tag.split_once('>').map_or("", |(_, text)| text);
            all.push((name, unescaped(text)));
        } else if tag.starts_with("select") {
            let at = body.find(&format!("<{tag}")).unwrap_or(0);
            let options = body[at..].split("</select>").next().unwrap_or_default();
            let chosen = options
                .split("<option")
                .find(|option| option.contains(" selected"))
                .or_else(|| options.split("<option").nth(1));
            let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
            all.push((name, value));
        }
    }
    all
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = start + tag[start..].find('"')?;
    Some(unescaped(&tag[start..end]))
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#38;", "&")
}

fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
}

fn send(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields)
}

fn rich() -> ItemRecord {
    let mut record = complete("MZ-001");
    record.keywords = vec!["低保".to_owned(), "津贴".to_owned()];
    record.life_events = vec!["old_age".to_owned()];
    record.questions = serde_json::from_value(serde_json::json!([
        {"key": "born", "text": {"zh": "出生日期"}, "kind": "day"},
        {"key": "filed_by", "text": {"zh": "谁来办理？", "en": "Who files?"}, "kind": "one",
         "choices": [{"key": "self", "label": {"zh": "本人", "en": "myself"}},
                     {"key": "agent", "label": {"zh": "委托他人"}}]}
    ]))
    .expect("questions");
    let label = |zh: &str, en: &str| LabelRecord { zh: zh.to_owned(), en: en.to_owned() };
    record.authority.jurisdiction = label("户籍所在地乡镇受理", "Taken where one is registered");
    record.materials[1].place = label("县人民医院", "County hospital");
    record.materials[1].when = "filed_by = agent and age(born) >= 60".to_owned();
    record.fee = serde_json::from_value(serde_json::json!({
        "charged": "yes", "standard": {"zh": "工本费 10 元"}, "basis": "发改价格规〔2016〕2559号",
        "rates": [{"name": {"zh": "工本费"}, "fen": 1050, "tariff": {"zh": ""}}]
    }))
    .expect("fee");
    // As the house itself writes it: words and keys filled in.
    ItemRecord::from(&record.definition().expect("readable"))
}

#[test]
fn every_section_reads_back_what_it_shows() {
    let record = rich();
    for section in Section::ALL {
        let texts = Texts::stored(&record, *section).expect("texts");
        let mut errors = FormErrors::new();
        let back = merged(&record, *section, &texts, &mut errors).expect("merged");
        assert!(errors.is_empty(), "{errors:?}");
        let normal = ItemRecord::from(&back.definition().expect("readable"));
        assert_eq!(normal, record, "{section:?}");
    }
}

#[test]
fn every_field_of_a_record_is_edited_somewhere() {
    let value = serde_json::to_value(rich()).expect("json");
    let keys = value.as_object().expect("object").keys();
    for key in keys.filter(|key| *key != "code") {
        let inside = value[key].as_object().map_or(Vec::new(), |map| map.keys().collect());
        let whole = place_of(key).is_some();
        for field in inside {
            let path = format!("{key}.{field}");
            assert!(whole || place_of(&path).is_some(), "{path} cannot be edited");
        }
        assert!(whole || value[key].is_object(), "{key} cannot be edited");
    }
}

#[test]
fn gaps_and_faults_lead_to_a_control() {
    for (path, section, control) in [
        ("materials.2.name", Section::Materials, "materials.2.name.zh"),
        ("promised_limit", Section::Limits, "promised_limit.value"),
        ("questions.0.choices.1.key", Section::Scenario, "questions.0.choices"),
        ("authority.legal_basis", Section::Authority, "authority.legal_basis"),
        ("limit_variants.0.promised", Section::Limits, "limit_variants.0.promised.value"),
        ("fee.rates.0.fen", Section::Fee, "fee.rates.0.fen"),
        ("contact.complaint_phone", Section::Contact, "contact.complaint_phone"),
    ] {
        assert_eq!(place_of(path), Some((section, control.to_owned())), "{path}");
    }
    let all = Section::ALL.iter().flat_map(|section| parts(*section));
    for part in all {
        let Part::Fields(fields) = part else { continue };
        for field in *fields {
            let is_sole = !matches!(field.kind, Kind::Label | Kind::LabelArea);
            assert!(!is_sole || place_of(field.path).is_some(), "{}", field.path);
        }
    }
}

#[test]
fn a_clerk_writes_an_item_section_by_section() {
    on_each_engine(plan, |house| {
        let mut clerk = clerk(house);
        let new = clerk.get("/catalogue/items/new");
        assert!(new.shows("事项编码"));
        let wrong = clerk.post("/catalogue/items", &[("code", "12"), ("name.zh", "高龄津贴")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.shows("NY-003") && wrong.shows("高龄津贴"), "{}", wrong.body);
        let right = [("code", "mz-001"), ("name.zh", "高龄津贴"), ("handling.mode", "direct")];
        let made = clerk.post("/catalogue/items", &right);
        assert_eq!(made.location, "/catalogue/items/MZ-001/draft");
        assert!(clerk.get(&made.location).shows("没有承诺办结时限。"));
        for section in Section::ALL {
            let path = format!("/catalogue/items/MZ-001/draft/{}", section.word());
            let page = clerk.get(&path);
            assert_eq!(page.status, 200, "{path}");
            let saved = send(&mut clerk, &path, &controls(&page));
            assert_eq!(saved.status, 303, "{path}: {}", saved.body);
        }
        let path = "/catalogue/items/MZ-001/draft/limits";
        let mut fields = controls(&clerk.get(path));
        set(&mut fields, "promised_limit.value", "0");
        assert_eq!(send(&mut clerk, path, &fields).status, 303);
        assert_eq!(record(house).promised_limit.expect("limit").value, 0);
    });
}

#[test]
fn rows_are_added_moved_and_removed_without_losing_a_word() {
    on_each_engine(plan, |house| {
        drafted(house, rich());
        let mut clerk = clerk(house);
        let path = "/catalogue/items/MZ-001/draft/materials";
        let mut fields = controls(&clerk.get(path));
        set(&mut fields, "materials.0.name.zh", "申请表（新版）");
        set(&mut fields, "row", "materials:add");
        let page = send(&mut clerk, path, &fields);
        assert!(page.shows("尚未保存") && page.shows("申请表（新版）"));
        let mut fields = controls(&page);
        set(&mut fields, "materials.2.name.zh", "照片");
        set(&mut fields, "materials.2.originals", "2");
        set(&mut fields, "row", "materials:up:2");
        let page = send(&mut clerk, path, &fields);
        let mut fields = controls(&page);
        set(&mut fields, "row", "materials:remove:2");
        let page = send(&mut clerk, path, &fields);
        assert_eq!(record(house).materials.len(), 2, "nothing is saved yet");
        assert_eq!(send(&mut clerk, path, &controls(&page)).status, 303);
        let names: Vec<String> = record(house).materials.into_iter().map(|it| it.name.zh).collect();
        assert_eq!(names, ["申请表（新版）", "照片"]);
    });
}

#[test]
fn a_fault_is_told_at_its_field_with_all_that_was_typed() {
    on_each_engine(plan, |house| {
        drafted(house, rich());
        let mut clerk = clerk(house);
        let path = "/catalogue/items/MZ-001/draft/materials";
        let mut fields = controls(&clerk.get(path));
        set(&mut fields, "materials.0.originals", "很多");
        set(&mut fields, "materials.1.when", "filed_by = ");
        set(&mut fields, "materials.1.basis", "<b>&\"依据\"");
        let page = send(&mut clerk, path, &fields);
        assert_eq!(page.status, 422);
        assert!(page.shows("href=\"#materials.0.originals\""), "{}", page.body);
        assert!(page.shows("条件式不完整") && page.shows("请填写 0 到 255 的整数。"));
        let typed = controls(&page);
        let typed =
            |name: &str| typed.iter().find(|(known, _)| known == name).expect(name).1.clone();
        assert_eq!(typed("materials.1.basis"), "<b>&\"依据\"");
        assert_eq!(typed("materials.1.when"), "filed_by =");
        assert_eq!(record(house), rich());
    });
}

#[test]
fn who_saves_second_sees_both_and_loses_nothing() {
    on_each_engine(plan, |house| {
        drafted(house, rich());
        let (mut first, mut second) = (clerk(house), clerk(house));
        let path = "/catalogue/items/MZ-001/draft/contact";
        let mut hers = controls(&first.get(path));
        let mut his = controls(&second.get(path));
        set(&mut hers, "contact.place.zh", "二楼大厅");
        assert_eq!(send(&mut first, path, &hers).status, 303);
        set(&mut his, "contact.place.zh", "三楼大厅");
        set(&mut his, "contact.consult_phone", "0999-0001234");
        let page = send(&mut second, path, &his);
        assert_eq!(page.status, 409);
        for text in ["有人先保存了", "<td>二楼大厅</td><td>三楼大厅</td>", "0999-0001234"]
        {
            assert!(page.shows(text), "{text}: {}", page.body);
        }
        assert_eq!(record(house).contact.place.zh, "二楼大厅");
        // What was typed stands in the form, at the version saved now: once more, and it counts.
        assert_eq!(send(&mut second, path, &controls(&page)).status, 303);
        assert_eq!(record(house).contact.place.zh, "三楼大厅");
    });
}

#[test]
fn only_catalogue_clerks_write_and_every_word_has_its_english() {
    on_each_engine(plan, |house| {
        drafted(house, rich());
        let mut window = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(window.get("/catalogue/items/MZ-001/draft").status, 200);
        assert_eq!(window.get("/catalogue/items/MZ-001/draft/fee").status, 403);
        assert_eq!(window.post("/catalogue/items/MZ-001/draft/fee", &[]).status, 403);
        assert_eq!(window.post("/catalogue/items/MZ-001/publication", &[]).status, 403);
        let mut english = clerk(house).in_english();
        for section in Section::ALL {
            let page = english.get(&format!("/catalogue/items/MZ-001/draft/{}", section.word()));
            assert!(page.shows("Save this section") && !page.shows("保存本分组"));
        }
        assert_eq!(english.get("/catalogue/items/MZ-001/draft/nothing").status, 404);
        let why = [("reason", "重复建立")];
        let gone = english.post("/catalogue/items/MZ-001/draft/abandonment", &why);
        assert_eq!(gone.status, 303);
        assert_eq!(english.get("/catalogue/items/MZ-001/draft").status, 404);
    });
}

#[test]
fn what_no_form_of_ours_sends_breaks_nothing() {
    let mut errors = FormErrors::new();
    let pairs = [("fee.charged", "perhaps"), ("fee.rates.rows", "999999999999")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let texts = Texts::typed(&FormData::from_pairs(pairs));
    let kept = merged(&rich(), Section::Fee, &texts, &mut errors).expect("merged");
    assert_eq!(kept, rich());
    assert!(!errors.is_empty());
    let mut texts = Texts::stored(&rich(), Section::Materials).expect("texts");
    for row in ["up:0", "down:9", "remove:77", "fly:1"] {
        let pairs = vec![("row".to_owned(), format!("materials:{row}"))];
        if let Some((list, act)) = Texts::typed(&FormData::from_pairs(pairs)).row_act() {
            texts.perform(&list, act);
        }
    }
    assert_eq!(texts.rows("materials"), 2);
}
