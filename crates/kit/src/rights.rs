//! Rights: one table says which role holds which power (岗位职权).
//!
//! Deny by default: what is not written here is refused. The three administrators (三员分立) are
//! kept apart: none can do another's job, and none sees case contents by role alone.

use calendar::Phrase;

/// A role that a post carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 窗口人员: takes and handles cases at a window.
    WindowClerk,
    /// 站所审批人员: examines and decides in the back office.
    Approver,
    /// 中心主任: approves extensions, concurs with denials, publishes, keeps the centre's own
    /// closures, market days and parameters.
    Director,
    /// 效能监督员: sees cases and the journal of the centre, examines denials again, changes no case.
    Supervisor,
    /// 事项管理员: keeps the catalogue of service items.
    CatalogueClerk,
    /// 县级管理人员: sees all centres' figures, keeps the calendar.
    CountyManager,
    /// 系统管理员: organisation, parameters, backups; no cases, no audit log.
    SystemAdministrator,
    /// 安全管理员: accounts and roles; no business data.
    SecurityAdministrator,
    /// 审计管理员: reads the audit trail; changes nothing.
    AuditAdministrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 9] = [
        Self::WindowClerk,
        Self::Approver,
        Self::Director,
        Self::Supervisor,
        Self::CatalogueClerk,
        Self::CountyManager,
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
    ];

    /// The name kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::WindowClerk => "window_clerk",
            Self::Approver => "approver",
            Self::Director => "director",
            Self::Supervisor => "supervisor",
            Self::CatalogueClerk => "catalogue_clerk",
            Self::CountyManager => "county_manager",
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::AuditAdministrator => "audit_administrator",
        }
    }

    /// The role of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::WindowClerk => Phrase::of("窗口人员", "Window clerk"),
            Self::Approver => Phrase::of("站所审批人员", "Department approver"),
            Self::Director => Phrase::of("中心主任", "Centre director"),
            Self::Supervisor => Phrase::of("效能监督员", "Supervisor"),
            Self::CatalogueClerk => Phrase::of("事项管理员", "Catalogue clerk"),
            Self::CountyManager => Phrase::of("县级管理人员", "County manager"),
            Self::SystemAdministrator => Phrase::of("系统管理员", "System administrator"),
            Self::SecurityAdministrator => Phrase::of("安全管理员", "Security administrator"),
            Self::AuditAdministrator => Phrase::of("审计管理员", "Audit administrator"),
        }
    }

    /// Whether this is one of the three separated administrators.
    pub fn is_administrator(self) -> bool {
        matches!(
            self,
            Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator
        )
    }
}

macro_rules! powers {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        /// A power that a handler states it needs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Power {
            $($(#[doc = $doc])* $name,)*
        }

        impl Power {
            /// All powers.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The scope name of tokens, and the name in the log.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What people call it.
            pub fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }
        }
    };
}

powers! {
    /// No sign-in needed: residents' pages.
    Public = "public", "公众访问", "Open to the public";
    /// Any signed-in account: one's own account, the start page.
    SignedIn = "signed-in", "登录人员", "Any signed-in person";
    /// See cases of one's centre, masked.
    ReadCases = "cases:read", "查看办件", "See cases";
    /// Take a resident's case at a window.
    TakeCases = "cases:take", "收件", "Take cases";
    /// Notices, acceptance, pauses, delivery, completion.
    HandleCases = "cases:handle", "办理办件", "Handle cases";
    /// Decide on the spot where the item allows it.
    DecideDirectCases = "cases:decide-direct", "即办件当场决定", "Decide immediate cases";
    /// Examine and decide.
    DecideCases = "cases:decide", "审查决定", "Examine and decide cases";
    /// Approve extensions, concur with denials, change the mode.
    ConcurWithCases = "cases:concur", "延期与否定审核", "Approve extensions and denials";
    /// Draw denials to be examined again, and say what was found.
    ReviewDenials = "denials:review", "否定件抽查复核", "Examine denials again";
    /// See first contacts and unresolved matters of one's centre, masked.
    ReadContacts = "contacts:read", "查看首问与办不成事", "See first contacts and matters";
    /// Open, hand on, accept and answer them.
    KeepContacts = "contacts:keep", "办理首问与办不成事", "Keep first contacts and matters";
    /// See an applicant's identity data in clear, with a reason, journalled.
    UnmaskPersons = "persons:unmask", "查看完整个人信息", "See identity data in clear";
    /// See bills, receipts and closed days of one's centre, masked.
    ReadPayments = "payments:read", "查看缴费", "See payments";
    /// Make out bills, take money, close the day.
    TakePayments = "payments:take", "收款与日结", "Take payments and close days";
    /// Void a receipt that somebody else made out.
    VoidPayments = "payments:void", "作废收据", "Void receipts";
    /// Keep the list of payees and rates.
    ManageTariffs = "tariffs:manage", "维护收费目录", "Keep the list of rates";
    /// See households, applications and entries of one's centre, masked.
    ReadRegisters = "registers:read", "查看户籍", "See the household register";
    /// File applications, check papers, send them to the police station.
    KeepRegisters = "registers:keep", "户籍申报与核对", "File for the household register";
    /// Make an entry here, or refuse it.
    DecideRegisters = "registers:decide", "户口登记", "Make entries of the household register";
    /// See the queue of the hall.
    ReadQueue = "queue:read", "查看排队", "See the queue";
    /// Give tickets, open one's window, call and serve.
    ServeQueue = "queue:serve", "窗口叫号", "Call and serve at a window";
    /// Keep the lines of the hall.
    ManageQueue = "queue:manage", "维护队列", "Keep the lines of the queue";
    /// See the notices of the hall with their drafts.
    ReadNotices = "notices:read", "查看公告", "See notices and drafts";
    /// Write, publish, change and withdraw notices.
    ManageNotices = "notices:manage", "发布公告", "Publish notices";
    /// See the catalogue with its drafts.
    ReadCatalogue = "catalogue:read", "查看事项库", "See the catalogue";
    /// Edit drafts, import.
    EditCatalogue = "catalogue:edit", "编辑事项", "Edit the catalogue";
    /// Publish and withdraw items.
    PublishCatalogue = "catalogue:publish", "发布事项", "Publish items";
    /// See which departments and items are stationed.
    ReadStationing = "stationing:read", "查看进驻情况", "See stationing";
    /// Change stationing levels.
    EditStationing = "stationing:edit", "维护进驻情况", "Change stationing";
    /// See all centres of the county.
    ReadCounty = "county:read", "查看全县", "See the whole county";
    /// See calendar and parameters.
    ReadSettings = "settings:read", "查看日历与参数", "See calendar and parameters";
    /// Import notices of working days, local closures.
    ManageCalendar = "calendar:manage", "维护工作日历", "Keep the working calendar";
    /// Change parameters.
    ManageSettings = "settings:manage", "维护参数", "Change parameters";
    /// Departments, windows, posts.
    ManageOrganisation = "organisation:manage", "维护机构岗位", "Keep departments and posts";
    /// Accounts, roles, tokens, sessions of others.
    ManageAccounts = "accounts:manage", "账号授权", "Manage accounts";
    /// Read the audit trail.
    ReadAudit = "audit:read", "审计查询", "Read the audit trail";
    /// State of the machine: backups, doctor, jobs.
    ManageSystem = "system:manage", "系统运维", "Run the system";
}

impl Power {
    /// The power behind a scope name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|power| power.code() == code)
    }
}

/// Whether a role holds a power.
pub fn holds(role: Role, power: Power) -> bool {
    matches!(power, Power::Public | Power::SignedIn) || held_by(role).contains(&power)
}

/// What each role holds besides what everybody does: the one table.
fn held_by(role: Role) -> &'static [Power] {
    match role {
        Role::WindowClerk => table::WINDOW_CLERK,
        Role::Approver => table::APPROVER,
        Role::Director => table::DIRECTOR,
        Role::Supervisor => table::SUPERVISOR,
        Role::CatalogueClerk => table::CATALOGUE_CLERK,
        Role::CountyManager => table::COUNTY_MANAGER,
        Role::SystemAdministrator => table::SYSTEM_ADMINISTRATOR,
        Role::SecurityAdministrator => &[Power::ManageAccounts],
        Role::AuditAdministrator => &[Power::ReadAudit],
    }
}

/// The rows of the table.
mod table {
    use super::Power as P;

    pub(super) const WINDOW_CLERK: &[P] = &[
        P::ReadCases,
        P::TakeCases,
        P::HandleCases,
        P::DecideDirectCases,
        P::ReadContacts,
        P::KeepContacts,
        P::UnmaskPersons,
        P::ReadPayments,
        P::TakePayments,
        P::ReadRegisters,
        P::KeepRegisters,
        P::ReadQueue,
        P::ServeQueue,
        P::ReadNotices,
        P::ReadCatalogue,
        P::ReadStationing,
        P::ReadSettings,
    ];
    pub(super) const APPROVER: &[P] = &[
        P::ReadCases,
        P::HandleCases,
        P::DecideDirectCases,
        P::DecideCases,
        P::ReadContacts,
        P::KeepContacts,
        P::UnmaskPersons,
        P::ReadPayments,
        P::TakePayments,
        P::VoidPayments,
        P::ReadRegisters,
        P::KeepRegisters,
        P::DecideRegisters,
        P::ReadQueue,
        P::ServeQueue,
        P::ReadNotices,
        P::ReadCatalogue,
        P::ReadStationing,
        P::ReadSettings,
    ];
    pub(super) const DIRECTOR: &[P] = &[
        P::ReadCases,
        P::ConcurWithCases,
        P::ReadContacts,
        P::UnmaskPersons,
        P::ReadPayments,
        P::VoidPayments,
        P::ManageTariffs,
        P::ReadRegisters,
        P::ReadQueue,
        P::ManageQueue,
        P::ReadNotices,
        P::ManageNotices,
        P::ReadCatalogue,
        P::PublishCatalogue,
        P::ReadStationing,
        P::EditStationing,
        P::ReadSettings,
        P::ManageCalendar,
        P::ManageSettings,
    ];
    pub(super) const SUPERVISOR: &[P] = &[
        P::ReadCases,
        P::ReviewDenials,
        P::ReadContacts,
        P::ReadPayments,
        P::ReadRegisters,
        P::ReadQueue,
        P::ReadNotices,
        P::ReadCatalogue,
        P::ReadStationing,
        P::ReadSettings,
    ];
    pub(super) const CATALOGUE_CLERK: &[P] = &[
        P::ReadCatalogue,
        P::EditCatalogue,
        P::PublishCatalogue,
        P::ReadStationing,
        P::EditStationing,
        P::ReadSettings,
    ];
    pub(super) const COUNTY_MANAGER: &[P] =
        &[P::ReadCatalogue, P::ReadStationing, P::ReadCounty, P::ReadSettings, P::ManageCalendar];
    pub(super) const SYSTEM_ADMINISTRATOR: &[P] = &[
        P::ReadQueue,
        P::ManageQueue,
        P::ReadSettings,
        P::ManageCalendar,
        P::ManageSettings,
        P::ManageOrganisation,
        P::ManageSystem,
    ];
}

/// Whether a person may hold both roles: administrators mix with nothing.
pub fn may_be_held_together(one: Role, other: Role) -> bool {
    one == other || !(one.is_administrator() || other.is_administrator())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_administrators_share_no_power() {
        let administrators =
            [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
        for power in
            Power::ALL.iter().filter(|power| !matches!(power, Power::Public | Power::SignedIn))
        {
            let holders = administrators.iter().filter(|role| holds(**role, *power)).count();
            assert!(holders <= 1, "{power:?} is held by {holders} administrators");
        }
    }

    #[test]
    fn no_administrator_sees_cases_by_role_alone() {
        for role in Role::ALL.into_iter().filter(|role| role.is_administrator()) {
            for power in [Power::ReadCases, Power::UnmaskPersons, Power::TakeCases] {
                assert!(!holds(role, power), "{role:?} {power:?}");
            }
        }
    }

    #[test]
    fn every_power_is_held_by_somebody() {
        for power in Power::ALL {
            assert!(Role::ALL.into_iter().any(|role| holds(role, *power)), "{power:?}");
        }
    }

    #[test]
    fn the_table_of_rights_is_what_was_agreed() {
        let mut table = String::new();
        for power in Power::ALL {
            let marks: String =
                Role::ALL.iter().map(|role| if holds(*role, *power) { 'x' } else { '.' }).collect();
            let line = format!("{:<22}{marks}\n", power.code());
            table.push_str(&line);
        }
        let agreed = "\
public                xxxxxxxxx
signed-in             xxxxxxxxx
cases:read            xxxx.....
cases:take            x........
cases:handle          xx.......
cases:decide-direct   xx.......
cases:decide          .x.......
cases:concur          ..x......
denials:review        ...x.....
contacts:read         xxxx.....
contacts:keep         xx.......
persons:unmask        xxx......
payments:read         xxxx.....
payments:take         xx.......
payments:void         .xx......
tariffs:manage        ..x......
registers:read        xxxx.....
registers:keep        xx.......
registers:decide      .x.......
queue:read            xxxx..x..
queue:serve           xx.......
queue:manage          ..x...x..
notices:read          xxxx.....
notices:manage        ..x......
catalogue:read        xxxxxx...
catalogue:edit        ....x....
catalogue:publish     ..x.x....
stationing:read       xxxxxx...
stationing:edit       ..x.x....
county:read           .....x...
settings:read         xxxxxxx..
calendar:manage       ..x..xx..
settings:manage       ..x...x..
organisation:manage   ......x..
accounts:manage       .......x.
audit:read            ........x
system:manage         ......x..
";
        assert_eq!(table, agreed);
    }
}
