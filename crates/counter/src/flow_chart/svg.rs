//! The picture itself.

use super::layout::{DETAIL, LABEL, LEADING, MARGIN, Placed};
use super::route::Line;
use crate::flow_chart::graph::{Course, Ending, FlowChart, Node, NodeKind};
use kit::Words;
use rulebook::item::StepKind;
use std::fmt::Write;

const INK: &str = "#1b2a2f";
const WHITE: &str = "#ffffff";
const GREEN: &str = "#0b5c63";
const RED: &str = "#9b1c14";
const AMBER: &str = "#7a5200";
const GREY: &str = "#4a5a60";

/// All that is drawn.
pub(super) struct Sheet<'a> {
    /// The chart.
    pub chart: &'a FlowChart,
    /// Its nodes in their places.
    pub placed: &'a [Placed],
    /// Its lines.
    pub lines: &'a [Line],
    /// What the chart is of.
    pub title: &'a str,
    /// The reader's language.
    pub words: Words,
}

/// Writes the picture.
pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let (left, right, bottom) = bounds(sheet);
    let (width, height) = (right - left + 2.0 * MARGIN, bottom + MARGIN);
    let title = escape(sheet.title);
    let of = sheet.words.say("办理流程图", "Flow chart");
    let told = sheet.words.say("文字说明见图旁列表。", "The list beside it tells the same.");
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow-chart\" role=\"img\" \
         viewBox=\"{:.0} 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif\">\
         <title>{of}: {title}</title><desc>{told}</desc>",
        left - MARGIN
    );
    for line in sheet.lines {
        draw_line(&mut svg, line);
    }
    for (node, placed) in sheet.chart.nodes.iter().zip(sheet.placed) {
        draw_node(&mut svg, node, placed);
    }
    for (edge, line) in sheet.chart.edges.iter().zip(sheet.lines) {
        if let Some(label) = &edge.label {
            draw_label(&mut svg, line, sheet.words.phrase(label));
        }
    }
    svg.push_str("</svg>");
    svg
}

fn bounds(sheet: &Sheet<'_>) -> (f64, f64, f64) {
    let corners = sheet.lines.iter().flat_map(|line| line.points.iter().copied());
    let nodes =
        sheet.placed.iter().flat_map(|it| [(it.left(), it.top()), (it.right(), it.bottom())]);
    corners.chain(nodes).fold((f64::INFINITY, 0.0, 0.0), |(left, right, bottom), (x, y)| {
        (f64::min(left, x), f64::max(right, x), f64::max(bottom, y))
    })
}

/// Adds to a text; writing to a string cannot fail.
macro_rules! add {
    ($svg:expr, $($written:tt)*) => {
        if write!($svg, $($written)*).is_err() {
            $svg.clear();
        }
    };
}

fn draw_line(svg: &mut String, line: &Line) {
    let points: Vec<String> = line.points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let dashes = match line.course {
        Course::Forward => "",
        Course::Back => " stroke-dasharray=\"6 4\"",
    };
    add!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{GREY}\" stroke-width=\"1.5\"{dashes}/>",
        points.join(" ")
    );
    let [.., before, tip] = line.points.as_slice() else { return };
    add!(svg, "<polygon points=\"{}\" fill=\"{GREY}\"/>", arrow(*before, *tip));
}

/// The three corners of an arrow whose tip lies where the line ends.
fn arrow((from_x, from_y): (f64, f64), (x, y): (f64, f64)) -> String {
    let (dx, dy) = ((x - from_x).signum(), (y - from_y).signum());
    if (x - from_x).abs() > (y - from_y).abs() {
        let base = x - dx * 9.0;
        format!("{x:.1},{y:.1} {base:.1},{:.1} {base:.1},{:.1}", y - 4.5, y + 4.5)
    } else {
        let base = y - dy * 9.0;
        format!("{x:.1},{y:.1} {:.1},{base:.1} {:.1},{base:.1}", x - 4.5, x + 4.5)
    }
}

fn draw_label(svg: &mut String, line: &Line, label: &str) {
    let (x, y) = line.label_at;
    add!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{}\" font-size=\"{DETAIL}\" \
         fill=\"{INK}\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
        line.anchor,
        escape(label)
    );
}

fn draw_node(svg: &mut String, node: &Node, placed: &Placed) {
    let ink = draw_shape(svg, node, placed);
    let detail_ink = if ink == WHITE { WHITE } else { GREY };
    let text_height =
        height_of(placed.label.len(), LABEL) + height_of(placed.details.len(), DETAIL);
    let mut y = placed.y - text_height / 2.0;
    for line in &placed.label {
        draw_text(svg, line, (placed.x, y + LABEL * 1.02), ("600", LABEL, ink));
        y += LABEL * LEADING;
    }
    for line in &placed.details {
        draw_text(svg, line, (placed.x, y + DETAIL * 1.05), ("400", DETAIL, detail_ink));
        y += DETAIL * LEADING;
    }
}

fn height_of(count: usize, size: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * size * LEADING
}

fn draw_text(
    svg: &mut String,
    text: &str,
    (x, y): (f64, f64),
    (weight, size, ink): (&str, f64, &str),
) {
    add!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-size=\"{size}\" \
         font-weight=\"{weight}\" fill=\"{ink}\">{}</text>",
        escape(text)
    );
}

/// Draws the outline and says in which ink the label is written.
fn draw_shape(svg: &mut String, node: &Node, placed: &Placed) -> &'static str {
    let (fill, ink, dashes) = match node.kind {
        NodeKind::Start | NodeKind::Outcome(Ending::Completed) => (GREEN, WHITE, ""),
        NodeKind::Outcome(Ending::Refused) => ("#fdf3f1", RED, ""),
        NodeKind::Decision => ("#fff8e6", AMBER, ""),
        NodeKind::Aside => ("#f6f8f8", GREY, " stroke-dasharray=\"5 3\""),
        NodeKind::Step(StepKind::Superior | StepKind::ReferralUp) => ("#eaf1fa", "#1d4b86", ""),
        NodeKind::Step(_) => ("#ffffff", GREEN, ""),
    };
    let stroke = if ink == WHITE { GREEN } else { ink };
    let (left, top) = (placed.left(), placed.top());
    let (width, height) = (placed.width, placed.height);
    if node.kind == NodeKind::Decision {
        add!(
            svg,
            "<polygon points=\"{:.1},{top:.1} {:.1},{:.1} {:.1},{:.1} {left:.1},{:.1}\" \
             fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
            placed.x,
            placed.right(),
            placed.y,
            placed.x,
            placed.bottom(),
            placed.y
        );
    } else {
        let round = match node.kind {
            NodeKind::Start | NodeKind::Outcome(_) => (height / 2.0).min(22.0),
            _ => 4.0,
        };
        add!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             rx=\"{round:.1}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"{dashes}/>"
        );
    }
    match node.kind {
        NodeKind::Step(_) => INK,
        _ => ink,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
