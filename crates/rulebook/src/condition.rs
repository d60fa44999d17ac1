//! Conditions: typed trees that select papers, fees and limits, and explain themselves.
