//! One file for each noun: a new item, its draft, a section of the draft.

pub(super) mod draft;
pub(super) mod section;
pub(super) mod start;

use crate::catalogue::door::{Draft, draft};
use kit::{HallError, Phrase, Visit};

/// The open draft of an item of the member's centre.
async fn draft_of(visit: &Visit, code: &str) -> Result<Draft, HallError> {
    let (centre, wanted) = (visit.centre()?, code.to_owned());
    let found = visit.read(move |read| draft(read, centre, &wanted)).await?;
    found.ok_or_else(|| {
        HallError::NotFound(Phrase::new(
            format!("事项“{code}”没有打开的草稿。请在事项页面点“打开草稿”。"),
            format!("Item “{code}” has no open draft. Open one on the item's page."),
        ))
    })
}
