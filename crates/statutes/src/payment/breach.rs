//! What the Price Law and the rules of keeping money refuse, in the cashier's words.

use crate::refusals::refusals;
use calendar::Phrase;

refusals! {
    "A rule of payments said no (缴费违规提示).";
    /// The act does not fit where the bill stands.
    WrongState {
        "这一步与账单当前状态不符。请刷新页面，按页面列出的可办动作办理。",
        "This does not fit where the bill stands. Reload the page and take an act it offers.",
        basis: "缴费工作流程", "Procedure of payments"
    }
    /// A fee has a legal basis.
    BasisMissing {
        "请写明收费依据（文件名称和文号）；没有依据的不得收费。",
        "Name the legal basis (document and number); nothing is charged without one.",
        basis: "价格法第十三条", "Price Law art. 13"
    }
    /// A fee has a price.
    PriceMissing {
        "请填写大于零的标准；不收费的请选择“不收费”。",
        "Give a rate above zero; where nothing is charged, choose “free of charge”.",
        basis: "价格法第十三条", "Price Law art. 13"
    }
    /// Steps of a price rise in their bounds, and the last one is open.
    StepsDisordered {
        "阶梯上限应当逐级增大，最后一级不设上限。",
        "The bounds of the steps have to rise, and the last step has none.",
        basis: "价格主管部门文件", "The price document"
    }
    /// Nothing off the list is charged.
    OffTheList {
        "公示的收费目录里没有这个标准，或者所属期内没有执行。不得收取未予标明的费用。",
        "The published list has no such rate, or not for this period. Nothing else may be charged.",
        basis: "价格法第十三条", "Price Law art. 13"
    }
    /// What is free is free.
    FreeOfCharge {
        "这一项不收费，不得收款。",
        "This is free of charge; no money may be taken.",
        basis: "价格法第十三条", "Price Law art. 13"
    }
    /// A period is a month or a year.
    PeriodWrong {
        "请填写所属期：按月的如 2026-11，按年的如 2027。",
        "Give the period: a month as in 2026-11, a year as in 2027.",
        basis: "缴费工作流程", "Procedure of payments"
    }
    /// Nobody has read the meter of a month to come.
    PeriodNotBegun {
        "所属期还没有开始，不能按表计费。",
        "The period has not begun; nothing can be charged by the meter.",
        basis: "抄表计费", "Charging by the meter"
    }
    /// What goes by use needs both readings.
    ReadingsMissing {
        "按用量收费，请填写上次和本次表数（整数）。",
        "This goes by use. Give the reading before and now, in whole units.",
        basis: "抄表计费", "Charging by the meter"
    }
    /// A meter does not run backwards.
    ReadingsBackwards {
        "本次表数小于上次表数。请核对；换过表的请分两次登记并注明。",
        "The reading now is below the one before. Check it; a new meter is entered by itself.",
        basis: "抄表计费", "Charging by the meter"
    }
    /// A reading begins where the last one ended.
    ReadingsApart {
        "上次表数与本户上一张账单的表数不一致。请核对；换过表或估抄的，请在说明中写明。",
        "The reading before is not the one of the last bill. Check it, or say why (a new meter).",
        basis: "抄表计费", "Charging by the meter"
    }
    /// One bill for an account, a period and a tariff.
    BilledAlready {
        "这一户这一期的这一项已经有账单，不得重复收费。请打开原账单办理。",
        "This account has a bill for this period and rate already. Nothing is charged twice.",
        basis: "价格法第十三条", "Price Law art. 13"
    }
    /// A bill is paid in full.
    PartPayment {
        "收款不足，账单要一次缴清。未缴的账单作为欠费列示，不拆分收款。",
        "This is less than the bill, which is paid in full. What is not paid stays as arrears.",
        basis: "缴费工作流程", "Procedure of payments"
    }
    /// Only cash gives change.
    TooMuch {
        "扫码和转账的金额应当与账单一致。",
        "A scanned code or a transfer has to be exactly the amount of the bill.",
        basis: "缴费工作流程", "Procedure of payments"
    }
    /// A transfer has a number.
    ReferenceMissing {
        "请填写扫码或转账的交易流水号。",
        "Give the transaction number of the scan or transfer.",
        basis: "会计基础工作规范（原始凭证）", "Accounting standards: source documents"
    }
    /// A transfer pays one bill.
    ReferenceUsed {
        "这个交易流水号已经用于另一张收据。请核对到账记录。",
        "This transaction number stands on another receipt. Check what arrived.",
        basis: "会计基础工作规范（原始凭证）", "Accounting standards: source documents"
    }
    /// Whoever took the money does not void the receipt.
    SamePerson {
        "收款人不能作废自己开的收据。请由另一人复核后作废。",
        "Whoever took the money may not void the receipt. A second person checks and voids it.",
        basis: "会计法关于岗位分离、相互制约的规定", "Accounting Law: separation of duties"
    }
    /// A reason is needed.
    ReasonMissing {
        "请写明理由。",
        "Give a reason.",
        basis: "会计基础工作规范（原始凭证）", "Accounting standards: source documents"
    }
    /// A day that is closed stays closed.
    DayClosed {
        "这一天已经日结，不能再收款或作废。请在下一个工作日办理。",
        "This day is closed: nothing is taken or voided any more. Go on on the next day.",
        basis: "现金管理：日清月结", "Keeping cash: every day is closed"
    }
    /// A day to come is not closed.
    DayAhead {
        "这一天还没有到，不能日结。",
        "This day has not come yet and cannot be closed.",
        basis: "现金管理：日清月结", "Keeping cash: every day is closed"
    }
    /// A day without receipts has nothing to close.
    NothingToClose {
        "这一天没有收款，也没有作废，不用日结。",
        "Nothing was taken or voided on this day; there is nothing to close.",
        basis: "现金管理：日清月结", "Keeping cash: every day is closed"
    }
    /// A difference is explained.
    DifferenceUnexplained {
        "清点的现金与应有现金不一致，请写明差额的原因。",
        "The counted cash differs from what should be there. Explain the difference.",
        basis: "现金管理：账款相符", "Keeping cash: books and cash agree"
    }
    /// Cash is handed to somebody.
    HandoverMissing {
        "请写明款项交给谁。",
        "Say to whom the money is handed over.",
        basis: "现金管理：日清月结", "Keeping cash: every day is closed"
    }
}
