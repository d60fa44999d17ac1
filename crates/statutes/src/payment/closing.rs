//! Closing a day (日结): what was taken by payee and means, the cash that was counted, to whom it
//! went.

use super::Refusal;
use jiff::civil::Date;
use rulebook::Fen;

/// What somebody counted at the end of a day (清点).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The cash in the drawer.
    pub cash: Fen,
    /// Why it is not what should be there; may be empty where it is.
    pub explanation: String,
    /// Who takes the money over.
    pub handed_to: String,
}

/// A closed day (日结).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "日结")]
pub struct Closing {
    /// The day.
    pub day: Date,
    /// The cash that should be there: taken less given back.
    pub expected: Fen,
    /// What was counted.
    pub counted: Counted,
}

impl Closing {
    /// Closes a day with so many receipts and voidings.
    ///
    /// # Errors
    /// A day to come, one without receipts, a difference that nobody explains, money that nobody
    /// takes over.
    pub fn of(
        (day, today): (Date, Date),
        (movements, expected): (u32, Fen),
        counted: Counted,
    ) -> Result<Self, Refusal> {
        if day > today {
            return Err(Refusal::DayAhead);
        }
        if movements == 0 {
            return Err(Refusal::NothingToClose);
        }
        if counted.cash != expected && counted.explanation.trim().is_empty() {
            return Err(Refusal::DifferenceUnexplained);
        }
        if counted.handed_to.trim().is_empty() {
            return Err(Refusal::HandoverMissing);
        }
        Ok(Self { day, expected, counted })
    }

    /// What is over (or missing, below zero).
    pub fn difference(&self) -> Fen {
        Fen::new(self.counted.cash.get() - self.expected.get())
    }
}
