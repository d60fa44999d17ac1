//! The flow chart of an item as a graph, drawn from its own definition.
