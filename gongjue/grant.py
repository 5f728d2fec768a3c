"""`gongjue grant`: makes the first accounts, above all the system administrator's, whom nobody else may appoint."""

import argparse
import asyncio

from domain.rules.people import PERSONAL_DOCUMENTS
from domain.rules.policy import APPOINTMENTS, ORGANIZER_ROLES, SYSTEM, Role, ScopeKind
from domain.rules.refusals import InvalidInput, NotFound
from domain.rules.terms import DocumentKind
from domain.services import staff
from domain.services.staff import CreateStaffAccount, NewAccount
from gongjue.command import CommandRefused, Invocation
from gongjue.connected import connected
from gongjue.sentences import Sentence
from gongjue.settings import Settings
from gongjue.wiring import open_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom to give which role, and over what."""
    offices = [role.value for role in APPOINTMENTS if role not in ORGANIZER_ROLES]
    parser.add_argument("--role", choices=offices, default="system_administrator")
    parser.add_argument("--scope", metavar="KIND:KEY", default="city", help="city, district:110105, street:110105026")
    parser.add_argument("--name", required=True)
    parser.add_argument("--phone", required=True)
    parser.add_argument(
        "--document", metavar="KIND:NUMBER", default="", help="id_card:…, for a street's or a district's people"
    )


def command(invocation: Invocation) -> int:
    """Makes the account and says its login and its activation code, once."""
    given = invocation.arguments
    kind, _, key = given.scope.partition(":")
    if kind not in set(ScopeKind):
        raise CommandRefused(_no_such_scope(given.scope))
    document, _, number = given.document.partition(":")
    if document and document not in set(DocumentKind):
        raise CommandRefused(_no_such_document(document))
    wanted = CreateStaffAccount(
        Role(given.role), ScopeKind(kind), key, given.name, given.phone,
        document_kind=DocumentKind(document) if document else None, document_number=number,
    )  # fmt: skip
    with connected(invocation.settings()) as known:
        try:
            made, code = asyncio.run(granted(known, wanted))
        except NotFound as refusal:
            raise CommandRefused(_no_such_scope(given.scope)) from refusal
        except InvalidInput as refusal:
            zh, en = "".join(fault.zh for fault in refusal.faults), " ".join(fault.en for fault in refusal.faults)
            raise CommandRefused(Sentence(zh, en)) from refusal
    invocation.say(
        Sentence(
            f"账号：{made.login}\n激活码：{code}\n24 小时内用它在管理端激活；激活码不会再次显示。",
            f"Login: {made.login}\nActivation code: {code}\nActivate within 24 hours; the code is not shown again.",
        )
    )
    return 0


async def granted(settings: Settings, wanted: CreateStaffAccount) -> tuple[NewAccount, str]:
    """The new account and its activation code. Raises `NotFound` and `InvalidInput`."""
    database = open_database(settings, pool_size=1)
    try:
        async with database.transaction(SYSTEM) as tx:
            return await staff.create_account_in_person(tx, wanted)
    finally:
        await database.close()


def _no_such_document(kind: str) -> Sentence:
    kinds = ", ".join(sorted(PERSONAL_DOCUMENTS))
    return Sentence(
        f"没有“{kind}”这种证件。请写 种类:号码，种类为 {kinds}。",
        f"There is no document “{kind}”. Write KIND:NUMBER with one of {kinds}.",
    )


def _no_such_scope(scope: str) -> Sentence:
    return Sentence(
        f"没有“{scope}”这个范围，或这个角色不按它授予。请写 city、district:区代码、street:街道代码或 estate:小区编号。",
        f"There is no scope “{scope}”, or the role is not given over one like it. Write city, district:CODE, "
        "street:CODE or estate:ID.",
    )
