//! How a flow chart is derived from a definition.

use super::{Course, Edge, Ending, FlowChart, Node, NodeKind};
use calendar::Phrase;
use rulebook::item::{
    Counting, Deferral, Definition, HandlingMode, Necessity, ProcedureKind, Step, StepKind,
};

impl FlowChart {
    /// The chart of a definition; one without steps leads from the application to its result.
    pub fn of(definition: &Definition) -> Self {
        let mut drawing = Drawing { definition, chart: Self::default(), loose: Vec::new() };
        drawing.start();
        let decided_after = deciding_step(definition);
        for (position, step) in definition.steps.iter().enumerate() {
            if Some(position) == decided_after {
                drawing.special_procedures();
            }
            drawing.step(step);
            if position == 0 {
                drawing.checks_at_the_counter();
            }
            if Some(position) == decided_after {
                drawing.decision();
            }
        }
        drawing.end();
        drawing.chart
    }
}

/// The step after which it is known whether the thing is granted: the last decision, or what
/// comes nearest to one before the result is issued.
fn deciding_step(definition: &Definition) -> Option<usize> {
    let steps = &definition.steps;
    let last = |wanted: &[StepKind]| steps.iter().rposition(|step| wanted.contains(&step.kind));
    last(&[StepKind::Decision, StepKind::Superior])
        .or_else(|| last(&[StepKind::JointMeeting]))
        .or_else(|| last(&[StepKind::Examination, StepKind::JointExamination]))
        .or_else(|| last(&[StepKind::Mediation, StepKind::SiteVisit]))
        .filter(|position| *position > 0)
}

struct Drawing<'a> {
    definition: &'a Definition,
    chart: FlowChart,
    /// Ends that the next node has to be joined to, with what they say.
    loose: Vec<(usize, Option<Phrase>)>,
}

impl Drawing<'_> {
    fn node(&mut self, kind: NodeKind, label: Phrase, details: Vec<Phrase>) -> usize {
        self.chart.nodes.push(Node { kind, label, details });
        self.chart.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, label: Option<Phrase>) {
        self.chart.edges.push(Edge { from, to, label, course: Course::Forward });
    }

    /// Joins every loose end to a node.
    fn join(&mut self, to: usize) {
        for (from, label) in std::mem::take(&mut self.loose) {
            self.edge(from, to, label);
        }
    }

    /// A node on the way: joined to what was loose, and loose itself.
    fn onward(&mut self, kind: NodeKind, label: Phrase, details: Vec<Phrase>) -> usize {
        let node = self.node(kind, label, details);
        self.join(node);
        self.loose.push((node, None));
        node
    }

    fn start(&mut self) {
        let forms: Vec<Phrase> =
            self.definition.handling.forms.iter().map(|form| form.phrase()).collect();
        self.onward(NodeKind::Start, Phrase::of("申请人提出申请", "Application"), forms);
    }

    fn step(&mut self, step: &Step) {
        let is_joint = step.kind == StepKind::JointExamination;
        if is_joint && !self.definition.joint_departments.is_empty() {
            self.parallel(step);
        } else {
            let details = details(step);
            self.onward(NodeKind::Step(step.kind), step.name.phrase(), details);
        }
    }

    /// One node for the lead and one for each department that decides with it, side by side.
    fn parallel(&mut self, step: &Step) {
        let before = std::mem::take(&mut self.loose);
        let mut branches = vec![(step.name.phrase(), details(step))];
        for department in &self.definition.joint_departments {
            let name = department.name.phrase();
            let mut about = vec![Phrase::new(name.zh.clone(), name.en.clone())];
            about.extend(department.limit.map(calendar::Limit::phrase));
            branches.push((step.name.phrase(), about));
        }
        for (label, about) in branches {
            let node = self.node(NodeKind::Step(step.kind), label, about);
            for (from, label) in &before {
                self.edge(*from, node, label.clone());
            }
            self.loose.push((node, None));
        }
    }

    /// Art. 32: not ours, not complete, complete enough, complete.
    fn checks_at_the_counter(&mut self) {
        let intake = self.chart.nodes.len() - 1;
        let ours = self.onward(
            NodeKind::Decision,
            Phrase::of("属于受理范围？", "Does it belong here?"),
            Vec::new(),
        );
        let elsewhere = self.node(
            NodeKind::Outcome(Ending::Refused),
            Phrase::of(
                "不予受理，说明理由并指明应去的机关",
                "Not accepted; told why and where to go",
            ),
            Vec::new(),
        );
        self.edge(ours, elsewhere, Some(no()));
        self.loose = vec![(ours, Some(yes()))];
        let complete = self.onward(
            NodeKind::Decision,
            Phrase::of("材料齐全、符合形式？", "Are the papers complete?"),
            Vec::new(),
        );
        let notice = self.node(
            NodeKind::Aside,
            Phrase::of("一次性告知全部需补正内容", "One-time notice of everything missing"),
            vec![Phrase::of("当场或 5 个工作日内", "at once or within 5 working days")],
        );
        self.edge(complete, notice, Some(no()));
        self.chart.edges.push(Edge {
            from: notice,
            to: intake,
            label: Some(Phrase::of("补正后", "once supplemented")),
            course: Course::Back,
        });
        self.loose = vec![(complete, Some(yes()))];
        if self.may_defer() {
            let undertaking = self.node(
                NodeKind::Aside,
                Phrase::of("签订承诺书，容缺受理", "Accepted on an undertaking"),
                Vec::new(),
            );
            let only_secondary = Phrase::of("仅缺可容缺材料", "only secondary ones missing");
            self.edge(complete, undertaking, Some(only_secondary));
            self.loose.push((undertaking, None));
        }
    }

    fn may_defer(&self) -> bool {
        self.definition.materials.iter().any(|paper| {
            paper.necessity == Necessity::Required && paper.deferral == Deferral::Allowed
        })
    }

    /// Named pauses that no step of the item stands for, beside the way before the decision.
    fn special_procedures(&mut self) {
        let definition = self.definition;
        let before = self.loose.clone();
        for procedure in &definition.procedures {
            let is_paused = procedure.counting == Counting::NotCounted;
            if !is_paused || has_step(definition, procedure.kind) {
                continue;
            }
            let mut about: Vec<Phrase> =
                procedure.length.map(calendar::Limit::phrase).into_iter().collect();
            about.push(procedure.counting.phrase());
            let node = self.node(NodeKind::Aside, procedure.name.phrase(), about);
            for (from, _) in &before {
                self.edge(*from, node, Some(Phrase::of("需要时", "where needed")));
            }
            self.loose.push((node, None));
        }
    }

    fn decision(&mut self) {
        let (question, refusal) = match self.definition.handling.mode {
            HandlingMode::Coordination => (
                Phrase::of("能否办成？", "Can it be done?"),
                Phrase::of(
                    "书面答复不能办理的理由和救济途径",
                    "Answered in writing why not, and the remedies",
                ),
            ),
            _ => (
                Phrase::of("准予？", "Granted?"),
                Phrase::of(
                    "不予办理决定书：理由、依据、复议诉讼途径",
                    "Refusal in writing: reasons, basis, remedies",
                ),
            ),
        };
        let decision = self.onward(NodeKind::Decision, question, Vec::new());
        let refused = self.node(NodeKind::Outcome(Ending::Refused), refusal, Vec::new());
        self.edge(decision, refused, Some(no()));
        self.loose = vec![(decision, Some(yes()))];
    }

    fn end(&mut self) {
        let result = self.definition.result.name.phrase();
        let details = if result.zh.is_empty() { Vec::new() } else { vec![result] };
        let end = self.node(
            NodeKind::Outcome(Ending::Completed),
            Phrase::of("办结", "Completed"),
            details,
        );
        self.join(end);
    }
}

/// Department, post and limit of a step, as far as they are known.
fn details(step: &Step) -> Vec<Phrase> {
    let mut details = Vec::new();
    for text in [&step.department, &step.post] {
        if !text.is_empty() {
            details.push(Phrase::new(text.clone(), text.clone()));
        }
    }
    details.extend(step.limit.map(calendar::Limit::phrase));
    details
}

/// Whether a step of the item already stands for a special procedure.
fn has_step(definition: &Definition, procedure: ProcedureKind) -> bool {
    let step = match procedure {
        ProcedureKind::PublicNotice => StepKind::PublicNotice,
        ProcedureKind::SiteVisit => StepKind::SiteVisit,
        _ => return false,
    };
    definition.steps.iter().any(|known| known.kind == step)
}

fn yes() -> Phrase {
    Phrase::of("是", "yes")
}

fn no() -> Phrase {
    Phrase::of("否", "no")
}
