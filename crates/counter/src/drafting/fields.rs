//! The fields of a definition as a clerk edits them: one table for form, reading and showing.
//!
//! A path is that of the exchanged record (`materials.2.name`), so that a gap or fault named by
//! the rulebook leads to the very field. A new field of the record needs one line here.

use crate::comparison::Section;
use kit::Words;
use kit::form::OptionView;
use rulebook::codes::{AuthorityNature, Handling, HandlingForm, ItemKind, Level, ServiceObject};
use rulebook::item::{
    Counting, Deferral, HandlingMode, LifeEvent, MaterialForm, Necessity, Origin, PartialGrant,
    ProcedureKind, ResultKind, Retention, Sharing, StepKind, Taking, VillageAgent,
};

/// The choices of a field, in the reader's language.
pub(super) type Options = fn(Words) -> Vec<OptionView>;

/// What is typed into a field.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// Chinese and English, one line each.
    Label,
    /// Chinese and English, several lines each.
    LabelArea,
    /// One of the choices.
    One(Options),
    /// Any number of the choices.
    Several(Options),
    /// A small whole number.
    Number,
    /// An amount in yuan, kept in fen; may be empty.
    Money,
    /// Value and unit; may be empty.
    Limit,
    /// Value, unit and note; may be empty.
    LimitTerm,
    /// A list, one entry a line.
    Lines,
    /// Choices of a question, one a line: `key = 中文 | English`.
    Choices,
    /// A condition in the one-line language.
    Condition,
}

/// A field: path, Chinese and English label, kind, hint in both languages.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Path in the record, or in the row.
    pub path: &'static str,
    /// Its label.
    pub label: (&'static str, &'static str),
    /// What is typed.
    pub kind: Kind,
    /// What helps to fill it in.
    pub hint: (&'static str, &'static str),
}

/// A part of a section.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Single fields.
    Fields(&'static [Field]),
    /// A list whose rows have the same fields.
    Rows(Rows),
}

/// A list of a definition.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    /// Path of the list.
    pub path: &'static str,
    /// What a row is called.
    pub label: (&'static str, &'static str),
    /// The field whose text names a row.
    pub named_by: &'static str,
    /// The fields of a row.
    pub fields: &'static [Field],
}

const fn field(
    path: &'static str,
    chinese: &'static str,
    english: &'static str,
    kind: Kind,
) -> Field {
    Field { path, label: (chinese, english), kind, hint: ("", "") }
}

impl Field {
    const fn hint(mut self, chinese: &'static str, english: &'static str) -> Self {
        self.hint = (chinese, english);
        self
    }
}

const fn rows(
    path: &'static str,
    label: (&'static str, &'static str),
    named_by: &'static str,
    fields: &'static [Field],
) -> Part {
    Part::Rows(Rows { path, label, named_by, fields })
}

/// The choices of a set of words of the house.
macro_rules! words_of {
    ($set:ty) => {
        |words| choices(words, <$set>::ALL, |it| it.word(), |it| it.phrase())
    };
}

/// The choices of a set of national codes.
macro_rules! codes_of {
    ($set:ty) => {
        |words| choices(words, <$set>::ALL, |it| it.code(), |it| it.phrase())
    };
}

fn choices<T: Copy>(
    words: Words,
    all: &[T],
    word: fn(T) -> &'static str,
    phrase: fn(T) -> kit::Phrase,
) -> Vec<OptionView> {
    all.iter().map(|it| OptionView::new(word(*it), words.phrase(&phrase(*it)))).collect()
}

/// The choices of modes, for the form of a new item.
pub(super) const MODES: Options = words_of!(HandlingMode);

const QUESTION_KINDS: Options = |words| {
    vec![
        OptionView::new("one", words.say("单选", "one choice")),
        OptionView::new("many", words.say("多选", "any number of choices")),
        OptionView::new("quantity", words.say("数字", "a number")),
        OptionView::new("day", words.say("日期", "a day")),
    ]
};

const CHARGED: Options = |words| {
    vec![
        OptionView::new("unstated", words.say("尚未填写", "not said yet")),
        OptionView::new("no", words.say("不收费", "free")),
        OptionView::new("yes", words.say("收费", "charged")),
    ]
};

/// The units of limits.
pub(super) const UNITS: Options = |words| {
    calendar::LimitUnit::ALL
        .iter()
        .map(|unit| OptionView::new(unit.code(), words.phrase(&unit.name())))
        .collect()
};

const WHEN: Field = field("when", "适用情形", "needed when", Kind::Condition)
    .hint("留空表示人人适用", "Leave empty where it applies to everybody");
const KEY: Field = field("key", "标识", "key", Kind::Line)
    .hint("条件和比较用；留空自动编号", "For conditions and comparison; numbered if left empty");

/// The parts of a section.
pub(super) fn parts(section: Section) -> &'static [Part] {
    match section {
        Section::Basics => BASICS_PARTS,
        Section::Authority => AUTHORITY_PARTS,
        Section::Handling => HANDLING_PARTS,
        Section::Audience => AUDIENCE_PARTS,
        Section::Scenario => SCENARIO_PARTS,
        Section::Materials => MATERIALS_PARTS,
        Section::Steps => STEPS_PARTS,
        Section::Limits => LIMITS_PARTS,
        Section::Fee => FEE_PARTS,
        Section::Result => RESULT_PARTS,
        Section::Contact => CONTACT_PARTS,
    }
}

const BASICS_PARTS: &[Part] = &[Part::Fields(BASICS)];
const AUTHORITY_PARTS: &[Part] = &[
    Part::Fields(AUTHORITY),
    rows("authority.legal_basis", ("设定依据", "Legal basis"), "citation", LEGAL_BASIS),
    rows("joint_departments", ("联办机构", "Joint department"), "name.zh", JOINT),
];
const HANDLING_PARTS: &[Part] = &[Part::Fields(HANDLING)];
const AUDIENCE_PARTS: &[Part] = &[
    Part::Fields(AUDIENCE),
    rows("requirements", ("受理条件", "Condition of acceptance"), "text.zh", REQUIREMENTS),
];
const SCENARIO_PARTS: &[Part] =
    &[rows("questions", ("情形问题", "Question"), "text.zh", QUESTIONS)];
const MATERIALS_PARTS: &[Part] = &[rows("materials", ("材料", "Paper"), "name.zh", MATERIALS)];
const STEPS_PARTS: &[Part] = &[rows("steps", ("环节", "Step"), "name.zh", STEPS)];
const LIMITS_PARTS: &[Part] = &[
    Part::Fields(LIMITS),
    rows("limit_variants", ("分情形时限", "Other limits"), "when", LIMIT_VARIANTS),
    rows("procedures", ("特别程序", "Special procedure"), "name.zh", PROCEDURES),
];
const FEE_PARTS: &[Part] =
    &[Part::Fields(FEE), rows("fee.rates", ("收费项目", "Rate"), "name.zh", RATES)];
const RESULT_PARTS: &[Part] = &[Part::Fields(RESULT)];
const CONTACT_PARTS: &[Part] = &[
    Part::Fields(CONTACT),
    rows("frequent_questions", ("常见问题", "Frequent question"), "question.zh", FAQ),
];

const BASICS: &[Field] = &[
    field("name", "事项名称", "Name", Kind::Label),
    field("summary", "简介", "Summary", Kind::LabelArea)
        .hint("一两句大白话", "One or two plain sentences"),
    field("keywords", "检索词", "Search words", Kind::Lines)
        .hint("群众常用的叫法，每行一个", "What people call it, one a line"),
    field("basic_code", "基本编码", "Basic code", Kind::Line),
    field("implementation_code", "实施编码", "Implementation code", Kind::Line),
    field("handling_code", "业务办理项编码", "Handling item code", Kind::Line),
    field("local_code", "地方编码", "Local code", Kind::Line),
    field("retention", "保管期限", "Files are kept", Kind::One(words_of!(Retention))),
    field("sources", "数据来源", "Sources", Kind::Lines).hint("每行一个", "One a line"),
    field("note", "备注（不公开）", "Note (not public)", Kind::Area),
];

const AUTHORITY: &[Field] = &[
    field("authority.kind", "事项类型", "Type", Kind::One(codes_of!(ItemKind))),
    field("authority.level", "行使层级", "Level", Kind::One(codes_of!(Level))),
    field("authority.department", "部门", "Department", Kind::Line),
    field("authority.station", "承办机构", "Station that handles it", Kind::Line),
    field("authority.body", "实施主体", "Implementing body", Kind::Line),
    field("authority.body_code", "实施主体编码", "Code of the body", Kind::Line),
    field(
        "authority.body_nature",
        "实施主体性质",
        "Nature of the body",
        Kind::One(codes_of!(AuthorityNature)),
    ),
    field("authority.final_authority", "最终审批机关", "Who has the last word", Kind::Line),
    field("authority.entrusted_by", "委托部门", "Entrusted by", Kind::Line),
    field("authority.division_of_power", "权限划分", "Division of power", Kind::Area),
    field("authority.jurisdiction", "行政管辖", "Jurisdiction", Kind::LabelArea)
        .hint("由哪一级、哪里的机关管辖", "Which authority has it: by level or by territory"),
    field("authority.exercised_content", "行使内容", "Content", Kind::Area),
    field("authority.intermediary_services", "中介服务", "Intermediary services", Kind::Line),
    field("authority.quantity_limit", "数量限制", "Limit of quantity", Kind::Line),
];

const LEGAL_BASIS: &[Field] = &[
    field("citation", "法律条款", "Law and article", Kind::Line),
    field("wording", "条文内容", "Wording", Kind::Area),
];

const JOINT: &[Field] = &[
    field("department", "部门代号", "Department key", Kind::Line)
        .hint("本中心的部门填代号，如 ZR", "For departments of this centre, such as ZR"),
    field("name", "机构名称", "Name", Kind::Label),
    field("limit", "内部时限", "Inner limit", Kind::Limit),
    field("opinion_on", "会审内容", "Gives its opinion on", Kind::Line),
];

const HANDLING: &[Field] = &[
    field("handling.mode", "办理方式", "Mode", Kind::One(words_of!(HandlingMode))),
    field("handling.handling", "办件类型", "Kind of case", Kind::One(codes_of!(Handling))),
    field("handling.forms", "办理形式", "Ways of applying", Kind::Several(codes_of!(HandlingForm))),
    field("handling.onsite_visits", "到办事现场次数", "Visits to the hall", Kind::Number),
    field("handling.onsite_reason", "必须到现场的原因", "Why one must come", Kind::Line),
    field(
        "handling.village_agent",
        "村级代办",
        "Village agent",
        Kind::One(words_of!(VillageAgent)),
    ),
    field(
        "handling.partial",
        "部分准予（联办事项）",
        "Grant in part (joint items)",
        Kind::One(words_of!(PartialGrant)),
    ),
    field("handling.reach", "通办范围", "Reach", Kind::Line),
    field("handling.online_address", "网办地址", "Online address", Kind::Line),
    field("handling.online_depth", "网上办理深度", "Online depth", Kind::Line),
    field("handling.appointment", "预约方式", "Appointment", Kind::Line),
    field("handling.payment", "网上支付", "Online payment", Kind::Line),
    field("handling.courier", "物流快递", "Courier", Kind::Line),
    field("handling.system", "运行系统", "System", Kind::Line),
];

const AUDIENCE: &[Field] = &[
    field("service_objects", "服务对象", "Audience", Kind::Several(codes_of!(ServiceObject))),
    field("life_events", "服务主题", "Life events", Kind::Several(words_of!(LifeEvent))),
];

const REQUIREMENTS: &[Field] = &[
    field("text", "条件", "Condition", Kind::LabelArea),
    field("test", "自动判断", "Tested by", Kind::Condition)
        .hint("留空表示由窗口人员判断", "Leave empty where only a person can judge"),
];

const QUESTIONS: &[Field] = &[
    KEY,
    field("text", "问题", "Question", Kind::Label),
    field("hint", "说明", "Hint", Kind::Label),
    field("kind", "题型", "Kind", Kind::One(QUESTION_KINDS)),
    field("choices", "选项", "Choices", Kind::Choices)
        .hint("每行一个：标识 = 中文 | English", "One a line: key = 中文 | English"),
    field("unit", "单位", "Unit", Kind::Label),
    field("asked_when", "何时提问", "Asked when", Kind::Condition)
        .hint("留空表示总是提问", "Leave empty to ask always"),
];

const MATERIALS: &[Field] = &[
    KEY,
    field("name", "材料名称", "Name", Kind::Label),
    field("origin", "来源渠道", "Origin", Kind::One(words_of!(Origin))),
    field("issued_by", "出具机构", "Issued by", Kind::Line),
    field("issued_within", "出具时间要求", "Issued within", Kind::Line),
    field("place", "办理地点", "Where it is handled", Kind::Label)
        .hint("不在本中心办理或提交时填写", "Only where that is not the hall"),
    field("form", "材料形式", "Form", Kind::One(words_of!(MaterialForm))),
    field("originals", "原件份数", "Originals", Kind::Number),
    field("copies", "复印件份数", "Photocopies", Kind::Number),
    field("taking", "收取方式", "How it is taken", Kind::One(words_of!(Taking))),
    field("necessity", "必要性", "Necessity", Kind::One(words_of!(Necessity))),
    field("deferral", "容缺", "May it follow later", Kind::One(words_of!(Deferral))),
    field("sharing", "数据共享", "Who gets it", Kind::One(words_of!(Sharing))),
    field("criterion", "受理标准", "Accepted when", Kind::LabelArea),
    field("instructions", "填报须知", "Instructions", Kind::LabelArea),
    field("basis", "依据", "Basis", Kind::Line),
    field("blank_form", "空白表格", "Blank form", Kind::Line),
    field("sample", "示例样表", "Filled-in sample", Kind::Line),
    WHEN,
];

const STEPS: &[Field] = &[
    KEY,
    field("name", "环节名称", "Name", Kind::Label),
    field("kind", "环节类型", "Kind", Kind::One(words_of!(StepKind))),
    field("department", "办理部门", "Department", Kind::Line),
    field("post", "岗位", "Post", Kind::Line),
    field("limit", "办理时限", "Limit", Kind::Limit),
    field("criterion", "审查标准", "Criterion", Kind::Area),
    field("basis", "环节依据", "Basis", Kind::Line),
];

const LIMITS: &[Field] = &[
    field("legal_limit", "法定办结时限", "Legal limit", Kind::LimitTerm)
        .hint("法律没有规定的留空", "Leave empty where no law sets one"),
    field("promised_limit", "承诺办结时限", "Promised limit", Kind::LimitTerm)
        .hint("当场办结填 0", "Enter 0 for on the spot"),
];

const LIMIT_VARIANTS: &[Field] = &[
    field("when", "适用情形", "When", Kind::Condition),
    field("legal", "法定时限改为", "Legal limit becomes", Kind::Limit),
    field("promised", "承诺时限改为", "Promised limit becomes", Kind::Limit),
    field("reason", "原因", "Why", Kind::Label),
];

const PROCEDURES: &[Field] = &[
    KEY,
    field("name", "名称", "Name", Kind::Label),
    field("kind", "种类", "Kind", Kind::One(words_of!(ProcedureKind))),
    field("length", "时长", "Length", Kind::Limit),
    field("counting", "是否计入时限", "Does it count", Kind::One(words_of!(Counting))),
    field("basis", "依据", "Basis", Kind::Line),
    WHEN,
];

const FEE: &[Field] = &[
    field("fee.charged", "是否收费", "Is a fee charged", Kind::One(CHARGED)),
    field("fee.remark", "不收费说明", "Remark where free", Kind::Label),
    field("fee.standard", "收费标准", "Rate in words", Kind::LabelArea),
    field("fee.basis", "收费依据", "Basis", Kind::Area),
];

const RATES: &[Field] = &[
    field("name", "收费项目", "Charged for", Kind::Label),
    field("fen", "金额（元）", "Amount (yuan)", Kind::Money)
        .hint("不是固定金额的留空，并写明价目", "Leave empty and name the tariff otherwise"),
    field("tariff", "按价目收取", "By tariff", Kind::Label),
    WHEN,
];

const RESULT: &[Field] = &[
    field("result.name", "结果名称", "Result", Kind::Label),
    field("result.kind", "结果类型", "Kind of result", Kind::One(words_of!(ResultKind))),
    field("result.validity", "有效期限", "Validity", Kind::Label),
    field("result.sample", "结果样本", "Sample", Kind::Area),
];

const CONTACT: &[Field] = &[
    field("contact.place", "办理地点", "Place", Kind::Label),
    field("contact.hours", "办理时间", "Hours", Kind::Label),
    field("contact.consult_phone", "咨询电话", "Enquiries", Kind::Line),
    field("contact.complaint_phone", "监督投诉电话", "Complaints", Kind::Line),
    field("contact.complaint_place", "投诉地址", "Where to complain", Kind::Label),
    field("contact.complaint_url", "网上投诉", "Complain online", Kind::Line),
    field("reconsideration", "行政复议", "Reconsideration", Kind::Area),
    field("litigation", "行政诉讼", "Suit", Kind::Area),
];

const FAQ: &[Field] = &[
    field("question", "问题", "Question", Kind::Label),
    field("answer", "解答", "Answer", Kind::LabelArea),
];
