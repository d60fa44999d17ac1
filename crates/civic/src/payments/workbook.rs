//! The sheet of a day as an Excel file: totals on one sheet, receipt by receipt on another. Names
//! stay masked; every cell but the figures is text.

use super::pages::view;
use super::store::{DayFigures, Held, Payee};
use kit::Words;
use rust_xlsxwriter::{Workbook, XlsxError};
use statutes::payment::State;

/// The file.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn file(
    (figures, bills, payees): (&DayFigures, &[Held], &[Payee]),
    words: Words,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(words.say("汇总", "Totals"))?;
    let head = [
        words.say("收费单位", "Payee"),
        words.say("收款方式", "Means"),
        words.say("收据张数", "Receipts"),
        words.say("收款（元）", "Taken (CNY)"),
        words.say("作废张数", "Voided"),
        words.say("退款（元）", "Given back (CNY)"),
        words.say("净额（元）", "Net (CNY)"),
    ];
    for (column, text) in (0u16..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    let named = view::totals(figures, payees, words);
    for ((row, total), named) in (1u32..).zip(&figures.totals).zip(&named) {
        sheet.write_string(row, 0, &named.payee)?;
        sheet.write_string(row, 1, &named.means)?;
        sheet.write_number(row, 2, figure(total.receipts))?;
        sheet.write_number(row, 3, yuan(total.taken))?;
        sheet.write_number(row, 4, figure(total.voidings))?;
        sheet.write_number(row, 5, yuan(total.given_back))?;
        sheet.write_number(row, 6, yuan(total.net()))?;
    }
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(words.say("逐笔", "Receipts"))?;
    let head = [
        words.say("收据号", "Receipt"),
        words.say("账单", "Bill"),
        words.say("项目", "What for"),
        words.say("缴费人、户号", "Payer, account"),
        words.say("所属期", "Period"),
        words.say("金额（元）", "Amount (CNY)"),
        words.say("收款方式", "Means"),
        words.say("状态", "State"),
        words.say("收款日", "Paid on"),
        words.say("作废日", "Voided on"),
    ];
    for (column, text) in (0u16..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    for (row, held) in (1u32..).zip(bills) {
        let line = view::line(held, words);
        let means = match &held.bill.state {
            State::Paid(payment) | State::Voided(payment, _) => {
                words.phrase(&payment.means.phrase()).to_owned()
            }
            _ => String::new(),
        };
        let texts = [(0, &line.receipt), (1, &line.number), (2, &line.what), (3, &line.who)];
        for (column, text) in texts {
            sheet.write_string(row, column, text)?;
        }
        sheet.write_string(row, 4, &line.period)?;
        sheet.write_number(row, 5, yuan(held.bill.amount.get()))?;
        let texts = [(6, &means), (7, &line.stage), (8, &held.paid_on), (9, &held.voided_on)];
        for (column, text) in texts {
            sheet.write_string(row, column, text)?;
        }
    }
    workbook.save_to_buffer()
}

fn figure(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Fen as yuan; exact, as the sums of a day stay far below what a figure holds.
fn yuan(fen: i64) -> f64 {
    figure(fen / 100) + figure(fen % 100) / 100.0
}
