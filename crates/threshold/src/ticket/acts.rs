//! What may happen to a ticket: each move takes it and gives it back in the next state.

use super::{
    Abandoned, Abandonment, Call, Parking, Place, Prefix, Seat, Served, Service, Slip, Ticket,
    Waiting,
};
use terms::breach::Breach;

/// How many others are called before somebody who missed a call.
pub const BEHIND_OTHERS: usize = 3;
/// How often somebody may miss a call and come back; the next time, the ticket ends.
pub const MISSES_MAX: u8 = 2;

/// Where somebody is passed on to (转办去向).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// To another line.
    Line(Prefix),
    /// To one window, key.
    Window(String),
}

impl Ticket {
    /// 取号
    pub fn take(slip: Slip) -> Self {
        let place = Place { from_ms: slip.taken_at_ms, returns: 0 };
        Self::Waiting(slip, Waiting { place, at_window: None })
    }

    /// 预约报到: a ticket whose place counts from the appointed instant, among those who walk in.
    pub fn take_at(slip: Slip, from_ms: i64) -> Self {
        let place = Place { from_ms, returns: 0 };
        Self::Waiting(slip, Waiting { place, at_window: None })
    }

    /// 叫号, from the line or from what the window set aside.
    ///
    /// # Errors
    /// `TicketMoved` where it does not wait; `AnotherWindow` where it waits for another one.
    pub fn call(self, seat: Seat, at_ms: i64) -> Result<Self, Breach> {
        let slip = match self {
            Self::Waiting(slip, waiting) => {
                let own = waiting.at_window.as_deref().is_none_or(|it| it == seat.window);
                own.then_some(slip).ok_or(Breach::AnotherWindow)?
            }
            Self::Parked(slip, parking) => {
                is_here(&parking.seat, &seat)?;
                slip
            }
            _ => return Err(Breach::TicketMoved),
        };
        Ok(Self::Called(slip, Call { seat, at_ms, again_at_ms: at_ms, times: 1 }))
    }

    /// 重呼
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`.
    pub fn call_again(self, seat: &Seat, at_ms: i64) -> Result<Self, Breach> {
        let Self::Called(slip, call) = self else { return Err(Breach::TicketMoved) };
        is_here(&call.seat, seat)?;
        let times = call.times.saturating_add(1);
        Ok(Self::Called(slip, Call { again_at_ms: at_ms, times, ..call }))
    }

    /// 开始办理
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`.
    pub fn begin(self, seat: Seat, at_ms: i64) -> Result<Self, Breach> {
        let Self::Called(slip, call) = self else { return Err(Breach::TicketMoved) };
        is_here(&call.seat, &seat)?;
        Ok(Self::Serving(slip, Service { seat, since_ms: at_ms }))
    }

    /// 过号: back in line behind a few others, at `back`; at last the ticket ends.
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`.
    pub fn miss(self, seat: &Seat, back: Place, at_ms: i64) -> Result<Self, Breach> {
        let Self::Called(slip, call) = self else { return Err(Breach::TicketMoved) };
        is_here(&call.seat, seat)?;
        if slip.misses >= MISSES_MAX {
            let how = Abandonment::Missed;
            return Ok(Self::Abandoned(slip, Abandoned { how, at_ms }));
        }
        let slip = Slip { misses: slip.misses + 1, ..slip };
        let place = Place { returns: slip.misses, ..back };
        Ok(Self::Waiting(slip, Waiting { place, at_window: None }))
    }

    /// 暂存
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`; `ReasonMissing` without a reason.
    pub fn park(self, seat: &Seat, reason: &str, at_ms: i64) -> Result<Self, Breach> {
        let Self::Serving(slip, service) = self else { return Err(Breach::TicketMoved) };
        is_here(&service.seat, seat)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Breach::ReasonMissing);
        }
        Ok(Self::Parked(slip, Parking { seat: seat.clone(), since_ms: at_ms, reason }))
    }

    /// 转办: to another line or window, with the place of the first arrival.
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`; `ForwardedToItself` where nothing would change.
    pub fn forward(self, seat: &Seat, to: Moved) -> Result<Self, Breach> {
        let (slip, there) = match self {
            Self::Called(slip, call) => (slip, call.seat),
            Self::Serving(slip, service) => (slip, service.seat),
            _ => return Err(Breach::TicketMoved),
        };
        is_here(&there, seat)?;
        let place = Place { from_ms: slip.taken_at_ms, returns: 0 };
        match to {
            Moved::Window(window) if window == seat.window => Err(Breach::ForwardedToItself),
            Moved::Window(window) => {
                Ok(Self::Waiting(slip, Waiting { place, at_window: Some(window) }))
            }
            Moved::Line(line) if line == slip.line => Err(Breach::ForwardedToItself),
            Moved::Line(line) => {
                Ok(Self::Waiting(Slip { line, ..slip }, Waiting { place, at_window: None }))
            }
        }
    }

    /// 办完
    ///
    /// # Errors
    /// `TicketMoved`, `AnotherWindow`.
    pub fn finish(self, seat: &Seat, at_ms: i64) -> Result<Self, Breach> {
        let Self::Serving(slip, service) = self else { return Err(Breach::TicketMoved) };
        is_here(&service.seat, seat)?;
        Ok(Self::Served(slip, Served { seat: service.seat, at_ms }))
    }

    /// 本人取消
    ///
    /// # Errors
    /// `TicketMoved` where somebody is called or served, or the visit is over.
    pub fn leave(self, at_ms: i64) -> Result<Self, Breach> {
        match self {
            Self::Waiting(slip, _) | Self::Parked(slip, _) => {
                Ok(Self::Abandoned(slip, Abandoned { how: Abandonment::Left, at_ms }))
            }
            _ => Err(Breach::TicketMoved),
        }
    }

    /// The window that waited for it has closed: back into its line, at its first place.
    ///
    /// # Errors
    /// `TicketMoved` where no window waits for it.
    pub fn release(self) -> Result<Self, Breach> {
        let (Self::Waiting(slip, Waiting { at_window: Some(_), .. }) | Self::Parked(slip, _)) =
            self
        else {
            return Err(Breach::TicketMoved);
        };
        let place = Place { from_ms: slip.taken_at_ms, returns: 0 };
        Ok(Self::Waiting(slip, Waiting { place, at_window: None }))
    }

    /// 隔日失效: the day of the ticket is over. Whoever was being served has been served.
    ///
    /// # Errors
    /// `TicketMoved` where the visit is over.
    pub fn lapse(self, at_ms: i64) -> Result<Self, Breach> {
        match self {
            Self::Serving(slip, service) => {
                Ok(Self::Served(slip, Served { seat: service.seat, at_ms }))
            }
            Self::Waiting(slip, _) | Self::Called(slip, _) | Self::Parked(slip, _) => {
                Ok(Self::Abandoned(slip, Abandoned { how: Abandonment::LeftOver, at_ms }))
            }
            Self::Served(..) | Self::Abandoned(..) => Err(Breach::TicketMoved),
        }
    }
}

fn is_here(there: &Seat, here: &Seat) -> Result<(), Breach> {
    if there.window == here.window { Ok(()) } else { Err(Breach::AnotherWindow) }
}
