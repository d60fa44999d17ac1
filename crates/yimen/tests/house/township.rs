//! What a township keeps itself can be kept by somebody who sits there, in the demonstration as in
//! any county that appoints people by its file.

use house::plan;
use kit::rights::{Power, Role, holds};
use kit::testing::{House, OTHER_CENTRE};
use office::people::door as people;

use crate::support::TestClock;

/// What the county office, or its administrators, do for all.
const OF_THE_COUNTY: [Power; 5] = [
    Power::ReadCounty,
    Power::ManageOrganisation,
    Power::ManageAccounts,
    Power::ReadAudit,
    Power::ManageSystem,
];

#[test]
fn every_power_that_is_not_the_countys_is_held_by_somebody_of_the_township() {
    let house = House::on_sqlite(plan());
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(&house);
    county::demo::found(&house.hall, &file, &clock, 1).expect("the county is founded");
    let accounts = people::demo_accounts(&file, county::demo::PASSWORD);
    let county = &file.centres[0].1.centre.name;
    let roles: Vec<Role> = accounts
        .iter()
        .filter(|it| it.centre.zh != *county)
        .flat_map(|it| it.roles.clone())
        .collect();
    for power in Power::ALL.iter().filter(|power| !OF_THE_COUNTY.contains(power)) {
        assert!(roles.iter().any(|role| holds(*role, *power)), "nobody there has {power:?}");
    }
}

#[test]
fn the_director_of_the_demonstration_keeps_the_days_of_the_own_centre() {
    let house = House::on_sqlite(plan());
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(&house);
    county::demo::found(&house.hall, &file, &clock, 1).expect("the county is founded");
    let mut director = house.stranger();
    let entered = [("login", "director"), ("password", county::demo::PASSWORD)];
    let page = director.post("/session", &entered);
    assert_eq!(page.status, 303, "{}", page.body);
    let fields = [("from", "2026-12-21"), ("through", "2026-12-22"), ("reason", "水管爆裂抢修")];
    let noted = director.post("/settings/closures", &fields);
    assert_eq!((noted.status, noted.location.as_str()), (303, "/settings/closures"));
    assert!(director.get("/settings/closures").shows("水管爆裂抢修"));
    let mut neighbour = house.browser_of(OTHER_CENTRE, &[Role::Director]);
    assert!(!neighbour.get("/settings/closures").shows("水管爆裂抢修"));
    assert_eq!(director.get("/settings/parameters").status, 200);
}
