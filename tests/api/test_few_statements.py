"""What is asked of notices, organizers and messages takes as few statements at a large page as at a small one (G9)."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine, event

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import MatterKind, NoticeKind, NoticeState, OrganizerKind
from domain.services.messages import enqueue
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Assembly, Member, Notice, NoticeRevision, Organizer
from tests.api.asking import ask
from tests.people import Person, Place, make_place, new_phone, sign_in_owner, sign_in_staff

ROWS = 7
NOTICE = """id estateId kind state title body revision contentHash publisher publishedAt html sheetAddress
  agenda { kind title } changesSinceRejection { part change text matterKind }"""
ORGANIZER = """id kind name code state termStartsOn termEndsOn memberCount sizeWarning { path message }
  estate { name }
  members { id position maskedName maskedPhone maskedDocument maskedAddress accountId login accountState }"""
BODY = "id kind name code state termStartsOn termEndsOn memberCount sizeWarning { path message }"
DOCUMENTS = {
    "notices": f"notices(estateId: $estate, first: $first) {{ totalCount nodes {{ {NOTICE} }} }}",
    "noticesInProgress": f"noticesInProgress(estateId: $estate, first: $first) {{ totalCount nodes {{ {NOTICE} }} }}",
    "organizers": f"organizers(estateId: $estate, first: $first) {{ totalCount nodes {{ {ORGANIZER} }} }}",
    "assemblies": f"""assemblies(estateId: $estate, first: $first) {{ totalCount
      nodes {{ name hasCommittee estate {{ name }} organizers {{ {BODY} }} }} }}""",
    "deliveries": """deliveries(estateId: $estate, first: $first) { totalCount
      nodes { id template state attempts estate { name } maskedPhone lastFault createdAt sentAt expiresAt } }""",
}


async def fill(database: Database, place: Place, author: Person) -> None:
    """Rows of each kind, each with everything that a client may ask of it."""
    accounts = [(await sign_in_owner(database)).account_id for _ in range(ROWS)]
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        assembly = Assembly(estate_id=place.estate_id, name="试验家园业主大会", has_committee=True)
        tx.session.add(assembly)
        await tx.session.flush()
        for number, account in enumerate(accounts):
            organizer = Organizer(
                estate_id=place.estate_id, assembly_id=assembly.id, kind=OrganizerKind.COMMITTEE, name=f"第{number}届",
                state="active" if number == ROWS - 1 else "dissolved", term_starts_on=now.date(),
            )  # fmt: skip
            notice = Notice(
                estate_id=place.estate_id, kind=NoticeKind.BALLOT_PUBLICITY, title="公示", body=f"第{number}份",
                agenda=[{"kind": MatterKind.REBUILD.value, "title": "加装电梯"}], state=NoticeState.PUBLISHED,
                organizer_kind=OrganizerKind.STREET, author_id=author.account_id, submitted_at=now, published_at=now,
            )  # fmt: skip
            tx.session.add_all([organizer, notice])
            await tx.session.flush()
            tx.session.add(
                NoticeRevision(
                    notice_id=notice.id, revision=1, title="公示", body="旧文", agenda=[], approved=False,
                    submitted_by=author.account_id, submitted_at=now, decided_at=now,
                )
            )  # fmt: skip
            member = uuid4()
            sealed = {
                name: tx.crypto.encrypt(f"members.{name}", member, "19900001234")
                for name in ("name", "phone", "document_number", "address")
            }
            tx.session.add(
                Member(
                    id=member, organizer_id=organizer.id, position="chair", sex="female", account_id=account, **sealed
                )
            )
            await enqueue(
                tx, template=MessageTemplate.SMS_CODE, language="zh", parameters={"code": "1", "minutes": 5},
                key=str(uuid4()), estate_id=place.estate_id,
                **({"account_id": account} if number % 2 else {"phone": new_phone()}),
            )  # fmt: skip


@pytest.mark.parametrize("root", DOCUMENTS)
async def test_an_operation_takes_few_statements_at_any_size(
    database: Database, client: httpx.AsyncClient, root: str
) -> None:
    place = await make_place(database, units=2)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await fill(database, place, clerk)
    document = f"query($estate: UUID!, $first: Int!) {{ {DOCUMENTS[root]} }}"
    counts = []
    for first in (2, 100):
        statements: list[str] = []

        def count(_c: Any, _cursor: Any, statement: str, *_rest: Any, seen: list[str] = statements) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        try:
            page = (await ask(client, document, clerk, estate=str(place.estate_id), first=first))[root]
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert len(page["nodes"]) == page["totalCount"] == (1 if root == "assemblies" else ROWS)
    assert counts[0] == counts[1] <= 10
