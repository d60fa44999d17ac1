//! What every layout needs to know of a page and its visitor.

use crate::visit::Visit;
use crate::words::{Language, Words};
use calendar::Phrase;

/// Who a page is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Residents: large and plain.
    #[default]
    Public,
    /// Staff: dense and calm.
    Office,
    /// The touch screen in the hall.
    Kiosk,
    /// Paper.
    Print,
}

/// Size of type (适老 large-type mode).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// Large type.
    Large,
}

/// A group of the office menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuGroup {
    /// Its heading.
    pub label: Phrase,
    /// Its entries.
    pub entries: Vec<MenuEntry>,
}

/// An entry of the office menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Where it leads.
    pub href: &'static str,
    /// What it says.
    pub label: Phrase,
    /// Name of its icon.
    pub icon: &'static str,
    /// How many wait there.
    pub count: Option<u64>,
}

/// What every layout needs.
#[derive(Clone, Debug, Default)]
pub struct Chrome {
    /// The voice of the page.
    pub words: Words,
    /// Its title.
    pub title: String,
    /// Path and query asked for.
    pub path: String,
    /// Who it is made for.
    pub face: Face,
    /// Size of type.
    pub text_size: TextSize,
    /// The signed-in person's name; empty for a stranger.
    pub visitor: String,
    /// The signed-in person's post.
    pub post: String,
    /// What the county or centre is called.
    pub site_name: String,
    /// Where the name in the head leads; for a kiosk, where it returns to by itself.
    pub home: String,
    /// The office menu.
    pub menu: Vec<MenuGroup>,
    /// Message left by the page before.
    pub flash: String,
}

/// The chrome of a visitor's page.
pub fn chrome_of(visit: &Visit, title: String, face: Face) -> Chrome {
    let words = visit.words();
    Chrome {
        words,
        title,
        path: visit.path.clone(),
        face,
        text_size: visit.text_size,
        visitor: visit.member.as_ref().map(|member| member.name.clone()).unwrap_or_default(),
        post: visit.member.as_ref().map(|member| member.post.clone()).unwrap_or_default(),
        site_name: site_name(visit),
        home: match face {
            Face::Office => "/desk",
            Face::Kiosk => "/kiosk",
            Face::Public | Face::Print => "/",
        }
        .to_owned(),
        menu: if face == Face::Office { visit.hall.menu(visit) } else { Vec::new() },
        flash: visit.flash.clone(),
    }
}

/// The county's name in the reader's language.
fn site_name(visit: &Visit) -> String {
    let site = &visit.hall.site;
    match visit.language {
        Language::English if !site.county_name_english.is_empty() => &site.county_name_english,
        _ => &site.county_name,
    }
    .clone()
}

impl Chrome {
    /// The same page under the name of a centre, whose pages begin at `home`.
    #[must_use]
    pub fn of_centre(mut self, name: impl Into<String>, home: impl Into<String>) -> Self {
        self.site_name = name.into();
        self.home = home.into();
        self
    }

    /// What the addresses of public pages begin with: a centre's own, or nothing in the county.
    pub fn root(&self) -> &str {
        if self.home.starts_with("/centres/") { &self.home } else { "" }
    }

    /// Whether the page is made for staff.
    pub fn is_office(&self) -> bool {
        self.face == Face::Office
    }

    /// Whether the page is laid out as paper.
    pub fn is_print(&self) -> bool {
        self.face == Face::Print
    }

    /// The address of an icon of the sprite.
    pub fn icon(&self, name: &str) -> String {
        super::assets::icon_url(name)
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        super::assets::url(name)
    }

    /// The class of the body.
    pub fn face_class(&self) -> &'static str {
        match self.face {
            Face::Public => "face-public",
            Face::Office => "face-office",
            Face::Kiosk => "face-kiosk",
            Face::Print => "face-public face-print",
        }
    }

    /// The class of the document.
    pub fn size_class(&self) -> &'static str {
        match self.text_size {
            TextSize::Normal => "text-normal",
            TextSize::Large => "text-large",
        }
    }

    /// Where the visitor is, to come back to from a preference.
    pub fn back(&self) -> String {
        crate::visit::query_pair("back", &self.path)
    }

    /// Where a kiosk returns to, as a part of a query.
    pub fn back_home(&self) -> String {
        crate::visit::query_pair("back", &self.home)
    }

    /// Marks the menu entry of this page: the one whose address goes furthest along its path.
    pub fn is_at(&self, href: &str) -> bool {
        self.reaches(href) && !self.entries().any(|it| it.len() > href.len() && self.reaches(it))
    }

    /// Whether this is the page of an address, whatever is asked of it.
    pub fn is_exactly(&self, href: &str) -> bool {
        self.path.split('?').next().unwrap_or_default() == href
    }

    /// Whether this is one of the public pages under a section, in a centre or in the county.
    pub fn is_under(&self, section: &str) -> bool {
        self.reaches(&format!("{}{section}", self.root()))
    }

    fn reaches(&self, href: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let rest = path.strip_prefix(href);
        rest.is_some_and(|rest| rest.is_empty() || (href.len() > 1 && rest.starts_with('/')))
    }

    fn entries(&self) -> impl Iterator<Item = &'static str> {
        self.menu.iter().flat_map(|group| &group.entries).map(|entry| entry.href)
    }
}

/// A page that tells an error.
#[derive(askama::Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The layout.
    pub chrome: Chrome,
    /// HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub sentences: Vec<String>,
    /// Law or rule, if one said no.
    pub basis: String,
    /// Reference number, if the fault is ours.
    pub reference: String,
}
