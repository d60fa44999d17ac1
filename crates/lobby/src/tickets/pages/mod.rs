//! Pages of a ticket.

pub(super) mod ticket;
