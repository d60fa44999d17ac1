//! The shell: what it promises every page.

use super::assets::{ASSETS, caching, find, icon_names, url};
use super::{Chrome, MenuEntry, MenuGroup, day_strip};
use crate::hall::Plan;
use crate::testing::{House, Page};
use crate::words::{Language, Words};
use calendar::{Limit, Pause, Pauses, Phrase, WorkingCalendar};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
    found
}

/// All templates of the house, also those beside the pages of rooms.
fn templates() -> Vec<(PathBuf, String)> {
    let crates = root().join("..");
    files(&crates, "html")
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "node_modules"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

fn components(language: &str) -> Page {
    let house = House::on_sqlite(Plan::new(Vec::new()));
    let mut browser = house.stranger();
    browser.cookies.insert("language".to_owned(), language.to_owned());
    browser.get("/components")
}

#[test]
fn every_script_is_served_and_imports_only_what_is_served() {
    for path in files(&root().join("assets/js"), "js") {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(find(name).is_some(), "{name} is not served");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() < 150, "{name} has grown too long");
        for import in text.split("from \"./").skip(1) {
            let import = import.split('"').next().unwrap();
            assert!(find(import).is_some(), "{name} imports {import}");
        }
    }
}

#[test]
fn every_style_sheet_is_part_of_the_style() {
    let style = find("yimen.css").unwrap().content;
    for path in files(&root().join("assets/css"), "css") {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(style.contains(&text), "{} is left out", path.display());
        assert!(text.lines().count() < 600, "{} has grown too long", path.display());
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{}", path.display());
        assert!(!text.contains("http"), "{} fetches from elsewhere", path.display());
    }
}

#[test]
fn an_address_of_today_is_kept_for_good_and_any_other_is_not() {
    let address = url("yimen.css");
    let digest = address.split('/').nth(2).unwrap();
    assert!(caching(digest).contains("immutable"));
    assert_eq!(caching("000000000000"), "no-cache");
    let distinct: std::collections::BTreeSet<_> = ASSETS.iter().map(|asset| asset.name).collect();
    assert_eq!(distinct.len(), ASSETS.len());
}

#[test]
fn no_template_carries_style_or_script_of_its_own() {
    for (path, text) in templates() {
        for sign in [" style=", "<style", "onclick=", "onchange=", "onsubmit=", "javascript:"] {
            assert!(!text.contains(sign), "{} contains {sign}", path.display());
        }
        for script in text.split("<script").skip(1) {
            let is_ours = script.starts_with(" type=\"module\" src=");
            assert!(is_ours, "{} has a script of its own", path.display());
        }
    }
}

#[test]
fn every_icon_that_a_template_names_is_in_the_sprite() {
    let known: Vec<_> = icon_names().collect();
    for (path, text) in templates() {
        let by_method = text.split("chrome.icon(\"").skip(1);
        let by_macro = text.split("icon(chrome, \"").skip(1);
        for rest in by_method.chain(by_macro) {
            let name = rest.split('"').next().unwrap();
            assert!(known.contains(&name), "{}: no icon {name}", path.display());
        }
    }
}

#[test]
fn the_component_page_speaks_either_language_and_no_other() {
    let chinese = components("zh-CN");
    assert_eq!(chinese.status, 200);
    assert!(chinese.body.contains("界面组件"));
    let english = components("en");
    let is_han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let main = english.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let left: String = main.chars().filter(|letter| is_han(*letter)).collect();
    assert_eq!(left, "", "the English page shows Chinese");
    assert!(english.body.contains("Wangxi County"), "the county has its English name");
}

#[test]
fn the_menu_marks_the_entry_that_goes_furthest_along_the_path() {
    let entry =
        |href| MenuEntry { href, label: Phrase::of("项", "item"), icon: "list", count: None };
    let menu = vec![MenuGroup {
        label: Phrase::of("组", "group"),
        entries: vec![entry("/cases"), entry("/cases/new"), entry("/")],
    }];
    let at = |path: &str| {
        let chrome = Chrome { path: path.to_owned(), menu: menu.clone(), ..Chrome::default() };
        ["/cases", "/cases/new", "/"].map(|href| chrome.is_at(href))
    };
    assert_eq!(at("/cases?state=open"), [true, false, false]);
    assert_eq!(at("/cases/101-1"), [true, false, false]);
    assert_eq!(at("/cases/new?item=1"), [false, true, false]);
    assert_eq!(at("/casesome"), [false, false, false]);
    assert_eq!(at("/"), [false, false, true]);
}

#[test]
fn the_strip_of_days_says_in_words_what_its_colours_show() {
    let day = |day| jiff::civil::date(2026, 11, day);
    let pauses = Pauses::of(Pause::new(day(26), day(27)));
    let calendar = WorkingCalendar::without_notices();
    let explanation = calendar::explain(day(24), Limit::working_days(5), &pauses, &calendar);
    let chinese = day_strip(&explanation, Words::new(Language::Chinese));
    for word in ["起算", "中止", "第4天", "截止"] {
        assert!(chinese.contains(word), "{word} is missing");
    }
    assert_eq!(chinese.matches("<rect").count(), explanation.days.len());
    assert!(!chinese.contains("style="));
    let english = day_strip(&explanation, Words::new(Language::English));
    assert!(english.contains(">paused<") && english.contains(">due<") && english.contains("Mon"));
}

#[test]
fn a_limit_of_years_is_told_in_sentences_only() {
    let start = jiff::civil::date(2026, 11, 23);
    let calendar = WorkingCalendar::without_notices();
    let explanation = calendar::explain(start, Limit::days(400), &Pauses::none(), &calendar);
    assert_eq!(day_strip(&explanation, Words::default()), "");
}
