//! A ticket as its holder sees it.

use crate::guide::qr;
use kit::db::CentreId;
use kit::{Hall, HallError, Words};
use reception::queue::door::{self as queue, HeldTicket, QueueState};
use threshold::ticket::{Abandonment, Phase};

/// A ticket as its holder sees it.
#[derive(Clone, Debug)]
pub(crate) struct TicketFace {
    /// The number.
    pub(crate) number: String,
    /// Its address: `/tickets/{…}`.
    pub(crate) path: String,
    /// Name of the line.
    pub(crate) line: String,
    /// Where it stands, in a sentence.
    pub(crate) standing: String,
    /// What to do now.
    pub(crate) advice: String,
    /// How many are called before; empty where it does not wait.
    pub(crate) before: String,
    /// About how long it takes; empty where that cannot be told.
    pub(crate) minutes: String,
    /// Day and time on which it was taken.
    pub(crate) taken: String,
    /// Its priority; empty for an ordinary one.
    pub(crate) priority: String,
    /// Whether one can leave the queue.
    pub(crate) may_leave: bool,
    /// Whether somebody is called right now.
    pub(crate) is_called: bool,
    /// The QR code of its address.
    pub(crate) qr: String,
}

impl TicketFace {
    /// The ticket of a code in a centre.
    ///
    /// # Errors
    /// `NotFound`; what the database said.
    pub(crate) async fn of(
        hall: &Hall,
        (centre, code): (CentreId, &str),
        words: Words,
    ) -> Result<Self, HallError> {
        let held = queue::by_code(hall, centre, code).await?;
        let state = queue::now(hall, centre).await?;
        Ok(Self::drawn(hall, (centre, &state), &held, words))
    }

    fn drawn(
        hall: &Hall,
        (centre, state): (CentreId, &QueueState),
        held: &HeldTicket,
        words: Words,
    ) -> Self {
        let record = &held.record;
        let is_today = held.day == state.day;
        let phase = record.phase();
        let waits = is_today && phase == Phase::Waiting;
        let before = waits.then(|| state.before(record)).flatten();
        let minutes = waits.then(|| state.minutes(record)).flatten();
        let line = state.line(&record.line).map(|it| it.record.title());
        let window = match record.window() {
            "" => String::new(),
            key => words.phrase(&state.ground().label(key)).to_owned(),
        };
        let path = format!("/tickets/{centre}-{}", record.code);
        let (standing, advice) = told(held, is_today, &window, words);
        Self {
            number: record.number.clone(),
            line: line.map(|it| words.phrase(&it).to_owned()).unwrap_or_default(),
            standing,
            advice,
            before: before.map(|it| it.to_string()).unwrap_or_default(),
            minutes: match (before, minutes) {
                (Some(0), _) => words.say("下一位就是您", "You are next").to_owned(),
                (_, Some(minutes)) => words.fill("约 {} 分钟", "about {} min", &[&minutes]),
                _ => String::new(),
            },
            taken: words.instant(record.taken_at_ms),
            priority: if record.is_favoured() {
                words.phrase(&record.priority_phrase()).to_owned()
            } else {
                String::new()
            },
            may_leave: is_today && matches!(phase, Phase::Waiting | Phase::Parked),
            is_called: is_today && phase == Phase::Called,
            qr: qr::svg(&format!("{}{path}", hall.site.public_url)),
            path,
        }
    }
}

fn told(held: &HeldTicket, is_today: bool, window: &str, words: Words) -> (String, String) {
    use reception::queue::door::StateRecord as State;
    let (standing, advice) = match &held.record.state {
        State::Abandoned { how, .. } => {
            let how = Abandonment::from_word(how).map(Abandonment::phrase);
            let how = how.map(|it| words.phrase(&it).to_owned()).unwrap_or_default();
            let advice = words.say("要办事请重新取号。", "Take a new ticket if you still need us.");
            return (
                words.fill("这张号已结束：{}", "This ticket has ended: {}", &[&how]),
                advice.into(),
            );
        }
        State::Served { .. } => (
            words.say("已办完", "Your visit is finished"),
            words.say("谢谢您来办事。", "Thank you for coming."),
        ),
        _ if !is_today => (
            words.say("这是以前的号，已失效", "This ticket is of an earlier day"),
            words.say("要办事请重新取号。", "Take a new ticket if you still need us."),
        ),
        State::Called { .. } => {
            let standing = words.fill("请到{}", "Please go to {}", &[&window]);
            let advice = words.say(
                "正在叫您的号。没赶上会排到三位之后再叫，最多两次。",
                "You are being called. If you miss it you come back behind three others, \
                 twice at most.",
            );
            return (standing, advice.into());
        }
        State::Serving { .. } => {
            return (words.fill("正在{}办理", "You are served at {}", &[&window]), String::new());
        }
        State::Parked { .. } => {
            let standing = words.fill("请办好后回到{}", "Please come back to {}", &[&window]);
            let advice = words.say("不用再取号，直接回到窗口。", "You need no new ticket.");
            return (standing, advice.into());
        }
        State::Waiting { returns, .. } if *returns > 0 => (
            words.say("叫过您的号，请继续等候", "You were called; please go on waiting"),
            words.say("叫号时请留意屏幕和广播。", "Watch the screen and listen for your number."),
        ),
        State::Waiting { .. } => (
            words.say("请等候叫号", "Please wait to be called"),
            words.say("叫号时请留意屏幕和广播。", "Watch the screen and listen for your number."),
        ),
    };
    (standing.to_owned(), advice.to_owned())
}
