"""A notice is reviewed by somebody who has not written a part of it."""

import pytest
from sqlalchemy import text

from domain.rules.notice import AgendaItem, NoticeText
from domain.rules.refusals import ReviewedByItsSubmitter
from domain.rules.terms import MatterKind, NoticeKind, NoticeState
from domain.services import notices
from domain.store.database import Database
from tests.ballots import actor_of, sign_in_organizer
from tests.services.towns import make_town

pytestmark = pytest.mark.usefixtures("invariants")


async def test_whoever_wrote_a_part_of_a_notice_does_not_review_it(database: Database) -> None:
    town = await make_town(database, units=1)
    second = await sign_in_organizer(database, town.place, organizer_id=town.organizer_id)
    colleague = await actor_of(database, second)
    words = NoticeText(
        NoticeKind.BALLOT_PUBLICITY, "选聘物业公示", "现就选聘物业公示如下。",
        (AgendaItem(MatterKind.PROPERTY_COMPANY, "选聘物业"),),
    )  # fmt: skip
    async with database.transaction(town.member) as tx:
        notice = (await notices.create(tx, notices.CreateNotice(town.place.estate_id, words))).notice
    for writer in (colleague, town.member):
        async with database.transaction(writer) as tx:
            command = notices.ReviseNotice(notice.id, words, words.hash(town.place.estate_id))
            await notices.revise(tx, command)
    async with database.transaction(town.member) as tx:
        submitted = (await notices.submit(tx, notice.id)).notice
        await tx.session.execute(
            text("UPDATE accounts SET person_index = '\\x03' WHERE id IN (:one, :two)"),
            {"one": colleague.account_id, "two": town.reviewer.account_id},
        )
    assert submitted.content_hash is not None
    approval = notices.ReviewNotice(notice.id, submitted.content_hash, approved=True)

    with pytest.raises(ReviewedByItsSubmitter):
        async with database.transaction(town.reviewer) as tx:
            await notices.review(tx, approval)

    async with database.transaction(town.member) as tx:
        await tx.session.execute(
            text("UPDATE accounts SET person_index = NULL WHERE id = :id"), {"id": colleague.account_id}
        )
    async with database.transaction(town.reviewer) as tx:
        assert (await notices.review(tx, approval)).notice.state is NoticeState.APPROVED
