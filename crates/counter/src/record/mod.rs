//! An item as it is stored and exchanged: one JSON for journal, import, export and API.
//!
//! The rulebook knows no serialisation; these records mirror [`rulebook::item::Definition`]
//! field by field. Words and codes are those of the rulebook, conditions are written in their
//! one-line language, limits as value and unit.

mod keys;
mod reading;
mod writing;

pub use reading::RecordFault;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in Chinese and, where wanted, English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LabelRecord {
    /// 中文
    pub zh: String,
    /// English; empty where nobody wrote one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl LabelRecord {
    /// Whether nothing is said in either language.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// A limit (时限): `{"value": 10, "unit": "working_days"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitRecord {
    /// How many.
    pub value: i64,
    /// `working_days`, `days` or `months` (or 工作日, 日, 月).
    pub unit: String,
    /// 时限说明
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A service item (政务服务事项).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemRecord {
    /// Identity in the house, such as `NY-003`.
    pub code: String,
    /// 基本编码
    pub basic_code: String,
    /// 实施编码
    pub implementation_code: String,
    /// 业务办理项编码
    pub handling_code: String,
    /// 地方编码
    pub local_code: String,
    /// 事项名称
    pub name: LabelRecord,
    /// In one or two plain sentences.
    pub summary: LabelRecord,
    /// Further words under which people look for it.
    pub keywords: Vec<String>,
    /// By what right, and who.
    pub authority: AuthorityRecord,
    /// 联办机构
    pub joint_departments: Vec<JointDepartmentRecord>,
    /// How it is handled.
    pub handling: HandlingRecord,
    /// 服务对象 (codes of GB/T 39046-2020 A.4).
    pub service_objects: Vec<String>,
    /// 服务主题
    pub life_events: Vec<String>,
    /// 受理条件
    pub requirements: Vec<RequirementRecord>,
    /// 情形
    pub questions: Vec<QuestionRecord>,
    /// 申请材料
    pub materials: Vec<MaterialRecord>,
    /// 办理流程
    pub steps: Vec<StepRecord>,
    /// 法定办结时限; none where no law sets one.
    pub legal_limit: Option<LimitRecord>,
    /// 承诺办结时限
    pub promised_limit: Option<LimitRecord>,
    /// 分情形时限
    pub limit_variants: Vec<LimitVariantRecord>,
    /// 特别程序
    pub procedures: Vec<ProcedureRecord>,
    /// 收费
    pub fee: FeeRecord,
    /// 办理结果
    pub result: ResultRecord,
    /// Where, when, whom to ask, how to complain.
    pub contact: ContactRecord,
    /// 行政复议
    pub reconsideration: String,
    /// 行政诉讼
    pub litigation: String,
    /// 常见问题
    pub frequent_questions: Vec<FrequentQuestionRecord>,
    /// 保管期限: `permanent`, `30_years`, `10_years`.
    pub retention: String,
    /// Documents and pages it was taken from.
    pub sources: Vec<String>,
    /// For the catalogue clerk only.
    pub note: String,
}

/// By what right an item is done, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AuthorityRecord {
    /// 事项类型 (code of A.1).
    pub kind: String,
    /// 行使层级 (code of A.2).
    pub level: String,
    /// 设定依据
    pub legal_basis: Vec<LegalBasisRecord>,
    /// 部门
    pub department: String,
    /// 承办机构
    pub station: String,
    /// 实施主体
    pub body: String,
    /// 实施主体编码
    pub body_code: String,
    /// 实施主体性质 (code of A.3).
    pub body_nature: String,
    /// 最终审批机关
    pub final_authority: String,
    /// 委托部门
    pub entrusted_by: String,
    /// 权限划分
    pub division_of_power: String,
    /// 行政管辖: which authority has jurisdiction; left out where nobody said.
    #[serde(skip_serializing_if = "LabelRecord::is_empty")]
    pub jurisdiction: LabelRecord,
    /// 行使内容
    pub exercised_content: String,
    /// 中介服务
    pub intermediary_services: String,
    /// 数量限制
    pub quantity_limit: String,
}

/// 设定依据
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LegalBasisRecord {
    /// The law and article.
    pub citation: String,
    /// What it says.
    pub wording: String,
}

/// 联办机构
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct JointDepartmentRecord {
    /// Key of the department, where it is one of the centre.
    pub department: String,
    /// Its name.
    pub name: LabelRecord,
    /// Its inner limit.
    pub limit: Option<LimitRecord>,
    /// What it gives its opinion on.
    pub opinion_on: String,
}

/// How an item is handled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandlingRecord {
    /// 办理方式: `direct`, `commitment`, `joint`, `coordination`, `agency`.
    pub mode: String,
    /// 办件类型 (code of A.6).
    pub handling: String,
    /// 办理形式 (codes of A.5).
    pub forms: Vec<String>,
    /// 到办事现场次数
    pub onsite_visits: u8,
    /// 必须现场办理的原因
    pub onsite_reason: String,
    /// 村级代办: `allowed`, `not_allowed`.
    pub village_agent: String,
    /// 部分准予: `allowed`, `not_allowed`; empty for all or nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub partial: String,
    /// 通办范围
    pub reach: String,
    /// 网办地址
    pub online_address: String,
    /// 网上办理深度
    pub online_depth: String,
    /// 预约
    pub appointment: String,
    /// 网上支付
    pub payment: String,
    /// 物流快递
    pub courier: String,
    /// 运行系统
    pub system: String,
}

/// 受理条件
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RequirementRecord {
    /// As the guide states it.
    pub text: LabelRecord,
    /// How answers are tested for it; empty where only a person can judge.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub test: String,
}

/// 情形问题
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuestionRecord {
    /// Its key.
    pub key: String,
    /// What is asked.
    pub text: LabelRecord,
    /// What helps to answer.
    pub hint: LabelRecord,
    /// `one`, `many`, `quantity` or `day`.
    pub kind: String,
    /// 选项
    pub choices: Vec<ChoiceRecord>,
    /// Unit of a quantity.
    pub unit: LabelRecord,
    /// When it is asked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked_when: String,
}

/// 选项
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceRecord {
    /// Its key.
    pub key: String,
    /// As it is read.
    pub label: LabelRecord,
}

/// 申请材料
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MaterialRecord {
    /// Its key.
    pub key: String,
    /// 材料名称
    pub name: LabelRecord,
    /// 来源渠道: `government`, `applicant`, `other`.
    pub origin: String,
    /// 出具机构
    pub issued_by: String,
    /// 出具时间要求
    pub issued_within: String,
    /// 办理地点, where it is not the hall; left out where it is.
    #[serde(skip_serializing_if = "LabelRecord::is_empty")]
    pub place: LabelRecord,
    /// 材料形式: `paper`, `electronic`, `either`.
    pub form: String,
    /// 原件份数
    pub originals: u8,
    /// 复印件份数
    pub copies: u8,
    /// 收取方式: `keep`, `check`, `check_and_copy`, `copy`, `seen`.
    pub taking: String,
    /// 必要性: `required`, `optional`.
    pub necessity: String,
    /// 容缺: `never`, `allowed`.
    pub deferral: String,
    /// 数据共享: `applicant`, `hall`.
    pub sharing: String,
    /// 受理标准
    pub criterion: LabelRecord,
    /// 填报须知
    pub instructions: LabelRecord,
    /// 要求提供材料的依据
    pub basis: String,
    /// 空白表格
    pub blank_form: String,
    /// 示例样表
    pub sample: String,
    /// 适用情形
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
}

/// 办理环节
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StepRecord {
    /// Its key.
    pub key: String,
    /// 环节名称
    pub name: LabelRecord,
    /// 环节类型
    pub kind: String,
    /// 办理部门
    pub department: String,
    /// 岗位
    pub post: String,
    /// 办理时限
    pub limit: Option<LimitRecord>,
    /// 审查标准
    pub criterion: String,
    /// 环节依据
    pub basis: String,
}

/// 分情形时限
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LimitVariantRecord {
    /// When they count.
    pub when: String,
    /// In place of the legal limit.
    pub legal: Option<LimitRecord>,
    /// In place of the promised limit.
    pub promised: Option<LimitRecord>,
    /// Why.
    pub reason: LabelRecord,
}

/// 特别程序
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProcedureRecord {
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// What the item calls it.
    pub name: LabelRecord,
    /// How long it takes.
    pub length: Option<LimitRecord>,
    /// `not_counted` or `counted`.
    pub counting: String,
    /// 依据
    pub basis: String,
    /// For whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
}

/// 收费
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "charged", rename_all = "snake_case")]
pub enum FeeRecord {
    /// Nobody has said yet.
    #[default]
    Unstated,
    /// 不收费
    No {
        /// What else there is to say.
        #[serde(default)]
        remark: LabelRecord,
    },
    /// 收费
    Yes {
        /// 收费标准
        standard: LabelRecord,
        /// 收费依据
        basis: String,
        /// The list.
        #[serde(default)]
        rates: Vec<RateRecord>,
    },
}

/// 收费项目
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RateRecord {
    /// What it is charged for.
    pub name: LabelRecord,
    /// A fixed amount in fen.
    pub fen: Option<i64>,
    /// The published tariff, where there is no fixed amount.
    pub tariff: LabelRecord,
    /// For whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
}

/// 办理结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResultRecord {
    /// 结果名称
    pub name: LabelRecord,
    /// 审批结果类型
    pub kind: String,
    /// 有效期限
    pub validity: LabelRecord,
    /// 结果样本
    pub sample: String,
}

/// Where, when, whom to ask, how to complain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactRecord {
    /// 办理地点
    pub place: LabelRecord,
    /// 办理时间
    pub hours: LabelRecord,
    /// 咨询电话
    pub consult_phone: String,
    /// 监督投诉电话
    pub complaint_phone: String,
    /// Where to complain in person or in writing.
    pub complaint_place: LabelRecord,
    /// Where to complain online.
    pub complaint_url: String,
}

/// 常见问题
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrequentQuestionRecord {
    /// The question.
    pub question: LabelRecord,
    /// The answer.
    pub answer: LabelRecord,
}
