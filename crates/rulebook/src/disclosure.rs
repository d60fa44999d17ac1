//! The six disclosures (六公开) and the faults that keep a definition from being published.
