//! Tests of the pictures.

use super::*;
use crate::flow_chart::graph::NodeKind;
use kit::Language;
use rulebook::item::{
    Counting, Deferral, Definition, HandlingMode, ItemCode, JointDepartment, Label, Material,
    ProcedureKind, SpecialProcedure, Step, StepKind,
};

fn item(names: &[&str], joint: &[&str]) -> Definition {
    let code = ItemCode::parse("NY-001").unwrap();
    let mut item =
        Definition::blank(code, Label::chinese("农村村民宅基地用地审批"), HandlingMode::Joint);
    item.result.name = Label::chinese("农村宅基地批准书（附乡村建设规划许可证）");
    item.steps = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let key = rulebook::condition::Key::numbered('s', at + 1);
            let mut step = Step::new(key, Label::chinese(name), StepKind::of_name(name));
            step.department = "农业综合服务站".to_owned();
            step
        })
        .collect();
    item.joint_departments = joint
        .iter()
        .map(|name| JointDepartment {
            department: None,
            name: Label::chinese(name),
            limit: None,
            opinion_on: String::new(),
        })
        .collect();
    item
}

fn joint_item() -> Definition {
    let steps =
        ["牵头窗口受理", "抄告协办窗口", "并联审查（现场勘查）", "联合会审", "决定", "出件"];
    item(&steps, &["自然资源所", "村镇规划建设站", "林业站"])
}

/// With papers that may follow later and special procedures beside the way.
fn item_with_asides() -> Definition {
    let mut item = item(&["窗口受理", "审查", "公示", "决定", "制证出件"], &[]);
    let key = rulebook::condition::Key::numbered('m', 1);
    let mut paper = Material::required(key, Label::chinese("情况证明"));
    paper.deferral = Deferral::Allowed;
    item.materials.push(paper);
    for (number, name) in ["残疾评定", "专家评审"].iter().enumerate() {
        item.procedures.push(SpecialProcedure {
            key: rulebook::condition::Key::numbered('p', number),
            kind: ProcedureKind::of_name(name).unwrap(),
            name: Label::chinese(name),
            length: Some(calendar::Limit::working_days(10)),
            counting: Counting::NotCounted,
            basis: String::new(),
            when: rulebook::condition::Condition::always(),
        });
    }
    item
}

#[test]
fn nodes_of_a_chart_never_lie_on_each_other() {
    for words in [Words::new(Language::Chinese), Words::new(Language::English)] {
        for item in [joint_item(), item_with_asides()] {
            let chart = FlowChart::of(&item);
            let placed = layout::place(&chart, words);
            for (at, one) in placed.iter().enumerate() {
                for other in &placed[at + 1..] {
                    let apart = one.right() < other.left()
                        || other.right() < one.left()
                        || one.bottom() < other.top()
                        || other.bottom() < one.top();
                    assert!(apart, "{:?} and {:?}", one.label, other.label);
                }
            }
        }
    }
}

#[test]
fn lines_never_run_through_a_node() {
    for item in [joint_item(), item_with_asides()] {
        let chart = FlowChart::of(&item);
        let placed = layout::place(&chart, Words::new(Language::Chinese));
        for (edge, line) in chart.edges.iter().zip(route::route(&chart, &placed)) {
            for pair in line.points.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                assert!((from.0 - to.0).abs() < 0.5 || (from.1 - to.1).abs() < 0.5, "{edge:?}");
                for (node, it) in placed.iter().enumerate() {
                    if node == edge.from || node == edge.to {
                        continue;
                    }
                    let crosses = from.0.min(to.0) < it.right() - 1.0
                        && from.0.max(to.0) > it.left() + 1.0
                        && from.1.min(to.1) < it.bottom() - 1.0
                        && from.1.max(to.1) > it.top() + 1.0;
                    assert!(!crosses, "{edge:?} runs through {:?}", it.label);
                }
            }
        }
    }
}

#[test]
fn the_picture_is_told_in_words_and_holds_no_style() {
    let chart = FlowChart::of(&joint_item());
    let picture = draw(&chart, "宅基地 <审批> & 登记", Words::new(Language::Chinese));
    assert!(picture.svg.contains("<title>办理流程图: 宅基地 &lt;审批&gt; &amp; 登记</title>"));
    assert!(picture.svg.contains("role=\"img\""));
    assert!(!picture.svg.contains("style="));
    assert_eq!(picture.sentences.len(), chart.nodes.len());
    let diamonds = chart.nodes.iter().filter(|node| node.kind == NodeKind::Decision).count();
    let arrows = chart.edges.len();
    assert_eq!(picture.svg.matches("<polygon").count(), diamonds + arrows);
}

#[test]
fn labels_break_between_characters_and_words() {
    assert_eq!(
        wrap::lines("一次性告知全部需补正内容。", 10.0, 60.0),
        ["一次性告知", "全部需补正", "内容。"]
    );
    assert_eq!(
        wrap::lines("One-time notice of everything", 10.0, 90.0),
        ["One-time notice", "of everything"]
    );
    assert!(wrap::lines("", 10.0, 60.0).is_empty());
}

#[test]
fn long_charts_are_drawn_as_well() {
    let names = ["申请", "公示", "审查", "勘查", "会审", "决定", "公告", "发放", "出件", "归档"];
    let chart = FlowChart::of(&item(&names.repeat(4), &[]));
    assert!(draw(&chart, "x", Words::new(Language::English)).svg.ends_with("</svg>"));
}
