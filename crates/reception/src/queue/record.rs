//! How lines and tickets are stored: the rulebook's types as JSON, without personal data in clear.

use kit::{HallError, Phrase};
use serde::{Deserialize, Serialize};
use threshold::ticket::{
    Abandoned, Abandonment, Call, Number, Parking, Phase, Place, Prefix, Priority, Seat, Served,
    Service, Slip, Ticket, Waiting,
};

/// A line of the hall (排队队列).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "排队队列")]
pub struct LineRecord {
    /// The letters its numbers begin with.
    pub prefix: String,
    /// Where it stands in lists.
    pub place: u32,
    /// Its name.
    pub name: String,
    /// The same in English; may be empty.
    pub name_english: String,
    /// Keys of the departments whose items belong to it; none: whatever no other line holds.
    pub departments: Vec<String>,
    /// Codes of single items that belong to it, whatever their department.
    pub items: Vec<String>,
    /// Whether it is in use.
    pub is_open: bool,
}

impl LineRecord {
    /// Its name in both languages.
    pub fn title(&self) -> Phrase {
        let english = if self.name_english.is_empty() { &self.name } else { &self.name_english };
        Phrase::new(self.name.clone(), english.clone())
    }

    /// Its letters as the rules know them.
    ///
    /// # Errors
    /// Where what is stored are none.
    pub fn letters(&self) -> Result<Prefix, HallError> {
        Prefix::parse(&self.prefix).map_err(|it| HallError::broken(it.en))
    }
}

/// A ticket as it is stored (号票).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRecord {
    /// 号码
    pub number: String,
    /// Known to whoever holds the paper, and nobody can guess it.
    pub code: String,
    /// The line it waits in.
    pub line: String,
    /// Word of the priority.
    pub priority: String,
    /// Words of another priority.
    pub priority_text: String,
    /// When it was taken.
    pub taken_at_ms: i64,
    /// How often nobody came.
    pub misses: u8,
    /// Item code, where one was chosen.
    pub item: String,
    /// Phone, sealed; empty where none was given.
    pub phone: String,
    /// Where it stands.
    pub state: StateRecord,
}

/// Where a ticket stands, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum StateRecord {
    /// 等候
    Waiting {
        /// The instant its place counts from.
        from_ms: i64,
        /// How often it came back.
        returns: u8,
        /// A window that waits for exactly this one; empty for none.
        at_window: String,
    },
    /// 叫号中
    Called {
        /// Where to.
        window: String,
        /// Account of who called.
        clerk: i64,
        /// When first.
        at_ms: i64,
        /// When last.
        again_at_ms: i64,
        /// How often.
        times: u32,
    },
    /// 办理中
    Serving {
        /// Where.
        window: String,
        /// Account of who serves.
        clerk: i64,
        /// Since when.
        since_ms: i64,
    },
    /// 暂存
    Parked {
        /// Where to come back to.
        window: String,
        /// Account of who set it aside.
        clerk: i64,
        /// Since when.
        since_ms: i64,
        /// Why.
        reason: String,
    },
    /// 已办
    Served {
        /// Where.
        window: String,
        /// Account of who served.
        clerk: i64,
        /// When.
        at_ms: i64,
    },
    /// 弃号
    Abandoned {
        /// Word of the cause.
        how: String,
        /// When.
        at_ms: i64,
    },
}

impl TicketRecord {
    /// As the rules know it.
    ///
    /// # Errors
    /// Where what is stored cannot be read.
    pub fn ticket(&self) -> Result<Ticket, HallError> {
        let unreadable = |what: &str| HallError::broken(format!("ticket {}: {what}", self.number));
        let slip = Slip {
            number: Number::parse(&self.number).map_err(|_| unreadable("number"))?,
            line: Prefix::parse(&self.line).map_err(|_| unreadable("line"))?,
            priority: Priority::parse(&self.priority, &self.priority_text)
                .map_err(|_| unreadable("priority"))?,
            taken_at_ms: self.taken_at_ms,
            misses: self.misses,
        };
        let seat = |window: &String, clerk: i64| Seat { window: window.clone(), clerk };
        Ok(match &self.state {
            StateRecord::Waiting { from_ms, returns, at_window } => {
                let at_window = (!at_window.is_empty()).then(|| at_window.clone());
                let place = Place { from_ms: *from_ms, returns: *returns };
                Ticket::Waiting(slip, Waiting { place, at_window })
            }
            StateRecord::Called { window, clerk, at_ms, again_at_ms, times } => {
                let seat = seat(window, *clerk);
                let call = Call { seat, at_ms: *at_ms, again_at_ms: *again_at_ms, times: *times };
                Ticket::Called(slip, call)
            }
            StateRecord::Serving { window, clerk, since_ms } => {
                Ticket::Serving(slip, Service { seat: seat(window, *clerk), since_ms: *since_ms })
            }
            StateRecord::Parked { window, clerk, since_ms, reason } => {
                let (seat, reason) = (seat(window, *clerk), reason.clone());
                Ticket::Parked(slip, Parking { seat, since_ms: *since_ms, reason })
            }
            StateRecord::Served { window, clerk, at_ms } => {
                Ticket::Served(slip, Served { seat: seat(window, *clerk), at_ms: *at_ms })
            }
            StateRecord::Abandoned { how, at_ms } => {
                let how = Abandonment::from_word(how).ok_or_else(|| unreadable("cause"))?;
                Ticket::Abandoned(slip, Abandoned { how, at_ms: *at_ms })
            }
        })
    }

    /// The same paper in another state.
    #[must_use]
    pub fn moved(&self, ticket: &Ticket) -> Self {
        let slip = ticket.slip();
        Self {
            line: slip.line.to_string(),
            misses: slip.misses,
            state: state_of(ticket),
            ..self.clone()
        }
    }

    /// Its state by name.
    pub fn phase(&self) -> Phase {
        match self.state {
            StateRecord::Waiting { .. } => Phase::Waiting,
            StateRecord::Called { .. } => Phase::Called,
            StateRecord::Serving { .. } => Phase::Serving,
            StateRecord::Parked { .. } => Phase::Parked,
            StateRecord::Served { .. } => Phase::Served,
            StateRecord::Abandoned { .. } => Phase::Abandoned,
        }
    }

    /// The window it belongs to now; empty where to none.
    pub fn window(&self) -> &str {
        match &self.state {
            StateRecord::Waiting { at_window: window, .. }
            | StateRecord::Called { window, .. }
            | StateRecord::Serving { window, .. }
            | StateRecord::Parked { window, .. }
            | StateRecord::Served { window, .. } => window,
            StateRecord::Abandoned { .. } => "",
        }
    }

    /// What people call its priority.
    pub fn priority_phrase(&self) -> Phrase {
        Priority::parse(&self.priority, &self.priority_text)
            .map_or(Phrase::of("", ""), |it| it.phrase())
    }

    /// Whether it goes before ordinary ones.
    pub fn is_favoured(&self) -> bool {
        self.priority != "ordinary"
    }
}

/// Where a ticket stands, to be stored.
pub(super) fn state_of(ticket: &Ticket) -> StateRecord {
    match ticket {
        Ticket::Waiting(_, it) => StateRecord::Waiting {
            from_ms: it.place.from_ms,
            returns: it.place.returns,
            at_window: it.at_window.clone().unwrap_or_default(),
        },
        Ticket::Called(_, it) => StateRecord::Called {
            window: it.seat.window.clone(),
            clerk: it.seat.clerk,
            at_ms: it.at_ms,
            again_at_ms: it.again_at_ms,
            times: it.times,
        },
        Ticket::Serving(_, it) => StateRecord::Serving {
            window: it.seat.window.clone(),
            clerk: it.seat.clerk,
            since_ms: it.since_ms,
        },
        Ticket::Parked(_, it) => StateRecord::Parked {
            window: it.seat.window.clone(),
            clerk: it.seat.clerk,
            since_ms: it.since_ms,
            reason: it.reason.clone(),
        },
        Ticket::Served(_, it) => StateRecord::Served {
            window: it.seat.window.clone(),
            clerk: it.seat.clerk,
            at_ms: it.at_ms,
        },
        Ticket::Abandoned(_, it) => {
            StateRecord::Abandoned { how: it.how.word().to_owned(), at_ms: it.at_ms }
        }
    }
}
