"""What the property company of 慧谷金色家园一期 is asked for and how it is judged.

Tickets in many states, two rounds of ratings with answers, and notices that some owners have opened; and how other
estates judge theirs.

Nothing here asks for chance, so that the ballots of the city fall out as they would without it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid5

from sqlalchemy import select

from domain.rules.organizer import Person
from domain.rules.policy import Actor
from domain.rules.ratings import RatingCriterion
from domain.rules.terms import MatterKind, MemberPosition, NoticeState
from domain.rules.tickets import CommonPart, TicketAct, TicketKind
from domain.services import members, notice_reach, photos, ratings, tickets
from domain.services.members import AddMember
from domain.services.sessions import open_session, sign_out
from domain.store.tables import Ballot, Matter, Member, Notice, Organizer, Rating, Ticket
from gongjue.demo import pictures
from gongjue.demo.bodies import CARETAKER
from gongjue.demo.papers import SESSION_LASTS
from gongjue.demo.plans import HUAIYIN, HUIGU, QINGYUAN, WANGJING, YUNJIN
from gongjue.demo.register import Household, MadeOwner
from gongjue.demo.stage import NotAsTold
from gongjue.demo.stories.told import Told

_KEYS = UUID("5f0f3a52-9c5e-4c6e-8d0f-6f1f5a4b7c11")
_WORKERS = ("孙师傅", "陶师傅")
_WORDS = (
    "保洁比去年好，电梯等待时间太长。", "维修师傅上门快，态度也好。", "", "夜间巡逻少，北门常开着。", "",
    "公共收益公示很清楚。", "", "希望增加电动车充电位。", "", "绿化养护不错。",
)  # fmt: skip
# By who wrote what is answered.
_ANSWERS = {30: "电梯更换方案已经业主大会表决通过，正在招标，年内施工。", 33: "北门已加装闭门器，夜班增加一次巡逻。"}

Lives = tuple[MadeOwner, Household]
Picture = Callable[[], bytes]


def tell(told: Told) -> None:
    """The company's people, then what owners ask of it, then what they think of it."""
    service = _Service(told)
    told.timeline.on(-59, "09:00", service.hires)
    _tickets(service)
    told.timeline.on(-57, "20:30", partial(service.rated, range(14), 3))
    told.timeline.on(-13, "20:30", partial(service.rated, range(14, 40), 4))
    told.timeline.on(-12, "10:00", service.answers)
    told.timeline.on(-1, "18:00", partial(service.opened, 30))
    # Others for the street and the authorities to compare with; the last has too few for its figures to be told.
    told.timeline.on(-13, "21:00", partial(_Service(told, QINGYUAN).rated, range(18), 3))
    told.timeline.on(-13, "21:10", partial(_Service(told, YUNJIN).rated, range(24), 4))
    told.timeline.on(-13, "21:20", partial(_Service(told, HUAIYIN).rated, range(3), 2))


def _tickets(service: "_Service") -> None:
    on = service.told.timeline.on
    repair, complaint = TicketKind.REPAIR, TicketKind.COMPLAINT
    pipe = partial(service.files, "pipe", "li", repair, "厨房水管接头渗水，橱柜底板已经泡湿。")
    on(-21, "19:10", partial(pipe, picture=pictures.leaking))
    on(-20, "08:40", partial(service.gives, "pipe", 0))
    on(-20, "10:05", partial(service.does, "pipe", TicketAct.START))
    done = partial(service.does, "pipe", TicketAct.FINISH, "已更换角阀和接头，试压半小时不再渗水。")
    on(-20, "11:30", partial(done, picture=pictures.mended))
    on(-20, "20:15", partial(service.judges, "pipe", "li", 5, "来得快，收拾得也干净。"))
    lift = partial(service.files, "lift", 3, repair, "电梯运行时异响，偶尔不平层。", CommonPart.LIFT)
    on(-16, "08:05", lift)
    on(-16, "09:20", partial(service.gives, "lift", 1))
    on(-15, "16:00", partial(service.does, "lift", TicketAct.HOLD, "维保单位建议更换曳引机，待维修资金拨付。"))
    on(-15, "16:10", partial(service.costs, "lift", 34_000_000))
    light = partial(service.files, "light", 4, complaint, "三单元地下一层照明坏了半个月。", CommonPart.STAIRWELL)
    on(-11, "21:00", light)
    on(-10, "09:00", partial(service.gives, "light", 0))
    on(-9, "15:00", partial(service.does, "light", TicketAct.FINISH, "已更换灯具六套。"))
    on(-8, "22:00", partial(service.asks, "light", 4, TicketAct.REOPEN, "又坏了两盏，请再检查线路。"))
    on(-7, "09:30", partial(service.gives, "light", 1))
    on(-7, "14:00", partial(service.does, "light", TicketAct.START))
    noise = partial(service.files, "noise", 5, complaint, "楼下商铺夜间装货噪声大，多次反映没有回音。")
    on(-6, "23:10", noise)
    on(-3, "10:00", partial(service.escalates, "noise", "逾期三日未答复，请两日内回复业主并报告处理情况。"))
    on(-5, "18:30", partial(service.files, "balcony", 6, repair, "自家阳台封窗玻璃破裂。"))
    on(-4, "09:15", partial(service.does, "balcony", TicketAct.DECLINE, "封窗属业主自行安装，不在物业维修范围。"))
    on(-4, "19:00", partial(service.files, "key", 7, repair, "单元门禁卡刷不开。", CommonPart.ENTRANCE_GATE))
    on(-4, "21:00", partial(service.asks, "key", 7, TicketAct.WITHDRAW, "卡是自己消磁了，已重新办理。"))
    on(-1, "20:40", partial(service.files, "drain", "maria", repair, "卫生间地漏返水。"))


class _Service:
    """An estate's owners, its company, and the tickets so far by name."""

    def __init__(self, told: Told, estate: str = HUIGU) -> None:
        self.told = told
        self._name = estate
        self._tickets: dict[str, UUID] = {}
        self._workers: list[UUID] = []

    @property
    def _estate(self) -> UUID:
        return self.told.city.estates[self._name].id

    def _lives(self, who: str | int) -> Lives:
        """A character, or one of the other owners who have an account, in the order of the register."""
        if isinstance(who, str):
            return self.told.city.characters.owners[who], self.told.city.characters.households[who]
        return self._residents()[who]

    def _residents(self) -> Sequence[Lives]:
        made = self.told.city.estates[self._name]
        return [
            (owner, household)
            for household in made.households
            if not household.told and (owner := household.account()) is not None
        ]

    def _owner(self, who: str | int) -> Actor:
        return self.told.stage.owner(self._lives(who)[0], self.told.city.estates[self._name])

    async def _staff(self, key: str) -> Actor:
        return await self.told.stage.staff(self.told.city.account(key))

    async def _do(self, actor: Actor, service: Callable[..., Awaitable[object]], command: object) -> None:
        async with self.told.stage.database.transaction(actor) as tx:
            await service(tx, command)

    async def hires(self) -> None:
        """The street's clerk adds those who do the work."""
        clerk = await self._staff(f"clerk-{WANGJING}")
        async with self.told.stage.database.glance() as session:
            mine = select(Organizer.id).where(Organizer.estate_id == self._estate, Organizer.kind == CARETAKER.role)
            company = (await session.scalars(mine)).one()
        for name in _WORKERS:
            person = Person(MemberPosition.MEMBER, name, self.told.stage.inventor.phone())
            await self._do(clerk, members.add_member, AddMember(company, person))
        async with self.told.stage.database.glance() as session:
            added = select(Member.id).where(Member.organizer_id == company, Member.account_id.is_(None))
            self._workers = list(await session.scalars(added.order_by(Member.id)))

    async def files(
        self,
        name: str,
        who: str | int,
        kind: TicketKind,
        words: str,
        part: CommonPart | None = None,
        picture: Picture | None = None,
    ) -> None:
        """An owner files a ticket for their first unit."""
        key, owner = uuid5(_KEYS, name), self._owner(who)
        sent = await self._sent(owner, picture)
        unit = self._lives(who)[1].units[0].id
        await self._do(owner, tickets.file, tickets.FileTicket(unit, kind, words, key, part, photo_ids=sent))
        async with self.told.stage.database.glance() as session:
            self._tickets[name] = (await session.scalars(select(Ticket.id).where(Ticket.client_key == key))).one()

    async def gives(self, name: str, worker: int) -> None:
        """The company gives it to one of its people."""
        command = tickets.AssignTicket(self._tickets[name], self._workers[worker])
        await self._do(await self._staff(CARETAKER.key), tickets.assign, command)

    async def does(self, name: str, act: TicketAct, words: str = "", picture: Picture | None = None) -> None:
        """The company moves it on."""
        company = await self._staff(CARETAKER.key)
        sent = await self._sent(company, picture)
        await self._do(company, tickets.move, tickets.MoveTicket(self._tickets[name], act, words, sent))

    async def _sent(self, actor: Actor, picture: Picture | None) -> tuple[UUID, ...]:
        """The photo that somebody sends, in a session of its own: the addresses of photos belong to one."""
        if picture is None:
            return ()
        database, account = self.told.stage.database, actor.account_id
        if account is None:
            raise NotAsTold("nobody sends a photo without an account")
        async with database.transaction(actor) as tx:
            opened = await open_session(tx, account, SESSION_LASTS)
            tx.record("session.opened", "account", account)
        there = replace(actor, session_id=opened.session_id)
        async with database.transaction(there) as tx:
            address = await tickets.request_photo(tx, self._estate)
        async with database.transaction(there) as tx:
            photo = await photos.receive(tx, address.token, picture())
        async with database.transaction(there) as tx:
            await sign_out(tx)
        return (photo,)

    async def asks(self, name: str, who: str | int, act: TicketAct, words: str) -> None:
        """Its filer reopens or withdraws it."""
        await self._do(self._owner(who), tickets.move, tickets.MoveTicket(self._tickets[name], act, words))

    async def escalates(self, name: str, words: str) -> None:
        """The street takes it up."""
        command = tickets.MoveTicket(self._tickets[name], TicketAct.ESCALATE, words)
        await self._do(await self._staff(f"clerk-{WANGJING}"), tickets.move, command)

    async def judges(self, name: str, who: str | int, rating: int, words: str) -> None:
        """Its filer rates the work."""
        command = tickets.RateTicketWork(self._tickets[name], rating, words)
        await self._do(self._owner(who), tickets.rate_work, command)

    async def costs(self, name: str, fen: int) -> None:
        """The company names the cost and the ballot by which the estate decided on its repair fund."""
        deciding = (
            select(Ballot.id)
            .join(Matter, Matter.ballot_id == Ballot.id)
            .where(Ballot.estate_id == self._estate, Matter.kind == MatterKind.REPAIR_FUND_USE)
            .where(Ballot.published_at.is_not(None))
        )
        async with self.told.stage.database.glance() as session:
            ballot = (await session.scalars(deciding)).one()
        command = tickets.LinkTicketCost(self._tickets[name], ballot, fen)
        await self._do(await self._staff(CARETAKER.key), tickets.link_cost, command)

    async def rated(self, places: range, usual: int) -> None:
        """Owners rate the company, each a little differently from the next."""
        for place in places:
            scores = tuple(
                (criterion, min(5, max(1, usual + (place * 7 + position * 3) % 4 - 1)))
                for position, criterion in enumerate(RatingCriterion)
            )
            unit = self._lives(place)[1].units[0].id
            command = ratings.RateCompany(unit, scores, _WORDS[place % len(_WORDS)])
            await self._do(self._owner(place), ratings.rate_company, command)

    async def answers(self) -> None:
        """The company answers two of those who wrote something."""
        company = await self._staff(CARETAKER.key)
        for place, words in _ANSWERS.items():
            async with self.told.stage.database.glance() as session:
                written = select(Rating.id).where(Rating.account_id == self._lives(place)[0].account_id)
                rating = (await session.scalars(written)).one()
            await self._do(company, ratings.answer, ratings.AnswerRating(rating, words))

    async def opened(self, owners: int) -> None:
        """Some owners open what is published."""
        published = select(Notice.id).where(Notice.estate_id == self._estate, Notice.state == NoticeState.PUBLISHED)
        async with self.told.stage.database.glance() as session:
            notices = list(await session.scalars(published.order_by(Notice.published_at, Notice.id)))
        for place in range(owners):
            for notice in notices[place % 3 :]:
                await self._do(self._owner(place), notice_reach.mark_read, notice)
