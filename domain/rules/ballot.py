"""What a ballot may look like, where it may go next, and which answers to it are answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from domain.rules.terms import BallotState, ChoiceMode, MatterEffect, MatterKind, MatterMode, OptionRole


@dataclass(frozen=True, slots=True)
class Option:
    """What can be picked, and what picking it means to the law."""

    id: str
    role: OptionRole


@dataclass(frozen=True, slots=True)
class Matter:
    """One question of a ballot.

    `seats` and `max_picks` belong to an election: how many are elected, and how many one owner may name (at most
    `seats` where it is not said). `effects` is what an "other major" or bundled matter also does.
    """

    id: str
    kind: MatterKind
    mode: MatterMode
    options: tuple[Option, ...]
    seats: int | None = None
    max_picks: int | None = None
    effects: frozenset[MatterEffect] = frozenset()

    @property
    def pick_limit(self) -> int:
        """How many options one answer may name."""
        if self.mode is not MatterMode.ELECTION:
            return 1
        return self.max_picks if self.max_picks is not None else self.seats or 1

    def with_role(self, role: OptionRole) -> tuple[Option, ...]:
        """The options of one role, in their order."""
        return tuple(option for option in self.options if option.role is role)


ROLES_OF_MODE: Mapping[MatterMode, frozenset[OptionRole]] = {
    MatterMode.SINGLE: frozenset({OptionRole.FOR, OptionRole.AGAINST, OptionRole.ABSTAIN}),
    MatterMode.CHOICE: frozenset({OptionRole.CHOICE, OptionRole.AGAINST, OptionRole.ABSTAIN}),
    MatterMode.ELECTION: frozenset({OptionRole.CANDIDATE, OptionRole.AGAINST, OptionRole.ABSTAIN}),
}


class AnswerFaultKind(StrEnum):
    """What can be wrong with an answer."""

    UNKNOWN_MATTER = "unknown_matter"
    SUSPENDED_MATTER = "suspended_matter"
    UNANSWERED = "unanswered"
    UNKNOWN_OPTION = "unknown_option"
    REPEATED_OPTION = "repeated_option"
    TOO_MANY_PICKS = "too_many_picks"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One thing wrong with one answer; `option` where it is about an option, `limit` where it is about how many."""

    kind: AnswerFaultKind
    matter: str
    option: str | None = None
    limit: int | None = None


def answer_faults(
    matters: Sequence[Matter],
    choices: Mapping[str, Sequence[str]],
    suspended: AbstractSet[str] = frozenset(),
) -> tuple[AnswerFault, ...]:
    """Everything wrong with one submission, at once; empty when it may be recorded.

    All open matters are answered together, all or nothing (北京市物业管理条例 35: only what was posted). A suspended
    matter takes no answer. An election may be left empty, which is to abstain; anything else takes exactly one pick.
    """
    known = {matter.id for matter in matters}
    faults = [AnswerFault(AnswerFaultKind.UNKNOWN_MATTER, matter) for matter in choices if matter not in known]
    for matter in matters:
        if matter.id in suspended:
            if matter.id in choices:
                faults.append(AnswerFault(AnswerFaultKind.SUSPENDED_MATTER, matter.id))
        elif matter.id not in choices:
            faults.append(AnswerFault(AnswerFaultKind.UNANSWERED, matter.id))
        else:
            faults.extend(pick_faults(matter, choices[matter.id]))
    return tuple(faults)


def pick_faults(matter: Matter, picks: Sequence[str]) -> tuple[AnswerFault, ...]:
    """Everything wrong with the picks of one matter: unknown options, one named twice, too many, or contradictions."""
    roles = {option.id: option.role for option in matter.options}
    times = Counter(picks)
    faults = [AnswerFault(AnswerFaultKind.UNKNOWN_OPTION, matter.id, pick) for pick in times if pick not in roles]
    repeated = [pick for pick, count in times.items() if count > 1]
    faults.extend(AnswerFault(AnswerFaultKind.REPEATED_OPTION, matter.id, pick) for pick in repeated)
    if len(picks) > matter.pick_limit:
        faults.append(AnswerFault(AnswerFaultKind.TOO_MANY_PICKS, matter.id, limit=matter.pick_limit))
    if not picks and matter.mode is not MatterMode.ELECTION:
        faults.append(AnswerFault(AnswerFaultKind.UNANSWERED, matter.id))
    named = {roles[pick] for pick in picks if pick in roles}
    if len(named) > 1 and matter.mode is MatterMode.ELECTION:
        faults.append(AnswerFault(AnswerFaultKind.CONTRADICTORY, matter.id))
    return tuple(faults)


class BlockerKind(StrEnum):
    """Why a ballot's definition cannot be submitted."""

    NO_MATTER = "no_matter"
    REPEATED_MATTER = "repeated_matter"
    REPEATED_OPTION = "repeated_option"
    ROLE_OUTSIDE_MODE = "role_outside_mode"
    FOR_NOT_ONE = "for_not_one"
    AGAINST_NOT_ONE = "against_not_one"
    AGAINST_MORE_THAN_ONE = "against_more_than_one"
    ABSTAIN_MORE_THAN_ONE = "abstain_more_than_one"
    CHOICES_TOO_FEW = "choices_too_few"
    NO_CANDIDATE = "no_candidate"
    SEATS_MISSING = "seats_missing"
    SEATS_OUTSIDE_ELECTION = "seats_outside_election"
    CANDIDATES_TOO_FEW = "candidates_too_few"
    CONTESTED_NEEDS_MORE_CANDIDATES = "contested_needs_more_candidates"
    EQUAL_NEEDS_AS_MANY_CANDIDATES = "equal_needs_as_many_candidates"
    PICKS_OUTSIDE_SEATS = "picks_outside_seats"
    CHOICE_MODE_MISMATCH = "choice_mode_mismatch"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason, and the matter it is about (None: the ballot)."""

    kind: BlockerKind
    matter: str | None = None


def blockers(matters: Sequence[Matter], choice_modes: Mapping[str, ChoiceMode] | None = None) -> tuple[Blocker, ...]:
    """Everything that keeps a ballot's matters from being submitted, at once.

    `choice_modes` is what the organizer chose per matter (单选, 差额, 等额); a matter without one is not checked
    against it.
    """
    found = [] if matters else [Blocker(BlockerKind.NO_MATTER)]
    repeated = [matter for matter, times in Counter(matter.id for matter in matters).items() if times > 1]
    found.extend(Blocker(BlockerKind.REPEATED_MATTER, matter) for matter in repeated)
    for matter in matters:
        kinds = [*_option_blockers(matter)]
        if matter.mode is MatterMode.ELECTION:
            kinds.extend(_election_blockers(matter))
        elif matter.seats is not None or matter.max_picks not in (None, 1):
            kinds.append(BlockerKind.SEATS_OUTSIDE_ELECTION)
        if choice_modes is not None and matter.id in choice_modes:
            kinds.extend(_choice_mode_blockers(matter, choice_modes[matter.id]))
        found.extend(Blocker(kind, matter.id) for kind in kinds)
    return tuple(found)


def _option_blockers(matter: Matter) -> list[BlockerKind]:
    count = Counter(option.role for option in matter.options)
    found = []
    if len({option.id for option in matter.options}) < len(matter.options):
        found.append(BlockerKind.REPEATED_OPTION)
    if any(option.role not in ROLES_OF_MODE[matter.mode] for option in matter.options):
        found.append(BlockerKind.ROLE_OUTSIDE_MODE)
    if count[OptionRole.ABSTAIN] > 1:
        found.append(BlockerKind.ABSTAIN_MORE_THAN_ONE)
    if matter.mode is MatterMode.SINGLE:
        if count[OptionRole.FOR] != 1:
            found.append(BlockerKind.FOR_NOT_ONE)
        if count[OptionRole.AGAINST] != 1:
            found.append(BlockerKind.AGAINST_NOT_ONE)
    elif count[OptionRole.AGAINST] > 1:
        found.append(BlockerKind.AGAINST_MORE_THAN_ONE)
    if matter.mode is MatterMode.CHOICE and count[OptionRole.CHOICE] < 2:
        found.append(BlockerKind.CHOICES_TOO_FEW)
    return found


def _election_blockers(matter: Matter) -> list[BlockerKind]:
    candidates = len(matter.with_role(OptionRole.CANDIDATE))
    found = []
    if not candidates:
        found.append(BlockerKind.NO_CANDIDATE)
    if matter.seats is None or matter.seats < 1:
        found.append(BlockerKind.SEATS_MISSING)
        return found
    if 0 < candidates < matter.seats:
        found.append(BlockerKind.CANDIDATES_TOO_FEW)
    # Naming more people than there are seats would let one owner fill the committee twice over.
    if not 1 <= matter.pick_limit <= matter.seats:
        found.append(BlockerKind.PICKS_OUTSIDE_SEATS)
    return found


def _choice_mode_blockers(matter: Matter, mode: ChoiceMode) -> list[BlockerKind]:
    if (matter.mode is MatterMode.ELECTION) is (mode is ChoiceMode.SINGLE):
        return [BlockerKind.CHOICE_MODE_MISMATCH]
    candidates = len(matter.with_role(OptionRole.CANDIDATE))
    if matter.seats is None or not candidates:
        return []
    if mode is ChoiceMode.CONTESTED and candidates == matter.seats:
        return [BlockerKind.CONTESTED_NEEDS_MORE_CANDIDATES]
    if mode is ChoiceMode.EQUAL and candidates > matter.seats:
        return [BlockerKind.EQUAL_NEEDS_AS_MANY_CANDIDATES]
    return []


SMALL_ESTATE_HOUSEHOLDS = 100


def smallest_committee(households: int | None) -> int:
    """5 members, or 3 where there are 100 households or fewer (北京市物业管理条例 39); 5 where that is not known."""
    return 3 if households is not None and households <= SMALL_ESTATE_HOUSEHOLDS else 5


def is_lawful_committee(members: int, households: int | None) -> bool:
    """A committee is odd and not smaller than the smallest lawful one (北京市物业管理条例 39)."""
    return members % 2 == 1 and members >= smallest_committee(households)


def seats_warn(matter: Matter, households: int | None) -> bool:
    """Whether a committee with exactly these seats could not be lawful; a by-election may need such a number."""
    return (
        matter.kind is MatterKind.COMMITTEE_ELECTION
        and matter.mode is MatterMode.ELECTION
        and matter.seats is not None
        and not is_lawful_committee(matter.seats, households)
    )


# A suspension is final, a closed ballot never reopens, and nothing ends before its time.
NEXT_STATES: Mapping[BallotState, frozenset[BallotState]] = {
    BallotState.DRAFT: frozenset({BallotState.SUBMITTED}),
    # Its organizer may take a ballot back before the street has decided.
    BallotState.SUBMITTED: frozenset({BallotState.DRAFT, BallotState.APPROVED, BallotState.REJECTED}),
    BallotState.REJECTED: frozenset({BallotState.SUBMITTED}),
    BallotState.APPROVED: frozenset({BallotState.OPEN, BallotState.SUSPENDED}),
    BallotState.OPEN: frozenset({BallotState.CLOSED, BallotState.SUSPENDED}),
    BallotState.SUSPENDED: frozenset(),
    BallotState.CLOSED: frozenset({BallotState.PUBLISHED}),
    BallotState.PUBLISHED: frozenset(),
}

EDITABLE_STATES = frozenset({BallotState.DRAFT, BallotState.REJECTED})


def may_become(state: BallotState, following: BallotState) -> bool:
    """Whether a ballot may go from the one state to the other."""
    return following in NEXT_STATES[state]
