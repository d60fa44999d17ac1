//! A definition as clerks read it: facts by section, papers and steps as tables, the chart.

use crate::comparison::{Section, read_out};
use crate::flow_chart::{self, FlowPicture};
use kit::{Phrase, Words};
use rulebook::item::{Definition, Material, Step};

/// A definition, ready to be shown.
pub(super) struct DefinitionView {
    /// Sections with their fields and what they say.
    pub sections: Vec<(String, Vec<(String, String)>)>,
    /// The papers.
    pub materials: Vec<PaperLine>,
    /// The steps.
    pub steps: Vec<StepLine>,
    /// The flow chart.
    pub chart: FlowPicture,
}

/// A paper in the table.
pub(super) struct PaperLine {
    /// Its name.
    pub name: String,
    /// Where it comes from, and its form.
    pub origin: String,
    /// How many, and how taken.
    pub count: String,
    /// Required or not, deferrable or not.
    pub necessity: String,
    /// For whom.
    pub when: String,
}

/// A step in the table.
pub(super) struct StepLine {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Department and post.
    pub who: String,
    /// Its limit; empty where it has none of its own.
    pub limit: String,
}

impl DefinitionView {
    /// The view of a definition.
    pub(super) fn of(definition: &Definition, words: Words) -> Self {
        let say = |phrase: &Phrase| words.phrase(phrase).to_owned();
        let lines = read_out(definition);
        let of_section = |section: Section| -> Vec<(String, String)> {
            lines
                .iter()
                .filter(|line| line.section == section && !line.is_order())
                .map(|line| (say(&line.field), say(&line.says)))
                .collect()
        };
        Self {
            sections: Section::ALL
                .iter()
                .filter(|section| !matches!(section, Section::Materials | Section::Steps))
                .map(|section| (say(&section.phrase()), of_section(*section)))
                .filter(|(_, facts)| !facts.is_empty())
                .collect(),
            materials: definition
                .materials
                .iter()
                .map(|paper| paper_line(definition, paper, words))
                .collect(),
            steps: definition.steps.iter().map(|step| step_line(step, words)).collect(),
            chart: flow_chart::of(definition, words),
        }
    }
}

fn paper_line(definition: &Definition, paper: &Material, words: Words) -> PaperLine {
    let say = |phrase: Phrase| words.phrase(&phrase).to_owned();
    PaperLine {
        name: say(paper.name.phrase()),
        origin: format!("{} · {}", say(paper.origin.phrase()), say(paper.form.phrase())),
        count: format!("{} · {}", say(paper.count()), say(paper.taking.phrase())),
        necessity: format!("{} · {}", say(paper.necessity.phrase()), say(paper.deferral.phrase())),
        when: say(paper.when.describe(&definition.scenario)),
    }
}

fn step_line(step: &Step, words: Words) -> StepLine {
    let who: Vec<&str> = [step.department.as_str(), step.post.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    StepLine {
        name: words.phrase(&step.name.phrase()).to_owned(),
        kind: words.phrase(&step.kind.phrase()).to_owned(),
        who: who.join(" · "),
        limit: step.limit.map_or(String::new(), |it| words.phrase(&it.phrase()).to_owned()),
    }
}
