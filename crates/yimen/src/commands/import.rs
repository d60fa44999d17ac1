//! `yimen import`: takes a file of service items into a centre's catalogue.

use crate::terminal::{Terminal, table};
use anyhow::{Context, bail};
use clap::Args;
use counter::catalogue::door::{self as catalogue, AfterImport};
use house::config::{Options, Settings};
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use reference::exchange::door::{self as exchange, ContactRecord, FileContent, Weight};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Take a file of service items into a centre's catalogue (导入事项).
///
/// Workbook (xlsx), text (CSV, also GBK) or JSON. Every row is checked and what is wrong is told
/// with its place; one row that is wrong stops the whole file. Items become drafts, or with
/// --publish versions in force where nothing of the six disclosures is missing.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen import items.xlsx --centre 990126101 --dry-run
  yimen import items.json --centre 990126101 --publish --data-directory /var/lib/yimen")]
pub(super) struct ImportArgs {
    /// The file (文件)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Division code of the centre (中心代码)
    #[arg(long, value_name = "CODE", value_parser = centre_of)]
    centre: CentreId,
    /// Publish what is complete (发布完整的事项)
    #[arg(long)]
    publish: bool,
    /// Only check and report (只检查)
    #[arg(long)]
    dry_run: bool,
}

fn centre_of(text: &str) -> Result<CentreId, String> {
    CentreId::parse(text).ok_or_else(|| "a division code, such as 990126101".to_owned())
}

pub(super) fn run(
    args: &ImportArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(&args.file)
        .with_context(|| format!("{} cannot be read", args.file.display()))?;
    let (hall, router) = house::open(&Settings::of_data(options)?)?;
    drop(router);
    let outcome = import(args, &bytes, &hall, terminal);
    house::close(hall);
    outcome
}

fn import(
    args: &ImportArgs,
    bytes: &[u8],
    hall: &Arc<Hall>,
    terminal: Terminal,
) -> anyhow::Result<ExitCode> {
    let centre = args.centre;
    let contact = contact_of(hall, centre)?;
    let known = house::told(hall.db.read_now(move |read| catalogue::records(read, centre)))?;
    let wheel = terminal.wheel("正在读取文件", "reading the file");
    let content = exchange::read_file(bytes, known, &contact);
    wheel.finish_and_clear();
    let content = match content {
        Ok(content) => content,
        Err(fault) => bail!("{}", terminal.words.phrase(&fault)),
    };
    tell(&content, terminal);
    if !content.report.is_clear() {
        terminal.say("没有导入任何内容。", "Nothing was taken.");
        return Ok(ExitCode::FAILURE);
    }
    if args.dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    let after = if args.publish { AfterImport::PublishComplete } else { AfterImport::Draft };
    let head = ActHead { centre, actor: Actor::house() };
    let records = content.records;
    // One act takes all or nothing: there is no half way to show.
    let wheel = terminal.wheel("正在导入事项", "taking the items");
    let imported = hall.db.act_now(head, move |act| catalogue::import(act, &records, after));
    wheel.finish_and_clear();
    let imported = house::told(imported)?;
    terminal.line(&terminal.words.fill(
        "已导入：发布 {} 项，草稿 {} 项，未变 {} 项。",
        "Taken: {} published, {} drafts, {} unchanged.",
        &[&imported.published, &imported.drafted, &imported.unchanged],
    ));
    Ok(ExitCode::SUCCESS)
}

/// Where to go and whom to ask, where the file does not say it.
fn contact_of(hall: &Hall, centre: CentreId) -> anyhow::Result<ContactRecord> {
    let found = hall.db.read_now(move |read| office::posts::door::centre(read, centre));
    match house::told(found)? {
        Some(held) => Ok(county::demo::contact(&held.record)),
        None => bail!("there is no centre {centre}; see --centre"),
    }
}

fn tell(content: &FileContent, terminal: Terminal) {
    let words = terminal.words;
    let rows: Vec<Vec<String>> = content
        .report
        .remarks
        .iter()
        .map(|remark| {
            let place = &remark.place;
            let row = if place.row == 0 { String::new() } else { place.row.to_string() };
            let weight = match remark.weight {
                Weight::Refuses => words.say("错误", "wrong"),
                Weight::Warns => words.say("提示", "look"),
            };
            let (wrong, remedy) = (remark.wrong.phrase(), remark.remedy.phrase());
            vec![
                weight.to_owned(),
                place.sheet.clone(),
                row,
                place.column.clone(),
                format!("{} {}", words.phrase(&wrong), words.phrase(&remedy)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        terminal.line(table(&rows).trim_end());
    }
    if content.report.uncounted() > 0 {
        terminal.line(&words.fill("另有 {} 条。", "And {} more.", &[&content.report.uncounted()]));
    }
    terminal.line(&words.fill(
        "读到 {} 个事项：{} 处错误，{} 处提示。",
        "{} items read: {} wrong, {} to look at.",
        &[&content.records.len(), &content.report.refusals, &content.report.warnings],
    ));
}
