//! `yimen user`: the first administrator, forgotten passwords, tokens; for whoever has the machine.

use crate::terminal::{Terminal, table};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use house::config::{Options, Settings};
use kit::Hall;
use kit::clock::random_hex;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use kit::rights::Power;
use office::people::door::{self as people, Account, Login, Newcomer, PostRef, TokenWish};
use std::sync::Arc;

/// The first administrator, forgotten passwords, tokens (账号).
///
/// Whoever can run this on the machine can let anybody in: what is done here stands in the journal
/// as done by the house itself. Everything else about accounts is the security administrator's
/// work, in the browser.
#[derive(Args)]
pub(super) struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make the first security administrator, who makes all other accounts (首个安全管理员)
    #[command(after_help = "Example:\n  yimen user first secadmin --name 司空宁")]
    First {
        /// Sign-in name (登录名)
        login: String,
        /// Name of the person (姓名)
        #[arg(long)]
        name: String,
        /// Telephone (电话)
        #[arg(long, default_value = "")]
        phone: String,
    },
    /// Draw a new password, which has to be changed at the next sign-in (重置密码)
    #[command(after_help = "Example:\n  yimen user reset secadmin --reason 遗忘密码")]
    Reset {
        /// Sign-in name (登录名)
        login: String,
        /// Why; it stands in the journal (理由)
        #[arg(long)]
        reason: String,
    },
    /// Lift the lock after wrong passwords (解锁)
    #[command(after_help = "Example:\n  yimen user unlock clerk --reason 本人到场核实")]
    Unlock {
        /// Sign-in name (登录名)
        login: String,
        /// Why; it stands in the journal (理由)
        #[arg(long)]
        reason: String,
    },
    /// List the accounts (列出账号)
    List,
    /// Make an access token for a program that acts in somebody's post (访问令牌)
    #[command(after_help = "\
Example:
  yimen user token clerk --label 叫号系统 --scope cases:read --scope cases:take --days 90")]
    Token {
        /// Sign-in name (登录名)
        login: String,
        /// What it is for (用途)
        #[arg(long)]
        label: String,
        /// What it may do; may be given several times (权限)
        #[arg(long, required = true, value_parser = power_of)]
        scope: Vec<Power>,
        /// How many days it lasts (有效天数)
        #[arg(long, default_value_t = 90)]
        days: u16,
    },
}

fn power_of(text: &str) -> Result<Power, String> {
    Power::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = Power::ALL.iter().map(|power| power.code()).collect();
        format!("one of {}", codes.join(", "))
    })
}

pub(super) fn run(args: &UserArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let (hall, router) = house::open(&Settings::of_data(options)?)?;
    drop(router);
    let done = perform(&args.command, &hall, terminal);
    house::close(hall);
    done
}

fn perform(command: &UserCommand, hall: &Arc<Hall>, terminal: Terminal) -> anyhow::Result<()> {
    match command {
        UserCommand::First { login, name, phone } => {
            let newcomer = Newcomer { login, name, phone, password: None };
            house::told(people::first_administrator(hall, &newcomer))?;
            let account = account_of(hall, login)?;
            let password = reset(hall, &account, "首次设置")?;
            tell_password(&account, &password, terminal);
            Ok(())
        }
        UserCommand::Reset { login, reason } => {
            let account = account_of(hall, login)?;
            let password = reset(hall, &account, reason)?;
            tell_password(&account, &password, terminal);
            Ok(())
        }
        UserCommand::Unlock { login, reason } => {
            let (account, reason) = (account_of(hall, login)?.account, reason.clone());
            house::told(
                hall.db.act_now(head(hall), move |act| people::unlock(act, account, &reason)),
            )?;
            terminal.say("已解锁。", "Unlocked.");
            Ok(())
        }
        UserCommand::List => list(hall, terminal),
        UserCommand::Token { login, label, scope, days } => {
            let account = account_of(hall, login)?;
            let secret = token(hall, &account, (label, scope, *days))?;
            terminal.note(terminal.words.say(
                "令牌只显示这一次，请妥善保存：",
                "The token is shown only this once; keep it safe:",
            ));
            terminal.line(&secret);
            Ok(())
        }
    }
}

fn head(hall: &Hall) -> ActHead {
    ActHead { centre: hall.site.county, actor: Actor::house() }
}

fn account_of(hall: &Hall, login: &str) -> anyhow::Result<Account> {
    let county = hall.site.county;
    let name =
        Login::parse(login).map_err(|fault| anyhow::anyhow!("{} / {}", fault.zh, fault.en))?;
    let found = hall.db.read_now(move |read| people::account_of(read, county, &name));
    house::told(found)?.with_context(|| format!("there is no account {login}"))
}

/// Draws a password and sets it.
fn reset(hall: &Hall, account: &Account, reason: &str) -> anyhow::Result<String> {
    let password = drawn(hall);
    let works = hall.shelf.get::<people::PasswordWorks>().context("nobody hashes passwords")?;
    let policy = hall.shelf.get::<people::AccountPolicy>().map(|it| *it).unwrap_or_default();
    let hash = house::told(works.hash_now(&password, &*hall.randomness))?;
    let (number, reason) = (account.account, reason.to_owned());
    house::told(hall.db.act_now(head(hall), move |act| {
        people::reset_password(act, number, &hash, (&reason, policy.password_history))
    }))?;
    Ok(password)
}

/// Letters that are not taken for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";

/// Four groups of four: eighty bits, all kinds of characters, easy to read out.
fn drawn(hall: &Hall) -> String {
    let mut bytes = [0; 16];
    hall.randomness.fill(&mut bytes);
    let mut password = String::from("Y9");
    for (index, byte) in bytes.iter().enumerate() {
        if index % 4 == 0 {
            password.push('-');
        }
        password.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    password
}

fn tell_password(account: &Account, password: &str, terminal: Terminal) {
    terminal.note(terminal.words.say(
        "初始密码只显示这一次，首次登录须修改：",
        "The password is shown only this once and has to be changed at the first sign-in:",
    ));
    terminal.line(&format!("{} {password}", account.login));
}

const PAGE: u32 = 500;

fn list(hall: &Hall, terminal: Terminal) -> anyhow::Result<()> {
    let (county, now_ms) = (hall.site.county, hall.now_ms());
    let words = terminal.words;
    let mut rows = vec![vec![
        words.say("登录名", "login").to_owned(),
        words.say("姓名", "name").to_owned(),
        words.say("状态", "state").to_owned(),
        words.say("岗位", "posts").to_owned(),
    ]];
    let mut after = String::new();
    loop {
        let from = after.clone();
        let page = house::told(hall.db.read_now(move |read| {
            let accounts = people::accounts(read, county, &from, (PAGE, now_ms))?;
            accounts
                .into_iter()
                .map(|account| {
                    let posts = people::holdings(read, county, account.account)?;
                    Ok((account, posts))
                })
                .collect::<Result<Vec<_>, kit::HallError>>()
        }))?;
        let Some((last, _)) = page.last() else { break };
        after.clone_from(&last.login);
        rows.extend(page.iter().map(|(account, posts)| {
            let state = if account.locked_until_ms > now_ms {
                words.say("锁定", "locked").to_owned()
            } else {
                words.phrase(&account.state.phrase()).to_owned()
            };
            let posts: Vec<String> = posts.iter().map(PostRef::to_string).collect();
            vec![account.login.clone(), account.name.clone(), state, posts.join(", ")]
        }));
    }
    terminal.line(table(&rows).trim_end());
    Ok(())
}

fn token(
    hall: &Hall,
    account: &Account,
    (label, scopes, days): (&str, &[Power], u16),
) -> anyhow::Result<String> {
    let county = hall.site.county;
    let number = account.account;
    let posts = hall.db.read_now(move |read| people::holdings(read, county, number));
    let posts = house::told(posts)?;
    let post = fitting(hall, county, &posts, scopes)?;
    let secret = random_hex(&*hall.randomness, 32);
    let wish = TokenWish {
        label: label.to_owned(),
        scopes: scopes.to_vec(),
        post,
        days,
        digest: kit::session::secret_digest(&secret),
    };
    house::told(hall.db.act_now(head(hall), move |act| people::make_token(act, number, &wish)))?;
    Ok(secret)
}

/// The first of the posts whose roles hold all of the powers.
fn fitting(
    hall: &Hall,
    county: CentreId,
    posts: &[PostRef],
    scopes: &[Power],
) -> anyhow::Result<PostRef> {
    for post in posts {
        let wanted = post.clone();
        let roles = hall.db.read_now(move |read| people::roles(read, county, &wanted));
        let roles = house::told(roles)?;
        let holds = |power: &Power| roles.iter().any(|role| kit::rights::holds(*role, *power));
        if scopes.iter().all(holds) {
            return Ok(post.clone());
        }
    }
    bail!("no post of this account has all of these powers")
}
