//! What tests ask of every page.

use super::Page;

/// Every field has a label, there is one first heading, and nothing is styled inline.
///
/// # Panics
/// Where one of these does not hold.
pub fn well_formed(path: &str, page: &Page) {
    assert_eq!(page.status, 200, "{path}");
    assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
    assert!(!page.shows(" style=\""), "{path}");
    let mut ids: Vec<&str> = page.body.split(" id=\"").skip(1).collect();
    for rest in &mut ids {
        *rest = rest.split('"').next().unwrap_or_default();
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{path}: an id stands twice");
    for part in page.body.split("<input").skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        if ["hidden", "radio", "checkbox"].iter().any(|it| tag.contains(&format!("\"{it}\""))) {
            continue;
        }
        let id = tag.split(" id=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("?");
        assert!(page.shows(&format!("for=\"{id}\"")), "{path}: no label for {id}");
    }
}
