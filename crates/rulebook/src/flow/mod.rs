//! The flow chart of an item (办事流程图) as a graph, derived from its own definition.
//!
//! Steps are the item's; the decisions between them are the law's: whether the matter belongs
//! here and whether the papers are complete (Administrative Licensing Law art. 32), and whether
//! it is granted (art. 37, 38). Layout and drawing are the room's business.

mod build;

use crate::item::StepKind;
use calendar::Phrase;

/// The flow chart of an item (办事流程图).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "流程图")]
pub struct FlowChart {
    /// The nodes; an edge names them by position.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node of a flow chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What it says.
    pub label: Phrase,
    /// Department, post, limit, each where known.
    pub details: Vec<Phrase>,
}

/// What a node of a flow chart is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The application.
    Start,
    /// A step of the item; of joint steps one node for each department.
    Step(StepKind),
    /// A question with two ways out, drawn as a diamond.
    Decision,
    /// A notice, an undertaking or a special procedure beside the way.
    Aside,
    /// An end.
    Outcome(Ending),
}

/// How a way through the chart ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The applicant gets what was asked for, or an answer.
    Completed,
    /// Not accepted or refused.
    Refused,
}

/// An edge of a flow chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it leaves.
    pub from: usize,
    /// Where it leads.
    pub to: usize,
    /// What it says, such as *yes*.
    pub label: Option<Phrase>,
    /// Whether it leads on or back.
    pub course: Course,
}

/// Whether an edge leads on or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// On.
    Forward,
    /// Back to an earlier node.
    Back,
}

impl FlowChart {
    /// The chart in sentences, one for each node with its ways out, for those who do not see it.
    pub fn sentences(&self) -> Vec<Phrase> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(position, node)| self.sentence(position, node))
            .collect()
    }

    fn sentence(&self, position: usize, node: &Node) -> Phrase {
        let number = position + 1;
        let mut zh = format!("{number}. {}", node.label.zh);
        let mut en = format!("{number}. {}", node.label.en);
        for detail in &node.details {
            zh.push_str(&format!("，{}", detail.zh));
            en.push_str(&format!(", {}", detail.en));
        }
        let ways = self.edges.iter().filter(|edge| edge.from == position);
        for (count, edge) in ways.enumerate() {
            let to = edge.to + 1;
            zh.push_str(if count == 0 { "：" } else { "；" });
            en.push_str(if count == 0 { ": " } else { "; " });
            if let Some(label) = &edge.label {
                zh.push_str(&format!("{}，", label.zh));
                en.push_str(&format!("{}, ", label.en));
            }
            match edge.course {
                Course::Forward => {
                    zh.push_str(&format!("转第 {to} 步"));
                    en.push_str(&format!("go to {to}"));
                }
                Course::Back => {
                    zh.push_str(&format!("回到第 {to} 步"));
                    en.push_str(&format!("back to {to}"));
                }
            }
        }
        Phrase::new(format!("{zh}。"), format!("{en}."))
    }
}

#[cfg(test)]
mod tests;
