//! What a guide page shows, in the reader's language, from the one definition.

use crate::guide::plain;
use calendar::{Limit, Phrase};
use kit::Words;
use rulebook::checklist::{Checklist, FeeDue, Paper};
use rulebook::condition::{Answers, Condition, Verdict};
use rulebook::item::{
    Amount, Definition, Fee, HandlingMode, Label, LimitTerm, Material, Necessity, Question,
    QuestionKind, Sharing,
};

/// A guide page's content (办事指南).
pub struct GuideView {
    /// Item code.
    pub code: String,
    /// 事项名称
    pub name: String,
    /// In one or two sentences; may be empty.
    pub summary: String,
    /// The few facts that stand at the top.
    pub key_facts: Vec<Fact>,
    /// 受理条件
    pub requirements: Vec<String>,
    /// 申请材料
    pub materials: Vec<MaterialRow>,
    /// 办理流程
    pub steps: Vec<StepRow>,
    /// 办理时限
    pub limits: Vec<Fact>,
    /// 特别程序
    pub procedures: Vec<Fact>,
    /// 收费
    pub fees: Vec<Fact>,
    /// 基本信息
    pub facts: Vec<Fact>,
    /// 设定依据
    pub basis: Vec<String>,
    /// 办理地点、时间、咨询、投诉
    pub contact: Vec<Fact>,
    /// 结果样本; may be empty.
    pub sample: String,
    /// 救济途径
    pub remedies: Vec<Fact>,
    /// 常见问题
    pub questions: Vec<Fact>,
}

/// A name and what is said under it.
pub struct Fact {
    /// The name.
    pub label: String,
    /// What is said.
    pub text: String,
    /// Where it leads, as a phone number does; may be empty.
    pub href: String,
}

/// A paper on the guide.
pub struct MaterialRow {
    /// Its place in the list.
    pub number: usize,
    /// 材料名称
    pub name: String,
    /// Originals and copies.
    pub count: String,
    /// 收取方式
    pub taking: String,
    /// 来源渠道
    pub origin: String,
    /// 材料形式
    pub form: String,
    /// 必要性 and 容缺
    pub necessity: String,
    /// 受理标准 and 填报须知
    pub notes: Vec<String>,
    /// 适用情形; empty where everybody needs it.
    pub when: String,
}

/// A step on the guide.
pub struct StepRow {
    /// Its place.
    pub number: usize,
    /// 环节名称
    pub name: String,
    /// Department and post.
    pub who: String,
    /// 办理时限
    pub limit: String,
}

fn label(words: Words, label: &Label) -> String {
    words.phrase(&label.phrase()).to_owned()
}

fn fact(name: &str, text: impl Into<String>) -> Fact {
    Fact { label: name.to_owned(), text: text.into(), href: String::new() }
}

/// A number that a phone can call.
fn phone(name: &str, number: &str) -> Fact {
    let dialled: String = number.chars().filter(|it| !it.is_whitespace()).collect();
    let is_one = dialled.chars().all(|it| it.is_ascii_digit() || matches!(it, '-' | '+'));
    let href = if is_one { format!("tel:{dialled}") } else { String::new() };
    Fact { href, ..fact(name, number) }
}

/// For whom something holds, in words; empty where it holds for everybody.
fn whom(condition: &Condition, definition: &Definition, words: Words) -> String {
    if condition.is_always() {
        return String::new();
    }
    words.phrase(&plain::whom(condition, &definition.scenario)).to_owned()
}

/// Leaves out what nobody filled in.
fn said(facts: Vec<Fact>) -> Vec<Fact> {
    facts.into_iter().filter(|it| !it.text.is_empty()).collect()
}

impl GuideView {
    /// Whether any step has a limit of its own.
    pub fn has_step_limits(&self) -> bool {
        self.steps.iter().any(|step| !step.limit.is_empty())
    }

    /// Puts the record of the year past beside the promise (承诺兑现).
    pub fn tell_kept(&mut self, kept: Option<String>, words: Words) {
        let name = words.say("近一年承诺兑现", "The promise in the year past");
        self.limits.extend(kept.map(|text| fact(name, text)));
    }

    /// The guide of a definition.
    pub fn of(definition: &Definition, words: Words) -> Self {
        Self {
            code: definition.code.to_string(),
            name: label(words, &definition.title.name),
            summary: label(words, &definition.title.summary),
            key_facts: key_facts(definition, words),
            requirements: definition
                .audience
                .requirements
                .iter()
                .map(|requirement| label(words, &requirement.text))
                .collect(),
            materials: materials(definition, words),
            steps: steps(definition, words),
            limits: limits(definition, words),
            procedures: procedures(definition, words),
            fees: fees(&definition.fee, words),
            facts: facts(definition, words),
            basis: definition
                .authority
                .legal_basis
                .iter()
                .map(|basis| format!("{} {}", basis.citation, basis.wording).trim().to_owned())
                .collect(),
            contact: contact(definition, words),
            sample: definition.result.sample.clone(),
            remedies: said(vec![
                fact(
                    words.say("行政复议", "Administrative reconsideration"),
                    definition.remedy.reconsideration.clone(),
                ),
                fact(
                    words.say("行政诉讼", "Administrative litigation"),
                    definition.remedy.litigation.clone(),
                ),
            ]),
            questions: definition
                .questions
                .iter()
                .map(|it| fact(&label(words, &it.question), label(words, &it.answer)))
                .collect(),
        }
    }
}

fn limit_text(words: Words, limit: Limit) -> String {
    words.phrase(&limit.phrase()).to_owned()
}

fn term_text(words: Words, term: Option<&LimitTerm>) -> String {
    term.map_or_else(String::new, |term| {
        let limit = limit_text(words, term.limit);
        if term.note.is_empty() { limit } else { format!("{limit} · {}", term.note) }
    })
}

fn key_facts(definition: &Definition, words: Words) -> Vec<Fact> {
    let promised = definition.limits.promised.as_ref();
    let visits = definition.handling.onsite_visits;
    said(vec![
        fact(words.say("承诺时限", "Promised limit"), term_text(words, promised)),
        fact(words.say("收费", "Fee"), fee_line(&definition.fee, words)),
        fact(words.say("需要到场", "Visits needed"), words.fill("{} 次", "{}", &[&visits])),
        fact(words.say("办理方式", "Handled"), mode(definition.handling.mode, words)),
    ])
}

/// The mode in words that stand alone.
fn mode(mode: HandlingMode, words: Words) -> String {
    match mode {
        HandlingMode::Direct => words.say("当场办理", "While you wait"),
        HandlingMode::Commitment => words.say("限期办结", "Within a promised limit"),
        HandlingMode::Joint => words.say("几个部门联合办理", "Jointly by several departments"),
        HandlingMode::Coordination => words.say("受理后协调办理", "Accepted and coordinated"),
        HandlingMode::Agency => words.say("代办上报", "Sent up on your behalf"),
    }
    .to_owned()
}

/// The fee in one line.
fn fee_line(fee: &Fee, words: Words) -> String {
    match fee {
        Fee::Unstated => String::new(),
        Fee::Free { .. } => words.say("不收费", "Free of charge").to_owned(),
        Fee::Charged { standard, .. } => label(words, standard),
    }
}

fn materials(definition: &Definition, words: Words) -> Vec<MaterialRow> {
    definition
        .materials
        .iter()
        .enumerate()
        .map(|(position, material)| material_row(position + 1, material, definition, words))
        .collect()
}

fn material_row(
    number: usize,
    material: &Material,
    definition: &Definition,
    words: Words,
) -> MaterialRow {
    let mut notes: Vec<String> = [&material.criterion, &material.instructions]
        .into_iter()
        .filter(|it| !it.is_empty())
        .map(|it| label(words, it))
        .collect();
    notes.extend(place_of(material, words));
    if material.sharing == Sharing::HallMayObtain {
        notes.push(words.phrase(&Sharing::HallMayObtain.phrase()).to_owned());
    }
    MaterialRow {
        number,
        name: label(words, &material.name),
        count: words.phrase(&material.count()).to_owned(),
        taking: words.phrase(&material.taking.phrase()).to_owned(),
        origin: words.phrase(&material.origin.phrase()).to_owned(),
        form: words.phrase(&material.form.phrase()).to_owned(),
        necessity: necessity(material, words),
        notes,
        when: whom(&material.when, definition, words),
    }
}

/// 办理地点 of a paper that is not handled at the hall.
fn place_of(material: &Material, words: Words) -> Option<String> {
    let place = label(words, &material.place);
    (!place.is_empty())
        .then(|| words.fill("办理地点：{}", "Where to get or hand it in: {}", &[&place]))
}

fn necessity(material: &Material, words: Words) -> String {
    let necessity = words.phrase(&material.necessity.phrase()).to_owned();
    if material.necessity == Necessity::Required && !material.is_indispensable() {
        let deferral = material.deferral.phrase();
        return format!("{necessity} · {}", words.phrase(&deferral));
    }
    necessity
}

fn steps(definition: &Definition, words: Words) -> Vec<StepRow> {
    definition
        .steps
        .iter()
        .enumerate()
        .map(|(position, step)| {
            let who: Vec<&str> = [step.department.as_str(), step.post.as_str()]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect();
            StepRow {
                number: position + 1,
                name: label(words, &step.name),
                who: who.join(" · "),
                limit: step.limit.map(|limit| limit_text(words, limit)).unwrap_or_default(),
            }
        })
        .collect()
}

fn limits(definition: &Definition, words: Words) -> Vec<Fact> {
    let legal = match &definition.limits.legal {
        Some(term) => term_text(words, Some(term)),
        None => words.say("法律法规未规定", "No law sets one").to_owned(),
    };
    let mut all = vec![
        fact(words.say("法定时限", "Legal limit"), legal),
        fact(
            words.say("承诺时限", "Promised limit"),
            term_text(words, definition.limits.promised.as_ref()),
        ),
    ];
    for variant in &definition.limits.variants {
        let when = whom(&variant.when, definition, words);
        let limit = variant.promised.or(variant.legal);
        let limit = limit.map(|limit| limit_text(words, limit)).unwrap_or_default();
        all.push(fact(&when, [limit, label(words, &variant.reason)].join(" ").trim()));
    }
    said(all)
}

fn procedures(definition: &Definition, words: Words) -> Vec<Fact> {
    definition
        .procedures
        .iter()
        .map(|procedure| {
            let length = procedure.length.map(|limit| limit_text(words, limit));
            let counting = words.phrase(&procedure.counting.phrase()).to_owned();
            let parts: Vec<String> = length.into_iter().chain([counting]).collect();
            fact(&label(words, &procedure.name), parts.join(words.say("，", ", ")))
        })
        .collect()
}

fn fees(fee: &Fee, words: Words) -> Vec<Fact> {
    match fee {
        Fee::Unstated => Vec::new(),
        Fee::Free { remark } => said(vec![
            fact(words.say("是否收费", "Fee"), words.say("不收费", "Free of charge")),
            fact(words.say("说明", "Remark"), label(words, remark)),
        ]),
        Fee::Charged { standard, basis, rates } => {
            let mut all = vec![
                fact(words.say("收费标准", "Rates"), label(words, standard)),
                fact(words.say("收费依据", "Basis of the fee"), basis.clone()),
            ];
            for rate in rates {
                let amount = match &rate.amount {
                    Amount::Fixed(fen) => words.money(fen.get()),
                    Amount::ByTariff(tariff) => label(words, tariff),
                };
                all.push(fact(&label(words, &rate.name), amount));
            }
            said(all)
        }
    }
}

fn join<T>(list: &[T], words: Words, phrase: impl Fn(&T) -> Phrase) -> String {
    let names: Vec<String> = list.iter().map(|it| words.phrase(&phrase(it)).to_owned()).collect();
    names.join(words.say("、", ", "))
}

fn facts(definition: &Definition, words: Words) -> Vec<Fact> {
    let (authority, handling) = (&definition.authority, &definition.handling);
    let national = &definition.national;
    said(vec![
        fact(words.say("事项编码", "Item code"), definition.code.to_string()),
        fact(words.say("基本编码", "Basic code"), national.basic.clone()),
        fact(words.say("事项类型", "Kind of item"), words.phrase(&authority.kind.phrase())),
        fact(words.say("行使层级", "Level of exercise"), words.phrase(&authority.level.phrase())),
        fact(words.say("实施主体", "Body"), authority.body.clone()),
        fact(words.say("承办机构", "Station"), authority.station.clone()),
        fact(words.say("最终审批机关", "Final authority"), authority.final_authority.clone()),
        fact(words.say("行政管辖", "Jurisdiction"), label(words, &authority.jurisdiction)),
        fact(words.say("办件类型", "Type of case"), words.phrase(&handling.handling.phrase())),
        fact(
            words.say("服务对象", "Open to"),
            join(&definition.audience.objects, words, |it| it.phrase()),
        ),
        fact(
            words.say("办理形式", "Ways to apply"),
            join(&handling.forms, words, |it| it.phrase()),
        ),
        fact(
            words.say("村级代办", "Village agent"),
            words.phrase(&handling.village_agent.phrase()),
        ),
        fact(words.say("结果名称", "Result"), label(words, &definition.result.name)),
        fact(words.say("有效期限", "Validity"), label(words, &definition.result.validity)),
    ])
}

fn contact(definition: &Definition, words: Words) -> Vec<Fact> {
    let contact = &definition.contact;
    said(vec![
        fact(words.say("办理地点", "Place"), label(words, &contact.place)),
        fact(words.say("办理时间", "Hours"), label(words, &contact.hours)),
        phone(words.say("咨询电话", "Enquiries"), &contact.consult_phone),
        phone(words.say("监督投诉电话", "Complaints"), &contact.complaint.phone),
        fact(words.say("投诉地点", "Where to complain"), label(words, &contact.complaint.place)),
        fact(words.say("网上投诉", "Complain online"), contact.complaint.url.clone()),
    ])
}

/// *My* checklist as it is shown.
pub struct ChecklistView {
    /// Papers to bring.
    pub papers: Vec<PaperRow>,
    /// Papers that an open question decides.
    pub undecided: Vec<PaperRow>,
    /// Conditions, with what became of them.
    pub requirements: Vec<CheckedRow>,
    /// What it costs.
    pub fee: String,
    /// How long it may take.
    pub promised: String,
    /// Why another limit than usual.
    pub reason: String,
    /// Whether an answer excludes the applicant.
    pub is_excluded: bool,
    /// Whether all questions are answered.
    pub is_settled: bool,
}

/// A paper on my checklist.
pub struct PaperRow {
    /// Its name.
    pub name: String,
    /// Originals and copies.
    pub count: String,
    /// How it is taken.
    pub taking: String,
    /// Why it is needed; empty where everybody needs it.
    pub why: String,
    /// 办理地点, where it is not the hall.
    pub place: Option<String>,
}

/// A condition on my checklist.
pub struct CheckedRow {
    /// As the guide states it.
    pub text: String,
    /// What became of it, in words.
    pub verdict: String,
    /// Whether the answers decide it already.
    pub is_decided: bool,
}

impl ChecklistView {
    /// The checklist of a definition under the answers given.
    pub fn of(checklist: &Checklist<'_>, definition: &Definition, words: Words) -> Self {
        let row = |paper: &Paper<'_>| PaperRow {
            name: label(words, &paper.material.name),
            count: words.phrase(&paper.material.count()).to_owned(),
            taking: words.phrase(&paper.material.taking.phrase()).to_owned(),
            why: whom(&paper.material.when, definition, words),
            place: place_of(paper.material, words),
        };
        Self {
            papers: checklist.needed().map(row).collect(),
            undecided: checklist.undecided().map(row).collect(),
            requirements: checklist
                .requirements
                .iter()
                .map(|it| CheckedRow {
                    is_decided: !it.requirement.test.is_always()
                        && it.explanation.verdict != Verdict::Open,
                    text: label(words, &it.requirement.text),
                    verdict: if it.requirement.test.is_always() {
                        words.say("由窗口核对", "checked at the window").to_owned()
                    } else {
                        words.phrase(&plain::outcome(it.explanation.verdict)).to_owned()
                    },
                })
                .collect(),
            fee: fee_due(&checklist.fee, words),
            promised: checklist
                .limits
                .promised
                .map(|limit| limit_text(words, limit))
                .unwrap_or_default(),
            reason: checklist.limits.reason.map(|it| label(words, it)).unwrap_or_default(),
            is_excluded: checklist.is_excluded(),
            is_settled: checklist.is_settled() && checklist.limits.verdict != Verdict::Open,
        }
    }
}

fn fee_due(fee: &FeeDue<'_>, words: Words) -> String {
    match fee {
        FeeDue::Unstated => String::new(),
        FeeDue::Free => words.say("不收费", "Free of charge").to_owned(),
        FeeDue::Charged { lines, total, .. } => {
            let names: Vec<String> = lines
                .iter()
                .map(|line| {
                    let amount = words.phrase(&line.amount.phrase()).to_owned();
                    format!("{} {amount}", label(words, &line.name))
                })
                .collect();
            let sum = words.fill("合计 {}", "{} in all", &[&words.money(total.get())]);
            if names.is_empty() { sum } else { format!("{} · {sum}", names.join("；")) }
        }
    }
}

/// A scenario question as a form field.
pub struct QuestionView {
    /// Name of the field.
    pub name: String,
    /// What is asked.
    pub text: String,
    /// What helps to answer.
    pub hint: String,
    /// `one`, `many`, `quantity` or `day`.
    pub kind: &'static str,
    /// The choices.
    pub choices: Vec<ChoiceView>,
    /// The text typed.
    pub value: String,
    /// The unit of a quantity.
    pub unit: String,
    /// What is wrong with the answer; empty where nothing is.
    pub error: String,
}

/// A choice of a question.
pub struct ChoiceView {
    /// Value sent.
    pub value: String,
    /// As it is read.
    pub label: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

impl QuestionView {
    /// A question with the answer given so far.
    pub fn of(question: &Question, answers: &Answers, words: Words) -> Self {
        let given =
            answers.get(&question.key).map(rulebook::item::Scenario::texts_of).unwrap_or_default();
        let choices = question
            .kind
            .choices()
            .iter()
            .map(|choice| ChoiceView {
                value: choice.key.to_string(),
                label: label(words, &choice.label),
                is_chosen: given.iter().any(|it| it == choice.key.as_str()),
            })
            .collect();
        let unit = match &question.kind {
            QuestionKind::Quantity { unit } => label(words, unit),
            _ => String::new(),
        };
        Self {
            name: format!("q.{}", question.key),
            text: label(words, &question.text),
            hint: label(words, &question.hint),
            kind: question.kind.word(),
            choices,
            value: given.first().cloned().unwrap_or_default(),
            unit,
            error: String::new(),
        }
    }
}
