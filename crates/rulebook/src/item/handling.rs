//! How an item is handled: mode, kind of case, forms of application, visits.

use crate::codes::{Handling, HandlingForm};
use calendar::Phrase;

word_set! {
    /// Mode of handling (办理方式): which state machine a case of the item runs through.
    #[doc(alias = "办理方式")]
    HandlingMode {
        Direct = "direct", "即办", "handled at once";
        Commitment = "commitment", "承诺", "within a promised limit";
        Joint = "joint", "联办", "jointly by several departments";
        Coordination = "coordination", "协调", "accepted and coordinated";
        Agency = "agency", "代办上报", "sent up on the applicant's behalf";
    }
}

impl HandlingMode {
    /// The kind of case (办件类型) of GB/T 39046-2020 A.6 it is reported as.
    pub const fn handling(self) -> Handling {
        match self {
            Self::Direct => Handling::Immediate,
            Self::Commitment | Self::Joint => Handling::Commitment,
            Self::Coordination | Self::Agency => Handling::Other,
        }
    }
}

word_set! {
    /// Whether a village agent may file for the applicant (村级代办).
    #[doc(alias = "村级代办")]
    VillageAgent {
        Allowed = "allowed", "可由村代办员代办", "a village agent may file";
        NotAllowed = "not_allowed", "不可由村代办员代办", "a village agent may not file";
    }
}

word_set! {
    /// Whether departments may be followed in part (部分准予): what one of them refuses falls, the
    /// rest is granted.
    #[doc(alias = "部分准予")]
    PartialGrant {
        NotAllowed = "not_allowed", "不可部分准予", "all or nothing";
        Allowed = "allowed", "可以部分准予", "may be granted in part";
    }
}

/// What can be done without coming (网上办理).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "网上办理")]
pub struct Online {
    /// 网办地址
    pub address: String,
    /// 网上办理深度, in words.
    pub depth: String,
    /// 是否支持预约: how to make an appointment; empty where one cannot.
    pub appointment: String,
    /// 网上支付: how to pay online; empty where one cannot.
    pub payment: String,
    /// 物流快递: how papers travel by courier; empty where they do not.
    pub courier: String,
    /// 运行系统层级: whose system the item runs on.
    pub system: String,
}

/// How an item is handled (办理规则).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HandlingRules {
    /// 办理方式
    pub mode: HandlingMode,
    /// 办件类型; follows the mode unless the list from above says otherwise.
    pub handling: Handling,
    /// 办理形式
    pub forms: Vec<HandlingForm>,
    /// 到办事现场次数
    pub onsite_visits: u8,
    /// 必须现场办理的原因
    pub onsite_reason: String,
    /// 村级代办
    pub village_agent: VillageAgent,
    /// 部分准予, of a joint item.
    pub partial: PartialGrant,
    /// 通办范围
    pub reach: String,
    /// What can be done without coming.
    pub online: Online,
}

impl HandlingRules {
    /// At the window, in a mode.
    pub fn at_the_window(mode: HandlingMode) -> Self {
        Self {
            mode,
            handling: mode.handling(),
            forms: vec![HandlingForm::Window],
            onsite_visits: 1,
            onsite_reason: String::new(),
            village_agent: VillageAgent::Allowed,
            partial: PartialGrant::NotAllowed,
            reach: String::new(),
            online: Online::default(),
        }
    }

    /// Whether a resident may file for it before coming (网上预申报): the item lists an online form
    /// of application (GB/T 39046-2020 A.5, codes 2 and 3). An address of another system in
    /// [`Online`] says where else it is done and opens nothing here.
    #[doc(alias = "网上预申报")]
    pub fn takes_prefiling(&self) -> bool {
        self.forms.iter().any(|it| matches!(it, HandlingForm::Website | HandlingForm::Mobile))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_filed_for_online_where_it_lists_an_online_form() {
        let mut rules = HandlingRules::at_the_window(HandlingMode::Commitment);
        assert!(!rules.takes_prefiling(), "at the window only");
        rules.online.address = "https://example.org".into();
        assert!(!rules.takes_prefiling(), "an address elsewhere opens nothing here");
        for form in HandlingForm::ALL {
            rules.forms = vec![HandlingForm::Window, *form];
            let is_online = matches!(form, HandlingForm::Website | HandlingForm::Mobile);
            assert_eq!(rules.takes_prefiling(), is_online, "{form:?}");
        }
    }
}
