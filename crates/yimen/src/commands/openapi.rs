//! `yimen openapi`: the description of the API, as the house serves it.

use crate::terminal::Terminal;
use clap::Args;
use house::config::Options;

/// Print the description of the API (OpenAPI 3.1, JSON) (输出接口文档).
///
/// The same document as `/api/v1/openapi.json`, without starting anything.
#[derive(Args)]
#[command(after_help = "Example:\n  yimen openapi > openapi.json")]
pub(super) struct OpenapiArgs {}

pub(super) fn run(_: &OpenapiArgs, _: &Options, terminal: Terminal) -> anyhow::Result<()> {
    terminal.line(&house::openapi()?);
    Ok(())
}
