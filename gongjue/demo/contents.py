"""What the demo city contains at this moment, for its start page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pyotp
from sqlalchemy import text

from domain.rules.policy import ROLE_PERMISSIONS, Permission
from domain.rules.terms import BallotState, EstateStatus, Outcome
from domain.store.database import Database
from gongjue.demo.accounts import AUTHORITIES, PASSWORD, TOTP_SECRET, DemoStaff
from gongjue.demo.bodies import CARETAKER, CHAIR, CONTACT, LEADER
from gongjue.demo.characters import Known, introduced
from gongjue.demo.invented import Inventor
from gongjue.demo.plans import ESTATES

# In the order in which the city makes their accounts.
STAFF: tuple[DemoStaff, ...] = (*AUTHORITIES, CHAIR, LEADER, CONTACT, CARETAKER)

_CLOCK = text("""
SELECT domain_now() AS now, clock_timestamp() AS real, coalesce((SELECT shift FROM demo_clock), interval '0') AS ahead,
       EXISTS (SELECT FROM audit_records WHERE action = 'demo_city.completed') AS whole
""")
_LOGINS = text("""
SELECT a.login FROM audit_records r JOIN accounts a ON a.id = r.subject_id
WHERE r.action = 'demo_city.account_made' ORDER BY r.id
""")
_ESTATES = text("""
SELECT e.name, e.number, e.status, s.name AS street, d.name AS district, count(u.id) AS units,
       count(u.id) FILTER (WHERE u.certified) AS certified
FROM estates e JOIN streets s ON s.code = e.street_code JOIN districts d ON d.code = s.district_code
LEFT JOIN units u ON u.estate_id = e.id AND u.removed_at IS NULL
GROUP BY e.id, s.name, d.name ORDER BY e.status, e.id
""")
_BALLOTS = text("""
SELECT b.title, e.name AS estate, b.state, b.opens_at, b.closes_at, b.extended_at, b.roll_heads,
       EXISTS (SELECT FROM matters m WHERE m.ballot_id = b.id AND m.state = 'suspended') AS part_suspended,
       (SELECT count(DISTINCT k.head_key) FROM castings k WHERE k.ballot_id = b.id AND k.counted) AS heads,
       ARRAY(SELECT m ->> 'outcome' FROM results r, jsonb_array_elements(r.document -> 'matters') m
             WHERE r.ballot_id = b.id) AS outcomes
FROM ballots b JOIN estates e ON e.id = b.estate_id
ORDER BY coalesce(b.closes_at, b.created_at), b.id
""")
# What a visitor looks for first comes first.
ORDER_OF_STATES = (
    BallotState.OPEN, BallotState.APPROVED, BallotState.CLOSED, BallotState.PUBLISHED, BallotState.SUBMITTED,
    BallotState.REJECTED, BallotState.DRAFT, BallotState.SUSPENDED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EstateLine:
    """An estate: where it is and how many of its units are certified."""

    name: str
    number: str | None
    status: EstateStatus
    place: str
    units: int
    certified: int


@dataclass(frozen=True, slots=True)
class BallotLine:
    """A ballot: how it stands, by when, and how many heads have taken part of how many on the roll."""

    title: str
    estate: str
    state: BallotState
    opens_at: datetime | None
    closes_at: datetime | None
    extended: bool
    part_suspended: bool
    heads: int
    roll_heads: int | None
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole page as data. The code is valid for `seconds_left`, by the real clock."""

    now: datetime
    ahead: timedelta
    whole: bool
    code: str
    seconds_left: int
    staff: tuple[tuple[DemoStaff, str], ...]
    people: tuple[Known, ...]
    estates: tuple[EstateLine, ...]
    ballots: tuple[BallotLine, ...]


async def read(database: Database) -> Contents:
    """The city as it is now."""
    async with database.read() as session:
        clock = (await session.execute(_CLOCK)).one()
        logins = (await session.execute(_LOGINS)).scalars().all()
        estates = [EstateLine(row.name, row.number, EstateStatus(row.status), f"{row.district} {row.street}", row.units,
                              row.certified) for row in await session.execute(_ESTATES)]  # fmt: skip
        ballots = [_ballot(row) for row in await session.execute(_BALLOTS)]
    ballots.sort(key=lambda one: ORDER_OF_STATES.index(one.state))
    totp = pyotp.TOTP(TOTP_SECRET)
    return Contents(
        now=clock.now,
        ahead=clock.ahead,
        whole=clock.whole,
        code=totp.at(clock.real),
        seconds_left=totp.interval - int(clock.real.timestamp()) % totp.interval,
        staff=tuple(zip(STAFF, logins, strict=False)),
        people=tuple(introduced(Inventor())),
        estates=tuple(estates),
        ballots=tuple(ballots),
    )


def _ballot(row: Any) -> BallotLine:
    return BallotLine(
        row.title, row.estate, BallotState(row.state), row.opens_at, row.closes_at, row.extended_at is not None,
        row.part_suspended, row.heads, row.roll_heads, tuple(Outcome(one) for one in row.outcomes),
    )  # fmt: skip


def as_json(contents: Contents) -> dict[str, Any]:
    """The same for programs: what a script needs to sign in as anybody."""
    names = {plan.key: plan.name for plan in ESTATES}
    return {
        "now": contents.now.isoformat(),
        "whole": contents.whole,
        "password": PASSWORD,
        "totp": {"secret": TOTP_SECRET, "code": contents.code, "seconds_left": contents.seconds_left},
        "staff": [
            {
                "key": staff.key, "login": login, "role": staff.role, "zh": staff.title, "en": staff.title_en,
                "operates_pad": Permission.OPERATE_PAD in ROLE_PERMISSIONS[staff.role],
            }
            for staff, login in contents.staff
        ],
        "people": [
            {
                "key": known.part.key, "name": known.part.name, "phone": known.phone,
                "document_kind": known.invented.document_kind, "document_number": known.invented.document_number,
                "certified": known.part.certified, "estate": names[known.part.estate],
                "units": [{"building": b, "entrance": e, "room": r} for b, e, r in known.part.places],
            }
            for known in contents.people
        ],
        "ballots": [
            {
                "title": one.title, "estate": one.estate, "state": one.state, "heads": one.heads,
                "opens_at": one.opens_at.isoformat() if one.opens_at else None,
                "closes_at": one.closes_at.isoformat() if one.closes_at else None,
            }
            for one in contents.ballots
        ],
    }  # fmt: skip
