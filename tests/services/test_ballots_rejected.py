"""Who reviews a ballot again sees what has become different since it was rejected."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.rules.notice import LineChange
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import OptionRole
from domain.services import ballots_review as review
from domain.services.ballots_readiness import readiness_of
from domain.services.ballots_rejected import BallotPart, LastRejection, changes
from domain.services.wording import Language
from domain.store.database import Database
from tests.api.asking import ask
from tests.people import sign_in_staff
from tests.services.towns import Town, complete_document, make_town, read, save, submitted

REASON = "截止时间太短，请改为二十天。"
READINESS = """query Ready($id: UUID!) { ballotReadiness(id: $id) {
  lastRejection { rejectedAt reason changes { part change text } } } }"""


async def rejected(database: Database, town: Town, ballot: UUID, reason: str = REASON) -> None:
    async with database.transaction(town.reviewer) as tx:
        await review.reject_ballot(tx, ballot, reason)


async def submit(database: Database, town: Town, ballot: UUID) -> None:
    async with database.transaction(town.member) as tx:
        await review.submit_ballot(tx, ballot)


async def last(database: Database, ballot: UUID) -> LastRejection | None:
    seen = await read(database, ballot)
    async with database.transaction(SYSTEM) as tx:
        return (await readiness_of(tx.session, seen, await tx.now())).last_rejection


async def shown(database: Database, ballot: UUID) -> list[tuple[str, str, str]]:
    """What has changed: part, - or +, and the line."""
    rejection = await last(database, ballot)
    assert rejection is not None
    marks = {LineChange.REMOVED: "-", LineChange.ADDED: "+"}
    return [
        (line.part.value, marks[line.change], line.text)
        for line in changes(rejection.before, rejection.now, Language.ZH)
        if line.change is not LineChange.KEPT
    ]


async def test_nothing_is_compared_before_a_rejection(database: Database) -> None:
    town = await make_town(database)
    assert await last(database, await submitted(database, town)) is None


async def test_what_was_submitted_again_unchanged_shows_no_change(database: Database) -> None:
    town = await make_town(database)
    ballot = await submitted(database, town)
    await rejected(database, town, ballot)
    await submit(database, town, ballot)
    assert await shown(database, ballot) == []
    rejection = await last(database, ballot)
    assert rejection is not None
    assert rejection.reason == REASON
    kept = {line.part for line in changes(rejection.before, rejection.now, Language.EN)}
    assert kept == set(BallotPart)


async def test_every_word_that_was_changed_is_shown(database: Database) -> None:
    town = await make_town(database)
    document = await complete_document(database, town)
    ballot = await submitted(database, town, document)
    await rejected(database, town, ballot)
    (matter,) = document.matters
    assert document.last_day is not None
    changed = replace(
        document,
        title="年度业主大会（修改）",
        last_day=document.last_day + timedelta(days=9),
        matters=(replace(matter, description=matter.description + "\n补充说明：资金用于更换电梯。"),),
    )
    await save(database, town.member, ballot, changed)
    await submit(database, town, ballot)

    lines = await shown(database, ballot)

    assert lines[:2] == [("title", "-", "年度业主大会"), ("title", "+", "年度业主大会（修改）")]
    assert [(part, mark, text[:2]) for part, mark, text in lines[2:4]] == [
        ("window", "-", "截止"), ("window", "+", "截止"),
    ]  # fmt: skip
    assert lines[4:] == [("matters", "+", "　补充说明：资金用于更换电梯。")]


async def test_of_several_rejections_the_last_one_is_compared_with(database: Database) -> None:
    town = await make_town(database)
    document = await complete_document(database, town)
    ballot = await submitted(database, town, document)
    for number in (1, 2):
        await rejected(database, town, ballot, f"第{number}次驳回。")
        await save(database, town.member, ballot, replace(document, title=f"第{number}次修改"))
        await submit(database, town, ballot)
    rejection = await last(database, ballot)
    assert rejection is not None
    assert rejection.reason == "第2次驳回。"
    assert await shown(database, ballot) == [("title", "-", "第1次修改"), ("title", "+", "第2次修改")]


async def test_an_option_and_its_meaning_are_shown(database: Database) -> None:
    town = await make_town(database)
    document = await complete_document(database, town)
    ballot = await submitted(database, town, document)
    await rejected(database, town, ballot)
    (matter,) = document.matters
    options = (*matter.options[:-1], replace(matter.options[-1], label="不表态", role=OptionRole.ABSTAIN))
    await save(database, town.member, ballot, replace(document, matters=(replace(matter, options=options),)))
    lines = await shown(database, ballot)
    assert lines[-1] == ("matters", "+", "　· 不表态（弃权）")


async def test_a_rejected_version_is_never_changed(database: Database) -> None:
    town = await make_town(database)
    ballot = await submitted(database, town)
    await rejected(database, town, ballot)
    with pytest.raises(DBAPIError, match="never changed"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text("DELETE FROM rejected_ballots WHERE ballot_id = :b"), {"b": ballot})


async def test_the_reviewer_reads_it_in_their_language_and_owners_and_strangers_do_not(
    database: Database, client: httpx.AsyncClient
) -> None:
    town, elsewhere = await make_town(database), await make_town(database)
    ballot = await submitted(database, town)
    await rejected(database, town, ballot)
    await submit(database, town, ballot)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, town.place.street)
    stranger = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, elsewhere.place.street)

    seen = (await ask(client, READINESS, reviewer, id=str(ballot)))["ballotReadiness"]["lastRejection"]
    assert seen["reason"] == REASON
    assert {line["change"] for line in seen["changes"]} == {"KEPT"}
    assert {"part": "TITLE", "change": "KEPT", "text": "年度业主大会"} in seen["changes"]
    assert (await ask(client, READINESS, stranger, id=str(ballot)))["ballotReadiness"] is None
    assert (await ask(client, READINESS, town.residents[0].person, id=str(ballot)))["ballotReadiness"] is None
