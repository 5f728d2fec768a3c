"""A thousand names, numbers and phones that nobody else has, planted where people leave them; and a search for all."""

import asyncio
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from uuid_utils.compat import uuid7

from domain.rules.policy import ANONYMOUS, SYSTEM
from domain.rules.terms import CodePurpose
from domain.services import codes, manual_reviews
from domain.services import manual_review_decisions as decisions
from domain.services.certifications import claim
from domain.store.database import Database
from domain.store.tables import Account
from tests.people import Person, Place, make_owner, new_id_card, sign_in_again
from tests.services.certifying import acting
from tests.services.reviewing import Applicant, ask, reviewer_of, submit

PEOPLE = 340
REVIEWED = 12
AT_ONCE = 8
_DIGITS = re.compile(rb"(?<![0-9A-Za-z])[0-9]{11}(?:[0-9]{6}[0-9X])?(?![0-9A-Za-z])")
# As it is, escaped for JSON, escaped byte by byte, and as hexadecimal digits.
_WAYS: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    lambda text: json.dumps(text)[1:-1].encode(),
    lambda text: repr(text.encode())[2:-1].encode(),
    lambda text: text.encode().hex().encode(),
)
# A character that stands in no text of the product.
MARK = "骉"
_CHARACTERS = "安北成德恩方光海江康乐明宁平启仁山泰文远"


@dataclass
class Planted:
    """What was planted. Names all begin with the mark."""

    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(set(self.names)) + len(set(self.numbers)) + len(set(self.phones))

    def found_in(self, content: bytes) -> list[str]:
        """Which of them are in `content`, in one pass for digits and one for each way in which a name is written."""
        digits = set(_DIGITS.findall(content)) & {one.encode() for one in (*self.numbers, *self.phones)}
        names: set[bytes] = set()
        for written in _WAYS:
            known = {written(name) for name in self.names}
            starts = re.compile(re.escape(written(MARK)) + rb"(?s:.{%d})" % (len(written(MARK)) * 2))
            names |= known & set(starts.findall(content))
        return [one.decode() for one in sorted(digits | names)]


async def plant(database: Database, place: Place, planted: Planted) -> None:
    """People who ask for a code, fail to match, are reviewed and answered, and stand in the register.

    The place has at least one unit for every twenty of them: so many guesses a day a unit bears.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    numbers = iter({new_id_card() for _ in range(2 * PEOPLE)})
    phones = iter(secrets.SystemRandom().sample(range(10**4), PEOPLE))

    async def one(serial: int) -> Applicant:
        name = MARK + _CHARACTERS[serial // len(_CHARACTERS)] + _CHARACTERS[serial % len(_CHARACTERS)]
        number, phone = next(numbers), f"1990000{next(phones):04d}"
        planted.names.append(name)
        planted.numbers.append(number)
        planted.phones.append(phone)
        async with gate:
            return await _lived(database, place, serial, name, number, phone)

    applicants = await asyncio.gather(*(one(serial) for serial in range(PEOPLE)))
    reviewer = await reviewer_of(database, place)
    for applicant in applicants[:REVIEWED]:
        await _reviewed(database, applicant, reviewer)


async def _lived(database: Database, place: Place, serial: int, name: str, number: str, phone: str) -> Applicant:
    account = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Account(
                id=account, kind="owner", state="active",
                phone=tx.crypto.encrypt("accounts.phone", account, phone),
                phone_index=tx.crypto.index("phone", phone),
            )
        )  # fmt: skip
        await make_owner(tx, name, number)
    applicant = Applicant(
        place, await sign_in_again(database, account), place.units[serial % len(place.units)], name, number
    )
    who = await acting(database, applicant.person)
    async with database.transaction(ANONYMOUS) as tx:
        command = codes.RequestCode(CodePurpose.SIGN_IN, phone)
        await codes.request_code(tx, command, address=f"planted-{serial}", language="zh")
    async with database.transaction(who) as tx:
        claimed = await claim(tx, applicant.claim)
    async with database.transaction(who) as tx:
        await manual_reviews.keep_failed_match(tx, claimed)
    return applicant


async def _reviewed(database: Database, applicant: Applicant, reviewer: Person) -> None:
    review = await submit(database, applicant)
    await ask(database, reviewer, review.id, f"{applicant.name}（{applicant.number}）的照片看不清楚")
    async with database.transaction(await acting(database, reviewer)) as tx:
        await decisions.reveal(tx, decisions.LookAtReview(review.id, "与照片逐字核对姓名和号码"))
