//! What the journal says of payments, and what people call it.

use super::record::{PayeeRecord, TariffRecord, Total};
use jiff::civil::Date;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `payments.payee_entered`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PayeeEntered {
    pub key: String,
    pub payee: PayeeRecord,
}

/// `payments.tariff_set`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TariffSet {
    pub key: String,
    pub payee: String,
    pub tariff: TariffRecord,
}

/// `payments.tariff_ended`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TariffEnded {
    pub key: String,
    pub until: Date,
}

/// `payments.paid`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Paid {
    pub receipt: String,
    pub means: String,
    pub reference: String,
    pub received: i64,
    pub by: i64,
}

/// `payments.voided`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Voided {
    pub reason: String,
    pub by: i64,
}

/// `payments.withdrawn`, `payments.unmasked`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reasoned {
    pub reason: String,
}

/// `payments.printed`, `payments.exported`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub paper: String,
}

/// `payments.day_closed`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DayClosed {
    pub day: Date,
    pub expected: i64,
    pub counted: i64,
    pub explanation: String,
    pub handed_to: String,
    pub totals: Vec<Total>,
}

type Deed = (&'static str, Phrase);

pub(super) const PAYEE_ENTERED: Deed =
    ("payments.payee_entered", Phrase::of("登记收费单位", "Payee entered"));
pub(super) const TARIFF_SET: Deed =
    ("payments.tariff_set", Phrase::of("列入收费标准", "Rate put on the list"));
pub(super) const TARIFF_ENDED: Deed =
    ("payments.tariff_ended", Phrase::of("收费标准停止执行", "Rate ended"));
pub(super) const BILLED: Deed = ("payments.billed", Phrase::of("开账单", "Bill made out"));
pub(super) const PAID: Deed = ("payments.paid", Phrase::of("收款", "Bill paid"));
pub(super) const VOIDED: Deed = ("payments.voided", Phrase::of("作废收据", "Receipt voided"));
pub(super) const WITHDRAWN: Deed = ("payments.withdrawn", Phrase::of("撤销账单", "Bill withdrawn"));
pub(super) const DAY_CLOSED: Deed = ("payments.day_closed", Phrase::of("日结", "Day closed"));
pub(super) const UNMASKED: Deed =
    ("payments.unmasked", Phrase::of("查看缴费人完整信息", "Payer seen in clear"));
pub(super) const PRINTED: Deed =
    ("payments.printed", Phrase::of("打印缴费收据", "Receipt printed"));
pub(super) const EXPORTED: Deed =
    ("payments.exported", Phrase::of("导出日报表", "Day sheet exported"));

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<Deed> {
    vec![
        PAYEE_ENTERED,
        TARIFF_SET,
        TARIFF_ENDED,
        BILLED,
        PAID,
        VOIDED,
        WITHDRAWN,
        DAY_CLOSED,
        UNMASKED,
        PRINTED,
        EXPORTED,
    ]
}
