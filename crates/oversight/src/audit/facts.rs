//! The facts of an entry as readable lines: what is sealed stays sealed, what is the content of a
//! case is withheld, and both are said to be there.

use super::wording::moment;
use kit::journal::Entry;
use kit::{Hall, Phrase, Words};
use serde_json::{Map, Value};

/// A fact on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FactLine {
    /// Where it stands: the names down to it.
    pub(super) label: String,
    /// What it says.
    pub(super) text: String,
    /// Whether it stands there without being shown.
    pub(super) is_hidden: bool,
}

/// Lines of one page at most; an item of the catalogue has some two hundred.
const LINES_MAX: usize = 400;

/// The facts as lines, and how many more there are.
pub(super) fn lines(hall: &Hall, entry: &Entry, words: Words) -> (Vec<FactLine>, usize) {
    let mut reader = Reader { words, withheld: hall.withheld(entry.room()), lines: Vec::new() };
    match serde_json::from_str(&entry.payload) {
        Ok(Value::Null) => {}
        Ok(facts) => reader.read("", "", &facts),
        Err(_) => reader.line("", entry.payload.clone(), false),
    }
    let mut lines = reader.lines;
    let more = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    (lines, more)
}

/// The facts for a program: what is withheld is replaced by the word `withheld`.
pub(super) fn for_program(hall: &Hall, entry: &Entry) -> Value {
    let facts = serde_json::from_str(&entry.payload).unwrap_or_default();
    without(facts, hall.withheld(entry.room()))
}

fn without(facts: Value, withheld: &[&str]) -> Value {
    match facts {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| {
                let is_withheld = withheld.contains(&name.as_str()) && !is_blank(&value);
                let value = if is_withheld { "withheld".into() } else { without(value, withheld) };
                (name, value)
            });
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(|it| without(it, withheld)).collect(),
        other => other,
    }
}

struct Reader<'a> {
    words: Words,
    withheld: &'a [&'static str],
    lines: Vec<FactLine>,
}

impl Reader<'_> {
    /// `label` leads to the value, `name` is the last name on the way.
    fn read(&mut self, label: &str, name: &str, value: &Value) {
        if is_blank(value) {
            return;
        }
        if self.withheld.contains(&name) {
            let said =
                self.words.say("办件内容，审计不显示", "content of the case, not shown here");
            self.line(label, said.to_owned(), true);
            return;
        }
        match value {
            Value::Object(fields) if !label.is_empty() && self.is_flat(fields) => {
                let text = self.row(fields);
                self.line(label, text, false);
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    let part = self.words.phrase(&field(name)).to_owned();
                    self.read(&joined(label, &part), name, value);
                }
            }
            Value::Array(items) if items.iter().all(|it| self.short(name, it).is_some()) => {
                let texts: Vec<String> =
                    items.iter().filter_map(|it| self.short(name, it)).collect();
                self.line(label, texts.join(self.words.say("；", "; ")), false);
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.read(&joined(label, &(index + 1).to_string()), name, item);
                }
            }
            Value::String(text) if seal::field::is_sealed(text) => {
                let said =
                    self.words.say("已加密，审计不能查看", "sealed; an auditor cannot open it");
                self.line(label, said.to_owned(), true);
            }
            scalar => {
                let text = self.scalar(name, scalar);
                self.line(label, text, false);
            }
        }
    }

    /// Whether nothing in a record has parts of its own or stays closed.
    fn is_flat(&self, fields: &Map<String, Value>) -> bool {
        let is_open = |name: &str| !self.withheld.contains(&name);
        fields.iter().all(|(name, value)| {
            is_blank(value) || (is_open(name) && is_plain(value) && !is_long(value))
        })
    }

    /// A flat record on one line.
    fn row(&self, fields: &Map<String, Value>) -> String {
        let filled = fields.iter().filter(|(_, value)| !is_blank(value));
        let parts: Vec<String> = filled
            .map(|(name, value)| {
                let value = self.scalar(name, value);
                self.words.fill("{}：{}", "{}: {}", &[&self.words.phrase(&field(name)), &value])
            })
            .collect();
        parts.join(self.words.say("；", "; "))
    }

    fn line(&mut self, label: &str, text: String, is_hidden: bool) {
        let label = match label {
            "" => self.words.say("内容", "Content").to_owned(),
            label => label.to_owned(),
        };
        self.lines.push(FactLine { label, text, is_hidden });
    }

    /// An item that fits on a line with its neighbours: a scalar, or a few in a row.
    fn short(&self, name: &str, value: &Value) -> Option<String> {
        match value {
            Value::Array(row) if row.iter().all(is_plain) => {
                let texts: Vec<String> = row.iter().map(|it| self.scalar(name, it)).collect();
                Some(texts.join(" "))
            }
            other => is_plain(other).then(|| self.scalar(name, other)),
        }
    }

    fn scalar(&self, name: &str, value: &Value) -> String {
        match value {
            Value::Bool(true) => self.words.say("是", "yes").to_owned(),
            Value::Bool(false) => self.words.say("否", "no").to_owned(),
            Value::Number(number) => match number.as_i64() {
                Some(at_ms) if name.ends_with("_ms") && at_ms > 0 => moment(self.words, at_ms),
                _ => number.to_string(),
            },
            Value::String(text) => text.clone(),
            _ => String::new(),
        }
    }
}

/// Whether a value has no parts and is not sealed.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(text) => !seal::field::is_sealed(text),
        other => !other.is_object() && !other.is_array(),
    }
}

/// Whether a text wants a line of its own.
fn is_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().count() > 60)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn joined(label: &str, part: &str) -> String {
    if label.is_empty() { part.to_owned() } else { format!("{label} › {part}") }
}

/// What people call a fact, where it is one that many rooms note; else its name in the entry.
fn field(name: &str) -> Phrase {
    let known = FIELDS.iter().find(|(field, _)| *field == name);
    known.map_or_else(|| Phrase::new(name.to_owned(), name.to_owned()), |(_, it)| it.clone())
}

static FIELDS: [(&str, Phrase); 98] = [
    ("account", Phrase::of("账号", "Account")),
    ("action", Phrase::of("操作", "Action")),
    ("address", Phrase::of("地址", "Address")),
    ("agent", Phrase::of("代理人", "Agent")),
    ("answers", Phrase::of("情形选择", "Answers")),
    ("answers_sealed", Phrase::of("情形选择（加密）", "Answers, sealed")),
    ("applicant", Phrase::of("申请人", "Applicant")),
    ("arrangement", Phrase::of("A/B 岗", "A or B post")),
    ("asked", Phrase::of("应补材料", "Papers asked for")),
    ("asks", Phrase::of("缺项", "Asked for")),
    ("at_ms", Phrase::of("时间", "Time")),
    ("authority", Phrase::of("职权", "Authority")),
    ("body", Phrase::of("行使机关", "Body")),
    ("brings", Phrase::of("来时带上", "Brought along")),
    ("by", Phrase::of("方式", "By")),
    ("case", Phrase::of("办件", "Case")),
    ("cause", Phrase::of("事由", "Cause")),
    ("centre", Phrase::of("中心", "Centre")),
    ("channel", Phrase::of("送达方式", "Channel")),
    ("check_by", Phrase::of("核对期限", "Answered by")),
    ("checkpoints", Phrase::of("检查点", "Checkpoints")),
    ("code", Phrase::of("代码", "Code")),
    ("credit_code", Phrase::of("信用代码", "Credit code")),
    ("days_off", Phrase::of("放假日", "Days off")),
    ("demand", Phrase::of("要求", "Demand")),
    ("department", Phrase::of("部门", "Department")),
    ("departments", Phrase::of("部门", "Departments")),
    ("digest", Phrase::of("摘要", "Digest")),
    ("due_on", Phrase::of("到期日", "Due on")),
    ("dues", Phrase::of("期限", "Dates")),
    ("en", Phrase::of("英文", "English")),
    ("event", Phrase::of("事件", "Event")),
    ("failures", Phrase::of("失败次数", "Failures")),
    ("fault_count", Phrase::of("异常数", "Faults")),
    ("faults", Phrase::of("异常", "Faults")),
    ("file", Phrase::of("文件", "File")),
    ("files", Phrase::of("文件", "Files")),
    ("first", Phrase::of("首项", "First")),
    ("found", Phrase::of("是否查到", "Found")),
    ("from", Phrase::of("从", "From")),
    ("grounds", Phrase::of("依据和理由", "Grounds")),
    ("hand", Phrase::of("计时", "Clock")),
    ("has_password", Phrase::of("已设密码", "Has a password")),
    ("identity", Phrase::of("证件号码", "Identity number")),
    ("identity_fingerprint", Phrase::of("证件号码摘要", "Digest of the identity number")),
    ("identity_masked", Phrase::of("证件号码（脱敏）", "Identity number, masked")),
    ("is_personal_data_only", Phrase::of("只看个人信息查阅", "Looks at personal data only")),
    ("is_stopped", Phrase::of("停止计时", "Clock stopped")),
    ("item", Phrase::of("事项", "Item")),
    ("item_code", Phrase::of("事项编码", "Item code")),
    ("item_name", Phrase::of("事项名称", "Item")),
    ("item_name_english", Phrase::of("事项英文名称", "Item, in English")),
    ("item_version", Phrase::of("事项版本", "Version of the item")),
    ("key", Phrase::of("代码", "Key")),
    ("kind", Phrase::of("类型", "Kind")),
    ("label", Phrase::of("名称", "Label")),
    ("last", Phrase::of("末条", "Last")),
    ("late_reason", Phrase::of("迟提理由", "Why asked late")),
    ("legal", Phrase::of("法定", "By law")),
    ("login", Phrase::of("登录名", "Sign-in name")),
    ("masked", Phrase::of("姓名（脱敏）", "Name, masked")),
    ("mode", Phrase::of("办理方式", "Mode")),
    ("must_change", Phrase::of("须改密码", "Must change the password")),
    ("name", Phrase::of("名称", "Name")),
    ("name_english", Phrase::of("英文名称", "English name")),
    ("note", Phrase::of("说明", "Note")),
    ("number", Phrase::of("编号", "Number")),
    ("opinion", Phrase::of("意见", "Opinion")),
    ("paper", Phrase::of("材料", "Paper")),
    ("papers", Phrase::of("材料", "Papers")),
    ("parties", Phrase::of("当事人", "Parties")),
    ("person", Phrase::of("人员", "Person")),
    ("phone", Phrase::of("电话", "Telephone")),
    ("phone_fingerprint", Phrase::of("电话摘要", "Digest of the telephone")),
    ("post", Phrase::of("岗位", "Post")),
    ("procedures", Phrase::of("特别程序", "Procedures")),
    ("promised", Phrase::of("承诺", "Promised")),
    ("provisional", Phrase::of("暂定", "Provisional")),
    ("reason", Phrase::of("理由", "Reason")),
    ("record", Phrase::of("登记内容", "Record")),
    ("result", Phrase::of("结果", "Result")),
    ("roles", Phrase::of("角色", "Roles")),
    ("rows", Phrase::of("条数", "Entries")),
    ("scopes", Phrase::of("权限范围", "Scopes")),
    ("sequence", Phrase::of("第几条", "Entry")),
    ("session", Phrase::of("会话", "Session")),
    ("source", Phrase::of("来源", "Source")),
    ("state", Phrase::of("状态", "State")),
    ("subject", Phrase::of("对象", "Subject")),
    ("summary", Phrase::of("简介", "Summary")),
    ("title", Phrase::of("名称", "Title")),
    ("unit", Phrase::of("单位", "Unit")),
    ("until", Phrase::of("至", "Until")),
    ("value", Phrase::of("数值", "Value")),
    ("version", Phrase::of("版本", "Version")),
    ("window", Phrase::of("窗口", "Window")),
    ("year", Phrase::of("年度", "Year")),
    ("zh", Phrase::of("中文", "Chinese")),
];
