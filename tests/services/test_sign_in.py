"""Staff sign in with a password and a one-time password; guessing grows slow and is never locked out (A5, A6, A7)."""

import asyncio
import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from domain.rules.policy import ANONYMOUS, SYSTEM, Role, ScopeKind
from domain.rules.refusals import ActivationNotValid, InvalidInput, NotFound, Refusal, TooManyAttempts, WrongCredentials
from domain.services import sessions, sign_in, staff
from domain.services.sessions import SignedIn, actor_behind
from domain.services.sign_in import ActivateAccount
from domain.store.database import Database
from domain.store.tables import Account
from tests.people import make_place, new_phone
from tests.services.texts import last_activation

PASSWORD = "石榴 tree 十七 boats"


@dataclass(frozen=True, slots=True)
class Clerk:
    """A member of staff with what they know and hold, and the time step at which they began."""

    login: str
    secret: str
    phone: str
    step: int = field(default_factory=lambda: int(datetime.now(UTC).timestamp()) // 30)

    def totp(self, steps: int = 0) -> str:
        """What the authenticator showed when they began, or so many steps later."""
        return pyotp.TOTP(self.secret).generate_otp(self.step + steps)


async def invited(database: Database) -> tuple[str, str]:
    """The login and phone of an account that waits for its activation."""
    place, phone = await make_place(database), new_phone()
    async with database.transaction(SYSTEM) as tx:
        made = await staff.create_account(
            tx, role=Role.STREET_CLERK, scope_kind=ScopeKind.STREET, scope_key=place.street, name="赵试验", phone=phone
        )
    return made.login, phone


async def activated(database: Database) -> Clerk:
    login, phone = await invited(database)
    code = await last_activation(database, phone)
    async with database.transaction(ANONYMOUS) as tx:
        begun = await sign_in.begin_activation(tx, code)
    clerk = Clerk(login, begun.totp_secret, phone)
    async with database.transaction(ANONYMOUS) as tx:
        await sign_in.activate_account(tx, ActivateAccount(code, PASSWORD, clerk.totp(-1)), new_address())
    return clerk


def new_address() -> str:
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


async def signing_in(database: Database, login: str, password: str, totp: str, address: str | None = None) -> SignedIn:
    async with database.transaction(ANONYMOUS) as tx:
        claim = await sign_in.claim_sign_in(tx, login, address or new_address())
    proof = await sign_in.prove(claim, password)
    async with database.transaction(ANONYMOUS) as tx:
        return await sign_in.sign_in(tx, proof, totp)


async def refusal(call: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def last_tried(database: Database, login: str, seconds: float) -> None:
    """Move the attempts of a login so that the latest was so many seconds ago."""
    async with database.transaction(SYSTEM) as tx:
        keys = [tx.crypto.index(f"attempt:{kind}", login) for kind in ("sign_in", "sign_in.succeeded")]
        await tx.session.execute(
            text(
                "UPDATE attempts SET at = at + (SELECT clock_timestamp() - CAST(:ago AS interval) - max(at)"
                " FROM attempts WHERE key = ANY(:keys)) WHERE key = ANY(:keys)"
            ),
            {"ago": timedelta(seconds=seconds), "keys": keys},
        )


async def test_an_account_is_taken_into_use_and_signs_in(database: Database) -> None:
    clerk = await activated(database)
    opened = await signing_in(database, f" {clerk.login.upper()} ", PASSWORD, clerk.totp())
    async with database.transaction(SYSTEM) as tx:
        who = await actor_behind(tx.session, opened.token)
        account = await tx.session.get_one(Account, opened.account_id)
    assert (who.kind, who.roles()) == ("staff", frozenset({Role.STREET_CLERK}))
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert account.totp_secret is not None
    assert clerk.secret.encode() not in account.totp_secret


async def test_the_audit_names_who_took_an_account_into_use_and_who_signed_in(database: Database) -> None:
    clerk = await activated(database)
    opened = await signing_in(database, clerk.login, PASSWORD, clerk.totp())
    async with database.transaction(SYSTEM) as tx:
        by = text("SELECT DISTINCT action, account_id FROM audit_records WHERE subject_id = :account")
        recorded = {(row[0], row[1]) for row in await tx.session.execute(by, {"account": opened.account_id})}
    for action in ("account.activation_begun", "account.activated", "session.opened"):
        assert (action, opened.account_id) in recorded
    assert {account for _, account in recorded} == {opened.account_id}


async def test_beginning_again_shows_the_same_secret(database: Database) -> None:
    _, phone = await invited(database)
    code = await last_activation(database, phone)
    shown = []
    for _ in range(2):
        async with database.transaction(ANONYMOUS) as tx:
            shown.append(await sign_in.begin_activation(tx, code))
    assert shown[0] == shown[1]
    assert shown[0].masked_name == "赵*验"
    assert shown[0].totp_uri.startswith("otpauth://totp/")
    assert shown[0].totp_secret not in repr(shown[0])


async def test_an_activation_names_every_fault_and_stays_valid(database: Database) -> None:
    login, phone = await invited(database)
    code = await last_activation(database, phone)
    async with database.transaction(ANONYMOUS) as tx:
        begun = await sign_in.begin_activation(tx, code)
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(ANONYMOUS) as tx:
            await sign_in.activate_account(tx, ActivateAccount(code, "admin123", "000000"), new_address())
    assert [fault.path for fault in refused.value.faults] == ["password", "password", "totp"]
    clerk = Clerk(login, begun.totp_secret, phone)
    async with database.transaction(ANONYMOUS) as tx:
        await sign_in.activate_account(tx, ActivateAccount(code, PASSWORD, clerk.totp()), new_address())
    async with database.transaction(ANONYMOUS) as tx:
        with pytest.raises(ActivationNotValid):
            await sign_in.begin_activation(tx, code)


@pytest.mark.parametrize(("hours", "valid"), [(23, True), (24, False)])
async def test_an_activation_lasts_twenty_four_hours(database: Database, hours: int, valid: bool) -> None:
    login, phone = await invited(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "UPDATE activations v SET expires_at = v.expires_at - CAST(:by AS interval) FROM accounts a"
                " WHERE a.id = v.account_id AND a.login = :login"
            ),
            {"by": timedelta(hours=hours), "login": login},
        )
    code = await last_activation(database, phone)
    async with database.transaction(ANONYMOUS) as tx:
        if valid:
            assert (await sign_in.begin_activation(tx, code)).login == login
        else:
            with pytest.raises(ActivationNotValid):
                await sign_in.begin_activation(tx, code)


async def test_two_who_use_one_activation_at_once_are_one(database: Database) -> None:
    login, phone = await invited(database)
    code = await last_activation(database, phone)
    async with database.transaction(ANONYMOUS) as tx:
        begun = await sign_in.begin_activation(tx, code)
    totp = Clerk(login, begun.totp_secret, phone).totp()

    async def activate(password: str) -> SignedIn:
        async with database.transaction(ANONYMOUS) as tx:
            return await sign_in.activate_account(tx, ActivateAccount(code, password, totp), new_address())

    answers = await asyncio.gather(activate(PASSWORD), activate(PASSWORD + " 二"), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["ActivationNotValid", "SignedIn"]


async def test_whatever_is_wrong_the_answer_is_the_same(database: Database) -> None:
    clerk = await activated(database)
    waiting, _ = await invited(database)
    answers = [
        await refusal(signing_in(database, clerk.login, "wrong " + PASSWORD, clerk.totp())),
        await refusal(signing_in(database, clerk.login, PASSWORD, "000000")),
        await refusal(signing_in(database, "nobody-" + secrets.token_hex(4), PASSWORD, clerk.totp())),
        await refusal(signing_in(database, waiting, PASSWORD, clerk.totp())),
    ]
    assert [type(answer) for answer in answers] == [WrongCredentials] * 4
    assert len({answer.message("zh") for answer in answers}) == 1


@pytest.mark.parametrize(("steps", "signs_in"), [(-2, False), (-1, False), (0, True), (1, True), (3, False)])
async def test_a_one_time_password_is_good_one_step_around_now_and_never_again(
    database: Database, steps: int, signs_in: bool
) -> None:
    # The activation used up the step before now.
    clerk = await activated(database)
    if signs_in:
        assert isinstance(await signing_in(database, clerk.login, PASSWORD, clerk.totp(steps)), SignedIn)
    assert isinstance(await refusal(signing_in(database, clerk.login, PASSWORD, clerk.totp(steps))), WrongCredentials)


async def test_one_one_time_password_opens_one_session_however_many_ask_at_once(database: Database) -> None:
    clerk = await activated(database)
    totp = clerk.totp()
    claims = []
    for _ in range(3):
        async with database.transaction(ANONYMOUS) as tx:
            claims.append(await sign_in.claim_sign_in(tx, clerk.login, new_address()))
    proofs = [await sign_in.prove(claim, PASSWORD) for claim in claims]

    async def finish(proof: sign_in.Proof) -> SignedIn:
        async with database.transaction(ANONYMOUS) as tx:
            return await sign_in.sign_in(tx, proof, totp)

    answers = await asyncio.gather(*(finish(proof) for proof in proofs), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["SignedIn", "WrongCredentials", "WrongCredentials"]


@pytest.mark.parametrize("exists", [True, False])
async def test_waits_grow_per_login_and_never_lock(database: Database, exists: bool) -> None:
    login = (await activated(database)).login if exists else f"nobody-{secrets.token_hex(4)}"

    async def guess() -> Refusal:
        return await refusal(signing_in(database, login, "a wrong guess", "000000"))

    assert [type(await guess()) for _ in range(3)] == [WrongCredentials] * 3
    for wait in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        await last_tried(database, login, wait - 0.9)
        answer = await guess()
        assert isinstance(answer, TooManyAttempts)
        assert answer.retry_after_seconds == 1
        await last_tried(database, login, wait)
        assert isinstance(await guess(), WrongCredentials)


async def test_success_begins_the_row_anew(database: Database) -> None:
    clerk = await activated(database)
    for _ in range(3):
        await refusal(signing_in(database, clerk.login, "a wrong guess", "000000"))
    await last_tried(database, clerk.login, 1)
    assert isinstance(await signing_in(database, clerk.login, PASSWORD, clerk.totp()), SignedIn)
    answers = [await refusal(signing_in(database, clerk.login, "a wrong guess", "000000")) for _ in range(4)]
    assert [type(answer) for answer in answers] == [WrongCredentials] * 3 + [TooManyAttempts]


async def test_waits_grow_per_address_too_whatever_the_logins(database: Database) -> None:
    address = new_address()
    answers = [
        await refusal(signing_in(database, f"nobody-{secrets.token_hex(4)}", "a guess", "000000", address))
        for _ in range(11)
    ]
    assert [type(answer) for answer in answers] == [WrongCredentials] * 10 + [TooManyAttempts]


async def test_guesses_at_once_are_no_more_than_the_free_ones(database: Database) -> None:
    login = (await activated(database)).login
    answers = await asyncio.gather(
        *(refusal(signing_in(database, login, "a wrong guess", "000000")) for _ in range(12))
    )
    assert sum(isinstance(answer, WrongCredentials) for answer in answers) == 3


@pytest.mark.parametrize(
    ("column", "stands", "ends"),
    [("last_seen_at", timedelta(minutes=29, seconds=50), timedelta(seconds=10)),
     ("expires_at", timedelta(hours=11, minutes=59), timedelta(minutes=1))],
)  # fmt: skip
async def test_a_session_of_staff_idles_half_an_hour_and_lasts_half_a_day(
    database: Database, column: str, stands: timedelta, ends: timedelta
) -> None:
    clerk = await activated(database)
    opened = await signing_in(database, clerk.login, PASSWORD, clerk.totp())
    for shift, standing in ((stands, True), (ends, False)):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text(f"UPDATE sessions SET {column} = {column} - CAST(:by AS interval) WHERE id = :id"),
                {"by": shift, "id": opened.session_id},
            )
            # Without using it, as sockets are asked about: a use would begin the half hour anew.
            assert (opened.session_id in await sessions.those_standing(tx.session, [opened.session_id])) is standing
    async with database.transaction(SYSTEM) as tx:
        assert (await actor_behind(tx.session, opened.token)).kind == "anonymous"


async def test_one_signs_out_one_session_or_all_of_them_and_never_anothers(database: Database) -> None:
    clerk, stranger = await activated(database), await activated(database)
    mine = await signing_in(database, clerk.login, PASSWORD, clerk.totp())
    theirs = await signing_in(database, stranger.login, PASSWORD, stranger.totp())
    async with database.transaction(SYSTEM) as tx:
        who = await actor_behind(tx.session, mine.token)
        listed = await sessions.my_sessions(tx.session, who)
    assert len(listed) == 2
    assert theirs.session_id not in {one.id for one in listed}
    async with database.transaction(who) as tx:
        assert isinstance(await refusal(sessions.end_session(tx, theirs.session_id)), NotFound)
    other = next(one.id for one in listed if one.id != mine.session_id)
    async with database.transaction(who) as tx:
        await sessions.end_session(tx, other)
    async with database.transaction(who) as tx:
        assert await sessions.sign_out_everywhere(tx) == sessions.SignedOutEverywhere(1)
    async with database.transaction(SYSTEM) as tx:
        assert (await actor_behind(tx.session, mine.token)).kind == "anonymous"
        assert (await actor_behind(tx.session, theirs.token)).kind == "staff"


async def test_no_secret_is_logged_or_audited(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clerk = await activated(database)
    await refusal(signing_in(database, clerk.login, PASSWORD + "!", clerk.totp()))
    opened = await signing_in(database, clerk.login, PASSWORD, clerk.totp())
    logged = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    async with database.glance() as session:
        rows = text("SELECT string_agg(row_to_json(a)::text, '') FROM audit_records a")
        audit = (await session.execute(rows)).scalar_one()
    for planted in (PASSWORD, clerk.secret, clerk.phone, opened.token, await last_activation(database, clerk.phone)):
        assert planted not in logged
        assert planted not in audit
