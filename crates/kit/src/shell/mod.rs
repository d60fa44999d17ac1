//! The shell: what every page looks like around its content.
//!
//! Style, script and icons are ours and stand in `assets/`; layouts and components in
//! `templates/`. A page struct holds a [`Chrome`] and its template extends a layout.

pub mod assets;
mod chrome;
pub(crate) mod components;
mod day_strip;
mod desk;
#[cfg(test)]
mod tests;

pub use chrome::{Chrome, ErrorPage, Face, MenuEntry, MenuGroup, TextSize, chrome_of};
pub use day_strip::day_strip;
pub use desk::{DeskFigure, DeskLine, DeskPart, Weight};
