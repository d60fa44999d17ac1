//! The guide: linked data that holds together.

use super::linked::{Place, Profile, document, duration};
use crate::testing::{county, main_text, plan};
use calendar::Limit;
use kit::testing::on_each_engine;
use rulebook::item::{Definition, HandlingMode, ItemCode, Label, LimitTerm, Material};
use serde_json::Value;

fn definition() -> Definition {
    let code = ItemCode::parse("MZ-004").expect("a code");
    let name = Label::new("高龄津贴申领", "Old-age allowance");
    let mut definition = Definition::blank(code, name, HandlingMode::Commitment);
    let key = rulebook::condition::Key::parse("m1").expect("a key");
    definition.materials.push(Material::required(key, Label::chinese("居民身份证")));
    definition.limits.promised =
        Some(LimitTerm { limit: Limit::working_days(10), note: String::new() });
    definition
}

fn place() -> Place {
    Place {
        url: "http://localhost/centres/990126101/items/MZ-004".into(),
        centre: "青榕镇便民服务中心".into(),
        centre_code: 990_126_101,
        ..Place::default()
    }
}

#[test]
fn schema_org_names_service_operator_channel_and_time() {
    let data = document(&definition(), &place(), Profile::SchemaOrg);
    assert_eq!(data["@context"], "https://schema.org");
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(data["name"][1]["@language"], "en");
    assert_eq!(data["availableChannel"]["processingTime"], "P14D");
    assert_eq!(data["serviceOperator"]["@type"], "GovernmentOffice");
}

/// What CPSV-AP 3.2 makes mandatory of each class that the graph holds.
const MANDATORY: [(&str, &[&str]); 9] = [
    (
        "cpsv:PublicService",
        &["dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"],
    ),
    ("cv:PublicOrganisation", &["skos:prefLabel", "dct:spatial"]),
    ("cv:Evidence", &["dct:identifier", "dct:title"]),
    ("cv:Requirement", &["dct:identifier", "dct:title"]),
    ("cpsv:Rule", &["dct:identifier", "dct:title"]),
    ("cv:Output", &["dct:identifier", "dct:title"]),
    ("cv:Channel", &["dct:identifier"]),
    ("cv:Cost", &["dct:identifier"]),
    ("dct:Location", &["dct:identifier"]),
];

/// Every class has what it must have, and every `@id` of ours that is pointed at stands in the
/// graph.
fn holds_together(data: &Value) {
    let graph = data["@graph"].as_array().expect("a graph");
    let known: Vec<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    assert_eq!(graph[0]["@type"], "cpsv:PublicService");
    for node in graph {
        let class = node["@type"].as_str().expect("a class");
        let (_, fields) =
            MANDATORY.iter().find(|(name, _)| *name == class).expect("a class of the profile");
        for field in *fields {
            assert!(!node[field].is_null(), "{field} of {class} in {}", graph[0]["@id"]);
        }
        let mut pointed = Vec::new();
        for value in node.as_object().expect("an object").values() {
            match value {
                Value::Array(all) => pointed.extend(all.iter().filter_map(|it| it["@id"].as_str())),
                value => pointed.extend(value["@id"].as_str()),
            }
        }
        for id in pointed.into_iter().filter(|id| id.contains("/centres/")) {
            assert!(known.contains(&id), "{id} is not in the graph");
        }
    }
}

#[test]
fn cpsv_ap_points_only_at_what_it_holds() {
    holds_together(&document(&definition(), &place(), Profile::CpsvAp));
}

#[test]
fn jurisdiction_and_the_place_of_a_paper_stand_in_both_vocabularies() {
    let mut told = definition();
    told.authority.jurisdiction = Label::new("户籍所在地乡镇受理", "Where one is registered");
    told.materials[0].place = Label::new("县人民医院", "County hospital");
    let data = document(&told, &place(), Profile::SchemaOrg);
    assert_eq!(data["jurisdiction"][1]["@value"], "Where one is registered");
    let supply = &data["subjectOf"]["supply"][0];
    assert_eq!(supply["description"][0]["@value"], "办理地点：县人民医院");
    let data = document(&told, &place(), Profile::CpsvAp);
    holds_together(&data);
    let text = data.to_string();
    assert!(text.contains("#rule-jurisdiction") && text.contains("户籍所在地乡镇受理"));
    assert!(text.contains("Where to get or hand it in: County hospital"));
    let silent = document(&definition(), &place(), Profile::SchemaOrg);
    assert!(silent["jurisdiction"].is_null(), "nothing is said where nobody said it");
}

#[test]
fn a_guide_says_who_has_jurisdiction_and_where_a_paper_is_made_out() {
    on_each_engine(plan, |house| {
        county(house);
        let mut resident = house.stranger();
        let page = resident.get("/centres/990126101/items/GA-001");
        assert!(page.shows("行政管辖") && page.shows("婴儿常住地"), "{}", main_text(&page.body));
        assert!(page.shows("办理地点：接生的医疗保健机构"), "{}", main_text(&page.body));
        let english = house.stranger().in_english().get("/centres/990126101/items/GA-001");
        assert!(english.shows("Jurisdiction"), "{}", main_text(&english.body));
        assert!(english.shows("Where to get or hand it in: The hospital or clinic"));
        let path = "/centres/990126101/items/GA-001?print=checklist&q.birth_place=hospital";
        let printed = resident.get(path);
        assert!(printed.shows("办理地点：接生的医疗保健机构"), "{}", main_text(&printed.body));
        let silent = resident.get("/centres/990126101/items/GS-002");
        assert!(!silent.shows("行政管辖"), "nothing is said where nobody said it");
    });
}

#[test]
fn linked_data_is_given_to_whoever_wants_it_at_least_as_much_as_a_page() {
    let page = "text/html,application/xhtml+xml,*/*;q=0.8";
    assert_eq!(Profile::accepted(page), None, "a browser");
    assert_eq!(Profile::accepted(""), None);
    assert_eq!(Profile::accepted("application/ld+json"), Some(Profile::SchemaOrg));
    assert_eq!(Profile::accepted("application/ld+json;q=0"), None, "refused");
    assert_eq!(Profile::accepted("text/html, application/ld+json;q=0.5"), None);
    let cpsv = "application/ld+json; profile=\"https://w3id.org/cpsv-ap\"; q=0.9, text/html;q=0.1";
    assert_eq!(Profile::accepted(cpsv), Some(Profile::CpsvAp));
    assert_eq!(Profile::accepted("application/ld+json;q=wrong"), None);
}

#[test]
fn every_shipped_item_is_told_as_linked_data_in_both_vocabularies() {
    let house = kit::testing::House::on_sqlite(plan());
    county(&house);
    let mut program = house.stranger();
    let records = house
        .hall
        .db
        .read_now(|read| counter::catalogue::door::records(read, kit::testing::CENTRE));
    let codes: Vec<String> = records.unwrap().into_keys().collect();
    assert_eq!(codes.len(), 104);
    for code in codes {
        let guide = format!("/centres/990126101/items/{code}");
        let told = program.get(&format!("{guide}?profile=cpsv-ap"));
        assert_eq!(told.status, 200, "{code}");
        holds_together(&serde_json::from_str(&told.body).expect("JSON"));
        let told = program.get(&format!("{guide}?profile=schema.org"));
        let service: Value = serde_json::from_str(&told.body).expect("JSON");
        assert_eq!(service["@type"], "GovernmentService");
        assert_eq!(service["identifier"], code.as_str());
        for field in ["name", "provider", "availableChannel", "subjectOf", "serviceOutput"] {
            assert!(!service[field].is_null(), "{field} of {code}");
        }
    }
}

#[test]
fn a_guide_in_english_names_stations_posts_laws_and_remedies_in_english() {
    let house = kit::testing::House::on_sqlite(plan());
    county(&house);
    let text =
        main_text(&house.stranger().in_english().get("/centres/990126101/items/MZ-001").body);
    for chinese in ["社会事务", "县级民政部门", "审查岗", "行政复议", "暂行办法"]
    {
        assert!(!text.contains(chinese), "{chinese}: {text}");
    }
    for english in ["Examiner", "within sixty days", "5 working days"] {
        assert!(text.contains(english), "{english}: {text}");
    }
}

#[test]
fn working_days_are_told_as_an_estimate_in_calendar_time() {
    assert_eq!(duration(Limit::working_days(5)), "P7D");
    assert_eq!(duration(Limit::days(60)), "P60D");
    assert_eq!(duration(Limit::months(1)), "P1M");
}

#[test]
fn a_paper_that_not_everybody_needs_says_who_does_in_plain_words() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let guide = "/centres/990126101/items/MZ-001";
        let page = browser.get(guide);
        assert!(
            page.shows("适用情形：家中有没有下列成员——持证残疾人"),
            "{}",
            main_text(&page.body)
        );
        assert!(page.shows("tel:0999-0001000"), "a number to call");
        assert!(!page.shows("打印我的清单"), "nothing is answered, so there is no list yet");
        let answered = browser.get(&format!("{guide}?q.household=other"));
        assert!(answered.shows("打印我的清单") && answered.shows("按您的回答：不符合"));
        let english = house.stranger().in_english().get(guide);
        assert!(english.shows("For: Does one of these live in the family: A pupil or student"));
    });
}

#[test]
fn large_type_stays_until_somebody_turns_it_off() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let guide = "/centres/990126101/items/MZ-001";
        assert!(browser.get(guide).shows("text-normal"));
        browser.get(&format!("/preferences?text=large&back={guide}"));
        assert!(browser.get(guide).shows("text-large") && browser.get("/").shows("text-large"));
        assert!(house.stranger().get(guide).shows("text-normal"), "another visitor is not touched");
    });
}

#[test]
fn a_page_drawn_before_is_shown_again_until_the_item_is_another() {
    on_each_engine(plan, |house| {
        county(house);
        let path = "/centres/990126101/items/MZ-004";
        let mut resident = house.stranger();
        let first = resident.get(path);
        assert_eq!(main_text(&first.body), main_text(&resident.get(path).body));
        let answered = resident.get(&format!("{path}?q.who=agent"));
        assert_ne!(
            main_text(&first.body),
            main_text(&answered.body),
            "answers have their own page"
        );
        resident.cookies.insert("language".to_owned(), "en".to_owned());
        assert!(resident.get(path).shows("lang=\"en\""), "and so has each language");
        let mut records = house
            .hall
            .db
            .read_now(|read| counter::catalogue::door::records(read, kit::testing::CENTRE))
            .unwrap();
        let mut record = records.remove("MZ-004").unwrap();
        record.name.zh = "八十周岁老人津贴".into();
        let head =
            kit::db::ActHead { centre: kit::testing::CENTRE, actor: kit::journal::Actor::house() };
        let after = counter::catalogue::door::AfterImport::PublishComplete;
        house
            .hall
            .db
            .act_now(head, move |act| {
                counter::catalogue::door::import(act, std::slice::from_ref(&record), after)
            })
            .unwrap();
        counter::catalogue::door::changed(&house.hall, kit::testing::CENTRE);
        assert!(
            house.stranger().get(path).shows("八十周岁老人津贴"),
            "a new version is seen at once"
        );
    });
}
