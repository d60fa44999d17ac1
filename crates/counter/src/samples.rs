//! A definition for tests: a subsidy for old people, with everything an item can have.

use crate::record::ItemRecord;
use rulebook::item::Definition;
use serde_json::json;

/// A definition that may be published.
pub(crate) fn subsidy() -> Definition {
    let label = |zh: &str, en: &str| json!({"zh": zh, "en": en});
    let days = |value: i64| json!({"value": value, "unit": "working_days"});
    let step = |name: &str| json!({"name": label(name, "")});
    let record: ItemRecord = serde_json::from_value(json!({
        "code": "MZ-001",
        "name": label("高龄津贴申领", "old-age allowance"),
        "authority": {
            "kind": "05",
            "station": "社会事务（民政）办",
            "legal_basis": [{"citation": "《老年人权益保障法》", "wording": ""}]
        },
        "handling": {"mode": "commitment", "forms": ["1"], "onsite_visits": 1},
        "service_objects": ["1"],
        "requirements": [{"text": label("年满 80 周岁", ""), "test": "age(born) >= 80"}],
        "questions": [
            {"key": "filed_by", "kind": "one", "text": label("谁来办理？", "Who files?"),
             "choices": [{"key": "self", "label": label("本人", "myself")},
                         {"key": "agent", "label": label("委托他人", "somebody else")}]},
            {"key": "born", "kind": "day", "text": label("出生日期", "date of birth")},
            {"key": "area", "kind": "quantity", "text": label("面积", "area"),
             "unit": label("亩", "mu"), "asked_when": "filed_by = agent"}
        ],
        "materials": [
            {"key": "form", "name": label("申请表", "application form"), "originals": 1},
            {"key": "identity", "name": label("居民身份证", "identity card"),
             "origin": "government", "originals": 1, "copies": 1, "taking": "check_and_copy"},
            {"key": "proof", "name": label("情况证明", ""), "originals": 1,
             "deferral": "allowed", "when": "filed_by = agent"}
        ],
        "steps": [step("窗口受理"), step("审查"), step("公示"), step("决定"), step("制证出件")],
        "legal_limit": days(20),
        "promised_limit": days(10),
        "limit_variants": [{"when": "filed_by = agent", "promised": days(15),
                            "reason": label("需核实委托", "")}],
        "procedures": [{"key": "p1", "kind": "appraisal", "name": label("能力评估", ""),
                        "length": days(10), "counting": "not_counted", "when": "area >= 1"}],
        "fee": {"charged": "yes", "standard": label("工本费 10 元/本", ""), "basis": "发改价格规",
                "rates": [{"name": label("工本费", ""), "fen": 1000}]},
        "result": {"name": label("高龄津贴审批表", "")},
        "contact": {"place": label("一楼大厅 3 号窗口", ""), "hours": label("工作日", ""),
                    "consult_phone": "0999-0001000", "complaint_phone": "0999-0002000"}
    }))
    .expect("a record");
    record.with_keys().definition().expect("a definition")
}
