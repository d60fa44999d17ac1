//! The description of the API is true: every address, who may ask, how a request is made one act,
//! how an error is told, and what each act needs.

use house::plan;
use kit::rights::Power;
use kit::routes::RouteInfo;
use kit::testing::House;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn document(house: &House) -> Value {
    serde_json::to_value(lobby::exchange::openapi(&house.hall)).expect("JSON")
}

fn api(house: &House) -> impl Iterator<Item = &RouteInfo> {
    house.hall.routes().iter().filter(|it| it.path.starts_with("/api/v1/"))
}

fn operation<'a>(document: &'a Value, route: &RouteInfo) -> &'a Value {
    &document["paths"][route.path][route.method.to_lowercase()]
}

#[test]
fn every_path_of_the_api_document_is_an_address_of_the_house_and_the_reverse() {
    let house = House::on_sqlite(plan());
    let document = document(&house);
    let mut described: Vec<String> = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for method in operations.as_object().expect("operations").keys() {
            if ["get", "post"].contains(&method.as_str()) {
                described.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    let mut answered: Vec<String> = house
        .hall
        .routes()
        .iter()
        .filter(|it| it.path.starts_with("/api/v1/"))
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    described.sort();
    answered.sort();
    assert_eq!(described, answered);
}

#[test]
fn every_operation_says_who_may_ask_and_how_a_request_is_one_act() {
    let house = House::on_sqlite(plan());
    let document = document(&house);
    let mut names = BTreeSet::new();
    for route in api(&house) {
        let (operation, at) = (operation(&document, route), route.path);
        let name = operation["operationId"].as_str().expect("a name").to_owned();
        assert!(names.insert(name.clone()), "two operations are called {name}");
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let key = parameters.iter().find(|it| it["name"] == "Idempotency-Key");
        let is_asked_for = key.is_some_and(|it| it["in"] == "header" && it["required"] == true);
        assert_eq!(is_asked_for, route.method == "POST", "{} {at}", route.method);
        let needed = match route.power {
            Power::Public => Value::Null,
            power => serde_json::json!([{ "token": [power.code()] }]),
        };
        assert_eq!(operation["security"], needed, "{} {at}", route.method);
    }
}

#[test]
fn every_error_is_described_as_a_problem_document() {
    let house = House::on_sqlite(plan());
    let document = document(&house);
    for route in api(&house) {
        let answers = operation(&document, route)["responses"].as_object().expect("answers");
        let mut expected = vec!["429", "500"];
        if route.power != Power::Public {
            expected.extend(["401", "403"]);
        }
        if route.path.contains('{') {
            expected.push("404");
        }
        if route.method == "POST" {
            expected.extend(["409", "422"]);
        }
        for status in expected {
            assert!(answers.contains_key(status), "{} {} {status}", route.method, route.path);
        }
        for (status, answer) in answers.iter().filter(|(status, _)| status.as_str() >= "400") {
            let told = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(told, "#/components/schemas/Problem", "{} {status}", route.path);
            assert_ne!(answer["description"], "", "{} {status}", route.path);
        }
    }
}

#[test]
fn every_act_on_a_case_says_which_fields_it_needs_and_gives_an_example() {
    let house = House::on_sqlite(plan());
    let document = document(&house);
    let mut bodies: BTreeMap<&str, &str> = BTreeMap::new();
    let is_act =
        |it: &&RouteInfo| it.method == "POST" && it.path.starts_with("/api/v1/cases/{number}/");
    for route in api(&house).filter(is_act) {
        let content = &operation(&document, route)["requestBody"]["content"];
        if content["multipart/form-data"].is_object() {
            continue;
        }
        let schema = content["application/json"]["schema"]["$ref"].as_str().expect("a schema");
        let other = bodies.insert(schema, route.path);
        assert_eq!(other, None, "{} shares its body with {other:?}", route.path);
        let name = schema.rsplit('/').next().unwrap_or_default();
        assert!(document["components"]["schemas"][name].is_object(), "{schema}");
    }
    let pause = &document["components"]["schemas"]["CaseSuspension"];
    assert_eq!(pause["required"], serde_json::json!(["key", "until"]));
    assert_eq!(pause["example"]["until"], "2026-12-04");
    assert!(bodies.len() > 30, "{}", bodies.len());
}

#[test]
fn no_two_rooms_mean_different_things_by_one_name_and_no_name_is_empty() {
    let house = House::on_sqlite(plan());
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for part in house.hall.openapi() {
        let part = serde_json::to_value(part).expect("JSON");
        for (name, schema) in part["components"]["schemas"].as_object().into_iter().flatten() {
            if let Some(other) = known.insert(name.clone(), schema.clone()) {
                assert_eq!(other, *schema, "{name} is two things");
            }
        }
    }
    let document = document(&house);
    for reference in references(&document) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        assert!(document["components"]["schemas"][name].is_object(), "{reference} leads nowhere");
    }
}

/// Everything that the document refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
