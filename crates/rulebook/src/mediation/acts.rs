//! The acts of a mediation: each takes it, and gives it back moved, or says by what rule not.

use super::{
    About, AgreedTerm, Agreement, CONFIRMATION_DAYS, Choice, Confirmation, Consent, Event, Form,
    Mediation, Mediator, Moved, Outcome, Party, Performance, Refusal, Ruling, Session, Side,
    Sitting, State, Termination, Way, What, Why,
};
use crate::event::Moment;
use jiff::ToSpan;
use jiff::civil::Date;

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

impl Mediation {
    /// 登记: a dispute with its two sides.
    ///
    /// # Errors
    /// Where a side is missing or a key stands twice.
    pub fn open(about: About, parties: Vec<(String, Side)>, due_on: Date, at: Moment) -> Moved {
        let event = Event { at, what: What::Opened { about, parties, due_on } };
        Ok((Self::begin(&event)?, event))
    }

    /// The mediation that an opening event begins.
    ///
    /// # Errors
    /// Where the event opens nothing, or a side is missing.
    pub fn begin(event: &Event) -> Result<Self, Refusal> {
        let What::Opened { about, parties, due_on } = &event.what else {
            return Err(Refusal::WrongState);
        };
        let has = |side| parties.iter().any(|(_, it)| *it == side);
        let mut keys: Vec<&String> = parties.iter().map(|(key, _)| key).collect();
        keys.sort();
        keys.dedup();
        if !has(Side::One) || !has(Side::Other) || keys.len() != parties.len() {
            return Err(Refusal::BothSidesNeeded);
        }
        let party = |(key, side): &(String, Side)| Party {
            key: key.clone(),
            side: *side,
            consent: Consent::Awaited,
        };
        Ok(Self {
            opened: event.at,
            about: about.clone(),
            due_on: *due_on,
            parties: parties.iter().map(party).collect(),
            mediators: Vec::new(),
            sessions: Vec::new(),
            state: State::Consulting,
        })
    }

    /// 征求意见: whether a party wants mediation, after being told its rights.
    ///
    /// # Errors
    /// Unknown party; once there is an agreement or an end.
    pub fn hear(self, party: &str, consent: Consent, at: Moment) -> Moved {
        self.with(at, What::Heard { party: party.to_owned(), consent })
    }

    /// 确定调解员: one or more, chosen or accepted.
    ///
    /// # Errors
    /// Where nobody is named.
    pub fn name(self, mediators: Vec<Mediator>, choice: Choice, at: Moment) -> Moved {
        self.with(at, What::Named { mediators, choice })
    }

    /// 约定调解会
    ///
    /// # Errors
    /// Before everybody consented and somebody mediates; on a day that has passed.
    pub fn set_session(self, day: Date, minute: u16, place: &str, at: Moment) -> Moved {
        self.with(at, What::SessionSet { day, minute, place: place.trim().to_owned() })
    }

    /// 调解笔录
    ///
    /// # Errors
    /// Before its day; without anybody who came or anything that was said.
    pub fn hold_session(self, number: u16, came: &[String], record: &str, at: Moment) -> Moved {
        let (came, record) = (came.to_vec(), record.to_owned());
        self.with(at, What::SessionHeld { number, came, record })
    }

    /// 取消调解会
    ///
    /// # Errors
    /// Where none waits, or no reason is given.
    pub fn call_off(self, number: u16, reason: &str, at: Moment) -> Moved {
        self.with(at, What::SessionCalledOff { number, reason: reason.trim().to_owned() })
    }

    /// 达成协议: in force from now on.
    ///
    /// # Errors
    /// Before a session; without terms, every party's hand, or a day for the re-visit.
    pub fn agree(
        self,
        form: Form,
        terms: Vec<(String, String, Date)>,
        (signed, revisit): (Vec<String>, Date),
        at: Moment,
    ) -> Moved {
        self.with(at, What::Agreed { form, terms, signed, revisit })
    }

    /// 登记履行, of the term of this place.
    ///
    /// # Errors
    /// Where no such term is open; short of full performance, without words.
    pub fn perform(self, term: u16, outcome: Performance, words: &str, at: Moment) -> Moved {
        self.with(at, What::Performed { term, outcome, words: words.to_owned() })
    }

    /// 回访
    ///
    /// # Errors
    /// Without words.
    pub fn revisit(self, outcome: Performance, words: &str, at: Moment) -> Moved {
        self.with(at, What::Revisited { outcome, words: words.to_owned() })
    }

    /// 申请司法确认, by both sides together.
    ///
    /// # Errors
    /// After thirty days, or a second time.
    pub fn ask_confirmation(self, at: Moment) -> Moved {
        self.with(at, What::ConfirmationAsked)
    }

    /// 司法确认结果
    ///
    /// # Errors
    /// Where it was not asked for; without the number of the ruling.
    pub fn rule(self, ruling: Ruling, document: &str, at: Moment) -> Moved {
        self.with(at, What::Ruled { ruling, document: document.trim().to_owned() })
    }

    /// 终止: no agreement; the parties are told what remains.
    ///
    /// # Errors
    /// Where they were told of no other way.
    pub fn end(self, why: Why, ways: Vec<Way>, at: Moment) -> Moved {
        self.with(at, What::Ended { why, ways })
    }

    /// 归档
    ///
    /// # Errors
    /// While terms are open, nobody asked how it went, or the court has not answered.
    pub fn archive(self, at: Moment) -> Moved {
        self.with(at, What::Archived)
    }

    fn with(self, at: Moment, what: What) -> Moved {
        let event = Event { at, what };
        Ok((self.apply(&event)?, event))
    }

    /// The mediation after an event.
    ///
    /// # Errors
    /// Where the event does not fit.
    pub fn apply(mut self, event: &Event) -> Result<Self, Refusal> {
        let (today, state) = (event.at.day, self.state.clone());
        self.state = match (state, &event.what) {
            (State::Consulting | State::Mediating, what) => self.before_agreement(what, today)?,
            (State::Performing(agreement), What::Archived) => archived(agreement)?,
            (State::Performing(agreement), what) => {
                State::Performing(in_performance(agreement, what, today)?)
            }
            (State::Ended(ending), What::Archived) => State::Archived(Outcome::Ended(ending)),
            (State::Ended(_) | State::Archived(_), _) => return Err(Refusal::WrongState),
        };
        Ok(self)
    }

    fn before_agreement(&mut self, what: &What, today: Date) -> Result<State, Refusal> {
        match what {
            What::Heard { party, consent } => {
                let known = self.parties.iter_mut().find(|it| it.key == *party);
                known.ok_or(Refusal::UnknownParty)?.consent = *consent;
            }
            What::Named { mediators, .. } => {
                if mediators.is_empty() || mediators.iter().any(|it| is_blank(&it.name)) {
                    return Err(Refusal::MediatorsMissing);
                }
                self.mediators.clone_from(mediators);
            }
            What::SessionSet { day, minute, place } => {
                self.may_mediate()?;
                self.add_session((*day, *minute), place, today)?;
            }
            What::SessionHeld { number, came, record } => {
                self.may_mediate()?;
                if came.is_empty() || is_blank(record) {
                    return Err(Refusal::RecordEmpty);
                }
                if !came.iter().all(|key| self.knows(key)) {
                    return Err(Refusal::UnknownParty);
                }
                let session = self.waiting(*number)?;
                if session.day > today {
                    return Err(Refusal::SessionNotYet);
                }
                session.sitting = Sitting::Held { came: came.clone(), record: record.clone() };
            }
            What::SessionCalledOff { number, reason } => {
                if is_blank(reason) {
                    return Err(Refusal::WordsMissing);
                }
                self.waiting(*number)?.sitting = Sitting::CalledOff { reason: reason.clone() };
            }
            What::Agreed { form, terms, signed, revisit } => {
                self.may_mediate()?;
                self.may_agree(terms, signed, (*revisit, today))?;
                return Ok(State::Performing(agreement(*form, terms, *revisit, today)));
            }
            What::Ended { why, ways } => {
                if ways.is_empty() {
                    return Err(Refusal::WaysNotTold);
                }
                return Ok(State::Ended(Termination { why: *why, ways: ways.clone() }));
            }
            _ => return Err(Refusal::WrongState),
        }
        Ok(if self.may_mediate().is_ok() { State::Mediating } else { State::Consulting })
    }

    /// Whether everybody wants it and somebody mediates.
    fn may_mediate(&self) -> Result<(), Refusal> {
        if self.parties.iter().any(|it| it.consent == Consent::Refused) {
            return Err(Refusal::PartyRefuses);
        }
        if self.parties.iter().any(|it| it.consent == Consent::Awaited) {
            return Err(Refusal::ConsentMissing);
        }
        if self.mediators.is_empty() {
            return Err(Refusal::MediatorsMissing);
        }
        Ok(())
    }

    fn knows(&self, key: &str) -> bool {
        self.parties.iter().any(|it| it.key == key)
    }

    fn waiting(&mut self, number: u16) -> Result<&mut Session, Refusal> {
        let mut all = self.sessions.iter_mut();
        all.find(|it| it.number == number && it.sitting == Sitting::Set)
            .ok_or(Refusal::NoSuchSession)
    }

    fn add_session(
        &mut self,
        (day, minute): (Date, u16),
        place: &str,
        today: Date,
    ) -> Result<(), Refusal> {
        if day < today || minute >= 24 * 60 {
            return Err(Refusal::SessionInThePast);
        }
        if is_blank(place) {
            return Err(Refusal::PlaceMissing);
        }
        let number = u16::try_from(self.sessions.len() + 1).unwrap_or(u16::MAX);
        let (place, sitting) = (place.to_owned(), Sitting::Set);
        self.sessions.push(Session { number, day, minute, place, sitting });
        Ok(())
    }

    fn may_agree(
        &self,
        terms: &[(String, String, Date)],
        signed: &[String],
        (revisit, today): (Date, Date),
    ) -> Result<(), Refusal> {
        if !self.sessions.iter().any(|it| matches!(it.sitting, Sitting::Held { .. })) {
            return Err(Refusal::NoSessionHeld);
        }
        let is_whole = |(words, by, due): &(String, String, Date)| {
            !is_blank(words) && self.knows(by) && *due >= today
        };
        if terms.is_empty() || !terms.iter().all(is_whole) {
            return Err(Refusal::TermsMissing);
        }
        if !self.parties.iter().all(|it| signed.contains(&it.key)) {
            return Err(Refusal::SignaturesMissing);
        }
        if revisit < today {
            return Err(Refusal::RevisitDayMissing);
        }
        Ok(())
    }
}

fn agreement(
    form: Form,
    terms: &[(String, String, Date)],
    revisit_on: Date,
    made_on: Date,
) -> Agreement {
    let term = |(words, by, due_on): &(String, String, Date)| AgreedTerm {
        words: words.clone(),
        by: by.clone(),
        due_on: *due_on,
        outcome: None,
    };
    Agreement {
        form,
        made_on,
        terms: terms.iter().map(term).collect(),
        revisit_on,
        revisits: Vec::new(),
        confirmation: Confirmation::NotAsked,
    }
}

fn in_performance(
    mut agreement: Agreement,
    what: &What,
    today: Date,
) -> Result<Agreement, Refusal> {
    match what {
        What::Performed { term, outcome, words } => {
            if *outcome != Performance::Full && is_blank(words) {
                return Err(Refusal::WordsMissing);
            }
            let place = usize::from(*term).checked_sub(1).ok_or(Refusal::NoOpenTerm)?;
            let term = agreement.terms.get_mut(place).filter(|it| it.outcome.is_none());
            term.ok_or(Refusal::NoOpenTerm)?.outcome = Some((*outcome, words.clone()));
        }
        What::Revisited { outcome, words } => {
            if is_blank(words) {
                return Err(Refusal::WordsMissing);
            }
            agreement.revisits.push((*outcome, words.clone()));
        }
        What::ConfirmationAsked => {
            let last = agreement.made_on.saturating_add(CONFIRMATION_DAYS.days());
            if today > last || agreement.confirmation != Confirmation::NotAsked {
                return Err(Refusal::ConfirmationTooLate);
            }
            agreement.confirmation = Confirmation::Asked(today);
        }
        What::Ruled { ruling, document } => {
            if !matches!(agreement.confirmation, Confirmation::Asked(_)) {
                return Err(Refusal::ConfirmationOpen);
            }
            if is_blank(document) {
                return Err(Refusal::WordsMissing);
            }
            agreement.confirmation = Confirmation::Ruled(*ruling, document.clone());
        }
        _ => return Err(Refusal::WrongState),
    }
    Ok(agreement)
}

fn archived(agreement: Agreement) -> Result<State, Refusal> {
    if agreement.terms.iter().any(|it| it.outcome.is_none()) {
        return Err(Refusal::TermsOpen);
    }
    if agreement.revisits.is_empty() {
        return Err(Refusal::RevisitMissing);
    }
    if matches!(agreement.confirmation, Confirmation::Asked(_)) {
        return Err(Refusal::ConfirmationOpen);
    }
    Ok(State::Archived(Outcome::Agreed(agreement)))
}
