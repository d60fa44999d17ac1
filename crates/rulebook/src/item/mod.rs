//! The service item (事项) and its versions: one definition feeds guide, checklist and clock.
