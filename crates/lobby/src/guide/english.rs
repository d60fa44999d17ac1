//! A definition as it is read in English: stations, posts, bodies, laws and remedies stand in a
//! definition as plain Chinese texts; their English is looked up beside the shipped catalogue.
//!
//! What a centre worded itself stays Chinese, as everywhere.

use kit::{Language, Words};
use reference::shipped::door::english;
use rulebook::item::{Definition, Fee, LimitTerm};
use std::borrow::Cow;

/// The definition in the reader's language.
pub(crate) fn read_in(words: Words, definition: &Definition) -> Cow<'_, Definition> {
    match words.language {
        Language::Chinese => Cow::Borrowed(definition),
        Language::English => Cow::Owned(in_english(definition.clone())),
    }
}

fn in_english(mut definition: Definition) -> Definition {
    let authority = &mut definition.authority;
    for text in [&mut authority.station, &mut authority.body, &mut authority.final_authority] {
        translate(text);
    }
    for basis in &mut authority.legal_basis {
        translate(&mut basis.citation);
        translate(&mut basis.wording);
    }
    for step in &mut definition.steps {
        translate(&mut step.department);
        translate(&mut step.post);
    }
    let limits = &mut definition.limits;
    for LimitTerm { note, .. } in limits.legal.iter_mut().chain(&mut limits.promised) {
        translate(note);
    }
    if let Fee::Charged { basis, .. } = &mut definition.fee {
        translate(basis);
    }
    translate(&mut definition.remedy.reconsideration);
    translate(&mut definition.remedy.litigation);
    definition
}

fn translate(text: &mut String) {
    if let Some(known) = english(text) {
        known.clone_into(text);
    }
}
