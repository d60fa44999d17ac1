//! Pages of papers for the demonstration, drawn by code: nobody's documents.

use casework::papers::door::{self as papers, Kept};
use counter::catalogue::door::PublishedItem;
use kit::Hall;
use kit::db::CentreId;

/// Width of a page in pixels; a multiple of eight.
const WIDTH: usize = 424;
const HEIGHT: usize = 600;

/// The scans that come with the case of a story: of its first two papers, for every third story.
pub(super) fn scans(
    hall: &Hall,
    centre: CentreId,
    item: &PublishedItem,
    story: usize,
) -> anyhow::Result<Vec<Kept>> {
    if story % 3 != 1 {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    let listed = item.definition.materials.iter().filter(|it| it.when.is_always()).take(2);
    for (number, material) in listed.enumerate() {
        let key = material.key.to_string();
        let bytes = if number == 0 { png(story) } else { pdf(story) };
        all.push(house::told(papers::keep_now(hall, centre, (&key, &bytes)))?);
    }
    Ok(all)
}

/// A page that somebody photographed at home.
pub(super) fn page(seed: usize) -> Vec<u8> {
    png(seed)
}

/// A white page with a frame and lines of grey where the text would be.
fn png(seed: usize) -> Vec<u8> {
    let row = WIDTH / 8;
    let mut raw = Vec::with_capacity((row + 1) * HEIGHT);
    for y in 0..HEIGHT {
        raw.push(0);
        let is_frame = !(24..HEIGHT - 24).contains(&y);
        let is_text = (60..HEIGHT - 80).contains(&y) && y % 24 < 8;
        let end = row - 8 - (y / 24 * 7 + seed * 3) % 17;
        for x in 0..row {
            let is_side = !(3..row - 3).contains(&x);
            let is_ink = is_text && (7..end).contains(&x) && !(x + y / 24 + seed).is_multiple_of(6);
            raw.push(if is_frame || is_side {
                0xaa
            } else if is_ink {
                0x11
            } else {
                0xff
            });
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = |number: usize| u32::try_from(number).unwrap_or_default().to_be_bytes();
    let head = [&size(WIDTH)[..], &size(HEIGHT)[..], &[1, 0, 0, 0, 0]].concat();
    chunk(&mut file, *b"IHDR", &head);
    chunk(&mut file, *b"IDAT", &stored(&raw));
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    let named = [&name[..], content].concat();
    file.extend(u32::try_from(content.len()).unwrap_or_default().to_be_bytes());
    file.extend_from_slice(&named);
    file.extend(crc32(&named).to_be_bytes());
}

/// Bytes as a zlib stream without compression (RFC 1950, 1951).
fn stored(raw: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = raw.chunks(60_000).collect();
    for (number, block) in blocks.iter().enumerate() {
        let length = u16::try_from(block.len()).unwrap_or_default();
        stream.push(u8::from(number + 1 == blocks.len()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in raw {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// One page with one line of text.
fn pdf(seed: usize) -> Vec<u8> {
    let text = format!("BT /F1 20 Tf 72 720 Td (Demonstration paper {seed}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut parts = vec!["%PDF-1.4\n".to_owned()];
    let mut places = Vec::new();
    let mut table = parts[0].len();
    for (number, object) in (1..).zip(&objects) {
        let part = format!("{number} 0 obj\n{object}\nendobj\n");
        places.push(format!("{table:010} 00000 n \n"));
        table += part.len();
        parts.push(part);
    }
    let size = objects.len() + 1;
    parts.push(format!("xref\n0 {size}\n0000000000 65535 f \n{}", places.concat()));
    parts.push(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    parts.concat().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::files::{FileKind, checked};

    #[test]
    fn the_pages_are_what_they_say() {
        assert_eq!(checked(&png(1), 1), Ok(FileKind::Png));
        assert_eq!(checked(&pdf(1), 1), Ok(FileKind::Pdf));
        assert_eq!(crc32(b"IEND"), 0xae42_6082, "the known sum of an empty end");
    }
}
