//! `cargo xtask rehearse`: the long form of the rehearsal, on both engines.

use crate::postgres::Cluster;
use crate::run::{cargo, command};

/// Cases, days and seed where nobody says otherwise: a year.
const YEAR: [&str; 3] = ["30000", "365", "7"];

/// Plays cases over days from a seed: `rehearse [cases days seed]`.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let figures: Vec<&str> = match arguments {
        [] => YEAR.to_vec(),
        [_, _, _] => arguments.iter().map(String::as_str).collect(),
        _ => return Err("rehearse [cases days seed]: all three figures, or none".into()),
    };
    if let Some(wrong) = figures.iter().find(|it| it.parse::<u64>().is_err()) {
        return Err(format!("rehearse [cases days seed]: {wrong} is not a whole number"));
    }
    let cluster = Cluster::start()?;
    let test = ["test", "--release", "--package", "yimen", "--test", "house", "rehearsal"];
    command(
        cargo(&test)
            .env("YIMEN_REHEARSAL", figures.join(":"))
            .env("YIMEN_TEST_POSTGRES", cluster.url()),
    )
}
