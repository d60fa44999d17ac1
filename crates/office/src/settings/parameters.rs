//! Parameters (参数): numbers that an institution sets and law does not.
//!
//! Each has a default, bounds and a source. What law fixes (five working days for the one-time
//! notice, ten for an extension) is no parameter and cannot be changed here.

use calendar::Phrase;

/// A number that a centre may set for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// Natural days an applicant has to supplement after a one-time notice (补正期限).
    SupplementDays,
    /// Natural days before the end of that period on which the applicant is reminded (补正提醒).
    SupplementReminderDays,
    /// Working days between two entries on the progress of a coordination (协调进展).
    CoordinationProgressWorkingDays,
    /// Working days in which a village agent passes a case on (代办转交).
    AgentHandoverWorkingDays,
    /// Working days in which a denial is reported to the centre (否定报备).
    DenialReportWorkingDays,
}

/// What a parameter is, for the page and for the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// What it is called.
    pub name: Phrase,
    /// What it does.
    pub meaning: Phrase,
    /// What is counted.
    pub unit: Phrase,
    /// Without a choice of the centre.
    pub default: i64,
    /// The lowest and the highest value.
    pub bounds: (i64, i64),
}

const CALENDAR_DAYS: Phrase = Phrase::of("天（自然日）", "calendar days");
const WORKING_DAYS: Phrase = Phrase::of("个工作日", "working days");

impl Parameter {
    /// All parameters, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::SupplementDays,
        Self::SupplementReminderDays,
        Self::CoordinationProgressWorkingDays,
        Self::AgentHandoverWorkingDays,
        Self::DenialReportWorkingDays,
    ];

    /// The name in the journal and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::SupplementDays => "supplement_days",
            Self::SupplementReminderDays => "supplement_reminder_days",
            Self::CoordinationProgressWorkingDays => "coordination_progress_working_days",
            Self::AgentHandoverWorkingDays => "agent_handover_working_days",
            Self::DenialReportWorkingDays => "denial_report_working_days",
        }
    }

    /// The parameter behind a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parameter| parameter.code() == code)
    }

    /// What it is.
    pub fn description(self) -> Description {
        match self {
            Self::SupplementDays => Description {
                name: Phrase::of("补正期限", "Time to supplement"),
                meaning: Phrase::of(
                    "一次性告知后申请人补正的期限；到期未补正的，办件按撤回处理。",
                    "How long an applicant has after the one-time notice; after that the case \
                     counts as withdrawn.",
                ),
                unit: CALENDAR_DAYS,
                default: 30,
                bounds: (5, 180),
            },
            Self::SupplementReminderDays => Description {
                name: Phrase::of("补正到期提醒", "Reminder before that time ends"),
                meaning: Phrase::of(
                    "补正期限届满前多少天提醒申请人。",
                    "How long before the end of that time the applicant is reminded.",
                ),
                unit: CALENDAR_DAYS,
                default: 5,
                bounds: (1, 30),
            },
            Self::CoordinationProgressWorkingDays => Description {
                name: Phrase::of("协调进展记录间隔", "Progress of a coordination"),
                meaning: Phrase::of(
                    "受理协调的办件，至少每隔多少个工作日记录一次进展。",
                    "How often the progress of a coordinated case is recorded at least.",
                ),
                unit: WORKING_DAYS,
                default: 5,
                bounds: (1, 20),
            },
            Self::AgentHandoverWorkingDays => Description {
                name: Phrase::of("代办员转交时限", "Handover by a village agent"),
                meaning: Phrase::of(
                    "村级代办员收件后向乡镇转交的时限。",
                    "In which time a village agent passes a case on to the centre.",
                ),
                unit: WORKING_DAYS,
                default: 3,
                bounds: (1, 10),
            },
            Self::DenialReportWorkingDays => Description {
                name: Phrase::of("否定报备时限", "Report of a denial"),
                meaning: Phrase::of(
                    "作出否定决定后向中心报备的时限。",
                    "In which time a denial is reported to the centre.",
                ),
                unit: WORKING_DAYS,
                default: 1,
                bounds: (1, 5),
            },
        }
    }

    /// A value from a form; refused outside the bounds.
    pub fn parse(self, text: &str) -> Result<i64, Phrase> {
        let (low, high) = self.description().bounds;
        match text.trim().parse::<i64>() {
            Ok(value) if (low..=high).contains(&value) => Ok(value),
            _ => Err(Phrase::new(
                format!("请填写{low}至{high}之间的整数"),
                format!("enter a whole number from {low} to {high}"),
            )),
        }
    }
}

/// All parameters of a centre, its own choices and the defaults of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    chosen: Vec<(Parameter, i64)>,
}

impl Parameters {
    /// From the choices of a centre; names that no parameter has any more are passed over.
    pub fn of<'a>(choices: impl IntoIterator<Item = (&'a str, i64)>) -> Self {
        let chosen = choices
            .into_iter()
            .filter_map(|(code, value)| Some((Parameter::from_code(code)?, value)))
            .collect();
        Self { chosen }
    }

    /// The value of a parameter.
    pub fn get(&self, parameter: Parameter) -> i64 {
        self.chosen
            .iter()
            .find(|(chosen, _)| *chosen == parameter)
            .map_or_else(|| parameter.description().default, |(_, value)| *value)
    }

    /// The value of a parameter that counts days, as limits want it.
    pub fn days(&self, parameter: Parameter) -> u16 {
        u16::try_from(self.get(parameter)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_lies_within_its_bounds() {
        for parameter in Parameter::ALL {
            let description = parameter.description();
            let (low, high) = description.bounds;
            assert!((low..=high).contains(&description.default), "{parameter:?}");
            assert_eq!(Parameter::from_code(parameter.code()), Some(parameter));
        }
    }

    #[test]
    fn a_centre_without_choices_follows_the_house() {
        let parameters = Parameters::of([("supplement_days", 45), ("forgotten", 7)]);
        assert_eq!(parameters.days(Parameter::SupplementDays), 45);
        assert_eq!(parameters.days(Parameter::SupplementReminderDays), 5);
    }

    #[test]
    fn a_value_outside_the_bounds_is_refused_in_words() {
        assert_eq!(Parameter::SupplementDays.parse(" 60 "), Ok(60));
        for text in ["", "4", "181", "六十", "30.5"] {
            let fault = Parameter::SupplementDays.parse(text).unwrap_err();
            assert_eq!(fault.zh, "请填写5至180之间的整数", "{text}");
        }
    }
}
