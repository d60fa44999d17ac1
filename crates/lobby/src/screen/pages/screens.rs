//! `/screens`: the addresses of the screens of a hall, and how a PC is set up for one.

use crate::centres;
use askama::Template;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "screen/pages/screens.html")]
struct ScreensPage {
    chrome: Chrome,
    screens: Vec<Screen>,
    displays: Vec<Screen>,
    /// What a PC starts with for the first of them.
    command: String,
    /// Whether browsers may keep the last state for a start without a network.
    is_secure: bool,
}

/// A screen that somebody sets up.
struct Screen {
    name: String,
    about: String,
    path: String,
    address: String,
}

/// The page.
pub(in crate::screen) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, visit.centre()?).await?;
    let public = &visit.hall.site.public_url;
    let screen = |path: String, name: &str, about: &str| Screen {
        name: name.to_owned(),
        about: about.to_owned(),
        address: format!("{public}{path}"),
        path,
    };
    let board = screen(
        format!("{}/board", centre.path()),
        words.say("叫号屏", "Call board"),
        words.say(
            "大厅正面的大屏：叫号、等候人数、公告",
            "in front of the hall: calls, lines, notices",
        ),
    );
    let kiosk = screen(
        format!("{}/kiosk", centre.path()),
        words.say("触摸屏", "Kiosk"),
        words.say("门口：取号、查事项、查进度", "at the door: tickets, guides, progress"),
    );
    let displays = centre.directory.windows_in_use().map(|it| {
        let path = format!("{}/windows/{}/display", centre.path(), it.record.key);
        let english = &it.record.name_english;
        let name = if english.is_empty() { &it.record.name } else { english };
        screen(path, &it.record.number, words.say(&it.record.name, name))
    });
    let flags = "--kiosk --autoplay-policy=no-user-gesture-required";
    visit.page(&ScreensPage {
        chrome: visit.chrome(words.say("大屏", "Screens"), Face::Office),
        displays: displays.collect(),
        command: format!("chromium {flags} {}", board.address),
        is_secure: public.starts_with("https://") || public.contains("//127.0.0.1"),
        screens: vec![board, kiosk],
    })
}
