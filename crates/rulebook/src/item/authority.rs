//! By what right, and who: legal basis, bodies, division of power.

use super::{DepartmentKey, Label};
use crate::codes::{AuthorityNature, ItemKind, Level};
use calendar::Limit;

/// One legal basis (设定依据).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "设定依据")]
pub struct LegalBasis {
    /// The law and article: 《土地管理法》第六十二条.
    pub citation: String,
    /// What it says; may be empty.
    pub wording: String,
}

/// By what right an item is done, and by whom (实施主体).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "实施主体")]
pub struct Authority {
    /// 事项类型
    pub kind: ItemKind,
    /// 行使层级
    pub level: Level,
    /// 设定依据
    pub legal_basis: Vec<LegalBasis>,
    /// 部门: the line the item belongs to (农业综合).
    pub department: String,
    /// 承办机构: the station that handles it here (农业综合服务站).
    pub station: String,
    /// 实施主体: in whose name it is decided.
    pub body: String,
    /// 实施主体编码: its unified social credit code, as text.
    pub body_code: String,
    /// 实施主体性质
    pub body_nature: AuthorityNature,
    /// 最终审批机关: who has the last word.
    pub final_authority: String,
    /// 委托部门
    pub entrusted_by: String,
    /// 权限划分
    pub division_of_power: String,
    /// 行政管辖: which authority has jurisdiction, by territory or by level.
    #[doc(alias = "行政管辖")]
    pub jurisdiction: Label,
    /// 行使内容
    pub exercised_content: String,
    /// 中介服务
    pub intermediary_services: String,
    /// 数量限制
    pub quantity_limit: String,
}

impl Authority {
    /// A public service of the township, nothing else said yet.
    pub fn of_the_township() -> Self {
        Self {
            kind: ItemKind::PublicService,
            level: Level::Township,
            legal_basis: Vec::new(),
            department: String::new(),
            station: String::new(),
            body: String::new(),
            body_code: String::new(),
            body_nature: AuthorityNature::StatutoryOrgan,
            final_authority: String::new(),
            entrusted_by: String::new(),
            division_of_power: String::new(),
            jurisdiction: Label::default(),
            exercised_content: String::new(),
            intermediary_services: String::new(),
            quantity_limit: String::new(),
        }
    }
}

/// A department that decides together with the lead (共同实施部门、联办机构).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "联办机构")]
pub struct JointDepartment {
    /// Its key, where it is a department of the centre.
    pub department: Option<DepartmentKey>,
    /// Its name (自然资源所).
    pub name: Label,
    /// Its inner limit; none where it shares the outer one.
    pub limit: Option<Limit>,
    /// What it gives its opinion on.
    pub opinion_on: String,
}
