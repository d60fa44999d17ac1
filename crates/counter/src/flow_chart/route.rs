//! How the lines run: down, across between two layers, down again; never through a node.

use super::layout::Placed;
use crate::flow_chart::graph::{Course, Edge, FlowChart, NodeKind};

/// From one line across to the next.
pub(super) const TRACK: f64 = 10.0;
const CLEARANCE: f64 = 14.0;

/// A line between two nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its corners; the last carries the arrow.
    pub points: Vec<(f64, f64)>,
    /// Where its label begins, and to which side it is set.
    pub label_at: (f64, f64),
    /// How the label is anchored there.
    pub anchor: &'static str,
    /// Whether it leads on or back.
    pub course: Course,
}

/// The lines of a chart, in the order of its edges.
pub(super) fn route(chart: &FlowChart, placed: &[Placed]) -> Vec<Line> {
    chart
        .edges
        .iter()
        .filter_map(|edge| {
            let (from, to) = (placed.get(edge.from)?, placed.get(edge.to)?);
            Some(match edge.course {
                Course::Forward => forward(chart, placed, edge, (from, to)),
                Course::Back => back(placed, (from, to)),
            })
        })
        .collect()
}

/// Leaves at the bottom, or at the side of a diamond whose way leads aside.
fn forward(
    chart: &FlowChart,
    placed: &[Placed],
    edge: &Edge,
    (from, to): (&Placed, &Placed),
) -> Line {
    let enters = (to.x, to.top());
    let turn_in = to.top() - 12.0 - track(chart, edge) * TRACK;
    let is_diamond = chart.nodes.get(edge.from).is_some_and(|n| n.kind == NodeKind::Decision);
    if is_diamond && to.layer == from.layer + 1 && is_free_beside(placed, from, to.x) {
        let (corner, anchor, aside) =
            if to.x > from.x { (from.right(), "start", 6.0) } else { (from.left(), "end", -6.0) };
        return Line {
            points: vec![(corner, from.y), (to.x, from.y), enters],
            label_at: (corner + aside, from.y - 6.0),
            anchor,
            course: Course::Forward,
        };
    }
    let leaves = (from.x, from.bottom());
    let lane = lane(placed, from, to);
    let turn_out = layer_bottom(placed, from.layer) + 14.0 + track(chart, edge) * TRACK;
    let points = if to.layer == from.layer + 1 {
        vec![leaves, (from.x, turn_in), (to.x, turn_in), enters]
    } else {
        vec![leaves, (from.x, turn_out), (lane, turn_out), (lane, turn_in), (to.x, turn_in), enters]
    };
    let points = straightened(points);
    // Where the way turns aside, its label stands on the way across, close to where it leads.
    let (label_at, anchor) = match points.as_slice() {
        [_, (_, across), (x, _), ..] if *x > from.x => ((x - 6.0, across - 5.0), "end"),
        [_, (_, across), (x, _), ..] => ((x + 6.0, across - 5.0), "start"),
        _ => ((from.x + 6.0, from.bottom() + 14.0), "start"),
    };
    Line { points, label_at, anchor, course: Course::Forward }
}

/// Goes out at the side that looks away from the chart's middle, up along it, and back in.
fn back(placed: &[Placed], (from, to): (&Placed, &Placed)) -> Line {
    let between = placed.iter().filter(|it| (to.layer..=from.layer).contains(&it.layer));
    let is_left = from.x < to.x;
    let (lane, out, into) = if is_left {
        let edge = between.map(Placed::left).fold(f64::INFINITY, f64::min);
        (edge - CLEARANCE, from.left(), to.left())
    } else {
        let edge = between.map(Placed::right).fold(f64::NEG_INFINITY, f64::max);
        (edge + CLEARANCE, from.right(), to.right())
    };
    let (anchor, aside) = if is_left { ("start", 6.0) } else { ("end", -6.0) };
    Line {
        points: vec![(out, from.y), (lane, from.y), (lane, to.y), (into, to.y)],
        label_at: (lane + aside, f64::midpoint(to.bottom(), from.top())),
        anchor,
        course: Course::Back,
    }
}

/// Lines to the same node share a track; lines to different nodes never lie on each other.
fn track(chart: &FlowChart, edge: &Edge) -> f64 {
    let mut targets: Vec<usize> = chart
        .edges
        .iter()
        .filter(|other| other.course == Course::Forward && other.to.abs_diff(edge.to) < 6)
        .map(|other| other.to)
        .collect();
    targets.sort_unstable();
    targets.dedup();
    let place = targets.iter().position(|to| *to == edge.to).unwrap_or(0) % 3;
    f64::from(u32::try_from(place).unwrap_or(0))
}

/// Whether nothing stands between the side of a node and `x` in its layer, and `x` is aside.
fn is_free_beside(placed: &[Placed], from: &Placed, x: f64) -> bool {
    let is_aside = x > from.right() + CLEARANCE || x < from.left() - CLEARANCE;
    let (low, high) = if x > from.x { (from.right(), x) } else { (x, from.left()) };
    is_aside
        && !placed.iter().any(|it| {
            it.layer == from.layer
                && !std::ptr::eq(it, from)
                && it.right() + CLEARANCE > low
                && it.left() - CLEARANCE < high
        })
}

fn layer_bottom(placed: &[Placed], layer: usize) -> f64 {
    placed
        .iter()
        .filter(|it| it.layer == layer)
        .map(Placed::bottom)
        .fold(f64::NEG_INFINITY, f64::max)
}

/// The way down past the layers in between that meets no node and strays least.
fn lane(placed: &[Placed], from: &Placed, to: &Placed) -> f64 {
    let between: Vec<&Placed> =
        placed.iter().filter(|it| it.layer > from.layer && it.layer < to.layer).collect();
    let is_free =
        |x: f64| !between.iter().any(|it| x > it.left() - CLEARANCE && x < it.right() + CLEARANCE);
    let mut lanes = vec![to.x, from.x];
    for it in &between {
        lanes.push(it.left() - CLEARANCE);
        lanes.push(it.right() + CLEARANCE);
    }
    lanes
        .into_iter()
        .filter(|x| is_free(*x))
        .min_by(|one, other| stray(*one, from, to).total_cmp(&stray(*other, from, to)))
        .unwrap_or(to.x)
}

fn stray(x: f64, from: &Placed, to: &Placed) -> f64 {
    (x - from.x).abs() + (x - to.x).abs()
}

/// Without corners that do not turn.
fn straightened(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., one, two] = kept.as_slice() {
            let is_straight = |a: f64, b: f64, c: f64| (a - b).abs() < 0.5 && (b - c).abs() < 0.5;
            if is_straight(one.0, two.0, point.0) || is_straight(one.1, two.1, point.1) {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}
