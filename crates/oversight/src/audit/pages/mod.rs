//! The pages of the auditor: the trail, an entry, the file, the state of the chains.

pub(super) mod entry;
pub(super) mod export;
pub(super) mod journal;
pub(super) mod trail;

use kit::rights::Power;
use kit::shell::{MenuEntry, MenuGroup};
use kit::{Phrase, Visit};

pub(super) fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadAudit) {
        return Vec::new();
    }
    let entry = |href, label, icon| MenuEntry { href, label, icon, count: None };
    let entries = vec![
        entry("/audit", Phrase::of("操作留痕", "Trail"), "list"),
        entry("/audit/personal-data", Phrase::of("个人信息查阅", "Personal data"), "eye"),
        entry("/audit/journal", Phrase::of("台账核验", "Journal"), "chain"),
    ];
    vec![MenuGroup { label: Phrase::of("审计", "Audit"), entries }]
}
