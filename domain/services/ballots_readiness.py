"""How ready a ballot is: what its author still has to settle, what a reviewer approves, and what its scope holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.ballot import EDITABLE_STATES
from domain.rules.draft import rule_sets_of
from domain.rules.foresight import could_pass, warnings
from domain.rules.law import RuleSet
from domain.rules.readiness import ScopeFacts, blockers
from domain.rules.refusals import Fault
from domain.rules.terms import BallotState
from domain.services.ballots import read_content
from domain.services.ballots_rejected import LastRejection, last_rejection
from domain.store.rolls import ScopePart
from domain.store.tables import Ballot


@dataclass(frozen=True, slots=True)
class Foresight:
    """The law of one matter, and whether it could pass if everybody certified today took part and agreed."""

    position: int
    rule_set: RuleSet
    could_pass: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """A ballot as of now. Blockers and warnings end with the approval; `content_hash` is what an approval must name.

    `parts` are the scope building by building, `scope` is the whole; `matters` is empty while no last day is set.
    `last_rejection` is what was rejected last beside what stands there now.
    """

    blockers: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    content_hash: str
    scope: ScopeFacts
    parts: tuple[ScopePart, ...]
    matters: tuple[Foresight, ...]
    last_rejection: LastRejection | None


async def readiness_of(session: AsyncSession, ballot: Ballot, now: datetime) -> Readiness:
    """Compute it from what stands in this session's snapshot."""
    content = await read_content(session, ballot, now)
    scope = content.situation.scope
    pending = ballot.state in EDITABLE_STATES or ballot.state is BallotState.SUBMITTED
    approved = ballot.content_hash if not pending else None
    return Readiness(
        blockers=blockers(content.draft, content.situation, now) if pending else (),
        warnings=warnings(content.draft, content.situation) if pending else (),
        content_hash=(approved or content.hash).hex(),
        scope=scope,
        parts=content.parts,
        matters=tuple(
            Foresight(position, rule_set, could_pass(rule_set, scope))
            for position, rule_set in enumerate(rule_sets_of(content.draft))
        ),
        last_rejection=await last_rejection(session, ballot, content),
    )
