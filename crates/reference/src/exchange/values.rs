//! Values as they stand in a cell: choices by name or code, limits, lists of lines.
//!
//! Reading is generous (name in either language, code, word, yes and no) and writing is strict
//! (always the Chinese name), so that what the product exports it reads back unchanged.

use calendar::{Limit, LimitFault};
use counter::catalogue::record::LimitRecord;
use kit::Phrase;
use rulebook::codes::{AuthorityNature, Handling, HandlingForm, ItemKind, Level, ServiceObject};
use rulebook::condition::{Condition, Key, KeyFault};
use rulebook::item::{
    Counting, Deferral, HandlingMode, LifeEvent, MaterialForm, Necessity, Origin, PartialGrant,
    ProcedureKind, ResultKind, Retention, Sharing, StepKind, Taking, VillageAgent,
};

/// Characters in a name.
const NAME_MAX: usize = 200;
/// Characters in any other text.
const TEXT_MAX: usize = 4_000;

/// A value that is one of a few.
pub(super) trait Choice: Copy + 'static {
    /// All of them.
    fn all() -> &'static [Self];
    /// The code or word of the standard or of the house.
    fn code(self) -> &'static str;
    /// Its name.
    fn name(self) -> Phrase;
    /// Further ways to write it.
    fn aliases() -> &'static [(&'static str, Self)] {
        &[]
    }
}

macro_rules! choices {
    ($($type:ident by $code:ident $(, $alias:literal = $variant:ident)*;)+) => {
        $(impl Choice for $type {
            fn all() -> &'static [Self] {
                $type::ALL
            }
            fn code(self) -> &'static str {
                $type::$code(self)
            }
            fn name(self) -> Phrase {
                $type::phrase(self)
            }
            fn aliases() -> &'static [(&'static str, Self)] {
                &[$(($alias, $type::$variant)),*]
            }
        })+

        impl SetOfChoices {
            /// The set of a name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($type) => Some(Self::of::<$type>()),)+
                    "QuestionKind" => Some(Self::of::<QuestionKind>()),
                    _ => None,
                }
            }
        }
    };
}

choices! {
    ItemKind by code, "其他类别" = OtherPower, "其他权力" = OtherPower;
    Level by code, "乡镇级" = Township, "镇级" = Township, "乡级" = Township, "村级" = Village;
    AuthorityNature by code;
    ServiceObject by code, "个人" = NaturalPerson, "企业" = Enterprise;
    HandlingForm by code, "窗口" = Window, "网上" = Website, "电脑端网上" = Website,
        "移动端" = Mobile, "快递" = Post;
    Handling by code;
    HandlingMode by word, "即办件" = Direct, "直接办理" = Direct, "承诺件" = Commitment,
        "承诺办理" = Commitment, "联办件" = Joint, "联合办理" = Joint, "代办" = Agency,
        "全程代理" = Agency, "上报" = Agency, "受理协调" = Coordination;
    VillageAgent by word, "是" = Allowed, "否" = NotAllowed, "yes" = Allowed, "no" = NotAllowed;
    PartialGrant by word, "是" = Allowed, "否" = NotAllowed, "yes" = Allowed, "no" = NotAllowed,
        "可以" = Allowed, "不可以" = NotAllowed;
    Origin by word, "申请人" = Applicant, "政府部门" = GovernmentIssued;
    MaterialForm by word, "电子/纸质" = PaperOrElectronic, "纸质、电子" = PaperOrElectronic;
    Taking by word, "原件（收）" = KeepOriginal, "原件（验）" = CheckOriginal,
        "复印件" = KeepCopy, "原件和复印件" = CheckOriginalKeepCopy;
    Necessity by word, "是" = Required, "否" = Optional, "yes" = Required, "no" = Optional,
        "必备" = Required, "必须" = Required;
    Deferral by word, "是" = Allowed, "否" = Never, "yes" = Allowed, "no" = Never,
        "可容缺" = Allowed;
    Sharing by word, "是" = HallMayObtain, "否" = ApplicantBrings, "yes" = HallMayObtain,
        "no" = ApplicantBrings, "可共享" = HallMayObtain;
    ResultKind by word;
    Retention by word, "30年" = ThirtyYears, "10年" = TenYears, "长期" = Permanent;
    LifeEvent by word;
    StepKind by word;
    ProcedureKind by word, "公示" = PublicNotice, "公告" = PublicNotice,
        "现场勘查" = SiteVisit, "评定" = Appraisal;
    Counting by word, "是" = Counted, "否" = NotCounted, "yes" = Counted, "no" = NotCounted,
        "计入" = Counted, "不计入" = NotCounted;
}

/// The names of all choices, for the lists in the template.
pub(super) fn names<C: Choice>() -> Vec<Phrase> {
    C::all().iter().map(|choice| choice.name()).collect()
}

/// The choice that a cell names; `01 行政许可` names it twice.
pub(super) fn choose<C: Choice>(text: &str) -> Result<C, Phrase> {
    let text = text.trim();
    find(text)
        .or_else(|| text.split_whitespace().next().and_then(find))
        .ok_or_else(|| not_listed::<C>(text))
}

fn find<C: Choice>(text: &str) -> Option<C> {
    let is_named = |choice: &C| {
        let name = choice.name();
        name.zh == text || name.en.eq_ignore_ascii_case(text) || choice.is_coded(text)
    };
    let alias = || C::aliases().iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text));
    C::all().iter().copied().find(is_named).or_else(|| alias().map(|(_, choice)| *choice))
}

trait Coded {
    /// Whether a text is the code, also where a program dropped a leading zero (`1` for `01`).
    fn is_coded(&self, text: &str) -> bool;
}

impl<C: Choice> Coded for C {
    fn is_coded(&self, text: &str) -> bool {
        let code = self.code();
        let is_bare = |rest: &str| rest == text && !text.is_empty();
        code.eq_ignore_ascii_case(text) || code.strip_prefix('0').is_some_and(is_bare)
    }
}

fn not_listed<C: Choice>(text: &str) -> Phrase {
    const SHOWN: usize = 14;
    let names = names::<C>();
    let listed = |of: fn(&Phrase) -> &str, between: &str| {
        let shown: Vec<&str> = names.iter().take(SHOWN).map(of).collect();
        let more = if names.len() > SHOWN { "…" } else { "" };
        format!("{}{more}", shown.join(between))
    };
    let typed: String = text.chars().take(40).collect();
    Phrase::new(
        format!("“{typed}”不是可填的值。可填：{}。", listed(|name| &name.zh, "、")),
        format!("“{typed}” is not on the list: {}.", listed(|name| &name.en, "; ")),
    )
}

/// The code or word of the choice that a cell names; an empty cell names none.
pub(super) fn stored<C: Choice>(text: &str) -> Result<String, Phrase> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    choose::<C>(text).map(|choice| choice.code().to_owned())
}

/// The Chinese name of a stored choice; what nobody knows stays as it is.
pub(super) fn spelled<C: Choice>(stored: &str) -> String {
    C::all()
        .iter()
        .find(|choice| choice.code() == stored)
        .map_or_else(|| stored.to_owned(), |choice| choice.name().zh.into_owned())
}

/// What stands between commas.
pub(super) fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// Words between commas.
pub(super) fn words(cell: &str) -> Result<Vec<String>, Phrase> {
    split(cell).map(name).collect()
}

/// A limit as it stands in a cell: `20工作日`, `当日办结`, `6月`; none where there is none.
pub(super) fn limit_text(limit: Option<Limit>) -> String {
    limit.map_or_else(String::new, |limit| match (limit.value(), limit.unit()) {
        (0, calendar::LimitUnit::WorkingDays) => "当日办结".to_owned(),
        (value, calendar::LimitUnit::WorkingDays) => format!("{value}工作日"),
        (value, calendar::LimitUnit::Days) => format!("{value}自然日"),
        (value, calendar::LimitUnit::Months) => format!("{value}月"),
    })
}

/// The limit in a cell; an empty one has none.
pub(super) fn limit(text: &str) -> Result<Option<Limit>, Phrase> {
    let text = text.trim();
    let same_day = ["当日办结", "当日", "即时", "即办", "当场办结", "same day"];
    if text.is_empty() || text == "无" {
        return Ok(None);
    }
    if same_day.contains(&text) {
        return Ok(Some(Limit::SAME_DAY));
    }
    let digits = text.find(|symbol: char| !symbol.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let value: i64 = number.parse().map_err(|_| not_a_limit(text))?;
    if unit.trim().is_empty() {
        return Err(not_a_limit(text));
    }
    let unit = match unit.trim() {
        "working days" | "working day" => "working_days",
        "calendar days" | "day" => "days",
        "month" => "months",
        other => other,
    };
    Limit::parse(value, unit).map(Some).map_err(LimitFault::phrase)
}

fn not_a_limit(text: &str) -> Phrase {
    let typed: String = text.chars().take(40).collect();
    Phrase::new(
        format!("“{typed}”不是时限。请写数字和单位，如 20工作日、30自然日、6月，或“当日办结”。"),
        format!("“{typed}” is no limit. Write a number and a unit, such as 20工作日 or 6月."),
    )
}

/// A count of papers.
pub(super) fn count(text: &str) -> Result<u8, Phrase> {
    let text = text.trim().trim_end_matches('份').trim();
    if text.is_empty() {
        return Ok(0);
    }
    text.parse::<u8>()
        .ok()
        .filter(|count| *count <= 99)
        .ok_or_else(|| Phrase::of("请填写 0 到 99 的整数。", "Enter a whole number from 0 to 99."))
}

/// A condition written in a cell, in its one spelling; an empty one always holds.
pub(super) fn condition(text: &str) -> Result<String, Phrase> {
    let condition = Condition::parse(text).map_err(|fault| fault.phrase())?;
    Ok(if condition.is_always() { String::new() } else { condition.to_string() })
}

/// A key written in a cell; an empty cell leaves it to be numbered.
pub(super) fn key(text: &str) -> Result<String, Phrase> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    Key::parse(text).map(|key| key.to_string()).map_err(KeyFault::phrase)
}

/// A name: short, and without characters that hide or turn text.
pub(super) fn name(text: &str) -> Result<String, Phrase> {
    bounded(text, NAME_MAX)
}

/// Any other text.
pub(super) fn text(text: &str) -> Result<String, Phrase> {
    bounded(text, TEXT_MAX)
}

fn bounded(text: &str, most: usize) -> Result<String, Phrase> {
    let text = text.trim();
    let length = text.chars().count();
    if length > most {
        return Err(Phrase::new(
            format!("最多 {most} 个字，现有 {length} 个；请精简。"),
            format!("At most {most} characters, here are {length}; make it shorter."),
        ));
    }
    if text.chars().any(is_hidden) {
        return Err(Phrase::of(
            "含有看不见的控制字符，常因从网页或 PDF 复制带入；请删除后重新输入。",
            "It holds invisible characters, often brought in by copying; delete them and type it \
             again.",
        ));
    }
    Ok(text.to_owned())
}

/// Characters that no text on a page or in a notice may hold.
fn is_hidden(symbol: char) -> bool {
    matches!(symbol,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || (symbol.is_control() && !matches!(symbol, '\n' | '\t'))
}

/// The lines of a cell with their parts, which stand between upright bars.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.split(['|', '｜']).map(str::trim).collect())
}

/// Parts as one line of a cell; empty parts at the end fall away.
pub(super) fn line(parts: &[&str]) -> String {
    let mut clean: Vec<String> =
        parts.iter().map(|part| part.replace(['|', '｜'], "／").replace('\n', " ")).collect();
    while clean.last().is_some_and(String::is_empty) {
        clean.pop();
    }
    clean.join(" | ")
}

/// A stored limit as it stands in a cell.
pub(super) fn limit_cell(record: Option<&LimitRecord>) -> String {
    let limit = record.and_then(|record| Limit::parse(record.value, &record.unit).ok());
    limit_text(limit)
}

/// The limit in a cell with its note; none where the cell is empty.
pub(super) fn limit_record(cell: &str, note: String) -> Result<Option<LimitRecord>, Phrase> {
    Ok(limit(cell)?.map(|limit| LimitRecord {
        value: limit.value().into(),
        unit: limit.unit().code().to_owned(),
        note,
    }))
}

/// A limit with the note in a cell; a note needs a limit.
pub(super) fn with_note(
    limit: Option<LimitRecord>,
    cell: &str,
) -> Result<Option<LimitRecord>, Phrase> {
    let note = text(cell)?;
    match limit {
        None if !note.is_empty() => Err(Phrase::of(
            "没有填时限，说明应留空或先补时限。",
            "There is no limit; leave the note empty or enter the limit first.",
        )),
        limit => Ok(limit.map(|limit| LimitRecord { note, ..limit })),
    }
}

/// A set of choices, for tables that name it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SetOfChoices {
    /// Their names.
    pub(super) names: fn() -> Vec<Phrase>,
    /// The code or word of the one that a cell names; an empty cell names none.
    pub(super) stored: fn(&str) -> Result<String, Phrase>,
    /// The Chinese name of a stored one.
    pub(super) spelled: fn(&str) -> String,
}

impl SetOfChoices {
    const fn of<C: Choice>() -> Self {
        Self { names: names::<C>, stored: stored::<C>, spelled: spelled::<C> }
    }
}

/// The kinds of questions, which the rulebook keeps inside its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuestionKind {
    One,
    Many,
    Quantity,
    Day,
}

impl Choice for QuestionKind {
    fn all() -> &'static [Self] {
        &[Self::One, Self::Many, Self::Quantity, Self::Day]
    }

    fn code(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Many => "many",
            Self::Quantity => "quantity",
            Self::Day => "day",
        }
    }

    fn name(self) -> Phrase {
        match self {
            Self::One => Phrase::of("单选", "one"),
            Self::Many => Phrase::of("多选", "many"),
            Self::Quantity => Phrase::of("数字", "quantity"),
            Self::Day => Phrase::of("日期", "day"),
        }
    }
}
