"""Manual reviews: photos as a phone has them, owners whose review waits, and staff who may not decide."""

import base64
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

from PIL import Image

from domain.rules.policy import SYSTEM
from domain.rules.terms import DocumentKind
from domain.services import photos
from domain.services.persons import write_document
from domain.services.sessions import actor_behind
from domain.store.database import Database
from domain.store.tables import Account
from tests.people import Place, new_id_card, sign_in_owner
from tests.photographs import photo, saved
from tests.services.reviewing import Applicant, fail_match, submit
from tests.stage import scene
from tests.stage.people import shown


@scene
async def photographs(database: Database) -> dict[str, str]:
    """Files to choose on a phone, in base64: a `photo` that was held upright (its note says so, and where it was made),
    the inside of a pocket (`dark`), and a photo of an iPhone that a browser cannot open (`heic`).
    """
    files = {
        "photo": photo(),
        "dark": saved(Image.new("RGB", (1600, 1200), "black"), "JPEG"),
        "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 600,
    }
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


@scene
async def applicants(
    database: Database, town: dict[str, Any], unit_ids: Sequence[str], name: str = "钱待审"
) -> list[dict[str, Any]]:
    """Owners whom the register does not know for these units, each with a review that waits for the street."""
    place = Place(UUID(town["estateId"]), UUID(town["buildingId"]), town["street"], town["district"])
    made = []
    for unit in unit_ids:
        applicant = Applicant(place, await sign_in_owner(database), UUID(unit), name=name)
        await fail_match(database, applicant)
        review = await submit(database, applicant)
        account = await shown(database, applicant.person)
        made.append({**account, "reviewId": str(review.id), "unitId": unit, "name": name, "number": applicant.number})
    return made


@scene
async def id_card(database: Database) -> str:
    """The number of somebody who cannot exist."""
    return new_id_card()


@scene
async def is_applicant(database: Database, account_id: str, number: str) -> None:
    """Make a member of staff the person with this document."""
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, UUID(account_id))
        write_document(tx.crypto, account, (DocumentKind.ID_CARD, number))


@scene
async def expired_address(database: Database, cookie: str, photo_id: str) -> str:
    """The address of a photo for this session, whose minute was over a second ago."""
    async with database.glance() as session:
        who = await actor_behind(session, cookie)
    with patch.object(photos, "SHOWN_FOR", timedelta(seconds=-1)):
        async with database.transaction(who) as tx:
            (made,) = await photos.addresses_of(tx, [UUID(photo_id)])
    return f"/photos/{made.photo_id}/{made.token}"
