//! Tests of flow charts.

use super::*;
use crate::samples::subsidy;
use proptest::prelude::*;
use rulebook::item::{HandlingMode, JointDepartment, Label, Step};

fn chart_of(names: &[&str], mode: HandlingMode) -> FlowChart {
    let mut item = subsidy();
    item.handling.mode = mode;
    item.steps = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            Step::new(
                rulebook::condition::Key::numbered('s', at),
                Label::chinese(name),
                StepKind::of_name(name),
            )
        })
        .collect();
    item.joint_departments = ["自然资源所", "林业站"]
        .map(|name| JointDepartment {
            department: None,
            name: Label::chinese(name),
            limit: None,
            opinion_on: String::new(),
        })
        .to_vec();
    FlowChart::of(&item)
}

fn check(chart: &FlowChart) {
    let count = chart.nodes.len();
    let mut reached = vec![false; count];
    reached[0] = true;
    for edge in chart.edges.iter().filter(|edge| edge.course == Course::Forward) {
        assert!(edge.from < edge.to && edge.to < count, "forward edges lead on: {edge:?}");
    }
    for node in 1..count {
        reached[node] = chart
            .edges
            .iter()
            .any(|edge| edge.to == node && edge.course == Course::Forward && reached[edge.from]);
        assert!(reached[node], "{:?} is not reached", chart.nodes[node]);
    }
    for (position, node) in chart.nodes.iter().enumerate() {
        let ways = chart.edges.iter().filter(|edge| edge.from == position).count();
        match node.kind {
            NodeKind::Outcome(_) => assert_eq!(ways, 0),
            NodeKind::Decision => assert!(ways >= 2),
            _ => assert!(ways >= 1, "{node:?} leads nowhere"),
        }
    }
}

#[test]
fn the_chart_asks_what_the_law_asks() {
    let chart = FlowChart::of(&subsidy());
    check(&chart);
    let labels: Vec<&str> = chart.nodes.iter().map(|node| &*node.label.zh).collect();
    assert_eq!(
        labels,
        [
            "申请人提出申请",
            "窗口受理",
            "属于受理范围？",
            "不予受理，说明理由并指明应去的机关",
            "材料齐全、符合形式？",
            "一次性告知全部需补正内容",
            "签订承诺书，容缺受理",
            "审查",
            "公示",
            "能力评估",
            "决定",
            "准予？",
            "不予办理决定书：理由、依据、复议诉讼途径",
            "制证出件",
            "办结",
        ]
    );
    let back: Vec<&Edge> = chart.edges.iter().filter(|edge| edge.course == Course::Back).collect();
    assert_eq!((back.len(), back[0].from, back[0].to), (1, 5, 1));
}

#[test]
fn departments_that_decide_together_stand_side_by_side() {
    let chart = chart_of(
        &["牵头窗口受理", "抄告协办窗口", "并联审查（现场勘查）", "联合会审", "决定", "出件"],
        HandlingMode::Joint,
    );
    check(&chart);
    let side_by_side: Vec<usize> = (0..chart.nodes.len())
        .filter(|at| chart.nodes[*at].kind == NodeKind::Step(StepKind::JointExamination))
        .collect();
    assert_eq!(side_by_side.len(), 3);
    let next: Vec<usize> = side_by_side
        .iter()
        .filter_map(|from| chart.edges.iter().find(|edge| edge.from == *from))
        .map(|edge| edge.to)
        .collect();
    assert!(next.iter().all(|to| *to == next[0]));
}

#[test]
fn the_chart_can_be_read_aloud() {
    let sentences = FlowChart::of(&subsidy()).sentences();
    assert_eq!(
        sentences[4].zh,
        "5. 材料齐全、符合形式？：否，转第 6 步；仅缺可容缺材料，转第 7 步；是，转第 8 步。"
    );
    assert_eq!(
        sentences[5].en,
        "6. One-time notice of everything missing, at once or within 5 working days: once \
         supplemented, back to 2."
    );
}

#[test]
fn a_draft_without_steps_still_has_a_chart() {
    let chart = chart_of(&[], HandlingMode::Direct);
    check(&chart);
    assert_eq!(chart.nodes.len(), 2);
}

proptest! {
    #[test]
    fn every_chart_leads_from_the_application_to_an_end(
        names in proptest::collection::vec(
            prop_oneof![
                Just("受理"), Just("审查"), Just("并联审查"), Just("公示"), Just("上报"),
                Just("县级审批"), Just("决定"), Just("协调"), Just("出件"), Just("归档"),
            ],
            0..12,
        ),
        mode in proptest::sample::select(HandlingMode::ALL),
    ) {
        check(&chart_of(&names, mode));
    }
}
