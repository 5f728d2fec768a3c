"""What keeps a ballot from going to the street: every blocker at once, each with the place where it is settled."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.rules.ballot import BlockerKind
from domain.rules.ballot import blockers as lawful_blockers
from domain.rules.draft import Draft, DraftMatter, LinkedNotice, lawful_matter
from domain.rules.periods import PeriodFault, day_of, earliest_opening, end_of, window_faults
from domain.rules.refusals import Fault
from domain.rules.settings import CountingSettings
from domain.rules.terms import MatterKind, NoticeKind, NoticeState

# 民法典 278 一至五项 concern everybody in the estate, and so do the terms of service that Beijing's article 34 lists
# with the choice of the company: fewer voters need a written reason.
WHOLE_ESTATE_KINDS = frozenset(
    {
        MatterKind.RULES_OF_PROCEDURE,
        MatterKind.MANAGEMENT_COVENANT,
        MatterKind.COMMITTEE_ELECTION,
        MatterKind.PROPERTY_COMPANY,
        MatterKind.SERVICE_TERMS,
        MatterKind.REPAIR_FUND_USE,
    }
)


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """What a ballot's scope holds today. Areas are in 0.01 m²; heads, areas and certified shares are of what counts.

    `uncounted_parking` and `without_owner` and `zero_areas` count units; the last two only among what counts.
    """

    units: int
    counted: int
    area: int
    heads: int
    certified_units: int
    certified_area: int
    certified_heads: int
    without_owner: int
    uncounted_parking: int
    zero_areas: int


@dataclass(frozen=True, slots=True)
class Situation:
    """What a ballot is judged against beside its own words."""

    estate_completed: bool
    organizer_in_office: bool
    settings: CountingSettings
    scope: ScopeFacts


def blockers(draft: Draft, situation: Situation, now: datetime) -> tuple[Fault, ...]:
    """Everything that keeps the ballot from being submitted or approved at `now`; empty when nothing does."""
    return (
        *_circumstances(draft, situation),
        *_matters(draft),
        *_notices(draft),
        *_window(draft, now),
        *_scope(draft, situation),
    )


def _circumstances(draft: Draft, situation: Situation) -> Iterator[Fault]:
    if not situation.estate_completed:
        yield Fault(
            "estate",
            "小区数据尚未整理完成，不能发起投票。请先完成小区数据。",
            "The estate's data is not complete, so nobody can vote there yet. Complete the register first.",
        )
    if not situation.organizer_in_office:
        yield Fault(
            "organizer",
            "发起本次投票的组织已不在任，请由现任组织者重新发起。",
            "The body that started this ballot is no longer in office. One that is must start it anew.",
        )
    if not draft.agreed:
        yield Fault("agreed", "请阅读并同意投票规则。", "Read the rules of voting and agree to them.")
    if not draft.title.strip():
        yield Fault("title", "请填写投票标题。", "Give the ballot a title.")


_WORDS: dict[BlockerKind, tuple[str, str, str]] = {
    BlockerKind.NO_MATTER: ("", "请至少添加一个决策事项。", "Add at least one matter."),
    BlockerKind.REPEATED_MATTER: ("title", "这个事项出现了两次。", "This matter is there twice."),
    BlockerKind.REPEATED_OPTION: ("options", "有重复的选项，请删除。", "Two options say the same; remove one."),
    BlockerKind.ROLE_OUTSIDE_MODE: (
        "options",
        "有选项的含义与投票设置不符：选举只有候选人、反对和弃权，单选只有赞成或备选项、反对和弃权。",
        "An option's meaning does not fit: elections have candidates, against and abstain; "
        "a single choice has for (or choices), against and abstain.",
    ),
    BlockerKind.FOR_NOT_ONE: ("options", "请设置且只设置一个“赞成”选项。", "Set exactly one option that means “for”."),
    BlockerKind.AGAINST_NOT_ONE: (
        "options",
        "请设置且只设置一个“反对”选项。",
        "Set exactly one option that means “against”.",
    ),
    BlockerKind.AGAINST_MORE_THAN_ONE: (
        "options",
        "“反对”选项最多一个。",
        "At most one option may mean “against”.",
    ),
    BlockerKind.ABSTAIN_MORE_THAN_ONE: (
        "options",
        "“弃权”选项最多一个。",
        "At most one option may mean “abstain”.",
    ),
    BlockerKind.CHOICES_TOO_FEW: ("options", "请至少设置两个备选项。", "Set at least two things to choose among."),
    BlockerKind.NO_CANDIDATE: ("options", "请添加候选人。", "Add the candidates."),
    BlockerKind.SEATS_MISSING: ("seats", "请填写应选人数。", "Say how many seats there are."),
    BlockerKind.SEATS_OUTSIDE_ELECTION: (
        "seats",
        "单选事项不设应选人数和最多可选数。",
        "A single choice has neither seats nor a number of picks.",
    ),
    BlockerKind.CANDIDATES_TOO_FEW: (
        "options",
        "候选人少于应选人数，请增加候选人或减少应选人数。",
        "There are fewer candidates than seats; add candidates or take seats away.",
    ),
    BlockerKind.CONTESTED_NEEDS_MORE_CANDIDATES: (
        "choiceMode",
        "差额选举的候选人须多于应选人数；人数相同请改为等额选举。",
        "A contested election needs more candidates than seats; with as many choose the other mode.",
    ),
    BlockerKind.EQUAL_NEEDS_AS_MANY_CANDIDATES: (
        "choiceMode",
        "等额选举的候选人须与应选人数相同；候选人更多请改为差额选举。",
        "This mode needs exactly as many candidates as seats; with more choose a contested election.",
    ),
    BlockerKind.PICKS_OUTSIDE_SEATS: (
        "maxPicks",
        "最多可选数须在 1 和应选人数之间。",
        "The number of picks must lie between 1 and the number of seats.",
    ),
    BlockerKind.CHOICE_MODE_MISMATCH: (
        "choiceMode",
        "投票设置与选项不符。",
        "The choice mode does not fit the options.",
    ),
}


def _matters(draft: Draft) -> Iterator[Fault]:
    modes = {str(position): matter.choice_mode for position, matter in enumerate(draft.matters)}
    lawful = [lawful_matter(position, matter) for position, matter in enumerate(draft.matters)]
    unread = {position for position, matter in enumerate(draft.matters) if _is_unread(matter)}
    for blocker in lawful_blockers(lawful, modes):
        tail, zh, en = _WORDS[blocker.kind]
        # Until every option has a role, what the law says about the roles would only confuse.
        if blocker.matter is None or int(blocker.matter) not in unread or tail != "options":
            yield Fault(_path(blocker.matter, tail), zh, en)
    repeated = {item for item, times in Counter(matter.agenda_item for matter in draft.matters).items() if times > 1}
    for position, matter in enumerate(draft.matters):
        yield from _words_of_a_matter(position, matter)
        if matter.agenda_item in repeated:
            _, zh, en = _WORDS[BlockerKind.REPEATED_MATTER]
            yield Fault(f"matters.{position}.title", zh, en)


def _path(matter: str | None, tail: str) -> str:
    return ".".join(part for part in ("matters", matter, tail) if part)


def _is_unread(matter: DraftMatter) -> bool:
    return any(option.role is None for option in matter.options)


def _words_of_a_matter(position: int, matter: DraftMatter) -> Iterator[Fault]:
    at = f"matters.{position}"
    if not matter.title.strip():
        yield Fault(f"{at}.title", "请填写事项标题。", "Give the matter a title.")
    if not matter.description.strip():
        yield Fault(f"{at}.description", "请填写决策事项说明。", "Explain what is to be decided.")
    for number, option in enumerate(matter.options):
        if not option.label.strip():
            yield Fault(f"{at}.options.{number}.label", "请填写选项。", "Write the option.")
        if option.role is None:
            yield Fault(
                f"{at}.options.{number}.role",
                "请指明这个选项的含义（赞成、反对、弃权、候选人或备选项）。",
                "Say what this option means: for, against, abstain, a candidate or a choice.",
            )


def _notices(draft: Draft) -> Iterator[Fault]:
    linked = (
        ("publicityId", draft.publicity, NoticeKind.BALLOT_PUBLICITY, "投票公示", "ballot publicity"),
        ("announcementId", draft.announcement, NoticeKind.BALLOT_ANNOUNCEMENT, "投票公告", "ballot announcement"),
    )
    for path, notice, kind, zh, en in linked:
        if notice is None:
            yield Fault(path, f"请关联一份{zh}。", f"Link a {en}.")
            continue
        if notice.kind is not kind or notice.estate_id != draft.estate_id:
            yield Fault(path, f"关联的不是本小区的{zh}，请重新选择。", f"This is not a {en} of this estate.")
            continue
        if notice.state is not NoticeState.PUBLISHED or notice.published_at is None:
            yield Fault(path, f"关联的{zh}尚未发布。", f"The linked {en} is not published yet.")
        for position, matter in enumerate(draft.matters):
            if matter.title.strip() and matter.agenda_item not in notice.agenda:
                yield Fault(
                    f"matters.{position}.title",
                    f"{zh}中没有这个事项（类别和标题须一致），不得对未公示的事项进行表决。",
                    f"The {en} does not list this matter (kind and title must agree); "
                    "only what was posted may be voted on.",
                )


_WINDOW_WORDS: dict[PeriodFault, tuple[str, str, str]] = {
    PeriodFault.NOTICES_TOO_LATE: (
        "opensAt",
        "公示公告须在投票开始前满 15 日（发布当日不计入），最早可于 {zh} 开始。",
        "Both notices must be published 15 full days before voting begins, the day of publication not counted: "
        "{en} at the earliest.",
    ),
    PeriodFault.NOT_AFTER_NOW: (
        "opensAt",
        "投票开始时间已过，请改为以后的时间。",
        "The beginning of voting has passed; set a later one.",
    ),
    PeriodFault.ENDS_BEFORE_IT_OPENS: ("lastDay", "投票截止须在开始之后。", "Voting must end after it begins."),
    PeriodFault.TOO_SHORT: ("lastDay", "投票时间不得少于一天。", "Voting lasts at least one day."),
    PeriodFault.NOT_AT_MIDNIGHT: (
        "lastDay",
        "投票须在最后一天的 24:00 截止。",
        "Voting ends at 24:00 of its last day.",
    ),
}


def _window(draft: Draft, now: datetime) -> Iterator[Fault]:
    if draft.opens_at is None:
        yield Fault("opensAt", "请设置投票开始时间。", "Set when voting begins.")
    if draft.closes_at is None:
        yield Fault("lastDay", "请设置投票截止日期。", "Set the last day of voting.")
    if draft.opens_at is None:
        return
    published = [at for at in (_published(draft.publicity), _published(draft.announcement)) if at is not None]
    # As long as no end is set, one that has nothing wrong with it stands in.
    closes_at = draft.closes_at or end_of(day_of(draft.opens_at) + timedelta(days=1))
    for fault in window_faults(published, draft.opens_at, closes_at, now):
        path, zh, en = _WINDOW_WORDS[fault]
        if fault is PeriodFault.NOTICES_TOO_LATE:
            first_zh, first_en = _day(earliest_opening(published))
            zh, en = zh.format(zh=first_zh), en.format(en=first_en)
        yield Fault(path, zh, en)


def _published(notice: LinkedNotice | None) -> datetime | None:
    return notice.published_at if notice is not None and notice.state is NoticeState.PUBLISHED else None


def _day(moment: datetime) -> tuple[str, str]:
    day = day_of(moment)
    return f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}"


def _scope(draft: Draft, situation: Situation) -> Iterator[Fault]:
    if not situation.scope.counted:
        yield Fault(
            "scope",
            "投票范围内没有计入表决的房屋，请重新选择范围。",
            "No unit in this scope counts; choose the scope again.",
        )
    everybody = any(matter.kind in WHOLE_ESTATE_KINDS for matter in draft.matters)
    if not draft.whole_estate and everybody and not (draft.scope_reason or "").strip():
        yield Fault(
            "scopeReason",
            "这类事项一般由全体业主表决，只在部分范围表决请书面说明理由。",
            "Such a matter is for all owners of the estate; give a written reason for the smaller scope.",
        )
