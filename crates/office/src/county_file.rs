//! A county as a file: what `data/sample-county.json` and files of its shape say of centres,
//! departments, windows and posts, and who holds them.
//!
//! The file lists people by window; the institution thinks in posts. So each person's place
//! becomes a post of its own: `W03-A1` is the first A post at window 03, `W03-B1` stands in for
//! it, `C1` is the first post of the centre itself.

use crate::posts::door::{
    Arrangement, Centre, CentreKind, Department, Post, State, WholeCentre, Window,
    parse_centre_code,
};
use kit::db::CentreId;
use kit::{HallError, Phrase};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A county with everything that the organisation needs.
#[derive(Clone, Debug)]
pub struct CountyFile {
    /// Division code of the county office.
    pub county: CentreId,
    /// What the county is called.
    pub name: String,
    /// The county office and the township centres, each with its division code.
    pub centres: Vec<(CentreId, WholeCentre)>,
    /// Who holds which post.
    pub staff: Vec<StaffLine>,
}

/// A person and the post held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLine {
    /// The person's key in the file.
    pub staff: String,
    /// Work number; the sign-in name.
    pub work_number: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Centre of the post.
    pub centre: CentreId,
    /// Key of the post.
    pub post: String,
    /// Title as the file gives it.
    pub title: String,
    /// Whether the department decides here in full (充分授权), so that its chief representative
    /// may decide, too.
    pub authority: Authority,
}

/// How far a department lets its people at the centre decide (授权).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// 充分授权: they decide here.
    Full,
    /// 部分授权 or 仅咨询: they pass on.
    Partial,
}

#[derive(Deserialize)]
struct RawCounty {
    county_code: String,
    name: String,
    #[serde(default)]
    departments: Vec<RawBureau>,
    townships: Vec<RawTownship>,
}

#[derive(Deserialize)]
struct RawBureau {
    key: String,
    name: String,
}

#[derive(Deserialize)]
struct RawTownship {
    township_code: String,
    name: String,
    center: RawCentre,
    departments: Vec<RawDepartment>,
    windows: Vec<RawWindow>,
    #[serde(default)]
    staff: Vec<RawStaff>,
}

#[derive(Deserialize)]
struct RawCentre {
    name: String,
    #[serde(default)]
    uscc: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    hotline: String,
    #[serde(default)]
    supervise_phone: String,
}

#[derive(Deserialize)]
struct RawDepartment {
    department_key: String,
    department: String,
    name: String,
    #[serde(default)]
    uscc: String,
    #[serde(default)]
    line_management: String,
    #[serde(default)]
    authorization: String,
}

#[derive(Deserialize)]
struct RawWindow {
    window_id: String,
    no: String,
    name: String,
    departments: Vec<String>,
    open: bool,
    #[serde(default)]
    a_staff: Vec<String>,
    #[serde(default)]
    b_staff: Vec<String>,
    #[serde(default)]
    queue_prefix: String,
    #[serde(default)]
    service_time: String,
}

#[derive(Deserialize)]
struct RawStaff {
    staff_id: String,
    work_no: String,
    name: String,
    post: String,
    department_key: String,
    #[serde(default)]
    phone: String,
}

#[derive(Default, Deserialize)]
struct English {
    #[serde(default)]
    names: BTreeMap<String, String>,
}

impl English {
    /// The English of a name; of one that begins with a township's, put together.
    fn of(&self, name: &str, township: &str) -> String {
        if let Some(english) = self.names.get(name) {
            return english.clone();
        }
        let rest = name.strip_prefix(township).filter(|_| !township.is_empty());
        match (rest.and_then(|rest| self.names.get(rest)), self.names.get(township)) {
            (Some(rest), Some(township)) => format!("{township} {rest}"),
            _ => String::new(),
        }
    }
}

impl CountyFile {
    /// Reads a file and, where there is one, the English of its names.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub fn parse(json: &str, english: Option<&str>) -> Result<Self, HallError> {
        let raw: RawCounty = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
        let english: English = match english {
            Some(text) => serde_json::from_str(text).map_err(|error| unreadable(&error))?,
            None => English::default(),
        };
        let county = code(&raw.county_code)?;
        let mut file = Self {
            county,
            name: raw.name.clone(),
            centres: vec![(county, county_office(&raw, &english))],
            staff: Vec::new(),
        };
        for township in &raw.townships {
            let id = code(&township.township_code)?;
            file.centres.push((id, whole_centre(township, &english)));
            let lines = township.staff.iter().filter_map(|it| line(id, township, it));
            file.staff.extend(lines);
        }
        Ok(file)
    }

    /// The person of a key in the file.
    pub fn person(&self, staff: &str) -> Option<&StaffLine> {
        self.staff.iter().find(|line| line.staff == staff)
    }
}

fn unreadable(error: &serde_json::Error) -> HallError {
    HallError::invalid(
        "file",
        Phrase::new(format!("机构文件无法读取：{error}"), format!("Not a county file: {error}")),
    )
}

fn code(text: &str) -> Result<CentreId, HallError> {
    parse_centre_code(text).map_err(|fault| HallError::invalid("file", fault))
}

/// The first bureau of the county is the one in charge of government services.
fn county_office(raw: &RawCounty, english: &English) -> WholeCentre {
    let name = raw.departments.first().map_or(&raw.name, |bureau| &bureau.name);
    WholeCentre {
        centre: Centre {
            kind: CentreKind::County,
            name: name.clone(),
            name_english: english.of(name, ""),
            ..Centre::default()
        },
        departments: raw
            .departments
            .iter()
            .map(|bureau| Department {
                key: bureau.key.clone(),
                short: bureau.name.clone(),
                short_english: english.of(&bureau.name, ""),
                name: bureau.name.clone(),
                name_english: english.of(&bureau.name, ""),
                ..Department::default()
            })
            .collect(),
        ..WholeCentre::default()
    }
}

fn whole_centre(raw: &RawTownship, english: &English) -> WholeCentre {
    let hours = raw.windows.first().map(|it| it.service_time.clone()).unwrap_or_default();
    let centre = Centre {
        kind: CentreKind::Township,
        name: raw.center.name.clone(),
        name_english: english.of(&raw.center.name, &raw.name),
        credit_code: raw.center.uscc.clone(),
        address: raw.center.address.clone(),
        address_english: english.of(&raw.center.address, ""),
        hotline: raw.center.hotline.clone(),
        supervision_phone: raw.center.supervise_phone.clone(),
        hours_english: english.of(&hours, ""),
        hours,
    };
    let department = |it: &RawDepartment| Department {
        key: it.department_key.clone(),
        short: it.department.clone(),
        short_english: english.of(&it.department, ""),
        name: it.name.clone(),
        name_english: english.of(&it.name, &raw.name),
        credit_code: it.uscc.clone(),
        superior: it.line_management.clone(),
    };
    WholeCentre {
        centre,
        departments: raw.departments.iter().map(department).collect(),
        windows: raw.windows.iter().map(|it| window(it, english)).collect(),
        posts: posts(raw, english),
    }
}

/// `990126101-W03` is window `W03` of its centre.
fn window_key(raw: &RawWindow) -> String {
    raw.window_id.rsplit('-').next().unwrap_or_default().to_owned()
}

fn window(raw: &RawWindow, english: &English) -> (Window, State) {
    let window = Window {
        key: window_key(raw),
        number: raw.no.clone(),
        name: raw.name.clone(),
        name_english: english.of(&raw.name, ""),
        departments: raw.departments.clone(),
        queue_prefix: raw.queue_prefix.clone(),
        hours: raw.service_time.clone(),
        hours_english: english.of(&raw.service_time, ""),
    };
    (window, if raw.open { State::Open } else { State::Paused })
}

/// The place of a person: key of the post, key of the window, arrangement.
fn place(raw: &RawTownship, staff: &str) -> (String, String, Arrangement) {
    for window in &raw.windows {
        let key = window_key(window);
        let lists = [(Arrangement::A, &window.a_staff), (Arrangement::B, &window.b_staff)];
        for (arrangement, list) in lists {
            if let Some(index) = list.iter().position(|it| it == staff) {
                let post = format!("{key}-{}{}", arrangement.code(), index + 1);
                return (post, key, arrangement);
            }
        }
    }
    let is_seated = |it: &&RawStaff| {
        raw.windows.iter().any(|window| {
            window.a_staff.contains(&it.staff_id) || window.b_staff.contains(&it.staff_id)
        })
    };
    let index = raw
        .staff
        .iter()
        .filter(|it| !is_seated(it))
        .position(|it| it.staff_id == staff)
        .map_or(0, |index| index + 1);
    (format!("C{index}"), String::new(), Arrangement::None)
}

/// A posts first, as a B post names the one it stands in for.
fn posts(raw: &RawTownship, english: &English) -> Vec<Post> {
    let mut posts: Vec<Post> = raw.staff.iter().map(|staff| post(raw, staff, english)).collect();
    let keys: Vec<String> = posts.iter().map(|it| it.key.clone()).collect();
    for post in posts.iter_mut().filter(|it| it.arrangement == Arrangement::B) {
        let first = format!("{}-A1", post.window);
        if keys.contains(&first) {
            post.stands_in_for = first;
        }
    }
    posts.sort_by(|one, other| {
        (one.arrangement == Arrangement::B, &one.key)
            .cmp(&(other.arrangement == Arrangement::B, &other.key))
    });
    posts
}

fn post(raw: &RawTownship, staff: &RawStaff, english: &English) -> Post {
    let (key, window, arrangement) = place(raw, &staff.staff_id);
    let is_of_department =
        raw.departments.iter().any(|it| it.department_key == staff.department_key);
    Post {
        key,
        title: staff.post.clone(),
        title_english: english.of(&staff.post, ""),
        department: if is_of_department { staff.department_key.clone() } else { String::new() },
        window,
        arrangement,
        stands_in_for: String::new(),
    }
}

fn line(centre: CentreId, raw: &RawTownship, staff: &RawStaff) -> Option<StaffLine> {
    let (post, ..) = place(raw, &staff.staff_id);
    let is_full = raw
        .departments
        .iter()
        .any(|it| it.department_key == staff.department_key && it.authorization == "充分授权");
    (!staff.work_no.is_empty()).then(|| StaffLine {
        staff: staff.staff_id.clone(),
        work_number: staff.work_no.clone(),
        name: staff.name.clone(),
        phone: staff.phone.clone(),
        centre,
        post,
        title: staff.post.clone(),
        authority: if is_full { Authority::Full } else { Authority::Partial },
    })
}
