//! Beginnings: the first administrator, and a whole county with its staff for a demonstration.
//!
//! These run from commands, before anybody can sign in; what they do stands in the journal as
//! done by the house itself.

use super::actions::accounts::{Hire, NewAccount, Password, take_on};
use super::password::{self, PasswordWorks};
use super::policy::AccountPolicy;
use super::record::{Login, PostRef};
use crate::county_file::{Authority, CountyFile, StaffLine};
use crate::posts::door::{self as posts, Centre, CentreKind, Post, WholeCentre};
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use kit::rights::Role;
use kit::{Hall, HallError, Phrase};
use rulebook::person::PersonName;

/// Somebody who gets an account.
#[derive(Clone, Copy, Debug)]
pub struct Newcomer<'a> {
    /// Sign-in name.
    pub login: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// Telephone; may be empty.
    pub phone: &'a str,
    /// Password, if one is set now.
    pub password: Option<&'a str>,
}

/// Checks a newcomer, hashes the password and seals the telephone: what the act must not do.
///
/// # Errors
/// What is wrong, by field.
pub fn prepare(hall: &Hall, newcomer: &Newcomer<'_>) -> Result<NewAccount, HallError> {
    let login = Login::parse(newcomer.login).map_err(|fault| HallError::invalid("login", fault))?;
    let name = PersonName::parse(newcomer.name)
        .map_err(|fault| HallError::invalid("name", fault.phrase()))?;
    let password = match newcomer.password {
        None => Password::None,
        Some(password) => {
            password::may_be_chosen(&policy(hall), login.as_str(), password)
                .map_err(|fault| HallError::invalid("password", fault))?;
            Password::Chosen(works(hall).hash_now(password, &*hall.randomness)?)
        }
    };
    let phone = hall.vault.seal(newcomer.phone, "people.phone");
    Ok(NewAccount { login, name: name.as_str().to_owned(), phone, password })
}

pub(super) fn policy(hall: &Hall) -> AccountPolicy {
    hall.shelf.get::<AccountPolicy>().map_or_else(AccountPolicy::default, |it| *it)
}

pub(super) fn works(hall: &Hall) -> std::sync::Arc<PasswordWorks> {
    hall.shelf.get::<PasswordWorks>().unwrap_or_else(|| {
        hall.shelf.put(PasswordWorks::new(password::Cost::default()));
        hall.shelf
            .get::<PasswordWorks>()
            .unwrap_or_else(|| std::sync::Arc::new(PasswordWorks::new(password::Cost::default())))
    })
}

fn head(centre: CentreId) -> ActHead {
    ActHead { centre, actor: Actor::house() }
}

/// Keys of the posts of the county office that are there from the beginning.
const ADMINISTRATORS: [(&str, &str, &str, Role); 3] = [
    ("SYS1", "系统管理员", "System administrator", Role::SystemAdministrator),
    ("SEC1", "安全管理员", "Security administrator", Role::SecurityAdministrator),
    ("AUD1", "审计管理员", "Audit administrator", Role::AuditAdministrator),
];

fn office_post((key, title, title_english, _): (&str, &str, &str, Role)) -> Post {
    Post {
        key: key.to_owned(),
        title: title.to_owned(),
        title_english: title_english.to_owned(),
        ..Post::default()
    }
}

/// Makes the first account: the security administrator, who makes all others. The county office
/// and the posts of the three administrators are set up where they are not there yet.
///
/// # Errors
/// Where the sign-in name is taken, or something is wrong with name or password.
pub fn first_administrator(hall: &Hall, newcomer: &Newcomer<'_>) -> Result<(), HallError> {
    let county = hall.site.county;
    let account = prepare(hall, newcomer)?;
    let is_there = hall.db.read_now(move |read| Ok(posts::centre(read, county)?.is_some()))?;
    if !is_there {
        let office = WholeCentre {
            centre: Centre {
                kind: CentreKind::County,
                name: hall.site.county_name.clone(),
                name_english: hall.site.county_name_english.clone(),
                ..Centre::default()
            },
            posts: ADMINISTRATORS.map(office_post).to_vec(),
            ..WholeCentre::default()
        };
        hall.db.act_now(head(county), move |act| posts::set_up(act, &office))?;
    }
    let grants: Vec<_> = ADMINISTRATORS
        .iter()
        .filter(|_| !is_there)
        .map(|(key, .., role)| (PostRef::new(county, *key), vec![*role]))
        .collect();
    let hire = Hire { account, posts: vec![PostRef::new(county, "SEC1")] };
    hall.db.act_now(head(county), move |act| take_on(act, std::slice::from_ref(&hire), &grants))?;
    Ok(())
}

/// An account that is printed for whoever tries the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Sign-in name.
    pub login: String,
    /// Password.
    pub password: String,
    /// The person's name.
    pub name: String,
    /// The centre.
    pub centre: Phrase,
    /// Title of the post.
    pub post: Phrase,
    /// What it shows.
    pub roles: Vec<Role>,
}

/// Post added for the demonstration: place in the file's centres, post and its role.
struct Extra {
    /// Index among the centres of the file; 0 is the county office.
    centre: usize,
    key: &'static str,
    title: (&'static str, &'static str),
    department: &'static str,
    role: Role,
}

const EXTRAS: [Extra; 6] = [
    Extra {
        centre: 0,
        key: "SYS1",
        title: ("系统管理员", "System administrator"),
        department: "",
        role: Role::SystemAdministrator,
    },
    Extra {
        centre: 0,
        key: "SEC1",
        title: ("安全管理员", "Security administrator"),
        department: "",
        role: Role::SecurityAdministrator,
    },
    Extra {
        centre: 0,
        key: "AUD1",
        title: ("审计管理员", "Audit administrator"),
        department: "",
        role: Role::AuditAdministrator,
    },
    Extra {
        centre: 0,
        key: "M1",
        title: ("县级管理人员", "County manager"),
        department: "",
        role: Role::CountyManager,
    },
    Extra {
        centre: 1,
        key: "MZ1",
        title: ("民政审批岗", "Civil affairs approver"),
        department: "MZ",
        role: Role::Approver,
    },
    Extra {
        centre: 1,
        key: "ITEMS1",
        title: ("事项管理员", "Catalogue clerk"),
        department: "",
        role: Role::CatalogueClerk,
    },
];

/// Sign-in name for a person of the file (by centre and key of the post held), or for an invented
/// one where the file has none for the post.
const DEMO_LOGINS: [(&str, usize, &str, &str); 10] = [
    ("clerk", 1, "W03-A2", ""),
    ("approver", 1, "MZ1", "W03-A1"),
    ("director", 1, "C2", ""),
    ("supervisor", 1, "C3", ""),
    ("catalogue", 1, "ITEMS1", "C4"),
    ("clerk2", 2, "W01-A1", ""),
    ("county", 0, "M1", "闻人清"),
    ("sysadmin", 0, "SYS1", "宗政远"),
    ("secadmin", 0, "SEC1", "司空宁"),
    ("auditadmin", 0, "AUD1", "公良慎"),
];

/// Roles that go with a title of the file.
fn roles_of_title(line: &StaffLine) -> Vec<Role> {
    let title = line.title.as_str();
    if title.starts_with("窗口") {
        let may_decide = title.contains("首席代表") && line.authority == Authority::Full;
        return if may_decide {
            vec![Role::WindowClerk, Role::Approver]
        } else {
            vec![Role::WindowClerk]
        };
    }
    let known = [
        ("主任", Role::Director),
        ("督查", Role::Supervisor),
        ("系统管理员", Role::SystemAdministrator),
    ];
    known.iter().filter(|(word, _)| title.contains(word)).map(|(_, role)| *role).collect()
}

/// The demonstration's accounts, as they are printed; [`settle_county`] makes them.
pub fn demo_accounts(file: &CountyFile, password: &str) -> Vec<DemoAccount> {
    let (centres, grants) = with_extras(file);
    let people = demo_people(&centres, &file.staff);
    people.iter().map(|person| shown(person, &centres, &grants, password)).collect()
}

type Grants = Vec<(PostRef, Vec<Role>)>;

/// The centres of the file with the demonstration's posts, and the roles of all posts.
fn with_extras(file: &CountyFile) -> (Vec<(CentreId, WholeCentre)>, Grants) {
    let mut centres = file.centres.clone();
    let mut grants: Grants = Vec::new();
    for extra in &EXTRAS {
        let Some((id, whole)) = centres.get_mut(extra.centre) else { continue };
        let mut post = office_post((extra.key, extra.title.0, extra.title.1, extra.role));
        extra.department.clone_into(&mut post.department);
        whole.posts.push(post);
        grants.push((PostRef::new(*id, extra.key), vec![extra.role]));
    }
    for line in &file.staff {
        let roles = roles_of_title(line);
        if !roles.is_empty() {
            grants.push((PostRef::new(line.centre, line.post.clone()), roles));
        }
    }
    (centres, grants)
}

/// Sets up a county with its centres and staff, and gives the demonstration's accounts with one
/// password. Everybody else in the file gets an account without a password.
///
/// # Errors
/// Where the county is set up already, or the file holds something that cannot be read.
pub fn settle_county(
    hall: &Hall,
    file: &CountyFile,
    password: &str,
) -> Result<Vec<DemoAccount>, HallError> {
    let (centres, grants) = with_extras(file);
    let demo = demo_people(&centres, &file.staff);
    let mut hires = Vec::new();
    for person in &demo {
        hires.push(demo_hire(hall, person, password)?);
    }
    let is_demo = |line: &&StaffLine| {
        !demo.iter().any(|it| it.work_number.as_ref() == Some(&line.work_number))
    };
    for line in file.staff.iter().filter(is_demo) {
        hires.push(staff_hire(hall, line)?);
    }
    for (id, whole) in centres {
        hall.db.act_now(head(id), move |act| posts::set_up(act, &whole))?;
    }
    hall.db.act_now(head(hall.site.county), move |act| take_on(act, &hires, &grants))?;
    Ok(demo_accounts(file, password))
}

/// A person of the demonstration.
struct DemoPerson {
    login: &'static str,
    name: String,
    phone: String,
    work_number: Option<String>,
    posts: Vec<PostRef>,
}

fn demo_people(centres: &[(CentreId, WholeCentre)], staff: &[StaffLine]) -> Vec<DemoPerson> {
    let mut people = Vec::new();
    for (login, centre, post, also) in DEMO_LOGINS {
        let Some((id, _)) = centres.get(centre) else { continue };
        let line = staff
            .iter()
            .find(|line| line.centre == *id && (line.post == post || line.post == also));
        let mut posts = vec![PostRef::new(*id, post)];
        posts.extend(
            line.filter(|line| line.post != post).map(|line| PostRef::new(*id, line.post.clone())),
        );
        let name = line.map_or_else(|| also.to_owned(), |line| line.name.clone());
        if !name.is_empty() {
            people.push(DemoPerson {
                login,
                name,
                phone: line.map(|line| line.phone.clone()).unwrap_or_default(),
                work_number: line.map(|line| line.work_number.clone()),
                posts,
            });
        }
    }
    people
}

fn demo_hire(hall: &Hall, person: &DemoPerson, password: &str) -> Result<Hire, HallError> {
    let newcomer = Newcomer {
        login: person.login,
        name: &person.name,
        phone: &person.phone,
        password: Some(password),
    };
    Ok(Hire { account: prepare(hall, &newcomer)?, posts: person.posts.clone() })
}

fn staff_hire(hall: &Hall, line: &StaffLine) -> Result<Hire, HallError> {
    let newcomer =
        Newcomer { login: &line.work_number, name: &line.name, phone: &line.phone, password: None };
    let posts = vec![PostRef::new(line.centre, line.post.clone())];
    Ok(Hire { account: prepare(hall, &newcomer)?, posts })
}

fn shown(
    person: &DemoPerson,
    centres: &[(CentreId, WholeCentre)],
    grants: &[(PostRef, Vec<Role>)],
    password: &str,
) -> DemoAccount {
    let empty = || Phrase::of("", "");
    let post = person.posts.first();
    let whole = post.and_then(|post| centres.iter().find(|(id, _)| *id == post.centre));
    let record = post
        .zip(whole)
        .and_then(|(post, (_, whole))| whole.posts.iter().find(|it| it.key == post.post));
    let roles = post.and_then(|post| grants.iter().find(|(it, _)| it == post));
    DemoAccount {
        login: person.login.to_owned(),
        password: password.to_owned(),
        name: person.name.clone(),
        centre: whole.map_or_else(empty, |(_, whole)| whole.centre.title()),
        post: record.map_or_else(empty, Post::title),
        roles: roles.map(|(_, roles)| roles.clone()).unwrap_or_default(),
    }
}
