//! The acts of the exchange: a file is kept with its report, then confirmed as a whole.

use super::staged::Preview;
use super::store::{self, Which};
use counter::catalogue::door::{self, AfterImport, Imported};
use counter::catalogue::record::ItemRecord;
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, housekeeping};
use kit::{HallError, Phrase};

/// Keeps a file that was read, until it is confirmed; nothing of the catalogue changes.
///
/// # Errors
/// What the database said.
pub(super) fn stage(
    act: &mut Act<'_>,
    which: &Which,
    preview: &Preview,
    records: &[ItemRecord],
) -> Result<Committed<String>, HallError> {
    let kept: &[ItemRecord] = if preview.report.is_clear() { records } else { &[] };
    let (preview, kept) = (serde_json::to_string(preview)?, serde_json::to_string(kept)?);
    store::keep(act, which, &preview, &kept)?;
    housekeeping(Housekeeping::Draft, which.number.clone())
}

/// Takes in a file that was kept: all of it in one act.
///
/// # Errors
/// Where it is gone, was not clear, or the catalogue has changed since the report.
pub(super) fn confirm(
    act: &mut Act<'_>,
    which: &Which,
    after: AfterImport,
) -> Result<Committed<Imported>, HallError> {
    let centre = act.centre();
    let (preview, records) = store::find_records(act, centre, which)?.ok_or_else(gone)?;
    if !preview.report.is_clear() {
        return Err(HallError::breach(
            "检查报告里还有必须更正的问题，不能导入。请更正文件后重新上传。",
            "The report names faults that must be mended first. Mend the file and send it again.",
        ));
    }
    if door::revision(act, centre)? != preview.revision {
        return Err(HallError::Stale(Phrase::of(
            "出具报告之后，事项库有了新的改动。为避免覆盖别人的工作，请重新上传文件查看新的报告。",
            "The catalogue has changed since this report. Send the file again for a new report, \
             so that nobody's work is overwritten.",
        )));
    }
    store::forget(act, &which.number)?;
    door::import(act, &records, after)
}

/// There is no such file any more.
pub(super) fn gone() -> HallError {
    HallError::not_found(
        "这份导入已确认、已过期，或不是您上传的。请重新上传文件。",
        "This import was confirmed, is too old, or is not yours. Send the file again.",
    )
}
