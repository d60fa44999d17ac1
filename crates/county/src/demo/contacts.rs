//! First contacts and matters that could not be done, in every state, kept by the demo's staff.

use super::cases::History;
use super::clock::LoadingClock;
use super::{Resident, residents};
use anyhow::Context;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::form::FormErrors;
use kit::journal::Actor;
use office::people::door as people;
use office::posts::door::{self as posts, CentreDirectory};
use reception::contacts::door::{self as contacts, Asker, Deed, Done, NewContact, PhoneNeed};
use reception::matters::door::{self as matters, MatterDeed, NewMatter};
use std::sync::Arc;
use threshold::contact::unresolved::{Conclusion, Obstacle, Telling};
use threshold::contact::{Answer, Keeper, Next, Way};

/// What a visitor had asked before the case of a story was taken in; the contact ends as it.
pub(super) fn asked_before(story: usize) -> Option<&'static str> {
    [(1, "八十岁以上老人有没有补贴"), (4, "证件过期了怎么换")]
        .into_iter()
        .find(|(number, _)| *number == story)
        .map(|(_, words)| words)
}

/// Opens the contact that a case is about to end.
pub(super) fn open_for_case(
    hall: &Hall,
    head: &ActHead,
    (item, words): (&str, &str),
) -> anyhow::Result<String> {
    let new = NewContact {
        by: Keeper {
            account: head.actor.account,
            name: head.actor.name.clone(),
            department: String::new(),
        },
        way: Way::WalkIn,
        item: item.to_owned(),
        words: words.to_owned(),
        ticket: String::new(),
        asker: Asker::default(),
    };
    let opened = hall.db.act_now(head.clone(), move |act| contacts::open(act, &new));
    Ok(house::told(opened)?.number)
}

/// Somebody of the staff who keeps contacts.
struct Clerk {
    keeper: Keeper,
    actor: Actor,
}

struct Place<'a> {
    hall: &'a Hall,
    centre: CentreId,
    clerk: Clerk,
    approver: Clerk,
    residents: Vec<Resident>,
}

/// What happened before the cases of the demonstration: all of it is over by now but one.
pub(super) fn load_early(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| contacts::has_any(read, centre)))? {
        return Ok(());
    }
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    let at = |days, hour, minute| clock.set(history.at(days, (hour, minute)));
    at(17, 9, 5);
    let asked = place.open(&place.clerk, ("", "新农合怎么交费", ""), Some(2))?;
    at(17, 9, 20);
    let said = "带身份证到 03 号窗口，或在手机上交。".to_owned();
    place.perform(&place.clerk, &asked, Deed::Answer(Answer::Answered { text: said }))?;
    at(17, 10, 0);
    let asked = place.open(&place.clerk, ("", "护照在哪里办", "A011"), None)?;
    let body = Answer::ReferredElsewhere {
        body: "望溪县公安局出入境窗口".into(),
        text: "周一至周五都办，带身份证。".into(),
    };
    place.perform(&place.clerk, &asked, Deed::Answer(body))?;
    at(16, 9, 30);
    let asked = place.open(&place.clerk, ("MZ-001", "", ""), Some(5))?;
    place.offer(&place.clerk, &asked, &place.approver, "要看家庭收入怎么核算")?;
    at(16, 9, 50);
    place.perform(&place.approver, &asked, Deed::Accept)?;
    let guide =
        Answer::GuideGiven { item: "MZ-001".into(), text: "已讲清三种情形。".into() };
    place.perform(&place.approver, &asked, Deed::Answer(guide))?;
    at(16, 11, 0);
    let matter = place.report(Some(&place.clerk), (Obstacle::ManyTrips, "改名字跑了三趟"), 7)?;
    place.on_matter(&place.approver, &matter, MatterDeed::Accept)?;
    at(16, 15, 0);
    let text = "已联系派出所，户籍底册可以代查。".to_owned();
    place.on_matter(&place.approver, &matter, MatterDeed::FollowUp(text))?;
    at(15, 10, 0);
    let how = Conclusion::Solved { how: "代查户籍底册，一次办好改名登记。".into() };
    place.on_matter(&place.approver, &matter, MatterDeed::Conclude(how))?;
    place.on_matter(&place.approver, &matter, MatterDeed::Tell(Telling::Telephone))?;
    at(15, 14, 0);
    let late = place.report(None, (Obstacle::Late, "残疾证等了很久没有结果"), 9)?;
    place.on_matter(&place.clerk, &late, MatterDeed::Accept)
}

/// What is still open, or ended today.
pub(super) fn load_late(
    hall: &Hall,
    (county, centre): (CentreId, CentreId),
    history: &History,
    clock: &dyn LoadingClock,
) -> anyhow::Result<()> {
    let Some(place) = Place::find(hall, county, centre)? else { return Ok(()) };
    // The first two are of the weeks before.
    let taken = hall.db.read_now(move |read| matters::matters_so_far(read, centre, 3));
    if house::told(taken)? > 2 {
        return Ok(());
    }
    clock.set(history.at(1, (17, 10)));
    place.open(&place.clerk, ("", "宅基地确权证能不能补办", "A036"), Some(11))?;
    let offered = place.open(&place.clerk, ("", "父亲去世了，存款怎么取", ""), Some(12))?;
    place.offer(&place.clerk, &offered, &place.approver, "要到司法所核对")?;
    place.report(None, (Obstacle::PapersUnobtainable, "村里不给开证明"), 13)?;
    clock.release();
    place.today()
}

impl<'a> Place<'a> {
    /// The centre of the accounts that are printed; none elsewhere.
    fn find(hall: &'a Hall, county: CentreId, centre: CentreId) -> anyhow::Result<Option<Self>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let directory = house::told(runtime.block_on(posts::directory(hall)))?;
        let holders = hall.db.read_now(move |read| people::holders(read, county, centre));
        let holders = house::told(holders)?;
        let place = directory.centre(centre).context("the centre is not set up")?;
        let find = |login: &str| holders.iter().find(|it| it.login == login);
        let (Some(clerk), Some(approver)) = (find("clerk"), find("approver")) else {
            return Ok(None);
        };
        Ok(Some(Self {
            hall,
            centre,
            clerk: of_staff(clerk, place),
            approver: of_staff(approver, place),
            residents: residents()?,
        }))
    }

    fn head(&self, clerk: &Clerk) -> ActHead {
        ActHead { centre: self.centre, actor: clerk.actor.clone() }
    }

    fn asker(&self, number: usize) -> anyhow::Result<Asker> {
        let resident = self.residents.get(number).context("the file has too few residents")?;
        let (typed, mut errors) =
            ((resident.name.as_str(), resident.phone.as_str()), FormErrors::new());
        Ok(contacts::read_asker(typed, PhoneNeed::Free, &self.hall.vault, &mut errors))
    }

    fn open(
        &self,
        by: &Clerk,
        (item, words, ticket): (&str, &str, &str),
        resident: Option<usize>,
    ) -> anyhow::Result<String> {
        let new = NewContact {
            by: by.keeper.clone(),
            way: if ticket.is_empty() { Way::Telephone } else { Way::WalkIn },
            item: item.to_owned(),
            words: words.to_owned(),
            ticket: ticket.to_owned(),
            asker: resident.map(|it| self.asker(it)).transpose()?.unwrap_or_default(),
        };
        let head = self.head(by);
        let opened = self.hall.db.act_now(head, move |act| contacts::open(act, &new));
        Ok(house::told(opened)?.number)
    }

    fn perform(&self, by: &Clerk, number: &str, deed: Deed) -> anyhow::Result<()> {
        let (number, keeper) = (number.to_owned(), by.keeper.clone());
        let done = self.hall.db.act_now(self.head(by), move |act| {
            contacts::perform(act, (&number, 0), &keeper, &deed)
        });
        house::told(done).map(drop)
    }

    fn offer(&self, by: &Clerk, number: &str, to: &Clerk, reason: &str) -> anyhow::Result<()> {
        let (to, reason) = (Next::Person(to.keeper.clone()), reason.to_owned());
        self.perform(by, number, Deed::Offer { to, reason })
    }

    fn report(
        &self,
        by: Option<&Clerk>,
        (obstacle, words): (Obstacle, &str),
        resident: usize,
    ) -> anyhow::Result<String> {
        self.report_from(by, (obstacle, words), (self.asker(resident)?, String::new()))
    }

    fn report_from(
        &self,
        by: Option<&Clerk>,
        (obstacle, words): (Obstacle, &str),
        (asker, contact): (Asker, String),
    ) -> anyhow::Result<String> {
        let new = NewMatter {
            by: by.map(|it| it.keeper.clone()),
            way: if by.is_some() { Way::WalkIn } else { Way::Online },
            item: String::new(),
            obstacles: vec![obstacle],
            words: words.to_owned(),
            contact,
            asker,
        };
        let actor = by.map_or_else(Actor::resident, |it| it.actor.clone());
        let head = ActHead { centre: self.centre, actor };
        let done = self.hall.db.act_now(head, move |act| matters::report(act, &new));
        let done: Done = house::told(done)?;
        Ok(done.number)
    }

    fn on_matter(&self, by: &Clerk, number: &str, deed: MatterDeed) -> anyhow::Result<()> {
        let (number, keeper) = (number.to_owned(), by.keeper.clone());
        let done = self
            .hall
            .db
            .act_now(self.head(by), move |act| matters::perform(act, (&number, 0), &keeper, &deed));
        house::told(done).map(drop)
    }

    /// What happened this morning.
    fn today(&self) -> anyhow::Result<()> {
        let (clerk, approver) = (&self.clerk, &self.approver);
        self.open(clerk, ("MZ-004", "老人不能来，能不能代办", "A007"), Some(14))?;
        let offered = self.open(approver, ("", "小额贷款贴息找谁", "A009"), None)?;
        self.offer(approver, &offered, clerk, "综合窗口可以直接答复")?;
        let asked = self.open(clerk, ("", "医院病历丢了，救助办不了", "A013"), Some(16))?;
        let lost = (Obstacle::PapersUnobtainable, "医院说查不到病历");
        self.report_from(Some(clerk), lost, (Asker::default(), asked))?;
        let told = self.report(Some(approver), (Obstacle::SentAway, "两个窗口互相推"), 17)?;
        self.on_matter(clerk, &told, MatterDeed::Accept)?;
        let text = "已问清两个窗口的分工，由综合窗口收件。".to_owned();
        self.on_matter(clerk, &told, MatterDeed::FollowUp(text))?;
        let how = Conclusion::Solved { how: "综合窗口已收件，不用再跑。".into() };
        self.on_matter(clerk, &told, MatterDeed::Conclude(how))?;
        let rule = self.report(Some(approver), (Obstacle::Unclear, "两次说的材料不一样"), 18)?;
        self.on_matter(approver, &rule, MatterDeed::Accept)?;
        let why = Conclusion::Explained {
            why_not: "不符合临时救助的困难类型。".into(),
            remedy: "可以申请慈善救助；也可以在六十日内申请复核。".into(),
        };
        self.on_matter(approver, &rule, MatterDeed::Conclude(why))?;
        self.on_matter(approver, &rule, MatterDeed::Tell(Telling::InPerson))?;
        self.on_matter(approver, &rule, MatterDeed::Reopen("认为符合重大疾病情形".into()))
    }
}

fn of_staff(holder: &people::Holder, place: &Arc<CentreDirectory>) -> Clerk {
    let post = place.post(&holder.post).map(|it| it.record.clone()).unwrap_or_default();
    let window = place.window(&post.window);
    Clerk {
        keeper: Keeper {
            account: holder.account,
            name: holder.name.clone(),
            department: post.department,
        },
        actor: Actor {
            account: holder.account,
            name: holder.name.clone(),
            post: post.title,
            window: window.map(|it| it.record.number.clone()).unwrap_or_default(),
            on_behalf_of: String::new(),
        },
    }
}
