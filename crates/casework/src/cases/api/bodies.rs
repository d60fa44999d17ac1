//! What each act on a case needs of its body, told in the document act by act (接口请求体).
//!
//! All acts are read from one [`DeedBody`](super::DeedBody); an act that is described with the
//! fields that it reads, and with those it is refused without, can be written by anybody who has
//! only the document.

use rulebook::case::Act;
use serde_json::{Value, json};
use utoipa::openapi::schema::{Object, Schema};
use utoipa::openapi::{OpenApi, RefOr};

/// Fields of an act, one word each; `!` stands behind those without which the act is refused.
struct Fields {
    /// Of the body itself.
    own: &'static str,
    /// Of `work`: of the modes and of denials.
    work: &'static str,
}

fn fields(act: Act) -> Fields {
    let (own, work) = match act {
        Act::TickPapers | Act::Supplement => ("papers! then", ""),
        Act::RefuseAcceptance => ("right_body", ""),
        Act::GiveNotice | Act::Resume => ("text", ""),
        Act::BringDeferred => ("key!", ""),
        Act::Examine | Act::SendBack | Act::Withdraw => ("text!", ""),
        Act::Suspend => ("key! until!", ""),
        Act::Extend => ("working_days! text!", ""),
        Act::ChangeMode => ("to! promised_days text!", ""),
        Act::Grant => ("result", ""),
        Act::ProposeRefusal => ("grounds!", ""),
        Act::Deliver => ("recipient!", ""),
        other => ("", work_fields(other)),
    };
    Fields { own, work }
}

fn work_fields(act: Act) -> &'static str {
    match act {
        Act::Circulate => "departments",
        Act::GiveOpinion => "department! verdict! text basis on_behalf asked",
        Act::ReturnBranch => "department! text!",
        Act::RecordVisit | Act::RecordMeeting => "held_on present text!",
        Act::Lead => "owner! bodies",
        Act::Answer => "verdict! text! remedy",
        Act::SendUp => "to! channel! papers working_days",
        Act::TakeReturn => "verdict! result grounds asked",
        Act::Progress
        | Act::PassPrecheck
        | Act::Urge
        | Act::Inquire
        | Act::AnswerInquiry
        | Act::CallBack => "text!",
        _ => "",
    }
}

/// A body that an act is done with.
pub(super) fn example(act: Act) -> Value {
    match act {
        Act::TickPapers => json!({"papers": [{"key": "m1", "state": "present"}]}),
        Act::Supplement => {
            json!({"papers": [{"key": "m4", "state": "present"}], "then": "acceptance"})
        }
        Act::RefuseAcceptance => json!({"right_body": "县市场监督管理局"}),
        Act::BringDeferred => json!({"key": "m4"}),
        Act::Examine => json!({"text": "材料与原件相符"}),
        Act::SendBack => json!({"text": "须重新核对户籍"}),
        Act::Suspend => json!({"key": "notice", "until": "2026-12-04"}),
        Act::Resume => json!({"text": "公示期满，无异议"}),
        Act::Extend => json!({"working_days": 5, "text": "须实地核查"}),
        Act::ChangeMode => json!({"to": "joint", "text": "须两个部门共同审查"}),
        Act::Grant => json!({"result": "批准书 1 号"}),
        Act::ProposeRefusal => json!({"grounds": grounds()}),
        Act::Deliver => json!({"recipient": "applicant"}),
        Act::Withdraw => json!({"text": "申请人不再需要"}),
        other => work_example(other),
    }
}

fn grounds() -> Value {
    json!({
        "reason_code": "conditions",
        "facts": "申请人未满规定年龄",
        "legal_basis": "《中华人民共和国行政许可法》第三十八条",
        "remedy": "可在六十日内申请行政复议，或在六个月内提起行政诉讼",
    })
}

fn work_example(act: Act) -> Value {
    let work = match act {
        Act::GiveOpinion => json!({"department": "林业站", "verdict": "agrees"}),
        Act::ReturnBranch => json!({"department": "林业站", "text": "意见与事实不符"}),
        Act::RecordVisit | Act::RecordMeeting => json!({"present": ["林业站"], "text": "界址清楚"}),
        Act::Lead => json!({"owner": "民政办", "bodies": ["派出所"]}),
        Act::Progress => json!({"text": "已联系派出所"}),
        Act::Answer => json!({"verdict": "solved", "text": "已补办"}),
        Act::PassPrecheck => json!({"text": "初审合格"}),
        Act::SendUp => json!({"to": "县民政局", "channel": "机要", "working_days": 20}),
        Act::Urge => json!({"text": "电话催办"}),
        Act::TakeReturn => json!({"verdict": "granted", "result": "批复 3 号"}),
        Act::Inquire => json!({"text": "请说明依据"}),
        Act::AnswerInquiry => json!({"text": "依据第三十八条"}),
        Act::CallBack => json!({"text": "依据已修改"}),
        _ => return json!({}),
    };
    json!({ "work": work })
}

/// Puts the schema of an act's body into the document, and gives its name.
pub(super) fn describe(document: &mut OpenApi, act: Act) -> String {
    let name = format!("Case{}", pascal(act.word()));
    let Fields { own, work } = fields(act);
    let mut body = part(document, "DeedBody", &format!("version {own}"));
    if !work.is_empty() {
        let mut needed = part(document, "WorkBody", work);
        needed.description = None;
        let needs_one = !needed.required.is_empty();
        body.properties.insert("work".to_owned(), RefOr::T(Schema::Object(needed)));
        if needs_one {
            body.required.push("work".to_owned());
        }
    }
    let called = act.phrase();
    body.description = Some(format!("{} {}", called.en, called.zh));
    body.example = Some(example(act));
    if let Some(components) = &mut document.components {
        components.schemas.insert(name.clone(), RefOr::T(Schema::Object(body)));
    }
    name
}

/// The bodies that hold the fields of all acts say nothing beside those of each act.
pub(super) fn forget_the_whole(document: &mut OpenApi) {
    if let Some(components) = &mut document.components {
        components.schemas.remove("DeedBody");
        components.schemas.remove("WorkBody");
    }
}

/// Some of the fields of a schema of the document.
fn part(document: &OpenApi, of: &str, fields: &str) -> Object {
    let whole = document.components.as_ref().and_then(|all| all.schemas.get(of));
    let Some(RefOr::T(Schema::Object(whole))) = whole else {
        return Object::default();
    };
    let mut part = whole.clone();
    let (mut properties, mut required) = (Vec::new(), Vec::new());
    for field in fields.split_whitespace() {
        let name = field.trim_end_matches('!');
        if let Some(property) = whole.properties.get(name) {
            properties.push((name.to_owned(), property.clone()));
        }
        if field.ends_with('!') {
            required.push(name.to_owned());
        }
    }
    part.properties = properties.into_iter().collect();
    part.required = required;
    part
}

/// `refusal-proposal` as `RefusalProposal`.
fn pascal(word: &str) -> String {
    let capital = |part: &str| {
        let mut signs = part.chars();
        signs.next().map(|first| first.to_uppercase().chain(signs).collect::<String>())
    };
    word.split('-').filter_map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::super::DeedBody;
    use super::{Fields, describe, example, fields};
    use crate::cases::ADDRESSES;
    use utoipa::OpenApi;
    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::Schema;

    #[test]
    fn every_field_an_act_is_said_to_read_is_one_of_the_body() {
        let mut document = super::super::Described::openapi();
        for (act, ..) in ADDRESSES {
            let name = describe(&mut document, act);
            let all = &document.components.as_ref().expect("components").schemas;
            let RefOr::T(Schema::Object(body)) = &all[&name] else { panic!("{name}") };
            let Fields { own, work } = fields(act);
            let is_of_a_mode = usize::from(!work.is_empty());
            let told = 1 + own.split_whitespace().count() + is_of_a_mode;
            assert_eq!(body.properties.len(), told, "{name}");
            if is_of_a_mode == 1 {
                let RefOr::T(Schema::Object(needed)) = &body.properties["work"] else {
                    panic!("{name}")
                };
                assert_eq!(needed.properties.len(), work.split_whitespace().count(), "{name}");
            }
        }
    }

    #[test]
    fn every_example_is_a_body_that_holds_what_its_act_needs() {
        for (act, ..) in ADDRESSES {
            let example = example(act);
            let read = serde_json::from_value::<DeedBody>(example.clone());
            assert!(read.is_ok(), "{act:?}: {read:?}");
            let Fields { own, work } = fields(act);
            let said = |fields: &'static str| fields.split_whitespace().map(str::to_owned);
            for (field, holder) in said(own)
                .map(|it| (it, &example))
                .chain(said(work).map(|it| (it, &example["work"])))
            {
                if let Some(needed) = field.strip_suffix('!') {
                    assert!(holder.get(needed).is_some(), "{act:?} needs {needed}");
                }
            }
        }
    }
}
