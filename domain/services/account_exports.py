"""An owner's export: one archive with everything about them, for programs and for people, made when it is fetched."""

import io
import json
import secrets
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from domain.rules.policy import Role
from domain.rules.refusals import FreshCodeNeeded, NotFound
from domain.services import own_data
from domain.services.certifications import require_owner
from domain.services.sessions import token_hash
from domain.services.templates.own_data import readable_page
from domain.services.wording import Language
from domain.store.database import Transaction
from domain.store.tables import AccountExport

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class MyExportRequested:
    """The address is `/my-data/` and the token; it gives the archive once, to this session."""

    token: str
    expires_at: datetime


async def request_export(tx: Transaction) -> MyExportRequested:
    """A one-time address of everything about the actor.

    Raises `NotSignedIn`, `NotFound` for staff, and `FreshCodeNeeded`: who finds an unlocked phone gets no archive.
    """
    account_id = require_owner(tx)
    if not tx.actor.confirmed_recently or tx.actor.session_id is None:
        raise FreshCodeNeeded()
    token = secrets.token_urlsafe(32)
    expires_at: datetime = (await tx.session.execute(select(func.clock_timestamp() + LASTS))).scalar_one()
    tx.session.add(
        AccountExport(
            id=uuid7(),
            token_hash=token_hash(token),
            account_id=account_id,
            session_id=tx.actor.session_id,
            expires_at=expires_at,
        )
    )
    tx.record("account.export_requested", "account", account_id, role=Role.OWNER)
    return MyExportRequested(token, expires_at)


async def fetch_export(tx: Transaction, token: str, language: Language) -> bytes:
    """The archive behind an address, which is used up. Raises `NotFound` for any other session, and when it is late.

    `data.json` is for programs: `format`, `made_at` and the rows of each section. `data.html` says the same to people;
    the photos that are left stand beside them.
    """
    wanted = select(AccountExport).where(
        AccountExport.token_hash == token_hash(token),
        AccountExport.account_id == tx.actor.account_id,
        AccountExport.session_id == tx.actor.session_id,
        AccountExport.used_at.is_(None),
        AccountExport.expires_at > func.clock_timestamp(),
    )
    export = (await tx.session.scalars(wanted.with_for_update())).one_or_none()
    if export is None:
        raise NotFound()
    export.used_at = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    made_at = await tx.now()
    found = await own_data.collect(tx.session, tx.crypto, export.account_id)
    photos = await own_data.photo_contents(tx.session, tx.crypto, export.account_id)
    tx.record("account.exported", "account", export.account_id, role=Role.OWNER)
    return _archive(found, photos, made_at, language)


def _archive(
    found: dict[str, list[dict[str, Any]]], photos: dict[str, bytes], made_at: datetime, language: Language
) -> bytes:
    document = {"format": "gongjue-my-data-1", "made_at": made_at.isoformat(), **found}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(document, ensure_ascii=False, indent=1))
        archive.writestr("data.html", readable_page(found, sorted(photos), made_at, language))
        for name, content in photos.items():
            archive.writestr(f"photos/{name}.jpg", content, zipfile.ZIP_STORED)
    return made.getvalue()
