//! What the product ships for the guides of much-used items beside the county's list: how the
//! result looks, questions often asked, when a paper is accepted, how long a step may take; and
//! for any item who has jurisdiction (行政管辖) and which papers are made out elsewhere (办理地点).
//!
//! Posts of steps are named by the kind of the step, as most halls name them; a centre changes
//! them in the editor.

use counter::catalogue::record::{FrequentQuestionRecord, ItemRecord, LabelRecord, LimitRecord};
use rulebook::item::StepKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What ships for the guide of an item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedGuide {
    item: String,
    /// 结果样本
    sample: String,
    frequent_questions: Vec<FrequentQuestionRecord>,
    /// 受理标准 by the name of the paper.
    criteria: BTreeMap<String, LabelRecord>,
    /// 环节时限 in working days, by the name of the step.
    step_limits: BTreeMap<String, i64>,
}

#[derive(Default, Deserialize)]
struct Guides {
    items: Vec<ShippedGuide>,
    /// 行政管辖 by item.
    jurisdictions: BTreeMap<String, LabelRecord>,
    /// 办理地点 by item and the name of the paper.
    places: BTreeMap<String, BTreeMap<String, LabelRecord>>,
}

// A test reads the file, so that it cannot ship damaged.
static GUIDES: LazyLock<Guides> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../data/guides.json")).unwrap_or_default()
});

/// Adds what ships for the item's guide.
pub(super) fn fill(record: &mut ItemRecord) {
    for step in &mut record.steps {
        post(&step.kind).clone_into(&mut step.post);
    }
    if let Some(jurisdiction) = GUIDES.jurisdictions.get(&record.code) {
        record.authority.jurisdiction.clone_from(jurisdiction);
    }
    let places = GUIDES.places.get(&record.code);
    for material in &mut record.materials {
        if let Some(place) = places.and_then(|it| it.get(&material.name.zh)) {
            material.place.clone_from(place);
        }
    }
    let Some(guide) = GUIDES.items.iter().find(|it| it.item == record.code) else { return };
    record.result.sample.clone_from(&guide.sample);
    record.frequent_questions.clone_from(&guide.frequent_questions);
    for material in &mut record.materials {
        if let Some(criterion) = guide.criteria.get(&material.name.zh) {
            material.criterion.clone_from(criterion);
        }
    }
    for step in &mut record.steps {
        let days = guide.step_limits.get(&step.name.zh);
        step.limit = days.map(|days| LimitRecord {
            value: *days,
            unit: calendar::LimitUnit::WorkingDays.code().to_owned(),
            note: String::new(),
        });
    }
}

/// The post that does a step of a kind (岗位); none where it is done elsewhere.
fn post(kind: &str) -> &'static str {
    let kind = StepKind::ALL.iter().find(|it| it.word() == kind);
    match kind {
        Some(StepKind::Intake | StepKind::ReferralUp) => "综合窗口岗",
        Some(StepKind::Circulation) => "牵头窗口岗",
        Some(StepKind::SiteVisit) => "现场核查岗（两人以上）",
        Some(StepKind::JointExamination) => "各协办站所审查岗",
        Some(StepKind::JointMeeting) => "牵头站所负责人",
        Some(StepKind::Mediation) => "调解员",
        Some(StepKind::Decision) => "审批岗",
        Some(StepKind::Payment) => "经办岗",
        Some(StepKind::Issue) => "出件窗口岗",
        Some(StepKind::Examination | StepKind::PublicNotice | StepKind::FollowUp) => "审查岗",
        Some(StepKind::Superior) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Guides, post};
    use rulebook::item::StepKind;

    #[test]
    fn the_shipped_guides_can_be_read_and_tell_every_part_in_both_languages() {
        let text = include_str!("../../../../data/guides.json");
        let guides: Guides = serde_json::from_str(text).unwrap();
        assert!(guides.items.len() >= 15);
        for guide in &guides.items {
            assert!(!guide.sample.is_empty(), "{}", guide.item);
            let asked = guide.frequent_questions.iter();
            let labels = asked.flat_map(|it| [&it.question, &it.answer]);
            for label in labels.chain(guide.criteria.values()) {
                assert!(!label.zh.is_empty() && !label.en.is_empty(), "{}", guide.item);
            }
        }
    }

    #[test]
    fn every_step_of_the_hall_has_a_post_and_what_is_decided_above_has_none() {
        for kind in StepKind::ALL {
            assert_eq!(post(kind.word()).is_empty(), *kind == StepKind::Superior, "{kind:?}");
        }
    }
}
