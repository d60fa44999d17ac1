//! Where the nodes stand: layers from rust-sugiyama, heights from the wrapped text, and across
//! the main way in the middle, refusals to its right, what leads back to its left.

use super::wrap;
use crate::flow_chart::graph::{Course, Ending, FlowChart, Node, NodeKind};
use kit::Words;
use rust_sugiyama::configure::{Config, RankingType};
use std::collections::BTreeMap;

/// Type size of labels.
pub(super) const LABEL: f64 = 15.0;
/// Type size of details.
pub(super) const DETAIL: f64 = 12.5;
/// From one line of text to the next, in type sizes.
pub(super) const LEADING: f64 = 1.35;
const TEXT_WIDTH: f64 = 168.0;
const PADDING: f64 = 12.0;
const BESIDE: f64 = 44.0;
/// Space around the chart.
pub(super) const MARGIN: f64 = 16.0;

/// A node with its lines of text and its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Lines of the label.
    pub label: Vec<String>,
    /// Lines of the details.
    pub details: Vec<String>,
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its layer, from the top.
    pub layer: usize,
}

impl Placed {
    pub(super) fn top(&self) -> f64 {
        self.y - self.height / 2.0
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height / 2.0
    }

    pub(super) fn left(&self) -> f64 {
        self.x - self.width / 2.0
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width / 2.0
    }
}

/// Gives every node of a chart its size and place.
pub(super) fn place(chart: &FlowChart, words: Words) -> Vec<Placed> {
    let mut placed: Vec<Placed> = chart.nodes.iter().map(|node| sized(node, words)).collect();
    let layers = layers(chart, &placed);
    for (layer, nodes) in layers.iter().enumerate() {
        for node in nodes {
            placed[*node].layer = layer;
        }
    }
    spread(chart, &layers, &mut placed);
    stack(chart, &layers, &mut placed);
    let leftmost = placed.iter().map(Placed::left).fold(f64::INFINITY, f64::min);
    for it in &mut placed {
        it.x += MARGIN - leftmost;
    }
    placed
}

fn sized(node: &Node, words: Words) -> Placed {
    let label = wrap::lines(words.phrase(&node.label), LABEL, TEXT_WIDTH);
    let details: Vec<String> = node
        .details
        .iter()
        .flat_map(|detail| wrap::lines(words.phrase(detail), DETAIL, TEXT_WIDTH))
        .collect();
    let text_width = label
        .iter()
        .map(|line| wrap::width(line, LABEL))
        .chain(details.iter().map(|line| wrap::width(line, DETAIL)))
        .fold(60.0, f64::max);
    let text_height = lines_height(label.len(), LABEL) + lines_height(details.len(), DETAIL);
    let (width, height) = match node.kind {
        // The text has to fit inside the diamond, whose corners hold none.
        NodeKind::Decision => (text_width * 1.35 + 48.0, text_height * 1.9 + 22.0),
        _ => (text_width + 2.0 * PADDING + 4.0, text_height + 2.0 * PADDING),
    };
    Placed { label, details, width, height, ..Placed::default() }
}

fn lines_height(count: usize, size: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * size * LEADING
}

/// The nodes by layer; the way back is drawn by us and left out.
fn layers(chart: &FlowChart, placed: &[Placed]) -> Vec<Vec<usize>> {
    let count = u32::try_from(placed.len()).unwrap_or(0);
    let nodes: Vec<(u32, (f64, f64))> = (0..count).map(|node| (node, (1.0, 1.0))).collect();
    let mut edges: Vec<(u32, u32)> = chart
        .edges
        .iter()
        .filter(|edge| edge.course == Course::Forward)
        .filter_map(|edge| Some((u32::try_from(edge.from).ok()?, u32::try_from(edge.to).ok()?)))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let config = Config { ranking_type: RankingType::Up, ..Config::default() };
    let mut layers: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (layout, _, _) in rust_sugiyama::from_vertices_and_edges(&nodes, &edges, &config) {
        for (node, (_, y)) in layout {
            #[expect(clippy::cast_possible_truncation, reason = "a chart has few layers")]
            layers.entry(y.round() as i64).or_default().push(node);
        }
    }
    let mut layers: Vec<Vec<usize>> = layers.into_values().collect();
    for nodes in &mut layers {
        nodes.sort_unstable();
    }
    layers
}

/// Which side of the main way a node stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
}

fn side(chart: &FlowChart, node: usize) -> Side {
    let leads_back =
        chart.edges.iter().any(|edge| edge.from == node && edge.course == Course::Back);
    match chart.nodes[node].kind {
        _ if leads_back => Side::Left,
        NodeKind::Outcome(Ending::Refused) | NodeKind::Aside => Side::Right,
        _ => Side::Middle,
    }
}

/// Gives every node its place across.
fn spread(chart: &FlowChart, layers: &[Vec<usize>], placed: &mut [Placed]) {
    let half = |nodes: &[usize], placed: &[Placed]| -> f64 {
        let middle: Vec<f64> = nodes
            .iter()
            .filter(|node| side(chart, **node) == Side::Middle)
            .map(|node| placed[*node].width + BESIDE)
            .collect();
        // A layer without a node in the middle still lets the main way pass.
        (middle.iter().sum::<f64>() / 2.0).max(BESIDE)
    };
    let mut above = 0.0;
    for nodes in layers {
        let here = half(nodes, placed);
        let (mut middle, mut left, mut right) =
            (-here, f64::max(here, above), f64::max(here, above));
        for node in nodes {
            let width = placed[*node].width;
            placed[*node].x = match side(chart, *node) {
                Side::Middle => {
                    middle += width + BESIDE;
                    middle - f64::midpoint(width, BESIDE)
                }
                Side::Left => {
                    left += width + BESIDE;
                    -left + width / 2.0 + BESIDE / 2.0
                }
                Side::Right => {
                    right += width + BESIDE;
                    right - width / 2.0 - BESIDE / 2.0
                }
            };
        }
        above = here;
    }
}

/// Stacks the layers with room for the lines between them.
fn stack(chart: &FlowChart, layers: &[Vec<usize>], placed: &mut [Placed]) {
    let mut top = MARGIN;
    for (layer, nodes) in layers.iter().enumerate() {
        let height = nodes.iter().map(|node| placed[*node].height).fold(0.0, f64::max);
        for node in nodes {
            placed[*node].y = top + height / 2.0;
        }
        top += height + gap_below(chart, placed, layer);
    }
}

/// Room below a layer: more where lines to several nodes turn there.
fn gap_below(chart: &FlowChart, placed: &[Placed], layer: usize) -> f64 {
    let mut targets: Vec<usize> = chart
        .edges
        .iter()
        .filter(|edge| edge.course == Course::Forward)
        .filter(|edge| {
            placed.get(edge.from).is_some_and(|from| from.layer <= layer)
                && placed.get(edge.to).is_some_and(|to| to.layer > layer)
        })
        .map(|edge| edge.to)
        .collect();
    targets.sort_unstable();
    targets.dedup();
    34.0 + super::route::TRACK * f64::from(u32::try_from(targets.len()).unwrap_or(1))
}
