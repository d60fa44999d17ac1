//! The words of the room: instants to the second, actions, kinds of things, findings.

use super::events::{Fault, Verified};
use kit::journal::{Actor, Entry};
use kit::words::local_time;
use kit::{Hall, Phrase, Words};

/// An instant to the second, as the order of acts can hang on it.
pub(super) fn moment(words: Words, at_ms: i64) -> String {
    format!("{}:{:02}", words.instant(at_ms), local_time(at_ms).second())
}

/// The time of day of an instant, to the second.
pub(super) fn time_of_day(at_ms: i64) -> String {
    let local = local_time(at_ms);
    format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
}

/// What people call an action; its code where its room has not said so.
pub(super) fn deed(hall: &Hall, action: &str) -> Phrase {
    let unnamed = || Phrase::new(action.to_owned(), action.to_owned());
    hall.deed(action).cloned().unwrap_or_else(unnamed)
}

/// In which post somebody acted: post, window, and for whom.
pub(super) fn capacity(actor: &Actor, words: Words) -> String {
    let mut parts: Vec<String> =
        [&actor.post, &actor.window].into_iter().filter(|it| !it.is_empty()).cloned().collect();
    if !actor.on_behalf_of.is_empty() {
        parts.push(words.fill("代 {}", "for {}", &[&actor.on_behalf_of]));
    }
    parts.join(words.say("，", ", "))
}

/// What people call a kind of thing that entries are about.
pub(super) fn kind(kind: &str) -> Phrase {
    match kind {
        "account" => Phrase::of("账号", "Account"),
        "bill" => Phrase::of("账单", "Bill"),
        "calendar" => Phrase::of("工作日历", "Calendar"),
        "case" => Phrase::of("办件", "Case"),
        "centre" => Phrase::of("中心", "Centre"),
        "contact" => Phrase::of("首问", "First contact"),
        "closure" => Phrase::of("闭馆", "Closure"),
        "department" => Phrase::of("部门", "Department"),
        "filter" => Phrase::of("常用筛选", "Kept filter"),
        "household" => Phrase::of("户", "Household"),
        "item" => Phrase::of("事项", "Item"),
        "joint" => Phrase::of("联办日程", "Dates of a joint case"),
        "journal" => Phrase::of("台账", "Journal"),
        "market" => Phrase::of("圩日", "Market days"),
        "matter" => Phrase::of("办不成事", "Unresolved matter"),
        "mediation" => Phrase::of("调解", "Mediation"),
        "notice" => Phrase::of("放假通知", "Notice of days off"),
        "parameter" => Phrase::of("参数", "Parameter"),
        "payee" => Phrase::of("收费单位", "Payee"),
        "payment_day" => Phrase::of("收款日", "Day of payments"),
        "person" => Phrase::of("人员（摘要）", "Person (digest)"),
        "post" => Phrase::of("岗位", "Post"),
        "register_application" => Phrase::of("户籍申请", "Register application"),
        "synonym" => Phrase::of("同义词", "Synonym"),
        "window" => Phrase::of("窗口", "Window"),
        other => Phrase::new(other.to_owned(), other.to_owned()),
    }
}

/// What a verification found, in a sentence.
pub(super) fn found(verified: &Verified, words: Words) -> String {
    let Verified { first, last, checkpoints, fault_count, .. } = verified;
    if *fault_count > 0 {
        return words.fill(
            "核对第 {} 至 {} 条，发现 {} 处异常。",
            "Entries {} to {} checked: {} things are not as they should be.",
            &[first, last, fault_count],
        );
    }
    if last < first {
        return words.say("台账还没有记录。", "The journal has no entry yet.").to_owned();
    }
    words.fill(
        "第 {} 至 {} 条逐条相连，内容与摘要一致，{} 个检查点相符。",
        "Entries {} to {} follow one another and match their digests; {} checkpoints fit.",
        &[first, last, checkpoints],
    )
}

/// What is wrong, in words.
pub(super) fn fault(fault: &Fault, words: Words) -> String {
    let number: &[&dyn std::fmt::Display] = &[&fault.sequence];
    match fault.kind.as_str() {
        "changed" => words.fill(
            "第 {} 条的内容被改动，与摘要不符。",
            "Entry {} was altered: its content does not give its digest.",
            number,
        ),
        "broken" => words.fill(
            "第 {} 条与前一条不相连：中间有记录被删除、插入或重写。",
            "Entry {} does not follow the one before it: something was taken out, put in or \
             rewritten.",
            number,
        ),
        "end" => words.fill(
            "台账末尾不符：实际止于第 {} 条。",
            "The journal does not end where it says: the last entry is {}.",
            number,
        ),
        "checkpoint" => words.fill(
            "第 {} 条的检查点不符：签名无效，或其后台账被重写。",
            "The checkpoint at entry {} does not fit: its signature is wrong, or the journal was \
             rewritten.",
            number,
        ),
        other => format!("{other} {}", fault.sequence),
    }
}

/// Why somebody did something, where the entry says so.
pub(super) fn reason(entry: &Entry) -> String {
    let facts = serde_json::from_str::<serde_json::Value>(&entry.payload).unwrap_or_default();
    let inner = facts.get("event").unwrap_or(&facts);
    let reason = inner.get("reason").or_else(|| facts.get("reason"));
    let reason = reason.and_then(serde_json::Value::as_str).unwrap_or_default();
    if seal::field::is_sealed(reason) { String::new() } else { reason.to_owned() }
}
