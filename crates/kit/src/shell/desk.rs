//! What a room puts on the desk (工作台) of whoever has signed in: figures, and what comes first.

/// A room's part of the desk, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskPart {
    /// Its heading.
    pub heading: String,
    /// Figures that lead to lists.
    pub figures: Vec<DeskFigure>,
    /// What `lines` are, such as "Due first".
    pub lines_heading: String,
    /// What comes first.
    pub lines: Vec<DeskLine>,
}

/// A figure that leads to its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFigure {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: i64,
    /// The list.
    pub href: String,
    /// Whether it should be none.
    pub weight: Weight,
}

/// How a figure weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Daily work.
    Ordinary,
    /// Should be none.
    Late,
}

impl DeskFigure {
    /// Daily work.
    pub fn new(label: &str, count: i64, href: &str) -> Self {
        let (label, href) = (label.to_owned(), href.to_owned());
        Self { label, count, href, weight: Weight::Ordinary }
    }

    /// Something that should be none.
    pub fn late(label: &str, count: i64, href: &str) -> Self {
        Self { weight: Weight::Late, ..Self::new(label, count, href) }
    }

    /// Whether it is to be shown as late.
    pub fn is_late(&self) -> bool {
        self.weight == Weight::Late && self.count > 0
    }
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    /// Where it is done.
    pub href: String,
    /// Its number or name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Class of its light.
    pub light: &'static str,
    /// Its light in words.
    pub light_text: String,
}
