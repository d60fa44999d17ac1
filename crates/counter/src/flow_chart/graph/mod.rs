//! The flow chart of an item (办事流程图) as a graph, derived from its own definition.
//!
//! Steps are the item's; the decisions between them are the law's: whether the matter belongs
//! here and whether the papers are complete (Administrative Licensing Law art. 32), and whether
//! it is granted (art. 37, 38). Layout and drawing are the room's business.

mod build;

use calendar::Phrase;
use rulebook::item::StepKind;

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
        let mut zh = vec![format!("{}. {}", position + 1, node.label.zh)];
        let mut en = vec![format!("{}. {}", position + 1, node.label.en)];
        zh.extend(node.details.iter().map(|detail| detail.zh.to_string()));
        en.extend(node.details.iter().map(|detail| detail.en.to_string()));
        let (zh, en) = (zh.join("，"), en.join(", "));
        let ways: Vec<Phrase> =
            self.edges.iter().filter(|edge| edge.from == position).map(Edge::phrase).collect();
        if ways.is_empty() {
            return Phrase::new(format!("{zh}。"), format!("{en}."));
        }
        let ways_zh: Vec<&str> = ways.iter().map(|way| &*way.zh).collect();
        let ways_en: Vec<&str> = ways.iter().map(|way| &*way.en).collect();
        Phrase::new(
            format!("{zh}：{}。", ways_zh.join("；")),
            format!("{en}: {}.", ways_en.join("; ")),
        )
    }
}

impl Edge {
    /// The way in words: `否，转第 6 步`.
    fn phrase(&self) -> Phrase {
        let to = self.to + 1;
        let way = match self.course {
            Course::Forward => Phrase::new(format!("转第 {to} 步"), format!("go to {to}")),
            Course::Back => Phrase::new(format!("回到第 {to} 步"), format!("back to {to}")),
        };
        match &self.label {
            Some(label) => Phrase::new(
                format!("{}，{}", label.zh, way.zh),
                format!("{}, {}", label.en, way.en),
            ),
            None => way,
        }
    }
}

#[cfg(test)]
mod tests;
