//! A definition read out line by line, so that two of them can be compared.

use super::Section;
use calendar::{Limit, Phrase};
use rulebook::item::{
    Amount, Audience, Authority, Choice, ComplaintChannel, Contact, Definition, Fee, FeeRate,
    FrequentQuestion, HandlingRules, JointDepartment, Label, LegalBasis, LimitTerm, LimitVariant,
    Limits, Material, NationalCodes, Online, Provenance, Question, QuestionKind, Remedy,
    Requirement, ResultDocument, Scenario, SpecialProcedure, Step, Title,
};

/// One line of a definition read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub section: Section,
    /// What it is known by from version to version.
    pub path: String,
    /// What it is about: `材料“照片” · 原件份数`.
    pub field: Phrase,
    /// The same without the entry it belongs to: `原件份数`.
    pub name: Phrase,
    /// What it says.
    pub says: Phrase,
    /// What kind of line it is.
    pub kind: LineKind,
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A field.
    Field,
    /// An entry of a list; lines about it have its path before theirs.
    Entry,
    /// The order of a list.
    Order,
}

impl Line {
    /// Whether it tells the order of a list.
    pub fn is_order(&self) -> bool {
        self.kind == LineKind::Order
    }
}

/// Everything a definition says, line by line; fields that say nothing are left out.
pub fn read_out(definition: &Definition) -> Vec<Line> {
    let Definition {
        code,
        national,
        title,
        authority,
        joint_departments,
        handling,
        audience,
        scenario,
        materials,
        steps,
        limits,
        procedures,
        fee,
        result,
        contact,
        remedy,
        questions,
        retention,
        provenance,
    } = definition;
    let mut reader = Reader { lines: Vec::new(), scenario };
    basics(&mut reader, code.as_str(), national, title);
    authority_lines(&mut reader, authority, joint_departments);
    handling_lines(&mut reader, handling);
    audience_lines(&mut reader, audience);
    scenario_lines(&mut reader);
    material_lines(&mut reader, materials);
    step_lines(&mut reader, steps);
    limit_lines(&mut reader, limits, procedures);
    fee_lines(&mut reader, fee);
    result_lines(&mut reader, result);
    reader.at(Section::Result).phrase("retention", ("保管期限", "kept"), retention.phrase());
    contact_lines(&mut reader, contact, remedy, questions);
    let Provenance { sources, note } = provenance;
    let mut at = reader.at(Section::Basics);
    at.text("sources", ("数据来源", "sources"), &sources.join("；"));
    at.text("note", ("备注", "note"), note);
    reader.lines
}

struct Reader<'a> {
    lines: Vec<Line>,
    scenario: &'a Scenario,
}

impl<'a> Reader<'a> {
    fn at(&mut self, section: Section) -> At<'_, 'a> {
        At { reader: self, section, path: section.word().to_owned(), about: Phrase::of("", "") }
    }
}

/// A place in the reading: a section, or an entry of a list in it.
struct At<'r, 'a> {
    reader: &'r mut Reader<'a>,
    section: Section,
    path: String,
    about: Phrase,
}

type Name = (&'static str, &'static str);

impl<'a> At<'_, 'a> {
    fn phrase(&mut self, key: &str, name: Name, says: Phrase) {
        if says.zh.is_empty() && says.en.is_empty() {
            return;
        }
        let field = if self.about.zh.is_empty() {
            Phrase::of(name.0, name.1)
        } else {
            Phrase::new(
                format!("{} · {}", self.about.zh, name.0),
                format!("{} · {}", self.about.en, name.1),
            )
        };
        let path = format!("{}/{key}", self.path);
        let kind = LineKind::Field;
        self.reader.lines.push(Line {
            section: self.section,
            path,
            field,
            name: Phrase::of(name.0, name.1),
            says,
            kind,
        });
    }

    fn text(&mut self, key: &str, name: Name, text: &str) {
        self.phrase(key, name, Phrase::new(text.to_owned(), text.to_owned()));
    }

    /// Both languages in one text, so that a change of either is seen by every reader.
    fn label(&mut self, key: &str, name: Name, label: &Label) {
        self.text(key, name, &both(label));
    }

    fn number(&mut self, key: &str, name: Name, number: u8) {
        self.text(key, name, &number.to_string());
    }

    fn limit(&mut self, key: &str, name: Name, limit: Option<Limit>) {
        if let Some(limit) = limit {
            self.phrase(key, name, limit.phrase());
        }
    }

    fn condition(&mut self, key: &str, name: Name, condition: &rulebook::condition::Condition) {
        if !condition.is_always() {
            let says = condition.describe(self.reader.scenario);
            let text = condition.to_string();
            self.phrase(
                key,
                name,
                Phrase::new(format!("{}（{text}）", says.zh), format!("{} ({text})", says.en)),
            );
        }
    }

    /// An entry of a list, known by `key`.
    fn entry(&mut self, list: Name, key: &str, label: &str) -> At<'_, 'a> {
        let mut path = format!("{}/{}/{}", self.path, list.1, key.replace('/', "∕"));
        // Two entries with the same words are told apart by their order.
        while self.reader.lines.iter().any(|line| line.path == path) {
            path.push('+');
        }
        let about = Phrase::new(format!("{}“{label}”", list.0), format!("{} “{label}”", list.1));
        self.reader.lines.push(Line {
            section: self.section,
            path: path.clone(),
            field: Phrase::of(list.0, list.1),
            name: Phrase::of(list.0, list.1),
            says: Phrase::new(label.to_owned(), label.to_owned()),
            kind: LineKind::Entry,
        });
        At { reader: self.reader, section: self.section, path, about }
    }

    fn order<'n>(&mut self, list: Name, names: impl Iterator<Item = &'n Label>) {
        let names: Vec<&str> = names.map(|name| name.zh.as_str()).collect();
        if names.len() > 1 {
            let says = names.join(" → ");
            self.reader.lines.push(Line {
                section: self.section,
                path: format!("{}/{}/#order", self.path, list.1),
                field: Phrase::new(format!("{}顺序", list.0), format!("order of {}", list.1)),
                name: Phrase::of("顺序", "order"),
                says: Phrase::new(says.clone(), says),
                kind: LineKind::Order,
            });
        }
    }
}

fn both(label: &Label) -> String {
    match (label.zh.as_str(), label.en.as_str()) {
        (zh, "") => zh.to_owned(),
        (zh, en) => format!("{zh} / {en}"),
    }
}

fn joined(phrases: &[Phrase]) -> Phrase {
    let zh: Vec<&str> = phrases.iter().map(|phrase| &*phrase.zh).collect();
    let en: Vec<&str> = phrases.iter().map(|phrase| &*phrase.en).collect();
    Phrase::new(zh.join("、"), en.join(", "))
}

fn basics(reader: &mut Reader<'_>, code: &str, national: &NationalCodes, title: &Title) {
    let NationalCodes { basic, implementation, handling, local } = national;
    let Title { name, summary, keywords } = title;
    let mut at = reader.at(Section::Basics);
    at.text("code", ("事项编码", "item code"), code);
    at.label("name", ("事项名称", "name"), name);
    at.label("summary", ("简介", "summary"), summary);
    at.text("keywords", ("检索词", "search words"), &keywords.join("、"));
    at.text("basic", ("基本编码", "basic code"), basic);
    at.text("implementation", ("实施编码", "implementation code"), implementation);
    at.text("handling", ("业务办理项编码", "handling item code"), handling);
    at.text("local", ("地方编码", "local code"), local);
}

fn authority_lines(
    reader: &mut Reader<'_>,
    authority: &Authority,
    joint_departments: &[JointDepartment],
) {
    let Authority {
        kind,
        level,
        legal_basis,
        department,
        station,
        body,
        body_code,
        body_nature,
        final_authority,
        entrusted_by,
        division_of_power,
        jurisdiction,
        exercised_content,
        intermediary_services,
        quantity_limit,
    } = authority;
    let mut at = reader.at(Section::Authority);
    at.phrase("kind", ("事项类型", "type"), kind.phrase());
    at.phrase("level", ("行使层级", "level"), level.phrase());
    for LegalBasis { citation, wording } in legal_basis {
        let mut at = at.entry(("设定依据", "legal basis"), citation, citation);
        at.text("wording", ("条文", "wording"), wording);
    }
    at.text("department", ("部门", "department"), department);
    at.text("station", ("承办机构", "station"), station);
    at.text("body", ("实施主体", "body"), body);
    at.text("body_code", ("实施主体编码", "code of the body"), body_code);
    at.phrase("nature", ("实施主体性质", "nature of the body"), body_nature.phrase());
    at.text("final_authority", ("最终审批机关", "last word"), final_authority);
    at.text("entrusted_by", ("委托部门", "entrusted by"), entrusted_by);
    at.text("division", ("权限划分", "division of power"), division_of_power);
    at.label("jurisdiction", ("行政管辖", "jurisdiction"), jurisdiction);
    at.text("content", ("行使内容", "content"), exercised_content);
    at.text("intermediary", ("中介服务", "intermediary services"), intermediary_services);
    at.text("quantity", ("数量限制", "limit of quantity"), quantity_limit);
    for JointDepartment { department, name, limit, opinion_on } in joint_departments {
        let mut at = at.entry(("联办机构", "joint department"), &name.zh, &both(name));
        at.text("key", ("部门代号", "key"), department.as_ref().map_or("", |key| key.as_str()));
        at.limit("limit", ("时限", "limit"), *limit);
        at.text("opinion", ("会审内容", "gives its opinion on"), opinion_on);
    }
}

fn handling_lines(reader: &mut Reader<'_>, rules: &HandlingRules) {
    let HandlingRules {
        mode,
        handling,
        forms,
        onsite_visits,
        onsite_reason,
        village_agent,
        partial,
        reach,
        online,
    } = rules;
    let Online { address, depth, appointment, payment, courier, system } = online;
    let mut at = reader.at(Section::Handling);
    at.phrase("mode", ("办理方式", "mode"), mode.phrase());
    at.phrase("handling", ("办件类型", "kind of case"), handling.phrase());
    let forms: Vec<Phrase> = forms.iter().map(|form| form.phrase()).collect();
    at.phrase("forms", ("办理形式", "ways of applying"), joined(&forms));
    at.number("visits", ("到现场次数", "visits"), *onsite_visits);
    at.text("visit_reason", ("必须到现场的原因", "why one must come"), onsite_reason);
    at.phrase("agent", ("村级代办", "village agent"), village_agent.phrase());
    at.phrase("partial", ("部分准予", "grant in part"), partial.phrase());
    at.text("reach", ("通办范围", "reach"), reach);
    at.text("address", ("网办地址", "online address"), address);
    at.text("depth", ("网办深度", "online depth"), depth);
    at.text("appointment", ("预约", "appointment"), appointment);
    at.text("payment", ("网上支付", "online payment"), payment);
    at.text("courier", ("物流快递", "courier"), courier);
    at.text("system", ("运行系统", "system"), system);
}

fn audience_lines(reader: &mut Reader<'_>, audience: &Audience) {
    let Audience { objects, life_events, requirements } = audience;
    let mut at = reader.at(Section::Audience);
    let objects: Vec<Phrase> = objects.iter().map(|object| object.phrase()).collect();
    at.phrase("objects", ("服务对象", "audience"), joined(&objects));
    let events: Vec<Phrase> = life_events.iter().map(|event| event.phrase()).collect();
    at.phrase("events", ("服务主题", "life events"), joined(&events));
    for Requirement { text, test } in requirements {
        let mut at = at.entry(("受理条件", "condition"), &text.zh, &both(text));
        at.condition("test", ("判断", "tested by"), test);
    }
}

fn scenario_lines(reader: &mut Reader<'_>) {
    let Scenario { questions } = reader.scenario;
    let mut at = reader.at(Section::Scenario);
    let list = ("情形问题", "question");
    for Question { key, text, hint, kind, asked_when } in questions {
        let mut at = at.entry(list, key.as_str(), key.as_str());
        at.label("text", ("问题", "asks"), text);
        at.label("hint", ("说明", "hint"), hint);
        at.phrase("kind", ("题型", "kind"), kind.phrase());
        if let QuestionKind::Quantity { unit } = kind {
            at.label("unit", ("单位", "unit"), unit);
        }
        for Choice { key, label } in kind.choices() {
            let mut at = at.entry(("选项", "option"), key.as_str(), key.as_str());
            at.label("label", ("文字", "words"), label);
        }
        at.order(("选项", "option"), kind.choices().iter().map(|choice| &choice.label));
        at.condition("asked_when", ("何时提问", "asked when"), asked_when);
    }
    at.order(list, questions.iter().map(|question| &question.text));
}

fn material_lines(reader: &mut Reader<'_>, materials: &[Material]) {
    let mut at = reader.at(Section::Materials);
    let list = ("材料", "paper");
    for material in materials {
        let Material {
            key,
            name,
            origin,
            issued_by,
            issued_within,
            place,
            form,
            originals,
            copies,
            taking,
            necessity,
            deferral,
            sharing,
            criterion,
            instructions,
            basis,
            blank_form,
            sample,
            when,
        } = material;
        let mut at = at.entry(list, key.as_str(), &both(name));
        at.phrase("origin", ("来源渠道", "origin"), origin.phrase());
        at.text("issued_by", ("出具机构", "issued by"), issued_by);
        at.text("issued_within", ("出具时间要求", "issued within"), issued_within);
        at.label("place", ("办理地点", "where it is handled"), place);
        at.phrase("form", ("材料形式", "form"), form.phrase());
        at.number("originals", ("原件份数", "originals"), *originals);
        at.number("copies", ("复印件份数", "copies"), *copies);
        at.phrase("taking", ("收取方式", "taken"), taking.phrase());
        at.phrase("necessity", ("必要性", "necessity"), necessity.phrase());
        at.phrase("deferral", ("容缺", "deferral"), deferral.phrase());
        at.phrase("sharing", ("数据共享", "sharing"), sharing.phrase());
        at.label("criterion", ("受理标准", "accepted when"), criterion);
        at.label("instructions", ("填报须知", "instructions"), instructions);
        at.text("basis", ("依据", "basis"), basis);
        at.text("blank", ("空白表格", "blank form"), blank_form);
        at.text("sample", ("示例样表", "sample"), sample);
        at.condition("when", ("适用情形", "needed when"), when);
    }
    at.order(list, materials.iter().map(|material| &material.name));
}

fn step_lines(reader: &mut Reader<'_>, steps: &[Step]) {
    let mut at = reader.at(Section::Steps);
    let list = ("环节", "step");
    for Step { key, name, kind, department, post, limit, criterion, basis } in steps {
        let mut at = at.entry(list, key.as_str(), &both(name));
        at.phrase("kind", ("环节类型", "kind"), kind.phrase());
        at.text("department", ("办理部门", "department"), department);
        at.text("post", ("岗位", "post"), post);
        at.limit("limit", ("时限", "limit"), *limit);
        at.text("criterion", ("审查标准", "criterion"), criterion);
        at.text("basis", ("环节依据", "basis"), basis);
    }
    at.order(list, steps.iter().map(|step| &step.name));
}

fn limit_lines(reader: &mut Reader<'_>, limits: &Limits, procedures: &[SpecialProcedure]) {
    let Limits { legal, promised, variants } = limits;
    let mut at = reader.at(Section::Limits);
    if let Some(LimitTerm { limit, note }) = legal {
        at.phrase("legal", ("法定时限", "legal limit"), limit.phrase());
        at.text("legal_note", ("法定时限说明", "on the legal limit"), note);
    }
    if let Some(LimitTerm { limit, note }) = promised {
        at.phrase("promised", ("承诺时限", "promised limit"), limit.phrase());
        at.text("promised_note", ("承诺时限说明", "on the promised limit"), note);
    }
    for LimitVariant { when, legal, promised, reason } in variants {
        let mut at = at.entry(("分情形时限", "other limits"), &when.to_string(), &both(reason));
        at.condition("when", ("适用情形", "when"), when);
        at.limit("legal", ("法定时限", "legal limit"), *legal);
        at.limit("promised", ("承诺时限", "promised limit"), *promised);
    }
    for SpecialProcedure { key, kind, name, length, counting, basis, when } in procedures {
        let mut at = at.entry(("特别程序", "special procedure"), key.as_str(), &both(name));
        at.phrase("kind", ("种类", "kind"), kind.phrase());
        at.limit("length", ("时长", "length"), *length);
        at.phrase("counting", ("是否计入时限", "counting"), counting.phrase());
        at.text("basis", ("依据", "basis"), basis);
        at.condition("when", ("适用情形", "when"), when);
    }
}

fn fee_lines(reader: &mut Reader<'_>, fee: &Fee) {
    let mut at = reader.at(Section::Fee);
    let name = ("是否收费", "charged");
    match fee {
        Fee::Unstated => {}
        Fee::Free { remark } => {
            at.phrase("kind", name, Phrase::of("不收费", "free"));
            at.label("remark", ("收费说明", "remark"), remark);
        }
        Fee::Charged { standard, basis, rates } => {
            at.phrase("kind", name, Phrase::of("收费", "charged"));
            at.label("standard", ("收费标准", "rate"), standard);
            at.text("basis", ("收费依据", "basis"), basis);
            for FeeRate { name, amount, when } in rates {
                let mut at = at.entry(("收费项目", "rate"), &name.zh, &both(name));
                match amount {
                    Amount::Fixed(_) => {
                        at.phrase("amount", ("金额", "amount"), amount.phrase());
                    }
                    Amount::ByTariff(tariff) => {
                        at.label("tariff", ("按价目", "by tariff"), tariff);
                    }
                }
                at.condition("when", ("适用情形", "when"), when);
            }
        }
    }
}

fn result_lines(reader: &mut Reader<'_>, result: &ResultDocument) {
    let ResultDocument { name, kind, validity, sample } = result;
    let mut at = reader.at(Section::Result);
    at.label("name", ("结果名称", "result"), name);
    at.phrase("kind", ("结果类型", "kind of result"), kind.phrase());
    at.label("validity", ("有效期限", "validity"), validity);
    at.text("sample", ("结果样本", "sample"), sample);
}

fn contact_lines(
    reader: &mut Reader<'_>,
    contact: &Contact,
    remedy: &Remedy,
    questions: &[FrequentQuestion],
) {
    let Contact { place, hours, consult_phone, complaint } = contact;
    let ComplaintChannel { phone, place: complaint_place, url } = complaint;
    let Remedy { reconsideration, litigation } = remedy;
    let mut at = reader.at(Section::Contact);
    at.label("place", ("办理地点", "place"), place);
    at.label("hours", ("办理时间", "hours"), hours);
    at.text("consult", ("咨询电话", "enquiries"), consult_phone);
    at.text("complaint_phone", ("监督电话", "complaints"), phone);
    at.label("complaint_place", ("投诉地址", "place for complaints"), complaint_place);
    at.text("complaint_url", ("网上投诉", "complaints online"), url);
    at.text("reconsideration", ("行政复议", "reconsideration"), reconsideration);
    at.text("litigation", ("行政诉讼", "suit"), litigation);
    for FrequentQuestion { question, answer } in questions {
        let mut at = at.entry(("常见问题", "question"), &question.zh, &both(question));
        at.label("answer", ("解答", "answer"), answer);
    }
}
