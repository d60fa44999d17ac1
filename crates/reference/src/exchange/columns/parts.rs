//! The columns of the sheets of materials, steps, special procedures and scenario questions.

use super::super::{lists, values};
use super::{Column, Need, anything, choice_column, condition_column, limit_column, text_column};
use counter::catalogue::record::{MaterialRecord, ProcedureRecord, QuestionRecord, StepRecord};
use kit::Phrase;
use rulebook::item::{
    Counting, Deferral, MaterialForm, Necessity, Origin, ProcedureKind, Sharing, StepKind, Taking,
};

/// A column with the name of a part.
macro_rules! name_column {
    ($record:ty, $zh:literal, $en:literal, $note_zh:literal, $note_en:literal) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: 30,
            need: Need::Required,
            choices: anything,
            get: |record| record.name.zh.clone(),
            set: |record, cell| {
                record.name.zh = values::name(cell)?;
                Ok(())
            },
        }
    };
}

/// A column with the key of a part.
macro_rules! key_column {
    ($record:ty, $zh:literal, $en:literal, $need:expr) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of(
                "字母、数字和下划线，如 reason；各版本保持不变。材料、环节、程序可留空，由系统编号。",
                "Letters, digits and underlines, such as reason; it stays from version to version.",
            ),
            width: 12,
            need: $need,
            choices: anything,
            get: |record| record.key.clone(),
            set: |record, cell| {
                record.key = values::key(cell)?;
                Ok(())
            },
        }
    };
}

/// A column with a number of copies.
macro_rules! count_column {
    ($field:ident, $zh:literal, $en:literal) => {
        Column::<MaterialRecord> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of("0 到 99 的整数。", "A whole number from 0 to 99."),
            width: 10,
            need: Need::Optional,
            choices: anything,
            get: |record| record.$field.to_string(),
            set: |record, cell| {
                record.$field = values::count(cell)?;
                Ok(())
            },
        }
    };
}

type M = MaterialRecord;

/// The sheet of materials, without the code.
pub(in crate::exchange) const MATERIAL: &[Column<MaterialRecord>] = &[
    name_column!(M, "材料名称", "Material", "必填，每行一份材料。", "Required: one on each line."),
    text_column!(
        M,
        name.en,
        "材料英文名称",
        "Material in English",
        28,
        "可留空。",
        "May be empty."
    ),
    key_column!(M, "材料标识", "Material key", Need::Optional),
    choice_column!(
        M,
        necessity,
        Necessity,
        "是否必备",
        "Required",
        10,
        "填 必要 或 非必要。",
        "Either required or not."
    ),
    choice_column!(
        M,
        origin,
        Origin,
        "来源渠道",
        "Origin",
        16,
        "从列表选：政府部门核发、申请人自备、其他。",
        "From the list."
    ),
    text_column!(M, issued_by, "出具机构", "Issued by", 20, "由谁出具。", "Who issues it."),
    text_column!(
        M,
        issued_within,
        "出具时间要求",
        "Issued within",
        18,
        "如 近六个月内。",
        "Such as the last six months."
    ),
    choice_column!(
        M,
        form,
        MaterialForm,
        "材料形式",
        "Form",
        12,
        "从列表选：纸质、电子、纸质/电子。",
        "From the list."
    ),
    count_column!(originals, "原件份数", "Originals"),
    count_column!(copies, "复印件份数", "Copies"),
    choice_column!(
        M,
        taking,
        Taking,
        "收取方式",
        "How taken",
        18,
        "从列表选：收原件、验原件、验原件收复印件、收复印件、查验电子证照。",
        "From the list."
    ),
    choice_column!(
        M,
        deferral,
        Deferral,
        "可否容缺",
        "May follow later",
        14,
        "填 是 或 否；只有次要材料可以容缺。",
        "Yes or no; only secondary papers may."
    ),
    choice_column!(
        M,
        sharing,
        Sharing,
        "数据共享",
        "Data sharing",
        18,
        "可由大厅通过数据共享取得的填 是。",
        "Yes where the hall may obtain it itself."
    ),
    text_column!(
        M,
        criterion.zh,
        "受理标准",
        "Criterion",
        28,
        "什么样的材料才算合格。",
        "When the window accepts it (Chinese)."
    ),
    text_column!(
        M,
        criterion.en,
        "受理标准英文",
        "Criterion in English",
        24,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        M,
        instructions.zh,
        "填报须知",
        "Instructions",
        28,
        "如何填写、在哪里领表。",
        "How to fill it in (Chinese)."
    ),
    text_column!(
        M,
        instructions.en,
        "填报须知英文",
        "Instructions in English",
        24,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        M,
        basis,
        "材料依据",
        "Basis",
        24,
        "要求提供该材料的依据。",
        "Why it may be asked for."
    ),
    text_column!(
        M,
        blank_form,
        "空白表格",
        "Blank form",
        20,
        "空白表格的网址或位置。",
        "Where the blank form is."
    ),
    text_column!(
        M,
        sample,
        "示例样表",
        "Sample",
        20,
        "填写样例的网址或位置。",
        "Where a filled-in sample is."
    ),
    condition_column!(M, when, "适用情形", "When"),
];

type S = StepRecord;

/// The sheet of steps, without the code.
pub(in crate::exchange) const STEP: &[Column<StepRecord>] = &[
    name_column!(
        S,
        "环节名称",
        "Step",
        "必填，按先后顺序每行一个。",
        "Required: one on each line, in order."
    ),
    text_column!(S, name.en, "环节英文名称", "Step in English", 28, "可留空。", "May be empty."),
    key_column!(S, "环节标识", "Step key", Need::Optional),
    choice_column!(
        S,
        kind,
        StepKind,
        "环节类型",
        "Kind of step",
        14,
        "从列表选；留空时按名称判断。",
        "From the list; empty: judged by its name."
    ),
    text_column!(S, department, "办理部门", "Handled by", 20, "由哪个站所办。", "Which station."),
    text_column!(S, post, "岗位", "Post", 16, "由哪个岗位办。", "Which post."),
    limit_column!(
        S,
        limit,
        "环节时限",
        "Step limit",
        "如 3工作日；没有单独时限的留空。",
        "Such as 3工作日; empty where it has none."
    ),
    text_column!(
        S,
        criterion,
        "审查标准",
        "Standard",
        26,
        "审查什么、怎么算通过。",
        "What is examined and what passes."
    ),
    text_column!(S, basis, "环节依据", "Step basis", 24, "可留空。", "May be empty."),
];

type P = ProcedureRecord;

/// The sheet of special procedures, without the code.
pub(in crate::exchange) const PROCEDURE: &[Column<ProcedureRecord>] = &[
    name_column!(
        P,
        "程序名称",
        "Special procedure",
        "必填，如 村级公示、残疾评定。",
        "Required, such as a public notice."
    ),
    text_column!(
        P,
        name.en,
        "程序英文名称",
        "Procedure in English",
        28,
        "可留空。",
        "May be empty."
    ),
    key_column!(P, "程序标识", "Procedure key", Need::Optional),
    choice_column!(
        P,
        kind,
        ProcedureKind,
        "程序种类",
        "Kind of procedure",
        14,
        "从列表选：听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审、公示公告、现场勘验、另行报批。",
        "From the list."
    ),
    limit_column!(
        P,
        length,
        "程序时限",
        "Length",
        "如 7自然日；由其他机关决定时间的留空。",
        "Such as 7自然日; empty where others decide."
    ),
    choice_column!(
        P,
        counting,
        Counting,
        "是否计入时限",
        "Counts",
        18,
        "填 是（计入）或 否（不计入）。",
        "Yes where its time counts towards the limit."
    ),
    text_column!(
        P,
        basis,
        "程序依据",
        "Procedure basis",
        26,
        "法律依据或地方规定。",
        "Law or local rule."
    ),
    condition_column!(P, when, "程序适用情形", "Procedure when"),
];

type Q = QuestionRecord;

/// The sheet of scenario questions, without the code.
pub(in crate::exchange) const QUESTION: &[Column<QuestionRecord>] = &[
    key_column!(Q, "问题标识", "Question key", Need::Required),
    Column {
        heading: Phrase::of("问题", "Question"),
        note: Phrase::of("必填，问申请人的话。", "Required: what the applicant is asked."),
        width: 36,
        need: Need::Required,
        choices: anything,
        get: |record| record.text.zh.clone(),
        set: |record, cell| {
            record.text.zh = values::name(cell)?;
            Ok(())
        },
    },
    text_column!(Q, text.en, "问题英文", "Question in English", 30, "可留空。", "May be empty."),
    text_column!(Q, hint.zh, "提示", "Hint", 24, "帮助回答的提示。", "What helps to answer."),
    text_column!(Q, hint.en, "提示英文", "Hint in English", 24, "可留空。", "May be empty."),
    Column {
        heading: Phrase::of("题型", "Kind of question"),
        note: Phrase::of("必填：单选、多选、数字、日期。", "Required: one, many, quantity or day."),
        width: 10,
        need: Need::Required,
        choices: || lists::QUESTION_KINDS.iter().map(|(_, name)| name.clone()).collect(),
        get: lists::question_kind,
        set: lists::set_question_kind,
    },
    Column {
        heading: Phrase::of("选项", "Choices"),
        note: Phrase::of(
            "单选、多选必填，每行一个：标识 | 名称 | 英文，如 lost | 证件遗失 | Lost。",
            "For one and many, one on each line: key | name | English.",
        ),
        width: 36,
        need: Need::Optional,
        choices: anything,
        get: lists::choices,
        set: lists::set_choices,
    },
    text_column!(Q, unit.zh, "单位", "Unit", 10, "数字题的单位，如 立方米。", "Unit of a number."),
    text_column!(Q, unit.en, "单位英文", "Unit in English", 10, "可留空。", "May be empty."),
    condition_column!(Q, asked_when, "提问条件", "Asked when"),
];
