//! `yimen acts`: every act that can be done with a case, as Markdown.

use crate::terminal::Terminal;
use clap::Args;

/// Print every act that can be done with a case, for docs/acts.md (输出办件行为清单).
#[derive(Args)]
pub(super) struct ActsArgs {}

pub(super) fn run(_: &ActsArgs, terminal: Terminal) {
    terminal.line(rulebook::case::acts::markdown().trim_end());
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_acts_in_the_docs_is_the_rulebooks() {
        let written = include_str!("../../../../docs/acts.md");
        assert_eq!(written.trim_end(), rulebook::case::acts::markdown().trim_end());
    }
}
