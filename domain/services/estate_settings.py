"""The settings by which an estate's ballots are counted, where the law leaves the choice to its owners' rules."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, StillInUse
from domain.rules.register import reason_faults
from domain.rules.settings import NEVER_COUNTED, CoOwner, ElectionRank, Silent
from domain.rules.terms import BallotState, Usage
from domain.services.access import require
from domain.services.locks import hold_ballots
from domain.store.database import Transaction
from domain.store.tables import Ballot, Estate


@dataclass(frozen=True, slots=True)
class ChangeEstateSettings:
    """The settings as they shall be, and the owners' decision or rule that they rest on."""

    estate_id: UUID
    co_owner: CoOwner
    silent: Silent
    election_rank: ElectionRank
    area_kinds: list[Usage]
    reason: str


@dataclass(frozen=True, slots=True)
class EstateSettingsChanged:
    """The settings hold for every ballot that is approved from now on."""

    estate: Estate


async def change_settings(tx: Transaction, command: ChangeEstateSettings) -> EstateSettingsChanged:
    """Change how the estate's ballots are counted.

    Raises `InvalidInput`, and `StillInUse` while a ballot is approved or open: who may vote on what is settled by then.
    """
    held = await require(tx, Permission.MAINTAIN_REGISTER, command.estate_id)
    # An approval freezes the settings: it is seen here, or waits and freezes the new ones.
    states = (BallotState.SUBMITTED, BallotState.APPROVED, BallotState.OPEN)
    await hold_ballots(tx, command.estate_id, states)
    found = await tx.session.execute(select(Estate).where(Estate.id == command.estate_id).with_for_update())
    estate = found.scalar_one()
    before = _settings(estate)
    kinds = [kind for kind in Usage if kind in command.area_kinds]
    after = {
        "co_owner": command.co_owner.value,
        "silent": command.silent.value,
        "election_rank": command.election_rank.value,
        "area_kinds": [kind.value for kind in kinds],
    }
    faults = _faults(command, changed=after != before)
    if faults:
        raise InvalidInput(faults)
    running = (
        await tx.session.execute(
            select(Ballot.id, Ballot.title)
            .where(Ballot.estate_id == estate.id, Ballot.state.in_((BallotState.APPROVED, BallotState.OPEN)))
            .order_by(Ballot.id)
        )
    ).all()
    if running:
        raise StillInUse([_running(ballot_id, title) for ballot_id, title in running])
    estate.co_owner, estate.silent = command.co_owner, command.silent
    estate.election_rank, estate.area_kinds = command.election_rank, [kind.value for kind in kinds]
    tx.record(
        "estate.settings_changed",
        "estate",
        estate.id,
        estate_id=estate.id,
        role=held.role,
        before=before,
        after=after,
        reason=command.reason.strip(),
    )
    return EstateSettingsChanged(estate)


def _settings(estate: Estate) -> dict[str, object]:
    return {
        "co_owner": estate.co_owner,
        "silent": estate.silent,
        "election_rank": estate.election_rank,
        "area_kinds": [kind.value for kind in Usage if kind in estate.area_kinds],
    }


def _faults(command: ChangeEstateSettings, *, changed: bool) -> list[Fault]:
    faults = list(reason_faults("reason", command.reason))
    never = [kind for kind in command.area_kinds if kind in NEVER_COUNTED]
    if never:
        faults.append(
            Fault(
                "areaKinds",
                "公共用房、设备间和人防工程不计入表决，请取消勾选。",
                "Public rooms, equipment rooms and civil-defence space never count; leave them out.",
            )
        )
    if not command.area_kinds:
        faults.append(Fault("areaKinds", "至少选择一种计入表决的用途。", "Choose at least one usage that counts."))
    if not changed:
        faults.append(
            Fault("", "与现有设置相同，没有需要修改的内容。", "These are the present settings; nothing would change.")
        )
    return faults


def _running(ballot_id: UUID, title: str) -> Fault:
    return Fault(
        f"ballots.{ballot_id}",
        f"投票“{title}”已通过审核或正在进行，结束后才能修改设置。",
        f"The ballot {title} is approved or open; change the settings after it ends.",
    )
