//! The case (办件): its states and the acts that move it.
