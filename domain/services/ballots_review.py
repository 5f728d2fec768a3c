"""A ballot on its way through the street: submitted, withdrawn, rejected, or approved and frozen.

An approval names the hash of exactly what the reviewer was shown, and is given by another person than those who wrote
and submitted the ballot. It freezes the law, the settings, the notices and the scope, each with its hash.
"""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import Insert, insert, text

from domain.rules.ballot import EDITABLE_STATES
from domain.rules.draft import notices_hash, rule_sets_of, rules_hash, scope_hash
from domain.rules.policy import Permission
from domain.rules.readiness import blockers
from domain.rules.refusals import BallotNotReady, ContentChanged, Fault, InvalidInput
from domain.rules.terms import BallotState
from domain.services import ballots_rejected
from domain.services.ballots import Content, expect, read_content, take_ballot
from domain.services.four_eyes import require_another_person
from domain.store.database import Transaction
from domain.store.tables import Ballot, Scope

REASON_LENGTH = 1_000
# All who hold the pen are authors, not only who began.
_WRITING = ("ballot.created", "ballot.copied", "ballot.saved", "ballot.submitted")
_NAME_THE_CONTENT = Fault(
    "contentHash",
    "请先查看投票内容，再就所看到的内容审核通过。",
    "Look at the ballot first: an approval names the hash of what was shown.",
)


async def submit_ballot(tx: Transaction, ballot_id: UUID) -> Ballot:
    """Hand the ballot to the street. Raises `BallotNotReady` with every blocker."""
    ballot, held = await take_ballot(tx, Permission.PREPARE_BALLOT, ballot_id)
    expect(ballot, *EDITABLE_STATES)
    now = await tx.now()
    content = await _ready(tx, ballot, now)
    before = {"state": ballot.state.value}
    ballot.state = BallotState.SUBMITTED
    ballot.submitted_by, ballot.submitted_at = tx.actor.account_id, now
    ballot.reviewed_by = ballot.reviewed_at = ballot.review_reason = None
    ballot.content_hash = content.hash
    tx.record(
        "ballot.submitted", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role, before=before,
        after={"state": ballot.state.value, "content_hash": content.hash.hex()},
    )  # fmt: skip
    tx.wake(f"ballot:{ballot_id}")
    return ballot


async def withdraw_ballot(tx: Transaction, ballot_id: UUID) -> Ballot:
    """Take a submitted ballot back to change it, before the street has decided."""
    ballot, held = await take_ballot(tx, Permission.PREPARE_BALLOT, ballot_id)
    expect(ballot, BallotState.SUBMITTED)
    ballot.state = BallotState.DRAFT
    ballot.content_hash = None
    tx.record(
        "ballot.withdrawn", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        before={"state": BallotState.SUBMITTED.value}, after={"state": ballot.state.value},
    )  # fmt: skip
    tx.wake(f"ballot:{ballot_id}")
    return ballot


async def approve_ballot(tx: Transaction, ballot_id: UUID, content_hash: bytes | None) -> Ballot:
    """Approve what has this hash, and freeze it.

    Raises `ReviewedByItsSubmitter`, `ContentChanged` when the content is not (or no longer) what the hash names, and
    `BallotNotReady` when time or the register has brought up a blocker since the ballot was submitted.
    """
    ballot, held = await take_ballot(tx, Permission.REVIEW_BALLOT, ballot_id)
    expect(ballot, BallotState.SUBMITTED)
    if content_hash is None:
        raise InvalidInput([_NAME_THE_CONTENT])
    await _require_another_person(tx, ballot)
    now = await tx.now()
    content = await _ready(tx, ballot, now)
    if content.hash != content_hash:
        raise ContentChanged()
    ballot.reviewed_by, ballot.reviewed_at = tx.actor.account_id, now
    scope = await freeze(tx, ballot, content)
    tx.record(
        "ballot.approved", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        before={"state": BallotState.SUBMITTED.value}, after={"state": ballot.state.value, **frozen_hashes(ballot)},
    )  # fmt: skip
    await tx.write(scope)
    tx.wake(f"ballot:{ballot_id}", "clock")
    return ballot


async def reject_ballot(tx: Transaction, ballot_id: UUID, reason: str) -> Ballot:
    """Send a submitted ballot back with a reason. Raises `ReviewedByItsSubmitter` as an approval does."""
    ballot, held = await take_ballot(tx, Permission.REVIEW_BALLOT, ballot_id)
    expect(ballot, BallotState.SUBMITTED)
    faults = reason_faults(reason)
    if faults:
        raise InvalidInput(faults)
    await _require_another_person(tx, ballot)
    now = await tx.now()
    ballots_rejected.keep(tx, ballot, await read_content(tx.session, ballot, now), now, reason.strip())
    ballot.state = BallotState.REJECTED
    ballot.reviewed_by, ballot.reviewed_at = tx.actor.account_id, now
    ballot.review_reason = reason.strip()
    tx.record(
        "ballot.rejected", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        before={"state": BallotState.SUBMITTED.value}, after={"state": ballot.state.value}, reason=reason.strip(),
    )  # fmt: skip
    tx.wake(f"ballot:{ballot_id}")
    return ballot


async def _require_another_person(tx: Transaction, ballot: Ballot) -> None:
    await require_another_person(tx, ballot.author_id, ballot.submitted_by, subject_id=ballot.id, acts=_WRITING)


async def freeze(tx: Transaction, ballot: Ballot, content: Content) -> Insert:
    """Make the ballot approved: rule set per matter, settings, notices and scope, each with its hash, never to change.

    The matters are written while the ballot is still submitted: afterwards the database refuses. Returns what writes
    the scope, for the statement that writes the ballot.
    """
    rule_sets = rule_sets_of(content.draft)
    given = {"ballot": ballot.id, "rule_sets": [json.dumps(rule_set.to_json()) for rule_set in rule_sets]}
    await tx.session.execute(_RULE_SETS, given)
    settings = content.situation.settings
    ballot.settings = settings.to_json()
    ballot.content_hash = content.hash
    ballot.rules_hash = rules_hash(settings, rule_sets)
    ballot.notices_hash = notices_hash(content.draft.publicity, content.draft.announcement)
    ballot.scope_hash = scope_hash(content.unit_ids)
    ballot.state = BallotState.APPROVED
    return insert(Scope).values(ballot_id=ballot.id, unit_ids=list(content.unit_ids))


# A rule set for each matter, in the order of the matters.
_RULE_SETS = text("""
UPDATE matters SET rule_set = given.rule_set
FROM unnest(CAST(:rule_sets AS jsonb[])) WITH ORDINALITY AS given (rule_set, number)
JOIN (SELECT id, row_number() OVER (ORDER BY position) AS number FROM matters WHERE ballot_id = :ballot) placed
  USING (number)
WHERE matters.id = placed.id
""")


def frozen_hashes(ballot: Ballot) -> dict[str, str]:
    """The hashes that the ballot carries so far, in hexadecimal."""
    names = ("content_hash", "rules_hash", "notices_hash", "scope_hash", "roll_hash")
    return {name: getattr(ballot, name).hex() for name in names if getattr(ballot, name) is not None}


def reason_faults(reason: str) -> list[Fault]:
    """What is wrong with a reason that a person gives for a decision."""
    if not reason.strip():
        return [Fault("reason", "请填写理由。", "Give a reason.")]
    if len(reason) > REASON_LENGTH or "\x00" in reason:
        return [Fault("reason", f"理由最多 {REASON_LENGTH} 个字。", f"At most {REASON_LENGTH} characters.")]
    return []


async def _ready(tx: Transaction, ballot: Ballot, now: datetime) -> Content:
    content = await read_content(tx.session, ballot, now)
    found = blockers(content.draft, content.situation, now)
    if found:
        raise BallotNotReady(list(found))
    return content
