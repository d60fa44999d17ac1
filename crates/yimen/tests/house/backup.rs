//! Backups: taken while others write, put back into either engine.

use counter::catalogue::actions;
use counter::catalogue::record::ItemRecord;
use house::plan;
use kit::db::{ActHead, Location};
use kit::journal::Actor;
use kit::testing::{CENTRE, Directory, House, fresh_postgres, on_each_engine, postgres_server};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use yimen::backup::{self, KeysToo, Manifest, Source};

use crate::support::verified;

/// Drafts items without pause while `work` runs.
fn while_others_write<T>(house: &House, work: impl FnOnce() -> T) -> T {
    let (is_done, next) = (AtomicBool::new(false), AtomicU32::new(1));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_done.load(Ordering::SeqCst) {
                    draft(house, next.fetch_add(1, Ordering::SeqCst));
                }
            });
        }
        while next.load(Ordering::SeqCst) < 40 {
            std::thread::yield_now();
        }
        let outcome = work();
        is_done.store(true, Ordering::SeqCst);
        outcome
    })
}

fn draft(house: &House, number: u32) {
    let mut record = item();
    record.code = format!("XX-{number:03}");
    let head = ActHead { centre: CENTRE, actor: Actor::house() };
    let drafted = house.hall.db.act_now(head, move |act| actions::create_draft(act, &record));
    assert!(drafted.is_ok(), "{drafted:?}");
}

fn item() -> ItemRecord {
    serde_json::from_value(serde_json::json!({
        "name": {"zh": "测试事项"},
        "authority": {"kind": "20", "level": "5", "department": "MZ"},
    }))
    .expect("a record")
}

fn take(house: &House, directory: &Directory) -> Manifest {
    let source = Source {
        location: house.hall.db.location(),
        data_directory: &house.hall.site.data_directory,
    };
    let target = directory.path("backup");
    backup::take(source, (&target, KeysToo::No), &plan(), 0, &mut |_, _| {}).expect("a backup")
}

fn restore(directory: &Directory, location: &Location) -> anyhow::Result<Manifest> {
    let data = directory.path("data");
    let target = Source { location, data_directory: &data };
    backup::restore(&directory.path("backup"), target, &plan(), &mut |_, _| {})
}

#[test]
fn a_backup_taken_while_others_write_is_whole_in_either_engine() {
    on_each_engine(plan, |house| {
        let directory = Directory::fresh();
        let manifest = while_others_write(house, || take(house, &directory));
        let mut targets = vec![Location::Sqlite(directory.path("restored.db"))];
        targets.extend(postgres_server().map(|server| fresh_postgres(&server)));
        for location in targets {
            assert_eq!(restore(&directory, &location).expect("restored"), manifest);
            let report = verified(&location);
            assert_eq!(report.findings, vec![]);
            assert_eq!(report.entries, manifest.journals[0].sequence.unsigned_abs());
        }
    });
}

#[test]
fn a_backup_of_a_backup_says_the_same() {
    on_each_engine(plan, |house| {
        let (first, second) = (Directory::fresh(), Directory::fresh());
        (1..20).for_each(|number| draft(house, number));
        let before = take(house, &first);
        let location = postgres_server()
            .map_or_else(|| Location::Sqlite(first.path("r.db")), |it| fresh_postgres(&it));
        restore(&first, &location).expect("restored");
        let data = first.path("data");
        let source = Source { location: &location, data_directory: &data };
        let target = second.path("backup");
        let after = backup::take(source, (&target, KeysToo::No), &plan(), 0, &mut |_, _| {})
            .expect("a backup");
        assert_eq!((before.tables, before.journals), (after.tables, after.journals));
    });
}

#[test]
fn a_backup_that_was_changed_is_not_put_back() {
    let house = House::on_sqlite(plan());
    let directory = Directory::fresh();
    draft(&house, 1);
    take(&house, &directory);
    let file = directory.path("backup/hall.db");
    let mut bytes = std::fs::read(&file).expect("the copy");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&file, bytes).expect("the copy");
    let error = restore(&directory, &Location::Sqlite(directory.path("r.db"))).unwrap_err();
    assert!(error.to_string().contains("changed since"), "{error}");
}

#[test]
fn a_backup_never_overwrites_what_is_there() {
    on_each_engine(plan, |house| {
        let directory = Directory::fresh();
        draft(house, 1);
        take(house, &directory);
        let error = restore(&directory, house.hall.db.location()).unwrap_err();
        assert!(error.to_string().contains("not empty"), "{error}");
    });
}

/// Attaches a page to a case of the demonstration, and gives its digest.
fn page_of_a_case(house: &House) -> seal::Digest {
    let bytes = b"\x89PNG\r\n\x1a\n a page";
    let kept = casework::papers::door::keep_now(&house.hall, CENTRE, ("paper", bytes));
    kept.expect("kept");
    seal::sm3(bytes)
}

#[test]
fn a_backup_carries_the_files_of_papers_and_brings_them_back_unchanged() {
    on_each_engine(plan, |house| {
        let directory = Directory::fresh();
        draft(house, 1);
        let digest = page_of_a_case(house);
        let manifest = take(house, &directory);
        let name = format!("/{}", digest.to_hex());
        assert!(manifest.files.iter().any(|file| file.path.ends_with(&name)), "{manifest:?}");
        restore(&directory, &Location::Sqlite(directory.path("r.db"))).expect("restored");
        let folder = kit::files::Folder::of(&directory.path("data"), "papers");
        let back = kit::files::Files::read(&folder, CENTRE, &digest).expect("read");
        assert_eq!(back.as_deref(), Some(&b"\x89PNG\r\n\x1a\n a page"[..]));
        let other = kit::files::Files::read(&folder, kit::testing::OTHER_CENTRE, &digest);
        assert_eq!(other.expect("read"), None);
    });
}

#[test]
fn a_page_that_was_changed_in_a_backup_is_not_put_back() {
    let house = House::on_sqlite(plan());
    let directory = Directory::fresh();
    draft(&house, 1);
    let digest = page_of_a_case(&house).to_hex();
    take(&house, &directory);
    let place = format!("backup/files/papers/{CENTRE}/{}/{digest}", &digest[..2]);
    std::fs::write(directory.path(&place), b"another page").expect("written");
    let error = restore(&directory, &Location::Sqlite(directory.path("r.db"))).unwrap_err();
    assert!(error.to_string().contains("changed since"), "{error}");
}
