//! `/api`: the reference of the API, drawn from the OpenAPI document.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{Hall, HallError, Visit, Words};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "exchange/pages/reference.html")]
struct ReferencePage {
    chrome: Chrome,
    groups: Vec<Group>,
    schemas: Vec<Schema>,
}

struct Group {
    tag: String,
    operations: Vec<Operation>,
}

struct Operation {
    anchor: String,
    method: String,
    path: String,
    summary: String,
    parameters: Vec<Field>,
    body: String,
    answers: Vec<(String, String, String)>,
}

struct Field {
    name: String,
    kind: String,
    is_required: bool,
    description: String,
}

struct Schema {
    name: String,
    description: String,
    fields: Vec<Field>,
}

/// The reference page.
pub(in crate::exchange) async fn show(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
) -> Result<Response, HallError> {
    let document = serde_json::to_value(crate::exchange::openapi(&hall))?;
    visit.page(&ReferencePage {
        chrome: visit.chrome(visit.words().say("接口说明", "API reference"), Face::Public),
        groups: groups(&document, visit.words()),
        schemas: schemas(&document),
    })
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn groups(document: &Value, words: Words) -> Vec<Group> {
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or("general").to_owned();
            groups.entry(tag).or_default().push(described(method, path, operation));
        }
    }
    groups
        .into_iter()
        .map(|(tag, operations)| Group { tag: tag_name(&tag, words), operations })
        .collect()
}

/// A tag of the document as a heading; one that is not known stands as it is.
fn tag_name(tag: &str, words: Words) -> String {
    match tag {
        "account" => words.say("账号", "Account"),
        "appointments" => words.say("预约", "Appointments"),
        "audit" => words.say("审计", "Audit"),
        "calendar" => words.say("工作日历", "Calendar"),
        "cases" => words.say("办件", "Cases"),
        "catalogue" => words.say("事项目录", "Catalogue"),
        "contacts" => words.say("首问负责", "First contacts"),
        "journal" => words.say("留痕台账", "Journal"),
        "mediations" => words.say("人民调解", "Mediation"),
        "organisation" => words.say("机构与岗位", "Organisation"),
        "papers" => words.say("材料附件", "Papers as files"),
        "payments" => words.say("缴费", "Payments"),
        "queue" => words.say("排队叫号", "Queue"),
        "registers" => words.say("户籍", "Household register"),
        "unresolved-matters" => words.say("办不成事", "Unresolved matters"),
        other => other,
    }
    .to_owned()
}

fn described(method: &str, path: &str, operation: &Value) -> Operation {
    let answers = operation["responses"].as_object().into_iter().flatten();
    Operation {
        anchor: text(operation, "operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: [text(operation, "summary"), text(operation, "description")].join(" "),
        parameters: operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| Field {
                name: text(parameter, "name"),
                kind: format!("{} · {}", text(parameter, "in"), kind(&parameter["schema"])),
                is_required: parameter["required"] == true,
                description: text(parameter, "description"),
            })
            .collect(),
        body: kind(&operation["requestBody"]["content"]["application/json"]["schema"]),
        answers: answers
            .map(|(status, answer)| {
                let content = answer["content"].as_object().and_then(|all| all.values().next());
                let body = content.map(|content| kind(&content["schema"])).unwrap_or_default();
                (status.clone(), text(answer, "description"), body)
            })
            .collect(),
    }
}

fn schemas(document: &Value) -> Vec<Schema> {
    let all = document["components"]["schemas"].as_object().into_iter().flatten();
    all.map(|(name, schema)| Schema {
        name: name.clone(),
        description: text(schema, "description"),
        fields: fields(schema),
    })
    .collect()
}

fn fields(schema: &Value) -> Vec<Field> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, property)| Field {
            name: name.clone(),
            kind: kind(property),
            is_required: required.contains(&name.as_str()),
            description: text(property, "description"),
        })
        .collect()
}

/// The type of a schema in one word.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(options) = schema[choice].as_array() {
            return options.iter().map(kind).collect::<Vec<_>>().join(" | ");
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return names.join(" | ");
    }
    let name = match &schema["type"] {
        Value::String(name) => name.clone(),
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ")
        }
        _ => String::new(),
    };
    if name.starts_with("array") { format!("{name} of {}", kind(&schema["items"])) } else { name }
}
