//! `docs/acts.md`, generated from the table of acts.

use super::{Act, Stage};
use std::fmt::Write;

/// The page: every act, its basis, where it is done, where it leads, within what time.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Acts of a case · 办件动作\n\n\
         Generated from `rulebook::case::acts` by `cargo xtask acts`; do not edit.\n\n\
         | act 动作 | from 状态 | to 转为 | basis 依据 | limit 时限 |\n|---|---|---|---|---|\n",
    );
    for act in Act::ALL {
        let (name, basis, limit) = (act.phrase(), act.basis(), act.limit());
        let from: Vec<String> = act.from().iter().map(|stage| named(*stage)).collect();
        let to = act.to().map_or_else(|| "–".to_owned(), named);
        // Writing to a text cannot fail.
        let _ = writeln!(
            page,
            "| {} {} | {} | {to} | {}<br>{} | {}<br>{} |",
            name.zh,
            name.en,
            from.join("<br>"),
            basis.zh,
            basis.en,
            limit.zh,
            limit.en
        );
    }
    page.push_str("\n## States · 状态\n\n| state | 状态 | meaning |\n|---|---|---|\n");
    for stage in Stage::ALL {
        let name = stage.phrase();
        let _ = writeln!(page, "| `{}` | {} | {} |", stage.word(), name.zh, name.en);
    }
    page
}

fn named(stage: Stage) -> String {
    format!("`{}`", stage.word())
}
