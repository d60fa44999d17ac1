//! Style, script and icons: in the binary, served under a name that changes with their content.

use std::sync::LazyLock;

/// A file the browser fetches.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its name under `/assets/{digest}/`.
    pub name: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub content: &'static str,
}

const STYLE: &str = concat!(
    include_str!("../../assets/css/tokens.css"),
    include_str!("../../assets/css/base.css"),
    include_str!("../../assets/css/forms.css"),
    include_str!("../../assets/css/tables.css"),
    include_str!("../../assets/css/feedback.css"),
    include_str!("../../assets/css/components.css"),
    include_str!("../../assets/css/public.css"),
    include_str!("../../assets/css/guide.css"),
    include_str!("../../assets/css/office.css"),
    include_str!("../../assets/css/calendar.css"),
    include_str!("../../assets/css/kiosk.css"),
    include_str!("../../assets/css/queue.css"),
    include_str!("../../assets/css/print.css"),
);

macro_rules! script {
    ($name:literal) => {
        Asset {
            name: $name,
            kind: "text/javascript; charset=utf-8",
            content: include_str!(concat!("../../assets/js/", $name)),
        }
    };
}

/// All assets.
pub const ASSETS: &[Asset] = &[
    Asset { name: "yimen.css", kind: "text/css; charset=utf-8", content: STYLE },
    Asset {
        name: "icons.svg",
        kind: "image/svg+xml",
        content: include_str!("../../assets/icons.svg"),
    },
    script!("yimen.js"),
    script!("autosave.js"),
    script!("board.js"),
    script!("camera.js"),
    script!("dialog.js"),
    script!("filters.js"),
    script!("guard.js"),
    script!("keyboard.js"),
    script!("kiosk.js"),
    script!("live.js"),
    script!("menu.js"),
    script!("print.js"),
    script!("shortcuts.js"),
    script!("signature.js"),
    script!("swap.js"),
    script!("toast.js"),
    script!("words.js"),
];

/// Changes with the content of any asset.
static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = seal::Hasher::new();
    for asset in ASSETS {
        hasher.update(asset.content.as_bytes());
    }
    hasher.finish().to_hex().chars().take(12).collect()
});

/// The address of an asset.
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", *DIGEST)
}

/// The address of an icon in the sprite, for `<use href="…">`.
pub fn icon_url(name: &str) -> String {
    format!("{}#{name}", url("icons.svg"))
}

/// The asset of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// How long a browser may keep an answer: for good under the digest of today, not at all under
/// another one (a page of an older or newer house is open while this one starts).
pub fn caching(digest: &str) -> &'static str {
    if digest == DIGEST.as_str() { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The names of all icons, in the order of the sprite.
pub fn icon_names() -> impl Iterator<Item = &'static str> {
    let sprite = find("icons.svg").map_or("", |asset| asset.content);
    sprite.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next())
}
