//! What the demonstration prints: addresses and accounts, in both languages.

use crate::terminal::{Terminal, table};
use county::demo::{PASSWORD, county_file};
use house::config::Settings;
use office::people::door as people;

/// Prints where to go and as whom.
///
/// # Errors
/// Where the shipped county cannot be read.
pub(super) fn show(settings: &Settings, terminal: Terminal) -> anyhow::Result<()> {
    let url = &settings.public_url;
    let file = county_file()?;
    let row =
        |zh: &str, en: &str, path: &str| vec![zh.to_owned(), en.to_owned(), format!("{url}{path}")];
    let mut rows = vec![row("首页", "Home", "/")];
    for (centre, whole) in file.centres.iter().filter(|(centre, _)| *centre != file.county) {
        let path = format!("/centres/{centre}");
        rows.push(row(&whole.centre.name, &whole.centre.name_english, &path));
    }
    rows.push(row("工作人员登录", "Staff sign-in", "/session/new"));
    rows.push(row("开放接口", "API", "/api"));
    terminal.line(&format!("\n{}", table(&rows)));
    let head = ["账号 Account", "密码 Password", "角色 Role", "", "姓名 Name", "中心 Centre"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for account in people::demo_accounts(&file, PASSWORD) {
        let roles = |pick: fn(&kit::Phrase) -> String| {
            let names: Vec<String> =
                account.roles.iter().map(|role| pick(&role.phrase())).collect();
            names.join(", ")
        };
        rows.push(vec![
            account.login.clone(),
            account.password.clone(),
            roles(|it| it.zh.to_string()),
            roles(|it| it.en.to_string()),
            account.name.clone(),
            account.centre.zh.to_string(),
        ]);
    }
    terminal.line(&table(&rows));
    Ok(())
}
