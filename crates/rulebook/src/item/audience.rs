//! Whom an item serves, on what occasion, and what is required of them.

use super::Label;
use crate::codes::ServiceObject;
use crate::condition::Condition;
use calendar::Phrase;

word_set! {
    /// Occasion in life or business (服务主题) under which people look for an item.
    #[doc(alias = "服务主题")]
    LifeEvent {
        Birth = "birth", "生育收养", "having or adopting a child";
        Household = "household", "户籍办理", "household registration";
        Marriage = "marriage", "婚姻登记", "marriage";
        Education = "education", "教育科研", "education";
        Employment = "employment", "就业创业", "work and starting up";
        Farming = "farming", "农林牧渔", "farming, forestry and fishing";
        Land = "land", "土地规划", "land and planning";
        Housing = "housing", "住房保障", "housing";
        SocialSecurity = "social_security", "社会保障", "pensions and social insurance";
        Relief = "relief", "社会救助", "relief and aid";
        Disability = "disability", "残疾人服务", "disability";
        Health = "health", "医疗卫生", "health";
        OldAge = "old_age", "养老服务", "old age";
        Veterans = "veterans", "优待抚恤", "veterans";
        Documents = "documents", "证件办理", "identity papers";
        Justice = "justice", "司法公证", "law, mediation and notaries";
        Safety = "safety", "公共安全", "public safety";
        Enterprise = "enterprise", "设立变更", "setting up and changing a business";
        Taxes = "taxes", "税收财务", "taxes";
        Utilities = "utilities", "公用事业", "water and electricity";
        Trading = "trading", "公共资源交易", "public resource trading";
        Party = "party", "党群服务", "party and community";
        Death = "death", "死亡殡葬", "death and funerals";
        Other = "other", "其他", "other matters";
    }
}

/// Whom an item serves and on what conditions (服务对象).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "服务对象")]
pub struct Audience {
    /// 服务对象
    pub objects: Vec<ServiceObject>,
    /// 服务主题
    pub life_events: Vec<LifeEvent>,
    /// 受理条件
    pub requirements: Vec<Requirement>,
}

/// A condition of acceptance (受理条件).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "受理条件")]
pub struct Requirement {
    /// As the guide states it.
    pub text: Label,
    /// How the answers are tested for it; *always* where only a person can judge.
    pub test: Condition,
}
