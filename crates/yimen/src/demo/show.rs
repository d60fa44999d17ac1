//! What the demonstration prints: addresses and accounts, in both languages.

use crate::config::Settings;
use crate::terminal::{Terminal, table};
use kit::Hall;

/// Prints where to go and as whom.
///
/// # Errors
/// Where the shipped county cannot be read.
pub fn show(_: &Hall, settings: &Settings, terminal: Terminal) -> anyhow::Result<()> {
    let url = &settings.public_url;
    let file = super::county_file()?;
    let mut rows = vec![vec!["首页".into(), "Home".into(), format!("{url}/")]];
    for (centre, whole) in file.centres.iter().filter(|(centre, _)| *centre != file.county) {
        rows.push(vec![
            whole.centre.name.clone(),
            whole.centre.name_english.clone(),
            format!("{url}/centres/{centre}"),
        ]);
    }
    rows.push(vec!["接口文档".into(), "API".into(), format!("{url}/api")]);
    terminal.line(&format!("\n{}", table(&rows)));
    Ok(())
}
