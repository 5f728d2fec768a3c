"""Casting: an owner answers all open matters of a ballot at once, for all certified units of theirs (民法典 278).

`cast_together` takes many requests and gives each its own outcome; one request is a group of one. A group is one
transaction with a fixed number of statements. When a group fails as a whole, its requests are tried one by one, so
nobody's vote is lost to a neighbour's trouble.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from domain.rules.ballot import AnswerFault, AnswerFaultKind, answer_faults
from domain.rules.digest import canonical
from domain.rules.identity import mask_name
from domain.rules.policy import Actor, Permission, Place
from domain.rules.refusals import (
    AlreadyVoted,
    BallotClosed,
    BallotNotOpenYet,
    BallotSuspended,
    ChoicesNotValid,
    Fault,
    FreshCodeNeeded,
    KeyAlreadyUsed,
    NotFound,
    NotSignedIn,
    NoUnitInScope,
    Refusal,
)
from domain.rules.terms import BallotState, Channel
from domain.services.gathering import Gathering
from domain.store import castings as store
from domain.store.castings import BallotNow, HeldUnit, NewSubmission, Paper, Recorded
from domain.store.database import Database

ATTEMPTS = 8
PAPERS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Cast:
    """One owner's answer. `choices` names the picked options (by id) for each matter (by id); order means nothing."""

    actor: Actor
    ballot_id: UUID
    client_key: UUID
    choices: tuple[tuple[UUID, tuple[UUID, ...]], ...]
    request_id: UUID
    channel: Channel = Channel.APP
    device_id: UUID | None = None
    operator_id: UUID | None = None

    def payload_hash(self) -> bytes:
        """What makes two requests the same: the ballot and the picks, whatever their order."""
        picks = sorted((str(matter), sorted(map(str, options))) for matter, options in self.choices)
        return sha256(canonical([str(self.ballot_id), picks])).digest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A recorded submission: how the owner counts through it (heads and 0.01 m²) and for which units."""

    id: UUID
    ballot_id: UUID
    cast_at: datetime
    heads: int
    area: int
    units: tuple[UUID, ...]
    channel: Channel


Outcome = Receipt | Exception


async def cast(database: Database, request: Cast) -> Receipt:
    """Cast, together with whatever else arrives meanwhile in this process. Raises a refusal."""
    gathering = database.keep("castings", lambda: _gathering(database))
    return await gathering.ask(request)


def _gathering(database: Database) -> Gathering[Cast, Receipt]:
    return Gathering(lambda requests: cast_together(database, requests))


async def cast_together(database: Database, requests: Sequence[Cast]) -> Sequence[Outcome]:
    """Each request's receipt or refusal, in order. A receipt means that it is committed."""
    try:
        return await _one_transaction(database, requests)
    except Exception:
        if len(requests) == 1:
            return [await _alone(database, requests[0])]
        return [await _alone(database, request) for request in requests]


async def _alone(database: Database, request: Cast) -> Outcome:
    """A request by itself. It is safe to try again: its key finds what an earlier attempt has committed."""
    failure: Exception | None = None
    for _ in range(ATTEMPTS):
        try:
            return (await _one_transaction(database, [request]))[0]
        except (Overtaken, asyncpg.TransactionRollbackError) as overtaken:
            failure = overtaken
        except Exception as other:
            return other
    assert failure is not None
    return failure


class Overtaken(Exception):
    """Another transaction recorded one of the units meanwhile; what was read is no longer so."""


async def _one_transaction(database: Database, requests: Sequence[Cast]) -> list[Outcome]:
    group = _Group(requests)
    if not group.open_requests():
        return group.outcomes()
    async with database.driver() as driver:
        await _load_papers(database, driver, {request.ballot_id for _, request in group.open_requests()})
        async with driver.transaction():
            await store.lock(driver, group.pairs())
            await _decide(database, driver, group)
        masked = await _masked_names(database, driver, group)
    for submission in group.planned.values():
        database.bus.wake(f"participation:{submission.ballot_id}", f"ballot:{submission.ballot_id}")
    return group.outcomes(masked)


async def cast_within(database: Database, driver: "store.Driver", request: Cast) -> Receipt:
    """Cast in the transaction that is open on `driver`, whose owner commits it and wakes whoever watches.

    Raises a refusal, or `Overtaken`: then roll back and begin anew.
    """
    group = _Group([request])
    if group.open_requests():
        await _load_papers(database, driver, {request.ballot_id})
        await store.lock(driver, group.pairs())
        await _decide(database, driver, group)
    outcome = group.outcomes(await _masked_names(database, driver, group))[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


async def _masked_names(database: Database, driver: "store.Driver", group: "_Group") -> dict[UUID, str]:
    earlier = group.earlier_submissions()
    names = await store.encrypted_names(driver, earlier) if earlier else {}
    return {
        submission: mask_name(database.crypto.decrypt("owners.name", owner, name))
        for submission, (owner, name) in names.items()
    }


async def _decide(database: Database, driver: "store.Driver", group: "_Group") -> None:
    ballots, at = await store.ballots_now(driver, [ballot for ballot, _ in group.pairs()])
    held = await store.held_units(driver, group.pairs(), at) if at is not None else {}
    # The keys after the units: a request that is sent twice at once must not find its own castings without its key.
    earlier = await store.recorded(driver, group.keys())
    papers = _papers(database)
    for position, request in group.open_requests():
        try:
            found = earlier.get(_key_of(request))
            if found is not None:
                group.answer(position, _first_answer(found, request))
                continue
            ballot = ballots.get(request.ballot_id)
            if ballot is None or at is None:
                raise NotFound()
            may_cast_at_all(request, ballot, at)
            units = held.get(_pair_of(request), [])
            if ballot.id not in papers:  # approved since they were loaded
                raise Overtaken()
            group.plan(position, request, ballot, papers[ballot.id], units, at)
        except Refusal as refusal:
            group.answer(position, refusal)
    if group.planned and at is not None and not await store.insert(driver, list(group.planned.values()), at):
        raise Overtaken()


def _first_answer(found: Recorded, request: Cast) -> Receipt:
    """The same key and payload gets the first answer again (architecture: idempotency)."""
    if found.payload_hash != request.payload_hash():
        raise KeyAlreadyUsed()
    return Receipt(found.id, found.ballot_id, found.cast_at, found.heads, found.area, found.units, found.channel)


def may_cast_at_all(request: Cast, ballot: BallotNow, at: datetime) -> None:
    """Raises the refusal where `request` may not be cast at `at`, whoever asks: the deadline itself is too late."""
    may = request.actor.holding(Permission.CAST, Place(estate=ballot.estate_id))
    if may is None or ballot.state in (BallotState.DRAFT, BallotState.SUBMITTED, BallotState.REJECTED):
        raise NotFound()
    if not request.actor.confirmed_recently:
        raise FreshCodeNeeded()
    refuse_outside_the_window(ballot, at)


def refuse_outside_the_window(ballot: BallotNow, at: datetime) -> None:
    """Raises the refusal where the ballot takes no castings at `at`."""
    if ballot.opens_at is None or ballot.closes_at is None:
        raise NotFound()
    if ballot.state is BallotState.SUSPENDED:
        raise BallotSuspended(ballot.suspension_reason)
    if ballot.state is BallotState.APPROVED:
        raise BallotNotOpenYet(ballot.opens_at)
    if ballot.state is not BallotState.OPEN or at >= ballot.closes_at:
        raise BallotClosed(ballot.closes_at)
    if at < ballot.opens_at:
        raise BallotNotOpenYet(ballot.opens_at)


@dataclass(slots=True)
class _Earlier:
    """Why a request was refused as already voted, before the name is known."""

    cast_at: datetime
    cast_by: UUID
    submission: UUID


@dataclass(slots=True)
class _Group:
    """The requests of one transaction: what was decided for each, and what is to be recorded."""

    requests: Sequence[Cast]
    answered: dict[int, Receipt | Refusal | _Earlier] = field(default_factory=dict)
    same_as: dict[int, int] = field(default_factory=dict)
    planned: dict[int, NewSubmission] = field(default_factory=dict)
    claimed: dict[tuple[UUID, UUID], NewSubmission] = field(default_factory=dict)
    now: datetime | None = None

    def __post_init__(self) -> None:
        first: dict[tuple[UUID, UUID], int] = {}
        for position, request in enumerate(self.requests):
            if request.actor.account_id is None:
                self.answered[position] = NotSignedIn()
            elif request.actor.owner_id is None:
                self.answered[position] = NotFound()
            elif _key_of(request) not in first:
                first[_key_of(request)] = position
            elif request.payload_hash() == self.requests[first[_key_of(request)]].payload_hash():
                self.same_as[position] = first[_key_of(request)]
            else:
                self.answered[position] = KeyAlreadyUsed()

    def open_requests(self) -> list[tuple[int, Cast]]:
        """The requests that the transaction still has to decide, by position."""
        return [
            (position, request)
            for position, request in enumerate(self.requests)
            if position not in self.answered and position not in self.same_as
        ]

    def pairs(self) -> list[tuple[UUID, UUID]]:
        """The (ballot, owner) pairs of the requests, each once."""
        return list(dict.fromkeys(_pair_of(request) for _, request in self.open_requests()))

    def keys(self) -> list[tuple[UUID, UUID]]:
        """The (account, client key) pairs of the requests."""
        return [_key_of(request) for _, request in self.open_requests()]

    def answer(self, position: int, answer: Receipt | Refusal) -> None:
        """Settle one request without recording anything."""
        self.answered[position] = answer

    def plan(
        self, position: int, request: Cast, ballot: BallotNow, paper: Paper, units: Sequence[HeldUnit], at: datetime
    ) -> None:
        """Plan what is to be recorded for one request. Raises a refusal."""
        account = _key_of(request)[0]
        heads = {unit.title_head for unit in units if account in unit.certified_by}
        covered = [unit for unit in units if unit.title_head in heads]
        if not covered:
            raise NoUnitInScope()
        free = [unit for unit in covered if not unit.cast_submission and (ballot.id, unit.unit_id) not in self.claimed]
        if not free:
            self.answered[position] = self._earlier(ballot, covered, account, at)
            return
        ordinals = ordinals_of(request, paper, ballot.suspended)
        submission = _submission(request, ballot, free, ordinals)
        self.now = at
        self.planned[position] = submission
        self.claimed.update({(ballot.id, unit.unit_id): submission for unit in free})

    def _earlier(self, ballot: BallotNow, covered: Sequence[HeldUnit], account: UUID, at: datetime) -> _Earlier:
        casts = []
        for unit in covered:
            if unit.cast_submission and unit.cast_by and unit.cast_at:
                casts.append(_Earlier(unit.cast_at, unit.cast_by, unit.cast_submission))
            else:
                claim = self.claimed[ballot.id, unit.unit_id]
                casts.append(_Earlier(at, claim.account_id, claim.id))
        own = [one for one in casts if one.cast_by == account]
        return min(own or casts, key=lambda one: one.cast_at)

    def earlier_submissions(self) -> list[UUID]:
        """The submissions of which it is told, masked, who made them."""
        return [answer.submission for answer in self.answered.values() if isinstance(answer, _Earlier)]

    def outcomes(self, names: Mapping[UUID, str] | None = None) -> list[Outcome]:
        """Each request's outcome, in order. Call it after the commit."""
        return [self._outcome(position, names or {}) for position in range(len(self.requests))]

    def _outcome(self, position: int, names: Mapping[UUID, str]) -> Outcome:
        if position in self.same_as:
            return self._outcome(self.same_as[position], names)
        if position in self.planned:
            return _receipt(self.planned[position], self.now)
        answer = self.answered[position]
        if not isinstance(answer, _Earlier):
            return answer
        own = answer.cast_by == self.requests[position].actor.account_id
        return AlreadyVoted(answer.cast_at, names.get(answer.submission, "*"), own, answer.submission if own else None)


def _receipt(submission: NewSubmission, at: datetime | None) -> Receipt:
    assert at is not None  # nothing is planned without a clock
    units = tuple(unit.unit_id for unit in submission.units)
    return Receipt(
        submission.id, submission.ballot_id, at, submission.heads, submission.area, units, submission.channel
    )


def _submission(
    request: Cast, ballot: BallotNow, units: Sequence[HeldUnit], ordinals: tuple[int, ...]
) -> NewSubmission:
    account, key = _key_of(request)
    _, owner = _pair_of(request)
    counted = [unit for unit in units if unit.counted]
    return NewSubmission(
        id=uuid7(),
        ballot_id=ballot.id,
        account_id=account,
        owner_id=owner,
        client_key=key,
        payload_hash=request.payload_hash(),
        choices=ordinals,
        channel=request.channel,
        device_id=request.device_id,
        operator_id=request.operator_id,
        heads=store.heads_of(counted, ballot),
        area=sum(unit.area for unit in counted),
        estate_id=ballot.estate_id,
        request_id=request.request_id,
        units=tuple(sorted(units, key=lambda unit: unit.unit_id)),
    )


def ordinals_of(request: Cast, paper: Paper, suspended: frozenset[str]) -> tuple[int, ...]:
    """The picked options as ordinals, ascending. Raises `ChoicesNotValid` with every fault.

    All open matters are answered together; a suspended one takes no answer (operation guide, suspension).
    """
    choices: dict[str, list[str]] = {}
    for matter, options in request.choices:
        choices.setdefault(str(matter), []).extend(map(str, options))
    faults = answer_faults(paper.matters, choices, suspended)
    if faults:
        places = {str(matter): position for position, (matter, _) in enumerate(request.choices)}
        raise ChoicesNotValid([_fault(fault, places, paper) for fault in faults])
    return tuple(sorted(paper.ordinals[option] for options in choices.values() for option in options))


def _fault(fault: AnswerFault, places: Mapping[str, int], paper: Paper) -> Fault:
    title = paper.titles.get(fault.matter, "")
    path = f"choices.{places[fault.matter]}" if fault.matter in places else "choices"
    match fault.kind:
        case AnswerFaultKind.UNANSWERED:
            return Fault(path, f"请对“{title}”作出选择。", f"Please answer “{title}”.")
        case AnswerFaultKind.TOO_MANY_PICKS:
            limit = fault.limit
            return Fault(path, f"“{title}”最多选 {limit} 项。", f"Pick at most {limit} for “{title}”.")
        case AnswerFaultKind.CONTRADICTORY:
            return Fault(
                path,
                f"“{title}”：弃权或反对不能与候选人同选。",
                f"“{title}”: abstaining or refusing cannot be combined with other picks.",
            )
        case AnswerFaultKind.SUSPENDED_MATTER:
            return Fault(
                path, f"“{title}”已挂起，请不要作答。", f"“{title}” is suspended and takes no answer; leave it out."
            )
        case AnswerFaultKind.UNKNOWN_MATTER:
            return Fault(
                path, "这个事项不在本次投票中，请刷新。", "This matter is not part of the ballot; please reload."
            )
        case AnswerFaultKind.UNKNOWN_OPTION:
            return Fault(
                path, f"“{title}”没有所选的选项，请刷新。", f"“{title}” has no such option; please reload the page."
            )
        case AnswerFaultKind.REPEATED_OPTION:
            return Fault(path, f"“{title}”的同一选项只能选一次。", f"Pick each option of “{title}” once only.")


def _key_of(request: Cast) -> tuple[UUID, UUID]:
    assert request.actor.account_id is not None  # the others were answered before
    return request.actor.account_id, request.client_key


def _pair_of(request: Cast) -> tuple[UUID, UUID]:
    assert request.actor.owner_id is not None  # the others were answered before
    return request.ballot_id, request.actor.owner_id


def _papers(database: Database) -> dict[UUID, Paper]:
    """What ballots ask, kept per process: an approved ballot is never edited."""
    return database.keep("papers", lambda: dict[UUID, Paper]())


async def _load_papers(database: Database, driver: "store.Driver", ballots: set[UUID]) -> None:
    kept = _papers(database)
    missing = ballots - kept.keys()
    if not missing:
        return
    if len(kept) > PAPERS_KEPT:
        kept.clear()
    kept.update(await store.papers(driver, list(missing)))
