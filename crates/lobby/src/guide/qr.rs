//! QR codes as SVG, with presentation attributes only (no inline style).

use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;

/// The QR code of a text; empty where the text is too long for one.
pub(crate) fn svg(text: &str) -> String {
    QRBuilder::new(text)
        .build()
        .map(|code| SvgBuilder::default().margin(2).to_str(&code))
        .unwrap_or_default()
}
