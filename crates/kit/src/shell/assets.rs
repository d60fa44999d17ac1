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
    include_str!("../../assets/css/components.css"),
    include_str!("../../assets/css/public.css"),
    include_str!("../../assets/css/office.css"),
    include_str!("../../assets/css/calendar.css"),
    include_str!("../../assets/css/kiosk.css"),
    include_str!("../../assets/css/print.css"),
);

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// All assets.
pub const ASSETS: &[Asset] = &[
    Asset { name: "yimen.css", kind: "text/css; charset=utf-8", content: STYLE },
    Asset {
        name: "icons.svg",
        kind: "image/svg+xml",
        content: include_str!("../../assets/icons.svg"),
    },
    Asset { name: "yimen.js", kind: SCRIPT, content: include_str!("../../assets/js/yimen.js") },
    Asset { name: "guard.js", kind: SCRIPT, content: include_str!("../../assets/js/guard.js") },
    Asset { name: "live.js", kind: SCRIPT, content: include_str!("../../assets/js/live.js") },
    Asset { name: "swap.js", kind: SCRIPT, content: include_str!("../../assets/js/swap.js") },
    Asset {
        name: "shortcuts.js",
        kind: SCRIPT,
        content: include_str!("../../assets/js/shortcuts.js"),
    },
    Asset {
        name: "autosave.js",
        kind: SCRIPT,
        content: include_str!("../../assets/js/autosave.js"),
    },
    Asset { name: "kiosk.js", kind: SCRIPT, content: include_str!("../../assets/js/kiosk.js") },
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

/// The asset of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
