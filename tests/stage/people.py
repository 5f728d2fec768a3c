"""Who acts in a spec: staff with password and authenticator, owners with their phones, both with a cookie at hand."""

from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import text

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import DocumentKind
from domain.services.sessions import token_hash
from domain.services.staff import create_ready_account
from domain.store.database import Database
from domain.store.tables import Account
from tests.people import Person, new_id_card, new_phone, sign_in_again
from tests.stage import scene

PASSWORD = "gongjue-shiyan"


@scene
async def staff(
    database: Database, role: str, scope_kind: str = "city", scope_key: str = "", organizer_id: str | None = None
) -> dict[str, Any]:
    """A member of staff with one role (`street_clerk`, …) over one scope (`street` and its code, …)."""
    secret = pyotp.random_base32()
    async with database.transaction(SYSTEM) as tx:
        made = await create_ready_account(
            tx, role=Role(role), scope_kind=ScopeKind(scope_kind), scope_key=scope_key, name="李试验",
            phone=new_phone(), password=PASSWORD, totp_secret=secret,
            organizer_id=UUID(organizer_id) if organizer_id else None, document=(DocumentKind.ID_CARD, new_id_card()),
        )  # fmt: skip
        tx.record("stage.account_made", "account", made.account_id)
    person = await sign_in_again(database, made.account_id)
    return {
        "accountId": str(made.account_id), "login": made.login, "password": PASSWORD, "totpSecret": secret,
        "cookie": person.token, "role": role,
    }  # fmt: skip


@scene
async def phone(database: Database) -> str:
    """A phone number that nobody has signed in with."""
    return new_phone()


@scene
async def end_session(database: Database, cookie: str) -> None:
    """End a session as its owner would end it from another browser."""
    async with database.transaction(SYSTEM) as tx:
        statement = text("UPDATE sessions SET revoked_at = clock_timestamp() WHERE token_hash = :hash")
        await tx.session.execute(statement.bindparams(hash=token_hash(cookie)))


async def shown(database: Database, person: Person) -> dict[str, Any]:
    """An owner's account as a spec sees it."""
    async with database.read() as session:
        account = await session.get_one(Account, person.account_id)
    assert account.phone is not None
    number = database.crypto.decrypt("accounts.phone", account.id, account.phone)
    return {"accountId": str(person.account_id), "cookie": person.token, "phone": number}
