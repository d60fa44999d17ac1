//! The columns of the sheet of items, GB/T 39046-2020 table 4.

use super::super::values;
use super::{Column, Need, anything, choice_column, limit_column, text_column};
use counter::catalogue::record::{
    FeeRecord, ItemRecord, JointDepartmentRecord, LegalBasisRecord, RequirementRecord,
};
use crate::exchange::lists;
use kit::Phrase;
use rulebook::codes::{AuthorityNature, Handling, HandlingForm, ItemKind, Level, ServiceObject};
use rulebook::item::{HandlingMode, LifeEvent, ResultKind, Retention, VillageAgent};

/// A column in which one value stands on each line.
macro_rules! lines_column {
    ($zh:literal, $en:literal, $note_zh:literal, $note_en:literal, $get:expr, $set:expr) => {
        Column::<ItemRecord> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: 36,
            need: Need::Optional,
            choices: anything,
            get: $get,
            set: $set,
        }
    };
}

/// A column with several of a few values, stored by code or word.
macro_rules! choices_column {
    ($($field:ident).+, $choice:ty, $zh:literal, $en:literal, $note_zh:literal,
     $note_en:literal) => {
        Column::<ItemRecord> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: 22,
            need: Need::Optional,
            choices: anything,
            get: |record| values::all_spelled::<$choice>(&record.$($field).+),
            set: |record, cell| {
                record.$($field).+ = values::all_stored::<$choice>(cell)?;
                Ok(())
            },
        }
    };
}

type I = ItemRecord;

/// The sheet of items, without the code.
pub(in crate::exchange) const ITEM: &[Column<ItemRecord>] = &[
    Column {
        heading: Phrase::of("事项名称", "Item name"),
        note: Phrase::of("必填，中文全称，最多 200 字。", "Required: the full Chinese name."),
        width: 30,
        need: Need::Required,
        choices: anything,
        get: |record| record.name.zh.clone(),
        set: |record, cell| {
            record.name.zh = values::name(cell)?;
            Ok(())
        },
    },
    text_column!(I, name.en, "英文名称", "English name", 30, "可留空。", "May be empty."),
    Column {
        heading: Phrase::of("办理方式", "Mode"),
        note: Phrase::of(
            "必填，从列表选：即办、承诺、联办、协调、代办上报。",
            "Required, from the list: handled at once, promised, joint, coordination, sent up.",
        ),
        width: 12,
        need: Need::Required,
        choices: values::names::<HandlingMode>,
        get: |record| values::spelled::<HandlingMode>(&record.handling.mode),
        set: |record, cell| {
            record.handling.mode = values::stored::<HandlingMode>(cell)?;
            Ok(())
        },
    },
    text_column!(
        I,
        authority.department,
        "部门",
        "Department",
        14,
        "所属条线，如 民政。",
        "The line it belongs to, such as 民政."
    ),
    text_column!(
        I,
        authority.station,
        "承办机构",
        "Station",
        20,
        "本中心承办的站所，如 社会事务（民政）办。",
        "The station that handles it here."
    ),
    choice_column!(
        I,
        authority.kind,
        ItemKind,
        "事项类型",
        "Type",
        14,
        "从列表选，或填代码 00–10、20（GB/T 39046-2020 A.1）。",
        "From the list, or the code of GB/T 39046-2020 A.1."
    ),
    choice_column!(
        I,
        authority.level,
        Level,
        "行使层级",
        "Level",
        16,
        "从列表选，或填代码 1–7（A.2）。",
        "From the list, or the code of A.2."
    ),
    text_column!(
        I,
        basic_code,
        "基本编码",
        "Basic code",
        18,
        "以文本填写，避免丢失末位数字。",
        "As text, so that no digit is lost."
    ),
    text_column!(
        I,
        implementation_code,
        "实施编码",
        "Implementation code",
        34,
        "以文本填写；国家平台为 31 位。",
        "As text; 31 characters on the national platform."
    ),
    text_column!(
        I,
        handling_code,
        "业务办理项编码",
        "Handling item code",
        34,
        "以文本填写；国家平台为 33 位。",
        "As text; 33 characters on the national platform."
    ),
    text_column!(I, local_code, "地方编码", "Local code", 24, "以文本填写。", "As text."),
    text_column!(
        I,
        summary.zh,
        "事项简介",
        "Summary",
        36,
        "一两句话说清楚办什么。",
        "What it is about, in a sentence or two (Chinese)."
    ),
    text_column!(I, summary.en, "英文简介", "English summary", 30, "可留空。", "May be empty."),
    lines_column!(
        "关键词",
        "Keywords",
        "群众常用的叫法，用顿号隔开，如 低保、吃低保。",
        "What people call it, between commas.",
        |record| record.keywords.join("、"),
        |record, cell| {
            record.keywords = values::words(cell)?;
            Ok(())
        }
    ),
    lines_column!(
        "设定依据",
        "Legal basis",
        "每行一条：文件及条款 | 条文内容（可省）。",
        "One on each line: law and article | wording.",
        |record| lists::legal_basis(&record.authority.legal_basis),
        |record, cell| {
            record.authority.legal_basis = values::lines(cell)
                .map(|parts| {
                    Ok(LegalBasisRecord {
                        citation: values::part(&parts, 0)?,
                        wording: values::part(&parts, 1)?,
                    })
                })
                .collect::<Result<_, Phrase>>()?;
            Ok(())
        }
    ),
    text_column!(
        I,
        authority.body,
        "实施主体",
        "Implementing body",
        24,
        "以谁的名义作出决定。",
        "In whose name it is decided."
    ),
    text_column!(
        I,
        authority.body_code,
        "实施主体编码",
        "Body's credit code",
        22,
        "18 位统一社会信用代码，以文本填写。",
        "Unified social credit code, as text."
    ),
    choice_column!(
        I,
        authority.body_nature,
        AuthorityNature,
        "实施主体性质",
        "Body's nature",
        14,
        "从列表选，或填代码（A.3）。",
        "From the list, or the code of A.3."
    ),
    text_column!(
        I,
        authority.final_authority,
        "最终审批机关",
        "Final authority",
        26,
        "谁有最终决定权。",
        "Who has the last word."
    ),
    text_column!(
        I,
        authority.entrusted_by,
        "委托部门",
        "Entrusted by",
        20,
        "受委托实施的填写委托机关。",
        "Who entrusted it, if anybody."
    ),
    text_column!(
        I,
        authority.division_of_power,
        "权限划分",
        "Division of power",
        24,
        "各级权限如何划分。",
        "How power is divided between levels."
    ),
    text_column!(
        I,
        authority.exercised_content,
        "行使内容",
        "Exercised content",
        24,
        "本级行使的内容。",
        "What is exercised at this level."
    ),
    text_column!(
        I,
        authority.intermediary_services,
        "中介服务",
        "Intermediaries",
        20,
        "需要的中介服务；没有填“无”。",
        "Services of intermediaries that are needed."
    ),
    text_column!(
        I,
        authority.quantity_limit,
        "数量限制",
        "Quantity limit",
        16,
        "有数量限制的说明；没有填“无”。",
        "Limit of numbers, if any."
    ),
    lines_column!(
        "联办机构",
        "Joint departments",
        "每行一个：名称 | 英文 | 部门代号 | 时限 | 会签内容，后四项可省。",
        "One on each line: name | English | key | limit | what it gives its opinion on.",
        |record| lists::joint_departments(&record.joint_departments),
        |record, cell| {
            record.joint_departments = values::lines(cell)
                .map(|parts| {
                    let mut limit = None;
                    values::set_limit(&mut limit, &values::part(&parts, 3)?)?;
                    Ok(JointDepartmentRecord {
                        name: values::label_of(&parts, 0)?,
                        department: values::part(&parts, 2)?,
                        limit,
                        opinion_on: values::part(&parts, 4)?,
                    })
                })
                .collect::<Result<_, Phrase>>()?;
            Ok(())
        }
    ),
    choice_column!(
        I,
        handling.handling,
        Handling,
        "办件类型",
        "Kind of case",
        12,
        "从列表选：即办件、承诺件、其他（A.6）。",
        "From the list (A.6)."
    ),
    choices_column!(
        handling.forms,
        HandlingForm,
        "办理形式",
        "Forms of handling",
        "可多个，用顿号隔开：窗口办理、电脑端网上办理、移动端办理、快递申请、其他，或代码（A.5）。",
        "Several between commas: names or codes of A.5."
    ),
    Column {
        heading: Phrase::of("到现场次数", "Visits on site"),
        note: Phrase::of("0 到 99 的整数。", "A whole number from 0 to 99."),
        width: 10,
        need: Need::Optional,
        choices: anything,
        get: |record| record.handling.onsite_visits.to_string(),
        set: |record, cell| {
            record.handling.onsite_visits = values::count(cell)?;
            Ok(())
        },
    },
    text_column!(
        I,
        handling.onsite_reason,
        "必须到场原因",
        "Why on site",
        22,
        "需要到现场的填写原因。",
        "Why one has to come."
    ),
    choice_column!(
        I,
        handling.village_agent,
        VillageAgent,
        "村级代办",
        "Village agent",
        18,
        "是否可由村代办员代办，填 是 或 否。",
        "Whether a village agent may file: yes or no."
    ),
    text_column!(
        I,
        handling.reach,
        "通办范围",
        "Reach",
        14,
        "如 全县通办、全省通办。",
        "Where it can be handled."
    ),
    text_column!(
        I,
        handling.online_address,
        "网办地址",
        "Online address",
        24,
        "网上办理的网址。",
        "Where it is handled online."
    ),
    text_column!(
        I,
        handling.online_depth,
        "网上办理深度",
        "Online depth",
        18,
        "如 咨询、预审、受理、办理、结果反馈。",
        "How far it goes online."
    ),
    text_column!(
        I,
        handling.appointment,
        "预约方式",
        "Appointment",
        18,
        "支持预约的填写方式。",
        "How to make an appointment."
    ),
    text_column!(
        I,
        handling.payment,
        "网上支付",
        "Online payment",
        18,
        "支持网上支付的填写方式。",
        "How to pay online."
    ),
    text_column!(
        I,
        handling.courier,
        "物流快递",
        "Courier",
        18,
        "支持快递的填写方式。",
        "How papers travel by courier."
    ),
    text_column!(
        I,
        handling.system,
        "业务系统",
        "System",
        18,
        "使用的业务系统及层级。",
        "Whose system it runs on."
    ),
    choices_column!(
        service_objects,
        ServiceObject,
        "服务对象",
        "Served",
        "可多个，用顿号隔开：自然人、企业法人等，或代码 1–6（A.4）。",
        "Several between commas: names or codes of A.4."
    ),
    choices_column!(
        life_events,
        LifeEvent,
        "服务主题",
        "Life events",
        "可多个，用顿号隔开，如 社会救助、养老服务。",
        "Several between commas."
    ),
    lines_column!(
        "受理条件",
        "Requirements",
        "每行一条：条件 | 英文 | 条件式，后两项可省，如 年满80周岁 | | age(birth_date) >= 80。",
        "One on each line: text | English | test, such as age(birth_date) >= 80.",
        |record| lists::requirements(&record.requirements),
        |record, cell| {
            record.requirements = values::lines(cell)
                .map(|parts| {
                    Ok(RequirementRecord {
                        text: values::label_of(&parts, 0)?,
                        test: values::condition(&values::part(&parts, 2)?)?,
                    })
                })
                .collect::<Result<_, Phrase>>()?;
            Ok(())
        }
    ),
    limit_column!(
        I,
        legal_limit,
        "法定时限",
        "Legal limit",
        "如 20工作日、30自然日、6月；没有法定时限的留空。",
        "Such as 20工作日, 30自然日, 6月; empty where no law sets one."
    ),
    Column {
        heading: Phrase::of("法定时限说明", "Legal limit note"),
        note: Phrase::of("可留空。", "May be empty."),
        width: 24,
        need: Need::Optional,
        choices: anything,
        get: |record| values::limit_note(record.legal_limit.as_ref()),
        set: |record, cell| values::set_limit_note(&mut record.legal_limit, cell),
    },
    limit_column!(
        I,
        promised_limit,
        "承诺时限",
        "Promised limit",
        "如 10工作日；即办事项填 当日办结。",
        "Such as 10工作日; 当日办结 for the same day."
    ),
    Column {
        heading: Phrase::of("承诺时限说明", "Promised limit note"),
        note: Phrase::of("可留空。", "May be empty."),
        width: 24,
        need: Need::Optional,
        choices: anything,
        get: |record| values::limit_note(record.promised_limit.as_ref()),
        set: |record, cell| values::set_limit_note(&mut record.promised_limit, cell),
    },
    lines_column!(
        "分情形时限",
        "Limits by scenario",
        "每行一条：条件式 | 法定时限 | 承诺时限 | 原因 | 英文原因。",
        "One on each line: condition | legal | promised | reason | English.",
        |record| lists::limit_variants(&record.limit_variants),
        lists::set_limit_variants
    ),
    Column {
        heading: Phrase::of("是否收费", "Charged"),
        note: Phrase::of("填 收费 或 不收费。", "Either 收费 (charged) or 不收费 (free)."),
        width: 10,
        need: Need::Optional,
        choices: || vec![Phrase::of("不收费", "free"), Phrase::of("收费", "charged")],
        get: |record| match record.fee {
            FeeRecord::Unstated => String::new(),
            FeeRecord::No { .. } => "不收费".to_owned(),
            FeeRecord::Yes { .. } => "收费".to_owned(),
        },
        set: lists::set_charged,
    },
    Column {
        heading: Phrase::of("收费标准", "Fee"),
        note: Phrase::of(
            "收费的写清标准；不收费的可写补充说明。",
            "The rate in words; for free items what else there is to say.",
        ),
        width: 26,
        need: Need::Optional,
        choices: anything,
        get: |record| lists::standard(&record.fee).map_or_else(String::new, |it| it.zh.clone()),
        set: |record, cell| lists::set_standard(&mut record.fee, cell, |label| &mut label.zh),
    },
    Column {
        heading: Phrase::of("收费标准英文", "Fee in English"),
        note: Phrase::of("可留空。", "May be empty."),
        width: 20,
        need: Need::Optional,
        choices: anything,
        get: |record| lists::standard(&record.fee).map_or_else(String::new, |it| it.en.clone()),
        set: |record, cell| lists::set_standard(&mut record.fee, cell, |label| &mut label.en),
    },
    Column {
        heading: Phrase::of("收费依据", "Fee basis"),
        note: Phrase::of("收费的必填：文件名称和文号。", "For charged items: the document."),
        width: 26,
        need: Need::Optional,
        choices: anything,
        get: |record| match &record.fee {
            FeeRecord::Yes { basis, .. } => basis.clone(),
            FeeRecord::No { .. } | FeeRecord::Unstated => String::new(),
        },
        set: lists::set_fee_basis,
    },
    Column {
        heading: Phrase::of("收费项目", "Rates"),
        note: Phrase::of(
            "每行一项：名称 | 英文 | 金额（元）或计价办法 | 条件式，如 期满换领 | | 20 | reason = expired。",
            "One on each line: name | English | yuan or tariff | condition.",
        ),
        width: 36,
        need: Need::Optional,
        choices: anything,
        get: |record| lists::rates(&record.fee),
        set: lists::set_rates,
    },
    text_column!(
        I,
        result.name.zh,
        "结果名称",
        "Result",
        26,
        "办成后领到什么。",
        "What the applicant gets."
    ),
    text_column!(
        I,
        result.name.en,
        "结果英文名称",
        "Result in English",
        22,
        "可留空。",
        "May be empty."
    ),
    choice_column!(
        I,
        result.kind,
        ResultKind,
        "结果类型",
        "Kind of result",
        12,
        "从列表选：证照、批文、证明文件、登记回执、资金发放、其他。",
        "From the list."
    ),
    text_column!(
        I,
        result.validity.zh,
        "结果有效期",
        "Validity",
        16,
        "如 长期、5 年。",
        "How long it is valid (Chinese)."
    ),
    text_column!(
        I,
        result.validity.en,
        "有效期英文",
        "Validity in English",
        16,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        I,
        result.sample,
        "结果样本",
        "Result sample",
        24,
        "样本的文字或网址。",
        "Its text or address."
    ),
    text_column!(
        I,
        contact.place.zh,
        "办理地点",
        "Place",
        26,
        "中心地址和窗口。",
        "Address and window (Chinese)."
    ),
    text_column!(
        I,
        contact.place.en,
        "办理地点英文",
        "Place in English",
        22,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        I,
        contact.hours.zh,
        "办理时间",
        "Hours",
        26,
        "对外服务时间。",
        "Opening hours (Chinese)."
    ),
    text_column!(
        I,
        contact.hours.en,
        "办理时间英文",
        "Hours in English",
        22,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        I,
        contact.consult_phone,
        "咨询电话",
        "Enquiries",
        16,
        "带区号。",
        "With area code."
    ),
    text_column!(
        I,
        contact.complaint_phone,
        "监督投诉电话",
        "Complaints",
        16,
        "带区号。六公开要求公布投诉方式。",
        "With area code; the six disclosures ask for it."
    ),
    text_column!(
        I,
        contact.complaint_place.zh,
        "投诉地点",
        "Complaint place",
        22,
        "现场或书面投诉的地点。",
        "Where to complain in person or in writing."
    ),
    text_column!(
        I,
        contact.complaint_place.en,
        "投诉地点英文",
        "Complaint place in English",
        22,
        "可留空。",
        "May be empty."
    ),
    text_column!(
        I,
        contact.complaint_url,
        "网上投诉",
        "Online complaint",
        22,
        "网上投诉网址。",
        "Where to complain online."
    ),
    text_column!(
        I,
        reconsideration,
        "行政复议",
        "Reconsideration",
        26,
        "向谁、在多长时间内申请复议。",
        "Where and within what time."
    ),
    text_column!(
        I,
        litigation,
        "行政诉讼",
        "Suit",
        26,
        "向谁、在多长时间内起诉。",
        "Where and within what time."
    ),
    lines_column!(
        "常见问题",
        "Frequent questions",
        "每行一条：问题 | 英文 | 回答 | 英文。",
        "One on each line: question | English | answer | English.",
        |record| lists::frequent_questions(&record.frequent_questions),
        lists::set_frequent_questions
    ),
    choice_column!(
        I,
        retention,
        Retention,
        "保管期限",
        "Retention",
        10,
        "从列表选：永久、30 年、10 年。",
        "From the list."
    ),
    lines_column!(
        "数据来源",
        "Sources",
        "每行一条：要素摘自哪些文件。",
        "One on each line: where this was taken from.",
        |record| record.sources.join("\n"),
        |record, cell| {
            record.sources = cell
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(values::text)
                .collect::<Result<_, Phrase>>()?;
            Ok(())
        }
    ),
    text_column!(
        I,
        note,
        "内部备注",
        "Internal note",
        26,
        "只给事项管理员看，不对外公开。",
        "For the catalogue clerk only."
    ),
];
