//! The exchange, asked in process.

use kit::hall::Plan;
use kit::testing::{CENTRE, on_each_engine};
use kit::wing::Wing;

fn plan() -> Plan {
    Plan::new(vec![Wing { rooms: vec![super::room()] }])
}

#[test]
fn the_openapi_document_is_of_version_3_1_and_names_us() {
    on_each_engine(plan, |house| {
        let document = house.stranger().get("/api/v1/openapi.json").json();
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
        assert_eq!(document["info"]["title"], "Yimen 一门");
        assert!(document["paths"]["/api/v1/signing-key"]["get"].is_object());
    });
}

#[test]
fn every_address_of_the_api_is_in_the_document() {
    on_each_engine(plan, |house| {
        let document = serde_json::to_value(super::openapi(&house.hall)).expect("json");
        for route in house.hall.routes().iter().filter(|it| it.path.starts_with("/api/")) {
            let method = route.method.to_lowercase();
            assert!(document["paths"][route.path][&method].is_object(), "{}", route.path);
        }
    });
}

#[test]
fn the_reference_is_readable_in_both_languages() {
    on_each_engine(plan, |house| {
        assert!(house.stranger().get("/api").shows("接口说明"));
        assert!(house.stranger().in_english().get("/api").shows("API reference"));
    });
}

#[test]
fn anybody_can_read_the_key_and_the_checkpoints() {
    on_each_engine(crate::testing::plan, |house| {
        let key = house.stranger().get("/api/v1/signing-key").json();
        assert!(key["public_key"].as_str().is_some_and(|pem| pem.contains("PUBLIC KEY")));
        let path = format!("/api/v1/centres/{CENTRE}/checkpoints");
        assert_eq!(house.stranger().get(&path).json(), serde_json::json!([]));
        let page = house.stranger().get(&format!("/journal/checkpoints/{CENTRE}"));
        assert_eq!(page.status, 200);
        assert!(page.shows("还没有检查点"));
    });
}
