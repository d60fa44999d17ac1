//! What an act on a certificate or a delivery brings with it, and the service of notices (送达).
//!
//! A certificate's number is given once in a centre; a signature drawn or scanned is kept as a file
//! of the case in the same act. That the applicant has a notice, of what is missing, of a pause or
//! of an extension, is put on record with the day and the channel. Basis: Administrative Licensing
//! Law arts. 32, 39, 42, 44, 45; domain rules 3.4 and 4.

use super::actions::{found, subject};
use super::deed::Deed;
use super::events::{Channel, Confirmed, Served};
use super::handing::SIGNATURE;
use super::store::{self, Held};
use crate::papers::door as papers;
use jiff::civil::Date;
use kit::db::Act;
use kit::form::FormData;
use kit::journal::{Committed, NewEntry, commit};
use kit::{HallError, Phrase};
use rulebook::breach::Breach;
use rulebook::case::Stage;

/// The entries that a deed makes beside its own.
pub(super) fn beside(
    act: &mut Act<'_>,
    number: &str,
    deed: &Deed,
) -> Result<Vec<NewEntry>, HallError> {
    match deed {
        Deed::IssueCertificate(certificate) => {
            let (centre, wanted) = (act.centre(), certificate.number.trim().to_owned());
            match store::outcomes::case_of_certificate(act, centre, &wanted)? {
                Some(_) => Err(HallError::invalid(
                    "certificate_number",
                    Breach::CertificateNumberTaken.phrase(),
                )),
                None => Ok(Vec::new()),
            }
        }
        Deed::Deliver(draft) => match &draft.file {
            Some(kept) => papers::attached_beside(act, number, (SIGNATURE, "签收凭证"), kept),
            None => Ok(Vec::new()),
        },
        _ => Ok(Vec::new()),
    }
}

/// How and when a notice was served, as it is entered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    pub(super) document: Served,
    pub(super) channel: Channel,
    /// None for today.
    pub(super) served_on: Option<Date>,
}

impl Service {
    /// From a form.
    pub(super) fn of_form(data: &FormData) -> Result<Self, HallError> {
        let served_on = match data.text("served_on") {
            "" => None,
            text => Some(text.parse().map_err(|_| {
                let fault =
                    Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.");
                HallError::invalid("served_on", fault)
            })?),
        };
        Self::told(data.text("document"), data.text("channel"), served_on)
    }

    /// From words.
    pub(super) fn told(
        document: &str,
        channel: &str,
        served_on: Option<Date>,
    ) -> Result<Self, HallError> {
        let document = Served::from_word(document).ok_or_else(|| {
            let fault = Phrase::of("请选择送达的文书。", "Choose which notice it was.");
            HallError::invalid("document", fault)
        })?;
        let channel = Channel::from_word(channel).ok_or_else(|| {
            let fault = Phrase::of("请选择送达方式。", "Choose how the notice was received.");
            HallError::invalid("channel", fault)
        })?;
        Ok(Self { document, channel, served_on })
    }
}

/// Notices of a case whose receipt is not on record.
pub(super) fn unserved(held: &Held) -> Vec<Served> {
    let is_waiting = matches!(held.stage, Stage::AwaitingSupplement | Stage::Supplementing);
    let wants = |served: &Served| match served {
        Served::Notice => is_waiting && held.confirmed_by.is_empty(),
        Served::Suspension => held.suspension_served == store::TO_SERVE && !held.stage.is_closed(),
        Served::Extension => held.extension_served == store::TO_SERVE && !held.stage.is_closed(),
    };
    Served::ALL.into_iter().filter(wants).collect()
}

/// Records that the applicant has a notice, when, and how that is known.
///
/// # Errors
/// `NotFound`; where there is no such notice, or it was confirmed before; a day to come.
pub(super) fn confirm(
    act: &mut Act<'_>,
    number: &str,
    service: Service,
) -> Result<Committed<()>, HallError> {
    let held = found(act, number)?;
    let Service { document, channel, served_on } = service;
    if !unserved(&held).contains(&document) {
        return Err(nothing_to_confirm(&held, document));
    }
    let (today, received) = (act.today(), kit::clock::day_of(held.received_at_ms));
    let served_on = served_on.unwrap_or(today);
    if served_on > today || served_on < received {
        let fault = Phrase::of(
            "送达日期须在收件之后、今天以前（含当日）。",
            "The day lies between the receipt of the case and today, both included.",
        );
        return Err(HallError::invalid("served_on", fault));
    }
    let facts = Confirmed {
        channel: channel.word().to_owned(),
        document: document.word().to_owned(),
        served_on: Some(served_on),
    };
    let entry = NewEntry::new(subject(number), "cases.notice_confirmed", &facts)?;
    commit(act, vec![entry], ())
}

fn nothing_to_confirm(held: &Held, document: Served) -> HallError {
    let kept = match document {
        Served::Notice => &held.confirmed_by,
        Served::Suspension => &held.suspension_served,
        Served::Extension => &held.extension_served,
    };
    let is_waiting = matches!(held.stage, Stage::AwaitingSupplement | Stage::Supplementing);
    if !kept.is_empty() && (document != Served::Notice || is_waiting) {
        return HallError::breach(
            "这份告知书的送达已经登记过。",
            "The receipt of this notice has been recorded before.",
        );
    }
    HallError::breach(
        "本件现在没有等待登记送达的这种告知书。",
        "No such notice of this case waits to be confirmed now.",
    )
}
