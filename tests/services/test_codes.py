"""Codes to a phone: the limits at their boundaries, one use, and the same answer for everyone (A1, A2, A4)."""

import asyncio
import logging
import secrets
from uuid import UUID

import pytest
from sqlalchemy import select, text

from domain.rules.policy import ANONYMOUS, SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import InvalidInput, NotFound, NotSignedIn, Refusal, TooManyAttempts, WrongCode
from domain.rules.terms import CodePurpose
from domain.services import accounts, attempts, codes
from domain.services.codes import CodeSent, RequestCode
from domain.services.sessions import SignedIn, actor_behind
from domain.store.database import Database
from domain.store.tables import Account, SmsCode
from tests.people import Person, make_place, new_phone, sign_in_owner, sign_in_staff
from tests.services.texts import last_code, messages_to


def new_address() -> str:
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


async def ask_for_code(
    database: Database,
    phone: str,
    *,
    who: Actor = ANONYMOUS,
    purpose: CodePurpose = CodePurpose.SIGN_IN,
    address: str | None = None,
) -> CodeSent:
    async with database.transaction(who) as tx:
        command = RequestCode(purpose, phone)
        return await codes.request_code(tx, command, address=address or new_address(), language="zh")


async def sign_in(database: Database, challenge: str, code: str) -> SignedIn:
    async with database.transaction(ANONYMOUS) as tx:
        tried = await codes.claim_try(tx, challenge, CodePurpose.SIGN_IN)
    async with database.transaction(ANONYMOUS) as tx:
        return await accounts.sign_in_with_code(tx, tried, code, "zh")


async def refusal(call: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def acting(database: Database, person: Person) -> Actor:
    async with database.glance() as session:
        return await actor_behind(session, person.token)


async def age(database: Database, kind: str, value: str, by: str) -> None:
    """Make every attempt counted by `value` older."""
    async with database.transaction(SYSTEM) as tx:
        key = tx.crypto.index(f"attempt:{kind}", value)
        await tx.session.execute(
            text("UPDATE attempts SET at = at - CAST(:by AS text)::interval WHERE key = :key"), {"by": by, "key": key}
        )


async def age_codes(database: Database, challenge: CodeSent, by: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        key = tx.crypto.index("challenge", f"{challenge.challenge}\x00")
        await tx.session.execute(
            text(
                "UPDATE sms_codes SET expires_at = expires_at - CAST(:by AS text)::interval WHERE challenge_hash = :key"
            ),
            {"by": by, "key": key},
        )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


async def test_the_first_code_makes_the_account_and_the_next_finds_it(database: Database) -> None:
    phone = new_phone()
    first = await sign_in(database, (await ask_for_code(database, phone)).challenge, await last_code(database, phone))
    await age(database, "code", phone, "1 minute")
    again = await sign_in(
        database, (await ask_for_code(database, f"+86 {phone}")).challenge, await last_code(database, phone)
    )
    assert again.account_id == first.account_id
    assert again.token != first.token
    async with database.transaction(SYSTEM) as tx:
        who = await actor_behind(tx.session, again.token)
        account = await tx.session.get_one(Account, first.account_id)
        assert account.phone is not None
        assert tx.crypto.decrypt("accounts.phone", account.id, account.phone) == phone
    assert (who.kind, who.held, who.confirmed_recently) == ("owner", (), True)


async def test_an_account_indexed_under_an_older_key_is_found(database: Database) -> None:
    phone = new_phone()
    first = await sign_in(database, (await ask_for_code(database, phone)).challenge, await last_code(database, phone))
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, first.account_id)
        account.phone_index = tx.crypto.index("phone", phone, 1)
    await age(database, "code", phone, "1 minute")
    again = await sign_in(database, (await ask_for_code(database, phone)).challenge, await last_code(database, phone))
    assert again.account_id == first.account_id


async def test_a_code_is_six_digits_for_five_minutes_and_kept_as_a_keyed_hash(database: Database) -> None:
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    (message,) = await messages_to(database, phone, "sms_code")
    assert len(message["code"]) == 6
    assert message["code"].isdigit()
    assert message["minutes"] == 5
    async with database.transaction(SYSTEM) as tx:
        key = tx.crypto.index("challenge", f"{sent.challenge}\x00")
        row = (await tx.session.scalars(select(SmsCode).where(SmsCode.challenge_hash == key))).one()
        assert row.code_hmac == tx.crypto.index("code", f"{row.id}\x00{message['code']}")
        assert (row.expires_at - row.created_at).total_seconds() == pytest.approx(300, abs=1)


async def test_known_and_unknown_phones_get_the_same_answer(database: Database) -> None:
    known, unknown = new_phone(), new_phone()
    await sign_in(database, (await ask_for_code(database, known)).challenge, await last_code(database, known))
    await age(database, "code", known, "1 minute")
    answers = [await ask_for_code(database, phone) for phone in (known, unknown)]
    assert len({(len(one.challenge), one.resend_after_seconds) for one in answers}) == 1
    refused = [await refusal(ask_for_code(database, phone)) for phone in (known, unknown)]
    assert [type(one) for one in refused] == [TooManyAttempts] * 2


@pytest.mark.parametrize(("older", "signs_in"), [("4 minutes 50 seconds", True), ("5 minutes", False)])
async def test_a_code_lives_to_the_fifth_minute_and_not_beyond(database: Database, older: str, signs_in: bool) -> None:
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    await age_codes(database, sent, older)
    code = await last_code(database, phone)
    if signs_in:
        assert isinstance(await sign_in(database, sent.challenge, code), SignedIn)
    else:
        assert isinstance(await refusal(sign_in(database, sent.challenge, code)), WrongCode)


@pytest.mark.parametrize(("wrong_tries", "signs_in"), [(4, True), (5, False)])
async def test_five_wrong_tries_kill_a_code(database: Database, wrong_tries: int, signs_in: bool) -> None:
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    code = await last_code(database, phone)
    for _ in range(wrong_tries):
        assert isinstance(await refusal(sign_in(database, sent.challenge, wrong(code))), WrongCode)
    if signs_in:
        assert isinstance(await sign_in(database, sent.challenge, code), SignedIn)
    else:
        assert isinstance(await refusal(sign_in(database, sent.challenge, code)), WrongCode)


async def test_many_tries_at_once_are_no_more_than_five(database: Database) -> None:
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    code = await last_code(database, phone)
    await asyncio.gather(*(sign_in(database, sent.challenge, wrong(code)) for _ in range(20)), return_exceptions=True)
    async with database.transaction(SYSTEM) as tx:
        key = tx.crypto.index("challenge", f"{sent.challenge}\x00")
        tries = (await tx.session.scalars(select(SmsCode.wrong_tries).where(SmsCode.challenge_hash == key))).one()
    assert tries == 5
    assert isinstance(await refusal(sign_in(database, sent.challenge, code)), WrongCode)


async def test_two_who_use_one_code_at_once_are_one(database: Database) -> None:
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    code = await last_code(database, phone)
    answers = await asyncio.gather(*(sign_in(database, sent.challenge, code) for _ in range(4)), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["SignedIn", "WrongCode", "WrongCode", "WrongCode"]
    assert isinstance(await refusal(sign_in(database, sent.challenge, code)), WrongCode)


async def test_a_new_code_kills_the_old_one(database: Database) -> None:
    phone = new_phone()
    old = await ask_for_code(database, phone)
    old_code = await last_code(database, phone)
    await age(database, "code", phone, "1 minute")
    new = await ask_for_code(database, phone)
    assert isinstance(await refusal(sign_in(database, old.challenge, old_code)), WrongCode)
    assert isinstance(await sign_in(database, new.challenge, await last_code(database, phone)), SignedIn)


async def test_a_code_is_bound_to_its_challenge_and_its_purpose(database: Database) -> None:
    mine, theirs = new_phone(), new_phone()
    sent = await ask_for_code(database, mine)
    await ask_for_code(database, theirs)
    other_code = await last_code(database, theirs)
    if other_code != await last_code(database, mine):
        assert isinstance(await refusal(sign_in(database, sent.challenge, other_code)), WrongCode)
    async with database.transaction(ANONYMOUS) as tx:
        with pytest.raises(WrongCode):
            await codes.claim_try(tx, sent.challenge, CodePurpose.CONFIRM)
        with pytest.raises(WrongCode):
            await codes.claim_try(tx, "no challenge", CodePurpose.SIGN_IN)


async def test_a_phone_gets_one_code_a_minute_five_an_hour_ten_a_day(database: Database) -> None:
    phone = new_phone()

    async def next_one() -> bool:
        try:
            await ask_for_code(database, phone)
        except TooManyAttempts as refused:
            return refused.retry_after_seconds < 1
        return True

    assert await next_one()
    await age(database, "code", phone, "59 seconds")
    assert not await next_one()
    await age(database, "code", phone, "1 second")
    for _ in range(4):
        assert await next_one()
        await age(database, "code", phone, "1 minute")
    assert not await next_one(), "a sixth within the hour"
    await age(database, "code", phone, "1 hour")
    for _ in range(5):
        assert await next_one()
        await age(database, "code", phone, "1 minute")
    await age(database, "code", phone, "1 hour")
    assert not await next_one(), "an eleventh within the day"
    await age(database, "code", phone, "22 hours")
    assert await next_one()


async def test_an_address_gets_twenty_codes_an_hour_however_it_is_written(database: Database) -> None:
    network = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"
    for number in range(20):
        await ask_for_code(database, new_phone(), address=f"{network}::{number:x}")
    assert isinstance(await refusal(ask_for_code(database, new_phone(), address=f"{network}::ffff")), TooManyAttempts)
    await age(database, "code", attempts.address_of(f"{network}::1"), "1 hour")
    assert isinstance(await ask_for_code(database, new_phone(), address=f"{network}::ffff"), CodeSent)


async def test_many_requests_at_once_send_one_code(database: Database) -> None:
    phone = new_phone()
    aliases = [phone, f"+86{phone}", f"86 {phone}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", phone, phone]
    answers = await asyncio.gather(*(ask_for_code(database, alias) for alias in aliases), return_exceptions=True)
    assert sum(isinstance(answer, CodeSent) for answer in answers) == 1
    assert len(await messages_to(database, phone, "sms_code")) == 1


@pytest.mark.parametrize("phone", ["", "12345678901", "1380000", "+1 415 555 0100", "199000000001"])
async def test_a_number_that_is_no_mobile_number_is_refused(database: Database, phone: str) -> None:
    answer = await refusal(ask_for_code(database, phone))
    assert isinstance(answer, InvalidInput)
    assert [fault.path for fault in answer.faults] == ["phone"]


async def phone_of(database: Database, account_id: UUID) -> str:
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, account_id)
        assert account.phone is not None
        return tx.crypto.decrypt("accounts.phone", account.id, account.phone)


async def test_casting_needs_a_code_of_the_last_twelve_hours_and_a_new_one_renews_it(database: Database) -> None:
    person = await sign_in_owner(database)
    phone = await phone_of(database, person.account_id)
    for shift, recent in (("11 hours 59 minutes", True), ("1 minute", False)):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text(
                    "UPDATE sessions SET confirmed_at = confirmed_at - CAST(:by AS text)::interval"
                    " WHERE account_id = :account"
                ),
                {"by": shift, "account": person.account_id},
            )
        assert (await acting(database, person)).confirmed_recently is recent
    who = await acting(database, person)
    sent = await ask_for_code(database, "", who=who, purpose=CodePurpose.CONFIRM)
    async with database.transaction(who) as tx:
        tried = await codes.claim_try(tx, sent.challenge, CodePurpose.CONFIRM)
    async with database.transaction(who) as tx:
        await accounts.confirm_with_code(tx, tried, await last_code(database, phone))
    assert (await acting(database, person)).confirmed_recently


async def test_a_confirmation_goes_to_the_accounts_own_phone_and_to_its_own_session(database: Database) -> None:
    person, stranger = await sign_in_owner(database), await sign_in_owner(database)
    their_phone = await phone_of(database, stranger.account_id)
    who = await acting(database, person)
    sent = await ask_for_code(database, their_phone, who=who, purpose=CodePurpose.CONFIRM)
    assert await messages_to(database, their_phone, "sms_code") == []
    async with database.transaction(await acting(database, stranger)) as tx:
        with pytest.raises(WrongCode):
            await codes.claim_try(tx, sent.challenge, CodePurpose.CONFIRM)


async def test_only_owners_confirm(database: Database) -> None:
    place = await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    who = await acting(database, clerk)
    assert isinstance(await refusal(ask_for_code(database, "", who=who, purpose=CodePurpose.CONFIRM)), NotFound)
    assert isinstance(await refusal(ask_for_code(database, "", purpose=CodePurpose.CONFIRM)), NotSignedIn)


@pytest.mark.parametrize(
    ("column", "stands", "ends"),
    [("last_seen_at", "29 days 23 hours 59 minutes", "1 minute"), ("expires_at", "364 days 23 hours", "1 hour")],
)
async def test_an_owners_session_ends_by_idling_or_by_age(
    database: Database, column: str, stands: str, ends: str
) -> None:
    phone = new_phone()
    opened = await sign_in(database, (await ask_for_code(database, phone)).challenge, await last_code(database, phone))
    for shift, kind in ((stands, "owner"), (ends, "anonymous")):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text(f"UPDATE sessions SET {column} = {column} - CAST(:by AS text)::interval WHERE id = :id"),
                {"by": shift, "id": opened.session_id},
            )
        async with database.read() as session:
            row = (
                await session.execute(text("SELECT * FROM sessions WHERE id = :id"), {"id": opened.session_id})
            ).one()
        assert row.token_hash != opened.token.encode()
        async with database.transaction(SYSTEM) as tx:
            found = await actor_behind(tx.session, opened.token)
            assert found.kind == kind
            # Looking was a use of it: put the clock back, so that the second shift starts where the first ended.
            await tx.session.execute(
                text("UPDATE sessions SET last_seen_at = :seen WHERE id = :id"),
                {"seen": row.last_seen_at, "id": opened.session_id},
            )


async def test_neither_code_nor_phone_is_logged_or_audited(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    phone = new_phone()
    sent = await ask_for_code(database, phone)
    code = await last_code(database, phone)
    await refusal(sign_in(database, sent.challenge, wrong(code)))
    opened = await sign_in(database, sent.challenge, code)
    logged = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    async with database.glance() as session:
        rows = text("SELECT string_agg(row_to_json(a)::text, '') FROM audit_records a")
        audit = (await session.execute(rows)).scalar_one()
    for planted in (phone, sent.challenge, opened.token):
        assert planted not in logged
        assert planted not in audit
    assert opened.token not in repr(opened)
