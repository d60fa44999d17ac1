//! Files outside the database.

use super::{FileFault, FileKind, Files, Folder, NotKept, Scan, checked, scanned};
use crate::testing::{CENTRE, Directory, OTHER_CENTRE};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

fn keep(folder: &Folder, bytes: &[u8], now_ms: i64) -> seal::Digest {
    folder.keep(CENTRE, bytes, now_ms, &|_| Ok(())).expect("kept")
}

#[test]
fn the_same_content_is_kept_once_and_no_centre_reads_anothers() {
    let directory = Directory::fresh();
    let folder = Folder::of(&directory.path("data"), "papers");
    let digest = keep(&folder, PNG, 1_000);
    assert_eq!(keep(&folder, PNG, 2_000), digest);
    assert_eq!(folder.read(CENTRE, &digest).expect("read").as_deref(), Some(PNG));
    assert_eq!(folder.read(OTHER_CENTRE, &digest).expect("read"), None);
}

#[test]
fn a_file_that_was_changed_on_the_disk_is_noticed() {
    let directory = Directory::fresh();
    let folder = Folder::of(&directory.path("data"), "papers");
    let digest = keep(&folder, PNG, 0);
    std::fs::write(folder.place(CENTRE, &digest), b"something else").expect("written");
    assert!(folder.read(CENTRE, &digest).is_err());
}

#[test]
fn what_is_kept_again_is_young_again() {
    let directory = Directory::fresh();
    let folder = Folder::of(&directory.path("data"), "papers");
    let digest = keep(&folder, PNG, 1_000);
    assert_eq!(folder.older_than(CENTRE, 5_000).expect("list"), vec![digest]);
    keep(&folder, PNG, 9_000);
    assert_eq!(folder.older_than(CENTRE, 5_000).expect("list"), vec![]);
    folder.remove(CENTRE, &digest, 5_000).expect("asked");
    assert!(folder.read(CENTRE, &digest).expect("read").is_some(), "kept since");
    folder.remove(CENTRE, &digest, 10_000).expect("removed");
    folder.remove(CENTRE, &digest, 10_000).expect("twice is no harm");
    assert_eq!(folder.read(CENTRE, &digest).expect("read"), None);
}

#[test]
fn the_content_tells_what_a_file_is_and_not_its_name() {
    assert_eq!(checked(b"%PDF-1.7 ...", 1), Ok(FileKind::Pdf));
    assert_eq!(checked(&[0xff, 0xd8, 0xff, 0xe0], 1), Ok(FileKind::Jpeg));
    assert_eq!(checked(PNG, 1), Ok(FileKind::Png));
    assert_eq!(checked(b"<svg onload=alert(1)>", 1), Err(FileFault::UnknownKind));
    assert_eq!(checked(b"", 1), Err(FileFault::Empty));
    let large = vec![0x25; 1024 * 1024 + 1];
    assert_eq!(checked(&large, 1), Err(FileFault::TooLarge { mebibytes: 1 }));
}

#[test]
fn what_the_scanner_refuses_is_not_kept_and_one_that_fails_lets_nothing_in() {
    let directory = Directory::fresh();
    let folder = Folder::of(&directory.path("data"), "papers");
    let scan = |words: &[&str]| Scan { command: words.iter().map(|it| (*it).into()).collect() };
    let table = [
        (scan(&[]), None),
        (scan(&["true"]), None),
        (scan(&["false"]), Some(FileFault::Infected)),
        (scan(&["sh", "-c", "exit 2"]), Some(FileFault::NotScanned)),
        (scan(&["/nowhere/scanner"]), Some(FileFault::NotScanned)),
        (scan(&["grep", "-q", "-a", "PNG"]), None),
    ];
    for (number, (scan, fault)) in (0_u8..).zip(table) {
        let bytes = [PNG, &[number]].concat();
        let kept = folder.keep(CENTRE, &bytes, 0, &|path| scanned(&scan, path));
        let digest = seal::sm3(&bytes);
        let is_there = folder.read(CENTRE, &digest).expect("read").is_some();
        match (kept, fault) {
            (Ok(_), None) => assert!(is_there),
            (Err(NotKept::Refused(found)), Some(fault)) => {
                assert_eq!(found, fault, "{scan:?}");
                assert!(!is_there, "{scan:?}");
            }
            (other, fault) => panic!("{scan:?}: {other:?}, not {fault:?}"),
        }
    }
}
