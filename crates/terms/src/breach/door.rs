//! What rules say no to before there is a case: tickets, appointments, what is filed online.

/// Hands the table on with the breaches of the door behind its own.
macro_rules! of_the_door {
    ($table:ident, $($own:tt)*) => {
        $table! {
            $($own)*
    /// The ticket is no longer where the caller saw it.
    TicketMoved {
        "这个号的状态已经变了，可能已被叫走、办完或取消。请看最新状态再办。",
        "This ticket has moved on: it may have been called, served or cancelled. Look at where it \
         stands now.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The ticket belongs to another window.
    AnotherWindow {
        "这个号在其他窗口，不能在本窗口办理。",
        "This ticket is at another window and cannot be handled at this one.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The window has somebody already.
    WindowBusy {
        "本窗口已有叫到或正在办理的号，请先办完、过号、暂存或转办，再叫下一位。",
        "This window has called or is serving somebody. Finish, miss, set aside or pass on that \
         ticket before calling the next.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The window is not open today.
    WindowShut {
        "窗口还没有开始服务，请先开窗。",
        "The window is not open; open it first.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Nobody waits for what the window serves.
    NobodyWaits {
        "现在没有人在等候本窗口办理的队列。",
        "Nobody waits in the lines that this window serves.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Passed on to where it is.
    ForwardedToItself {
        "号已经在这个队列或窗口，请选择别的去向。",
        "The ticket is in this line or at this window already. Choose another.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Priority without saying why.
    PriorityUnexplained {
        "优先须说明情形，请选择或写明。",
        "Priority needs a reason: choose one, or say it in words.",
        basis: "老年人权益保障法第五十八条", "Law on the Rights of the Elderly art. 58"
    }
    /// The line is not in use.
    LineClosed {
        "这个队列已停用，请选择其他队列。",
        "This line is not in use. Choose another.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// No window serves the line now.
    LineUnserved {
        "现在没有窗口办理这类事项，暂不取号；请稍后再来，或问导办人员。",
        "No window serves this at the moment, so no tickets are given. Come back later or ask the \
         staff.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// Before the hall opens.
    BeforeOpening {
        "还没有到取号时间，请在开门后取号。",
        "It is too early for a ticket; tickets are given once the hall is open.",
        basis: "排队叫号规则", "Queue rules"
    }
    /// The time of appointment is not offered.
    SlotNotOffered {
        "这个时间不能预约：不是工作日、已经过去，或者超出可预约的天数。请另选时间。",
        "This time is not offered: it is no working day, it is past, or too far ahead. Choose \
         another.",
        basis: "预约规则", "Appointment rules"
    }
    /// The time of appointment is full.
    SlotFull {
        "这个时段已经约满，请另选时间。",
        "This time is full. Choose another.",
        basis: "预约规则", "Appointment rules"
    }
    /// The same person holds an appointment for the item.
    AppointmentHeld {
        "这个手机号已经预约了同一事项。要改时间，请先取消原来的预约。",
        "This phone holds an appointment for the item already. Cancel that one to choose another \
         time.",
        basis: "预约规则", "Appointment rules"
    }
    /// The appointment has been used, cancelled or missed.
    AppointmentEnded {
        "这个预约已经报到、取消或者过期。要办事请取号。",
        "This appointment was used, cancelled or missed. Take a ticket if you still need us.",
        basis: "预约规则", "Appointment rules"
    }
    /// It is too early to check in.
    CheckInEarly {
        "还没有到报到时间，请在预约时间前 30 分钟以内报到。",
        "It is too early to check in; come within 30 minutes before the time.",
        basis: "预约规则", "Appointment rules"
    }
    /// The item is not filed for online.
    PrefilingNotOffered {
        "这个事项不接受网上预申报。请看办事指南，到窗口办理，也可以先预约。",
        "This item is not filed for online. Read its guide and come to the window; you may make \
         an appointment.",
        basis: "网上预申报规则；GB/T 39046-2020 办理形式",
        "Rules of filing online; GB/T 39046-2020, forms of application"
    }
    /// The person has filed for the item already.
    PrefilingHeld {
        "此人同一事项已有一份预申报在等核对或等来办。请用原来的编号查询；要重填，请先撤回那一份。",
        "This person has filed for the item already and it is open. Look it up by its number; to \
         fill in another, withdraw that one first.",
        basis: "网上预申报规则", "Rules of filing online"
    }
    /// What was filed has become a case, was withdrawn or has lapsed.
    PrefilingEnded {
        "这份预申报已经转为办件、撤回或者失效，不能再办。需要办理的，请重新预申报或者到窗口。",
        "This filing has become a case, was withdrawn or has lapsed. File again or come to the \
         window.",
        basis: "网上预申报规则", "Rules of filing online"
    }
    /// It does not wait for a check.
    PrefilingChecked {
        "这份预申报已经核对过，答复已经给出，不能再改口；本人来办时按一次性告知办理。",
        "This filing was checked and answered; the answer stands. At the visit the one-time \
         notice applies.",
        basis: "网上预申报规则；行政许可法第三十二条", "Rules of filing online; Administrative Licensing Law art. 32"
    }
    /// Sent back without saying what for.
    PrefilingNothingAsked {
        "退回时要一次写清缺什么：请勾选缺少或不合要求的材料，并逐项写明原因。",
        "Say everything that is missing at one time: tick each paper that is missing or not as it \
         should be, and say why.",
        basis: "行政许可法第三十二条第四项（一次告知）", "Administrative Licensing Law art. 32(4), at one time"
    }
    /// Asked for later than it could have been.
    PrefilingAskedLate {
        "这几项第一次就能看出来，当时没有提，不能分次要求。确有必须，请写明理由，理由会告知申请人。",
        "This could have been asked the first time; nothing is asked piece by piece. If it must \
         be, give a reason: the applicant is told it.",
        basis: "行政许可法第三十二条第四项（一次告知）", "Administrative Licensing Law art. 32(4), at one time"
    }
    /// Nothing was asked for.
    PrefilingNotSentBack {
        "这份预申报没有退回补充，现在不用再交什么。",
        "Nothing was asked for; there is nothing to send now.",
        basis: "网上预申报规则", "Rules of filing online"
    }
    /// Sent again without everything that was asked for.
    PrefilingIncomplete {
        "退回时要的还没有补齐：请逐项上传，或者勾选“来窗口时带上”，一次补齐再提交。",
        "Not everything that was asked for is there: upload each, or tick that you bring it, and \
         send all at one time.",
        basis: "网上预申报规则", "Rules of filing online"
    }
    /// Its time has not run out.
    PrefilingLasts {
        "这份预申报还在保留期内，不能作失效处理。",
        "The time of this filing has not run out; it cannot lapse yet.",
        basis: "网上预申报规则", "Rules of filing online"
    }
    /// After closing time.
    AfterClosing {
        "今天的服务时间已过，不再取号。请在下一个工作日来办理。",
        "The hall has closed for today; no more tickets are given. Come back on the next working \
         day.",
        basis: "排队叫号规则", "Queue rules"
    }
        }
    };
}

pub(super) use of_the_door;
