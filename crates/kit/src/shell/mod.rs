//! The shell: what every page looks like around its content.

mod chrome;

pub use chrome::{Chrome, ErrorPage, Face, MenuEntry, MenuGroup, TextSize, chrome_of};
