//! What law, standards and the centre's institutions say, as pure types and transitions.
