"""Estates, owners and ballots by the million, written by PostgreSQL itself; ids follow from serial numbers.

The unit of serial n has one owner of its own, one title, and (where wanted) an account that is certified for it and
signed in. Estates and buildings are filled in turn. Filling goes by `Installation.administrator`, without triggers.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.rules.law import governing
from domain.rules.periods import last_day
from domain.rules.policy import SYSTEM
from domain.rules.settings import CountingSettings
from domain.rules.terms import MatterKind
from domain.services.ballots_opening import open_due
from domain.store.database import Database

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

KINDS = (
    "estate", "building", "unit", "owner", "title", "account", "session", "certification", "ballot", "matter", "option",
    "submission",
)  # fmt: skip
BUILDING_UNITS = (400, 250)


def id_of(kind: str, serial: int) -> UUID:
    """The id of the thing of this kind and serial."""
    return UUID(f"{KINDS.index(kind) + 1:08d}-0000-7000-8000-{serial:012d}")


def sql_id(kind: str, serial: str) -> str:
    """The same in SQL, for an expression `serial`."""
    return f"('{KINDS.index(kind) + 1:08d}-0000-7000-8000-' || lpad(({serial})::text, 12, '0'))::uuid"


def token_of(serial: int) -> str:
    """The session cookie of the account of unit `serial`."""
    return f"bench-{serial:012d}"


@dataclass(frozen=True)
class Plan:
    """Units from serial `first` on, in estates of `estate_units`; a share of their owners has accounts."""

    first: int
    units: int
    estate_units: int = 10_000
    accounts: int = 0
    """How many of the units, the first ones, have a certified owner with an account and a session."""

    @property
    def building_units(self) -> int:
        """How many units a building has: an estate is made of whole buildings."""
        return next((units for units in BUILDING_UNITS if self.estate_units % units == 0), self.estate_units)

    @property
    def estates(self) -> range:
        """The serials of its estates."""
        return range(self.first // self.estate_units, (self.first + self.units - 1) // self.estate_units + 1)


def _statements(plan: Plan) -> Sequence[str]:
    building_units = plan.building_units
    last, accounts = plan.first + plan.units - 1, plan.first + plan.accounts - 1
    units = f"generate_series({plan.first}, {last}) AS n"
    certified = f"generate_series({plan.first}, {accounts}) AS n"
    estates = f"generate_series({plan.estates.start}, {plan.estates.stop - 1}) AS n"
    buildings = f"generate_series({plan.first // building_units}, {last // building_units}) AS n"
    estate, building = sql_id("estate", f"n / {plan.estate_units}"), sql_id("building", f"n / {building_units}")
    unit, owner, title, account = (sql_id(kind, "n") for kind in ("unit", "owner", "title", "account"))
    sealed = "decode('01' || repeat('ab', 40), 'hex')"
    return (
        f"""INSERT INTO estates (id, number, name, address, street_code, status)
            SELECT {sql_id("estate", "n")}, 'B' || n, '测速小区' || n, '测速路' || n || '号',
                   (SELECT min(code) FROM streets), 'completed' FROM {estates}""",
        f"""INSERT INTO buildings (id, estate_id, name, number, source, position)
            SELECT {sql_id("building", "n")}, {sql_id("estate", f"n * {building_units} / {plan.estate_units}")},
                   n || '号楼', 'B' || n, 'system', n FROM {buildings}""",
        f"""INSERT INTO units (id, estate_id, building_id, entrance, floor, floor_from, floor_to, room, usage, layout,
                               area, area_source, owned, certified)
            SELECT {unit}, {estate}, {building}, (n % 4 + 1)::text, n / 16 % 25 + 1, n / 16 % 25 + 1, n / 16 % 25 + 1,
                   (n / 16 % 25 + 1) || lpad((n / 4 % 4 + 1)::text, 2, '0'), 'home', '两居室',
                   6000 + n * 37 % 8000, 'register', true, n < {plan.first + plan.accounts} FROM {units}""",
        f"""INSERT INTO owners (id, kind, document_kind, document_number, document_index, index_version, name)
            SELECT {owner}, 'person', 'id_card', {sealed}, sha256(convert_to('o' || n, 'UTF8')), 1, {sealed}
            FROM {units}""",
        f"""INSERT INTO titles (id, unit_id, starts_at, head_key, source)
            SELECT {title}, {unit}, '2015-06-01 00:00+00', {owner}, 'register' FROM {units}""",
        f"INSERT INTO title_owners (title_id, owner_id) SELECT {title}, {owner} FROM {units}",
        f"""INSERT INTO accounts (id, kind, state, phone, phone_index, owner_id)
            SELECT {account}, 'owner', 'active', {sealed}, sha256(convert_to('p' || n, 'UTF8')), {owner}
            FROM {certified}""",
        f"""INSERT INTO sessions (token_hash, id, account_id, expires_at)
            SELECT sha256(convert_to('bench-' || lpad(n::text, 12, '0'), 'UTF8')), {sql_id("session", "n")}, {account},
                   now() + interval '30 days' FROM {certified}""",
        f"""INSERT INTO certifications (id, account_id, owner_id, unit_id, title_id, estate_id, method)
            SELECT {sql_id("certification", "n")}, {account}, {owner}, {unit}, {title}, {estate}, 'id_card'
            FROM {certified}""",
    )


async def populate(connection: "Connection", plan: Plan) -> None:
    """Write the planned estates with everything that belongs to their units."""
    for statement in _statements(plan):
        await connection.execute(statement)


async def settle_down(connection: "Connection") -> None:
    """Statistics and a checkpoint, so that what is measured next does not pay for the filling."""
    await connection.execute("VACUUM ANALYZE")
    await connection.execute("CHECKPOINT")


@dataclass(frozen=True)
class Poll:
    """Ballots over whole estates, one estate each; every matter has the options for, against and abstain."""

    estates: range
    matters: int = 2
    closes_at: datetime = datetime(2099, 1, 1, tzinfo=UTC)

    def ballot(self, estate: int) -> UUID:
        """The ballot of an estate, by its serial."""
        return id_of("ballot", estate)

    def matter(self, estate: int, position: int) -> UUID:
        """A matter, its position from 0 on."""
        return id_of("matter", estate * self.matters + position)

    def option(self, estate: int, position: int, role: int) -> UUID:
        """An option of a matter: 0 for, 1 against, 2 abstain."""
        return id_of("option", (estate * self.matters + position) * 3 + role)


async def approve(connection: "Connection", poll: Poll) -> None:
    """Write approved ballots whose window began an hour ago, as a review would have frozen them."""
    rule_set = governing(MatterKind.MANAGEMENT_COVENANT, last_day(poll.closes_at)).rule_set.to_json()
    opens_at = datetime.now(UTC) - timedelta(hours=1)
    ballots = f"generate_series({poll.estates.start}, {poll.estates.stop - 1}) AS n"
    matter = sql_id("matter", f"n * {poll.matters} + m")
    await connection.execute(
        f"""INSERT INTO ballots (id, estate_id, title, state, organizer_kind, author_id, opens_at, closes_at,
                                 first_closes_at, settings)
            SELECT {sql_id("ballot", "n")}, {sql_id("estate", "n")}, '修改管理规约', 'approved', 'street',
                   {sql_id("account", "0")}, $1, $2, $2, $3::text::jsonb FROM {ballots}""",
        opens_at, poll.closes_at, _json(CountingSettings().to_json()),
    )  # fmt: skip
    await connection.execute(
        f"""INSERT INTO scopes (ballot_id, unit_ids) SELECT {sql_id("ballot", "n")},
            ARRAY(SELECT id FROM units WHERE estate_id = {sql_id("estate", "n")} ORDER BY id) FROM {ballots}"""
    )
    await connection.execute(
        f"""INSERT INTO matters (id, ballot_id, position, kind, title, description, choice_mode, rule_set)
            SELECT {matter}, {sql_id("ballot", "n")}, m + 1, 'management_covenant', '修改管理规约', '', 'single',
                   $1::text::jsonb FROM {ballots}, generate_series(0, {poll.matters - 1}) AS m""",
        _json(rule_set),
    )
    await connection.execute(
        f"""INSERT INTO options (id, ballot_id, matter_id, position, ordinal, label, role)
            SELECT {sql_id("option", f"(n * {poll.matters} + m) * 3 + o")}, {sql_id("ballot", "n")}, {matter}, o + 1,
                   m * 3 + o + 1, (ARRAY['同意', '反对', '弃权'])[o + 1], (ARRAY['for', 'against', 'abstain'])[o + 1]
            FROM {ballots}, generate_series(0, {poll.matters - 1}) AS m, generate_series(0, 2) AS o"""
    )


async def close_at(connection: "Connection", poll: Poll, instant: datetime) -> None:
    """Move the end of the polls' windows to `instant`, which no service would."""
    await connection.execute(
        "UPDATE ballots SET closes_at = $2, first_closes_at = $2 WHERE id = ANY($1)",
        [poll.ballot(estate) for estate in poll.estates], instant,
    )  # fmt: skip


async def open_ballots(database: Database, poll: Poll) -> None:
    """Open the approved ballots by the product's own service, which freezes their rolls."""
    wanted = [poll.ballot(estate) for estate in poll.estates]
    async with database.transaction(SYSTEM) as tx:
        opened = await open_due(tx, wanted)
    if set(opened) != set(wanted):
        raise RuntimeError(f"only {len(opened)} of {len(wanted)} ballots opened")


async def cast_most(connection: "Connection", poll: Poll, *, percent: int = 70) -> int:
    """Record castings of `percent` in a hundred units of the polls' rolls; returns how many. For tallies."""
    ballots = [poll.ballot(estate) for estate in poll.estates]
    chosen = ", ".join(f"{position * 3} + 1 + (h >> {position * 2 + 8}) % 3" for position in range(poll.matters))
    picked = """SELECT r.ballot_id, r.unit_id, r.title_id, r.head_key, r.counted, r.area, r.owners[1] AS owner_id,
                        abs(hashtext(r.unit_id::text)) AS h
                 FROM roll_entries r WHERE r.ballot_id = ANY($1)"""
    serial = "right(unit_id::text, 12)"
    submission = f"('{KINDS.index('submission') + 1:08d}-0000-7000-8000-' || {serial})::uuid"
    account = f"('{KINDS.index('account') + 1:08d}-0000-7000-8000-' || {serial})::uuid"
    cast_at = "(SELECT min(opened_at) FROM ballots WHERE id = ANY($1)) + interval '1 millisecond'"
    await connection.execute(
        f"""INSERT INTO submissions (id, ballot_id, account_id, owner_id, client_key, payload_hash, choices, channel,
                                     heads, area, cast_at)
            SELECT {submission}, ballot_id, {account}, owner_id, {submission}, '\\x00', ARRAY[{chosen}]::smallint[],
                   'app', 1, area, {cast_at} FROM ({picked}) u WHERE h % 100 < $2""",
        ballots, percent,
    )  # fmt: skip
    done = await connection.execute(
        f"""INSERT INTO castings (ballot_id, unit_id, submission_id, account_id, title_id, head_key, counted, area,
                                  choices, channel, cast_at)
            SELECT ballot_id, unit_id, {submission}, {account}, title_id, head_key, counted, area,
                   ARRAY[{chosen}]::smallint[], 'app', {cast_at} FROM ({picked}) u WHERE h % 100 < $2""",
        ballots, percent,
    )  # fmt: skip
    return int(done.split()[-1])


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
