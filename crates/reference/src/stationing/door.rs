//! What others may ask of the stationing: the public site, the intake, the demonstration.

pub use super::listed::ListedDepartment;
pub use super::report::{Source, StationedItem};

use super::report::Report;
use super::{actions, store};
use kit::db::{Act, CentreId};
use kit::journal::Committed;
use kit::{Hall, HallError};
use rulebook::stationing::DepartmentStanding;

/// A department as it stands, for showing.
#[derive(Clone, Debug)]
pub struct StationedDepartment {
    /// Its key: `MZ`.
    pub key: String,
    /// Its name: 民政.
    pub name: String,
    /// Its station: 青榕镇社会事务办.
    pub station: String,
    /// How it stands.
    pub standing: DepartmentStanding,
    /// Its items in force.
    pub items: Vec<StationedItem>,
}

/// Takes over the departments of the act's centre from a county's list; gives their number.
///
/// # Errors
/// Where a word of the list is not known.
pub fn list(
    act: &mut Act<'_>,
    centre_name: &str,
    departments: &[ListedDepartment],
) -> Result<Committed<usize>, HallError> {
    actions::list(act, centre_name, departments)
}

/// The departments of a centre with their items.
///
/// # Errors
/// What the database said.
pub async fn departments(
    hall: &Hall,
    centre: CentreId,
) -> Result<Vec<StationedDepartment>, HallError> {
    let report = report(hall, centre).await?;
    Ok(report
        .departments
        .into_iter()
        .filter_map(|it| {
            let department = it.department?;
            Some(StationedDepartment {
                key: department.key,
                name: department.name,
                station: department.station,
                standing: department.standing,
                items: it.items,
            })
        })
        .collect())
}

/// How an item in force stands; nothing where it is not in force.
///
/// # Errors
/// What the database said.
pub async fn item(
    hall: &Hall,
    centre: CentreId,
    code: &str,
) -> Result<Option<StationedItem>, HallError> {
    let report = report(hall, centre).await?;
    Ok(report.items().find(|item| item.code == code).cloned())
}

/// The report of a centre.
pub(super) async fn report(hall: &Hall, centre: CentreId) -> Result<Report, HallError> {
    let catalogue = counter::catalogue::door::catalogue(hall, centre).await?;
    let (departments, own) = hall
        .db
        .read(move |read| {
            Ok((store::departments(read, centre)?, store::own_standings(read, centre)?))
        })
        .await?;
    Ok(Report::of(departments, &own, &catalogue))
}
