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
    /// The hour after which an immediate case still open is red (即办件下班未办结).
    ClosingHour,
    /// Working days a department has for its opinion where the item sets none (会办期限).
    JointDays,
    /// Working days in which a coordination tells what has moved (协调进展间隔).
    ProgressDays,
    /// Working days of the check before a case is sent up (初审期限); law allows twenty.
    PrecheckDays,
    /// Working days in which a denial is reported to the centre (否定报备期限).
    DenialReportDays,
    /// Working days within which a first contact is answered; 0 is the same day (首问答复期限).
    ContactAnswerDays,
    /// Working days within which a matter that could not be done is settled (办不成事办理期限).
    MatterDays,
    /// Mebibytes that one file of a paper may have (材料文件大小上限).
    PaperFileMebibytes,
    /// The hour before which the kiosk gives no ticket (开始取号时间).
    OpeningHour,
    /// Minutes between two times of appointment (预约时段长度).
    AppointmentMinutes,
    /// Appointments for one time of a line (每时段预约人数).
    AppointmentPlaces,
    /// Days for which appointments are given (可预约天数).
    AppointmentDays,
    /// Working days within which what was filed online is checked (预申报核对期限).
    PrefilingCheckDays,
    /// Days that something filed online is kept for its visit or its missing papers (预申报保留天数).
    PrefilingDays,
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
    pub const ALL: [Self; 16] = [
        Self::SupplementDays,
        Self::SupplementReminderDays,
        Self::ClosingHour,
        Self::JointDays,
        Self::ProgressDays,
        Self::PrecheckDays,
        Self::DenialReportDays,
        Self::ContactAnswerDays,
        Self::MatterDays,
        Self::PaperFileMebibytes,
        Self::OpeningHour,
        Self::AppointmentMinutes,
        Self::AppointmentPlaces,
        Self::AppointmentDays,
        Self::PrefilingCheckDays,
        Self::PrefilingDays,
    ];

    /// The name in the journal and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::SupplementDays => "supplement_days",
            Self::SupplementReminderDays => "supplement_reminder_days",
            Self::ClosingHour => "closing_hour",
            Self::JointDays => "joint_days",
            Self::ProgressDays => "progress_days",
            Self::PrecheckDays => "precheck_days",
            Self::DenialReportDays => "denial_report_days",
            Self::ContactAnswerDays => "contact_answer_days",
            Self::MatterDays => "matter_days",
            Self::PaperFileMebibytes => "paper_file_mebibytes",
            Self::OpeningHour => "opening_hour",
            Self::AppointmentMinutes => "appointment_minutes",
            Self::AppointmentPlaces => "appointment_places",
            Self::AppointmentDays => "appointment_days",
            Self::PrefilingCheckDays => "prefiling_check_days",
            Self::PrefilingDays => "prefiling_days",
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
            Self::ClosingHour => Description {
                name: Phrase::of("下班时间", "Closing time"),
                meaning: Phrase::of(
                    "即办件过此仍未办结的亮红灯。",
                    "Immediate cases turn red then.",
                ),
                unit: Phrase::of("点（24 小时制）", "o'clock (24-hour)"),
                default: 17,
                bounds: (12, 22),
            },
            Self::ContactAnswerDays => Description {
                name: Phrase::of("首问答复期限", "Answer to a first contact"),
                meaning: Phrase::of(
                    "首问登记后多少个工作日内答复；0 为当日答复。移交不改变期限。",
                    "Working days within which a first contact is answered; 0 is the same day. \
                     Handing it on does not move the date.",
                ),
                unit: WORKING_DAYS,
                default: 0,
                bounds: (0, 5),
            },
            Self::MatterDays => Description {
                name: Phrase::of("办不成事办理期限", "Settling an unresolved matter"),
                meaning: Phrase::of(
                    "“办不成事”登记后多少个工作日内解决或说明，并告知群众。",
                    "Working days within which an unresolved matter is solved or explained, and \
                     the resident told.",
                ),
                unit: WORKING_DAYS,
                default: 5,
                bounds: (1, 15),
            },
            Self::PaperFileMebibytes => Description {
                name: Phrase::of("材料文件大小上限", "Size of a paper's file"),
                meaning: Phrase::of(
                    "窗口上传的每个材料文件（PDF、JPEG、PNG）最大多少。",
                    "How large each file of a paper (PDF, JPEG, PNG) may be.",
                ),
                unit: Phrase::of("MB", "MB"),
                default: 10,
                bounds: (1, 20),
            },
            _ => self.of_the_hall().unwrap_or_else(|| self.of_a_mode()),
        }
    }

    /// What a parameter of the hall's opening and its appointments is.
    fn of_the_hall(self) -> Option<Description> {
        let (name, meaning, unit, default, bounds) = match self {
            Self::OpeningHour => (
                Phrase::of("开始取号时间", "Opening of the hall"),
                Phrase::of(
                    "在此之前自助机不取号；预约时段由此开始。",
                    "No ticket at the kiosk before; the first time of appointment.",
                ),
                Phrase::of("点（24 小时制）", "o'clock (24-hour)"),
                8,
                (6, 11),
            ),
            Self::AppointmentMinutes => (
                Phrase::of("预约时段长度", "Length of a time of appointment"),
                Phrase::of("每隔多少分钟一个预约时段。", "Minutes between two times."),
                Phrase::of("分钟", "minutes"),
                30,
                (10, 120),
            ),
            Self::AppointmentPlaces => (
                Phrase::of("每时段预约人数", "Appointments for one time"),
                Phrase::of(
                    "每个队列每个时段最多预约几人；0 为不开预约。",
                    "How many may hold one time of a line; 0 closes appointments.",
                ),
                Phrase::of("人", "people"),
                2,
                (0, 50),
            ),
            Self::AppointmentDays => (
                Phrase::of("可预约天数", "Days open to appointments"),
                Phrase::of("最多提前多少天预约。", "How many days ahead one may choose."),
                CALENDAR_DAYS,
                14,
                (1, 60),
            ),
            _ => return self.of_prefiling(),
        };
        Some(Description { name, meaning, unit, default, bounds })
    }

    /// What a parameter of filing online before the visit is.
    fn of_prefiling(self) -> Option<Description> {
        let (name, meaning, unit, default, bounds) = match self {
            Self::PrefilingCheckDays => (
                Phrase::of("预申报核对期限", "Checking what was filed online"),
                Phrase::of(
                    "收到网上预申报后多少个工作日内核对并答复。预申报不是收件，不计办理时限。",
                    "Working days within which it is checked and answered. It is no receipt; no \
                     time limit of the case runs.",
                ),
                WORKING_DAYS,
                2,
                (1, 5),
            ),
            Self::PrefilingDays => (
                Phrase::of("预申报保留天数", "Keeping what was filed online"),
                Phrase::of(
                    "核对齐全或退回补充后保留多少天；过期未来办、未补充的失效。",
                    "How long it waits for the visit or for what was missing; then it lapses.",
                ),
                CALENDAR_DAYS,
                15,
                (5, 60),
            ),
            _ => return None,
        };
        Some(Description { name, meaning, unit, default, bounds })
    }

    /// What a parameter of joint handling, coordination, agency or denial is.
    fn of_a_mode(self) -> Description {
        let (name, meaning, default, most) = match self {
            Self::ProgressDays => (
                Phrase::of("协调进展间隔", "Progress of a coordination"),
                Phrase::of("协调件至少隔多久登记一次进展。", "How often it tells what has moved."),
                5,
                20,
            ),
            Self::DenialReportDays => (
                Phrase::of("否定报备期限", "Report of a denial"),
                Phrase::of(
                    "不予批准决定作出后多久内向中心报备。",
                    "In what time a denial is reported to the centre.",
                ),
                1,
                5,
            ),
            Self::PrecheckDays => (
                Phrase::of("初审期限", "Check before sending up"),
                Phrase::of("代办件受理后多久内初审上报。", "In what time a case is sent up."),
                10,
                20,
            ),
            _ => (
                Phrase::of("会办期限", "Limit of a department in joint handling"),
                Phrase::of("事项没有规定时用它，不超过全件时限。", "Where the item sets none."),
                5,
                45,
            ),
        };
        Description { name, meaning, unit: WORKING_DAYS, default, bounds: (1, most) }
    }

    /// A value from a form; refused outside the bounds.
    pub fn parse(self, text: &str) -> Result<i64, Phrase> {
        let (low, high) = self.description().bounds;
        match text.trim().parse::<i64>() {
            Ok(value) if (low..=high).contains(&value) => Ok(value),
            _ => Err(Phrase::new(
                format!("请填写{low}至{high}之间的整数。"),
                format!("Enter a whole number from {low} to {high}."),
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
