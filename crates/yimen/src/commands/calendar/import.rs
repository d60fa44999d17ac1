//! `yimen calendar import`: loads a notice for all centres of the county.

use super::told;
use crate::terminal::Terminal;
use anyhow::Context;
use clap::Args;
use house::config::{Options, Settings};
use kit::Hall;
use kit::db::ActHead;
use kit::journal::Actor;
use office::settings::door::{self, About, NoticeFile};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) const EXAMPLES: &str = "\
Examples:
  yimen calendar import data/working-days.json --database sqlite:/var/lib/yimen/hall.db
  yimen calendar import 2027.txt --source 国办发明电〔2026〕…号 --data-directory /var/lib/yimen";

/// Load a notice of the State Council for all centres of the county (载入放假通知).
#[derive(Args)]
pub(super) struct ImportArgs {
    /// JSON, or the text of the notice; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The year, where the text does not name it
    #[arg(long)]
    year: Option<i16>,
    /// Where the notice was published, where the file does not say it (来源)
    #[arg(long, default_value = "")]
    source: String,
    /// Only say what the file holds and what would change (只检查)
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &ImportArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let file = read(args)?;
    for line in &file.unread {
        terminal.note(&terminal.words.fill("未采用：{}", "not used: {}", &[line]));
    }
    for notice in &file.notices {
        terminal.line(&terminal.words.fill(
            "{} 年：放假 {} 天，调休上班 {} 天（{}）",
            "{}: {} days off, {} make-up days ({})",
            &[
                &notice.year(),
                &notice.days_off().len(),
                &notice.make_up_days().len(),
                &notice.source(),
            ],
        ));
    }
    if args.dry_run {
        return Ok(());
    }
    let settings = Settings::of_data(options)?;
    let (hall, router) = house::open(&settings)?;
    drop(router);
    let outcome = load(&hall, file, terminal);
    house::close(hall);
    outcome
}

fn load(hall: &Arc<Hall>, file: NoticeFile, terminal: Terminal) -> anyhow::Result<()> {
    let head = ActHead { centre: hall.site.county.county(), actor: Actor::house() };
    let notices = file.notices;
    let loaded =
        house::told(hall.db.act_now(head, move |act| door::load_notices(act, &notices, None)))?;
    let wheel = terminal.wheel("正在重算各中心在办件的期限", "recomputing open work");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let applied = runtime.block_on(door::apply_everywhere(hall));
    wheel.finish_and_clear();
    let years: Vec<String> = loaded.years.iter().map(i16::to_string).collect();
    terminal.line(&terminal.words.fill(
        "已载入 {} 年的放假通知，已通知 {} 个中心重算期限。",
        "Loaded the notice for {}; {} centres recomputed their open work.",
        &[&years.join("、"), &house::told(applied)?],
    ));
    Ok(())
}

fn read(args: &ImportArgs) -> anyhow::Result<NoticeFile> {
    let mut bytes = Vec::new();
    super::input(Some(&args.file))?
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", args.file.display()))?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{} is not UTF-8 text", args.file.display()))?;
    let about = About { year: args.year, source: args.source.trim() };
    door::read_notice_file(&text, about).map_err(|faults| anyhow::Error::msg(told(&faults)))
}
