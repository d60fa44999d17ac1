//! What the Household Registration Regulations refuse, in the registrar's words.

use crate::refusals::refusals;
use calendar::Phrase;

refusals! {
    "A rule of the household register said no (户籍违规提示).";
    /// The act does not fit where the application stands.
    WrongState {
        "这一步与申请当前状态不符。请刷新页面，按页面列出的可办动作办理。",
        "This does not fit where the application stands. Reload and take an act it offers.",
        basis: "户口登记工作流程", "Procedure of the household register"
    }
    /// One person in one household.
    RegisteredElsewhere {
        "这个公民身份号码已经登记在一户里。一个公民只能在一个地方登记为常住人口，请先办迁出。",
        "This identity number stands in a household already. A person is registered in one place \
         only; enter the move out first.",
        basis: "户口登记条例第六条", "Household Registration Regulations art. 6"
    }
    /// The member is not there.
    UnknownMember {
        "请选择本户现有的成员。",
        "Choose a person who is a member of this household now.",
        basis: "户口登记条例第五条", "Household Registration Regulations art. 5"
    }
    /// A household has a head.
    HeadFirst {
        "户主离开前，其余成员要先变更户主。请先办户主变更。",
        "Before the head leaves, the others need a new one. Enter the change of head first.",
        basis: "户口登记条例第五条", "Household Registration Regulations art. 5"
    }
    /// There is one head.
    OneHead {
        "一户只有一名户主。请选择与户主的关系。",
        "A household has one head. Say how the person is related to the head.",
        basis: "户口登记条例第五条", "Household Registration Regulations art. 5"
    }
    /// A household without members is closed.
    HouseholdClosed {
        "这一户已经没有成员，已销户。请另立一户。",
        "This household has no members and is closed. Found another one.",
        basis: "户口登记条例第五条", "Household Registration Regulations art. 5"
    }
    /// A split leaves a household behind.
    SplitLeavesSome {
        "分户要选择迁往新户的成员，户主留在原户，新户主在迁往的成员当中。",
        "Choose who goes; the head stays, and the new head is one of those who go.",
        basis: "户口登记条例第五条", "Household Registration Regulations art. 5"
    }
    /// Number and person agree.
    NumberDisagrees {
        "出生日期或性别与公民身份号码不一致。请对照证件核对。",
        "Day of birth or sex does not agree with the identity number. Compare them with the card.",
        basis: "GB 11643 公民身份号码", "GB 11643 citizen identity number"
    }
    /// Nothing is registered ahead of its day.
    DayAhead {
        "发生日期不能晚于今天。",
        "The day on which it happened cannot be in the future.",
        basis: "户口登记条例第七条、第八条", "Household Registration Regulations arts. 7, 8"
    }
    /// Late is noted with its reason.
    LateWithoutReason {
        "已超过申报期限，仍予受理，请写明逾期的原因。",
        "The time limit is past. It is taken all the same; say why it is late.",
        basis: "户口登记条例第七条、第八条、第十三条",
            "Household Registration Regulations arts. 7, 8, 13"
    }
    /// The police station decides.
    StationDecides {
        "迁移和登记事项变更更正由派出所审批，不能当场决定。请报派出所。",
        "Moves and corrections are decided by the police station. Send it there.",
        basis: "户口登记条例第三条、第十三条、第十七条",
            "Household Registration Regulations arts. 3, 13, 17"
    }
    /// Papers were checked.
    PapersUnchecked {
        "还有必要材料没有核对。请逐份核对后再登记。",
        "Required papers have not been checked yet. Check each of them before the entry.",
        basis: "事项的申请材料清单", "The item's list of papers"
    }
    /// A reason is needed.
    ReasonMissing {
        "请写明理由。",
        "Give a reason.",
        basis: "户口登记条例第十七条", "Household Registration Regulations art. 17"
    }
    /// Something is missing.
    ContentMissing {
        "请填写变更后的内容。",
        "Say what is to stand there afterwards.",
        basis: "户口登记条例第十七条", "Household Registration Regulations art. 17"
    }
}
