//! The counter wing: the catalogue of service items and the stationing of departments.
