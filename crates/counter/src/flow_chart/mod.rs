//! Flow charts as pictures (流程图): layered by rust-sugiyama, drawn as SVG of our own.
//!
//! The graph is derived from the item's definition. The picture carries its own text
//! alternative, and the same chart is handed out in sentences to stand beside it. Presentation
//! attributes only: the pages' security policy allows no inline style.

pub mod graph;
mod layout;
mod route;
mod svg;
mod wrap;

use graph::FlowChart;
use kit::Words;
use rulebook::item::Definition;

/// A flow chart, drawn, and told in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowPicture {
    /// The picture, to be put into a page as it is.
    pub svg: String,
    /// The chart in sentences, one for each node with its ways out.
    pub sentences: Vec<String>,
}

/// The flow chart of an item, drawn for a reader.
pub fn of(definition: &Definition, words: Words) -> FlowPicture {
    draw(&FlowChart::of(definition), words.phrase(&definition.name()), words)
}

/// Draws a chart for a reader; `title` names the item.
fn draw(chart: &FlowChart, title: &str, words: Words) -> FlowPicture {
    let sentences: Vec<String> =
        chart.sentences().iter().map(|sentence| words.phrase(sentence).to_owned()).collect();
    if chart.nodes.is_empty() {
        return FlowPicture { svg: String::new(), sentences };
    }
    let placed = layout::place(chart, words);
    let lines = route::route(chart, &placed);
    let svg = svg::write(&svg::Sheet { chart, placed: &placed, lines: &lines, title, words });
    FlowPicture { svg, sentences }
}

#[cfg(test)]
mod tests;
