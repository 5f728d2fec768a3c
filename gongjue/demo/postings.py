"""Notices of the demo city, taken through the service by those whose business they are."""

from uuid import UUID

from domain.rules.notice import AgendaItem, NoticeText
from domain.rules.terms import NoticeKind
from domain.services import notices
from domain.services.notices import CreateNotice, ReviewNotice
from domain.store.tables import Notice
from gongjue.demo.ballots import Story
from gongjue.demo.stage import Stage


async def write_notices(stage: Stage, story: Story) -> None:
    """The author writes both notices of a ballot and hands them to the street."""
    agenda = tuple(AgendaItem(matter.kind, matter.title) for matter in story.matters)
    for kind, name in ((NoticeKind.BALLOT_PUBLICITY, "投票公示"), (NoticeKind.BALLOT_ANNOUNCEMENT, "投票公告")):
        text = NoticeText(kind, f"关于“{story.title}”的{name}", body_of(story, kind), agenda)
        story.notice_ids.append(await hand_in(stage, story.author, story.estate.id, text))


def body_of(story: Story, kind: NoticeKind) -> str:
    """What the notice says."""
    listed = "\n".join(f"{place}. {matter.title}:{matter.description}" for place, matter in enumerate(story.matters, 1))
    asked = (
        "现将拟提交业主共同决定的事项予以公示，公示期不少于15日。如有意见，请在公示期内向街道或组织者反映。"
        if kind is NoticeKind.BALLOT_PUBLICITY
        else "公示期满后将通过本系统进行电子投票，请各位业主完成业主认证并按时参加。"
        "每位业主按一人计，面积按其全部专有部分累计。"
    )
    return f"{story.estate.plan.name}全体业主：\n{story.reasons}\n{asked}\n表决事项：\n{listed}"


async def approve_notices(stage: Stage, story: Story) -> None:
    """The street's reviewer approves both notices."""
    for notice_id in story.notice_ids:
        await decide(stage, story.reviewer, notice_id)


async def publish_notices(stage: Stage, story: Story) -> None:
    """The author publishes both notices."""
    for notice_id in story.notice_ids:
        async with stage.acting(await stage.staff(story.author)) as tx:
            await notices.publish(tx, notice_id)


async def write(stage: Stage, author: UUID, estate_id: UUID, text: NoticeText) -> UUID:
    """Somebody writes a notice; it stays a draft."""
    async with stage.acting(await stage.staff(author)) as tx:
        return (await notices.create(tx, CreateNotice(estate_id, text))).notice.id


async def post(stage: Stage, author: UUID, estate_id: UUID, text: NoticeText) -> None:
    """Somebody publishes an ordinary notice, which needs no review."""
    notice_id = await write(stage, author, estate_id, text)
    async with stage.acting(await stage.staff(author)) as tx:
        await notices.publish(tx, notice_id)


async def hand_in(
    stage: Stage, author: UUID, estate_id: UUID, text: NoticeText, reviewer: UUID | None = None,
    refused_because: str | None = None,
) -> UUID:  # fmt: skip
    """Somebody hands a ballot notice to the street, where it waits unless a `reviewer` decides at once."""
    notice_id = await write(stage, author, estate_id, text)
    async with stage.acting(await stage.staff(author)) as tx:
        await notices.submit(tx, notice_id)
    if reviewer is not None:
        await decide(stage, reviewer, notice_id, refused_because)
    return notice_id


async def decide(stage: Stage, reviewer: UUID, notice_id: UUID, refused_because: str | None = None) -> None:
    """The street approves exactly what was submitted, or refuses it with a reason."""
    async with stage.acting(await stage.staff(reviewer)) as tx:
        notice = await tx.session.get_one(Notice, notice_id)
        assert notice.content_hash is not None  # it was submitted
        approved = refused_because is None
        await notices.review(tx, ReviewNotice(notice_id, notice.content_hash, approved, refused_because))
