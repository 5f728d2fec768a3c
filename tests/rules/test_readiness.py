"""Each blocker and each warning of a ballot, one at a time, with the place where it is settled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.rules.draft import Draft, DraftMatter, DraftOption, LinkedNotice, content_hash, scope_hash
from domain.rules.foresight import warnings
from domain.rules.readiness import ScopeFacts, Situation, blockers
from domain.rules.settings import CountingSettings
from domain.rules.terms import ChoiceMode, MatterEffect, MatterKind, NoticeKind, NoticeState, OptionRole

ESTATE, OTHER_ESTATE = UUID(int=1), UUID(int=2)
# 1 March 2026, 17:00 in Shanghai.
POSTED = datetime(2026, 3, 1, 9, tzinfo=UTC)
# 0:00 of 16 March in Shanghai: the first lawful instant after 15 full days.
FIRST_LAWFUL = datetime(2026, 3, 15, 16, tzinfo=UTC)
# 24:00 of 31 March in Shanghai.
CLOSE = datetime(2026, 3, 31, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 10, tzinfo=UTC)

FOR, AGAINST, ABSTAIN = (
    DraftOption("赞成", OptionRole.FOR),
    DraftOption("反对", OptionRole.AGAINST),
    DraftOption("弃权", OptionRole.ABSTAIN),
)
COVENANT = DraftMatter(
    MatterKind.MANAGEMENT_COVENANT, "修改管理规约", "见公示。", ChoiceMode.SINGLE, (FOR, AGAINST, ABSTAIN)
)
FACTS = ScopeFacts(
    units=9, counted=9, area=90000, heads=9, certified_units=9, certified_area=90000, certified_heads=9,
    without_owner=0, uncounted_parking=0, zero_areas=0,
)  # fmt: skip
SITUATION = Situation(True, True, CountingSettings(households=948), FACTS)


def notice(kind: NoticeKind, *matters: DraftMatter, published_at: datetime | None = POSTED) -> LinkedNotice:
    agenda = frozenset(matter.agenda_item for matter in matters)
    return LinkedNotice(UUID(int=7), kind, ESTATE, NoticeState.PUBLISHED, published_at, agenda, "公示", "内容")


def ballot(*matters: DraftMatter) -> Draft:
    """A ballot of these matters against which nothing can be said."""
    return Draft(
        estate_id=ESTATE, title="年度业主大会", agreed=True, matters=matters,
        publicity=notice(NoticeKind.BALLOT_PUBLICITY, *matters),
        announcement=notice(NoticeKind.BALLOT_ANNOUNCEMENT, *matters),
        opens_at=FIRST_LAWFUL, closes_at=CLOSE, whole_estate=True, scope_reason=None,
    )  # fmt: skip


def paths(draft: Draft, situation: Situation = SITUATION, now: datetime = NOW) -> list[str]:
    return [fault.path for fault in blockers(draft, situation, now)]


def election(candidates: int, seats: int | None, mode: ChoiceMode, picks: int | None = None) -> DraftMatter:
    options = tuple(DraftOption(f"候选人{number}", OptionRole.CANDIDATE) for number in range(candidates))
    return DraftMatter(
        MatterKind.COMMITTEE_ELECTION, "选举业委会", "见公示。", mode, options, seats=seats, max_picks=picks
    )


GOOD = ballot(COVENANT)


def test_a_complete_ballot_has_no_blocker_and_no_warning() -> None:
    assert paths(GOOD) == []
    assert warnings(GOOD, SITUATION) == ()


@pytest.mark.parametrize(
    ("opens_at", "lawful"),
    [
        (FIRST_LAWFUL, True),
        (FIRST_LAWFUL + timedelta(hours=9), True),
        (FIRST_LAWFUL - timedelta(microseconds=1), False),
        (FIRST_LAWFUL - timedelta(days=1), False),
    ],
)
def test_beijing_regulation_article_35_fifteen_full_days(opens_at: datetime, lawful: bool) -> None:
    """北京市物业管理条例 35: published on 1 March, voting begins on 16 March at the earliest."""
    assert paths(replace(GOOD, opens_at=opens_at)) == ([] if lawful else ["opensAt"])


def test_beijing_regulation_article_35_counts_from_the_later_notice() -> None:
    """北京市物业管理条例 35: both notices stand for 15 days; the message names the first lawful day."""
    late = notice(NoticeKind.BALLOT_ANNOUNCEMENT, COVENANT, published_at=POSTED + timedelta(days=1))

    (found,) = blockers(replace(GOOD, announcement=late), SITUATION, NOW)

    assert found.path == "opensAt"
    assert "2026年3月17日" in found.zh
    assert "17 March 2026" in found.en


@pytest.mark.parametrize("name", ["publicity", "announcement"])
def test_beijing_regulation_article_35_only_what_was_posted(name: str) -> None:
    """北京市物业管理条例 35: a matter that one of the notices does not list may not be voted on."""
    posted = getattr(GOOD, name)
    other_title = frozenset({(COVENANT.kind.value, "另一事项")})
    other_kind = frozenset({(MatterKind.SERVICE_TERMS.value, COVENANT.title)})
    for agenda in (frozenset(), other_title, other_kind):
        unlisted = replace(posted, agenda=agenda)
        changed = replace(GOOD, publicity=unlisted) if name == "publicity" else replace(GOOD, announcement=unlisted)
        assert paths(changed) == ["matters.0.title"]


def test_the_spacing_of_a_title_does_not_make_it_another_matter() -> None:
    spaced = replace(COVENANT, title=" 修改  管理规约 ")
    posted = replace(COVENANT, title="修改 管理规约")

    assert paths(replace(ballot(posted), matters=(spaced,))) == []


@pytest.mark.parametrize(
    ("draft", "path"),
    [
        (replace(GOOD, agreed=False), "agreed"),
        (replace(GOOD, title=" "), "title"),
        (ballot(), "matters"),
        (replace(GOOD, publicity=None), "publicityId"),
        (replace(GOOD, announcement=None), "announcementId"),
        (replace(GOOD, publicity=notice(NoticeKind.PUBLICITY, COVENANT)), "publicityId"),
        (replace(GOOD, announcement=notice(NoticeKind.BALLOT_PUBLICITY, COVENANT)), "announcementId"),
        (
            replace(GOOD, publicity=replace(notice(NoticeKind.BALLOT_PUBLICITY, COVENANT), estate_id=OTHER_ESTATE)),
            "publicityId",
        ),
        (
            replace(GOOD, publicity=replace(notice(NoticeKind.BALLOT_PUBLICITY, COVENANT), state=NoticeState.APPROVED)),
            "publicityId",
        ),
        (replace(GOOD, opens_at=None), "opensAt"),
        (replace(GOOD, closes_at=None), "lastDay"),
        (replace(GOOD, closes_at=FIRST_LAWFUL), "lastDay"),
        (
            replace(GOOD, opens_at=FIRST_LAWFUL + timedelta(seconds=1), closes_at=FIRST_LAWFUL + timedelta(days=1)),
            "lastDay",
        ),
        (ballot(replace(COVENANT, description="")), "matters.0.description"),
        (ballot(replace(COVENANT, options=(FOR, AGAINST, DraftOption("另议", None)))), "matters.0.options.2.role"),
        (
            ballot(replace(COVENANT, options=(FOR, AGAINST, DraftOption("", OptionRole.ABSTAIN)))),
            "matters.0.options.2.label",
        ),
        (ballot(replace(COVENANT, options=(FOR, ABSTAIN))), "matters.0.options"),
        (ballot(replace(COVENANT, options=(AGAINST, ABSTAIN))), "matters.0.options"),
        (
            ballot(replace(COVENANT, options=(FOR, AGAINST, DraftOption("反对", OptionRole.ABSTAIN)))),
            "matters.0.options",
        ),
        (ballot(replace(COVENANT, options=(AGAINST, DraftOption("甲公司", OptionRole.CHOICE)))), "matters.0.options"),
        (ballot(replace(COVENANT, seats=3)), "matters.0.seats"),
        (ballot(election(0, 5, ChoiceMode.CONTESTED)), "matters.0.options"),
        (ballot(election(7, None, ChoiceMode.CONTESTED)), "matters.0.seats"),
        (ballot(election(4, 5, ChoiceMode.EQUAL)), "matters.0.options"),
        (ballot(election(5, 5, ChoiceMode.CONTESTED)), "matters.0.choiceMode"),
        (ballot(election(7, 5, ChoiceMode.EQUAL)), "matters.0.choiceMode"),
        (ballot(election(7, 5, ChoiceMode.CONTESTED, picks=6)), "matters.0.maxPicks"),
        (ballot(election(7, 5, ChoiceMode.CONTESTED, picks=0)), "matters.0.maxPicks"),
        (replace(GOOD, whole_estate=False), "scopeReason"),
    ],
)
def test_each_blocker_names_its_place(draft: Draft, path: str) -> None:
    assert paths(draft) == [path]


@pytest.mark.parametrize(
    ("situation", "path"),
    [
        (replace(SITUATION, estate_completed=False), "estate"),
        (replace(SITUATION, organizer_in_office=False), "organizer"),
        (replace(SITUATION, scope=replace(FACTS, counted=0)), "scope"),
    ],
)
def test_each_circumstance_that_blocks_names_its_place(situation: Situation, path: str) -> None:
    assert paths(GOOD, situation) == [path]


def test_the_same_matter_twice_is_named_at_both_places() -> None:
    assert paths(ballot(COVENANT, COVENANT)) == ["matters.0.title", "matters.1.title"]


@pytest.mark.parametrize(("now", "blocked"), [(FIRST_LAWFUL - timedelta(seconds=1), False), (FIRST_LAWFUL, True)])
def test_a_beginning_that_has_come_blocks(now: datetime, blocked: bool) -> None:
    assert paths(GOOD, now=now) == (["opensAt"] if blocked else [])


@pytest.mark.parametrize("kind", list(MatterKind))
def test_a_smaller_scope_needs_a_reason_for_what_concerns_everybody(kind: MatterKind) -> None:
    """民法典 278 一至五项 are for the whole estate unless a written reason says otherwise."""
    matter = replace(COVENANT, kind=kind)
    part = replace(ballot(matter), whole_estate=False)
    free = {
        MatterKind.REPAIR_FUND_RAISE, MatterKind.REPAIR_FUND_MANAGE, MatterKind.REBUILD, MatterKind.COMMON_PARTS_USE,
        MatterKind.OTHER_MAJOR,
    }  # fmt: skip

    assert paths(part) == ([] if kind in free else ["scopeReason"])
    assert paths(replace(part, scope_reason="仅涉及 3 号楼电梯。")) == []


def test_every_blocker_is_named_at_once() -> None:
    empty = Draft(ESTATE, "", False, (), None, None, None, None, False, None)
    nobody = replace(SITUATION, estate_completed=False, scope=replace(FACTS, counted=0))

    assert paths(empty, nobody) == [
        "estate", "agreed", "title", "matters", "publicityId", "announcementId", "opensAt", "lastDay", "scope",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "situation", "path"),
    [
        (replace(GOOD, closes_at=FIRST_LAWFUL + timedelta(days=4)), SITUATION, "lastDay"),
        (replace(GOOD, closes_at=FIRST_LAWFUL + timedelta(days=61)), SITUATION, "lastDay"),
        (ballot(election(7, 4, ChoiceMode.CONTESTED)), SITUATION, "matters.0.seats"),
        (ballot(election(5, 3, ChoiceMode.CONTESTED)), SITUATION, "matters.0.seats"),
        (
            ballot(replace(COVENANT, kind=MatterKind.OTHER_MAJOR, effects=frozenset({MatterEffect.REBUILDS}))),
            SITUATION,
            "matters.0.effects",
        ),
        (
            ballot(
                replace(COVENANT, kind=MatterKind.REPAIR_FUND_USE, effects=frozenset({MatterEffect.RAISES_REPAIR_FUND}))
            ),
            SITUATION,
            "matters.0.effects",
        ),
        (GOOD, replace(SITUATION, scope=replace(FACTS, uncounted_parking=3)), "scope"),
        (GOOD, replace(SITUATION, scope=replace(FACTS, without_owner=1)), "scope"),
        (GOOD, replace(SITUATION, scope=replace(FACTS, zero_areas=1)), "scope"),
    ],
)
def test_each_warning_names_its_place(draft: Draft, situation: Situation, path: str) -> None:
    assert [fault.path for fault in warnings(draft, situation)] == [path]
    assert paths(draft, situation) == []


def test_a_posted_matter_that_is_not_voted_on_warns() -> None:
    other = replace(COVENANT, title="另一事项")
    posted = replace(GOOD, publicity=notice(NoticeKind.BALLOT_PUBLICITY, COVENANT, other))

    assert [fault.path for fault in warnings(posted, SITUATION)] == ["publicityId"]
    assert paths(posted) == []


@pytest.mark.parametrize("days", [5, 60])
def test_a_usual_window_does_not_warn(days: int) -> None:
    assert warnings(replace(GOOD, closes_at=FIRST_LAWFUL + timedelta(days=days)), SITUATION) == ()


def test_a_small_estate_may_elect_three() -> None:
    """北京市物业管理条例 39: three members are enough where there are 100 households or fewer."""
    matter = ballot(election(5, 3, ChoiceMode.CONTESTED))

    assert warnings(matter, replace(SITUATION, settings=CountingSettings(households=100))) == ()
    assert warnings(matter, replace(SITUATION, settings=CountingSettings(households=101))) != ()


@pytest.mark.parametrize(
    ("heads", "area", "warned"), [(6, 60000, False), (5, 90000, True), (9, 59999, True), (6, 59999, True)]
)
def test_civil_code_278_warns_when_all_certified_owners_could_not_pass(heads: int, area: int, warned: bool) -> None:
    """民法典 278: two thirds of heads and of area must take part, so fewer certified owners can never decide."""
    certified = replace(FACTS, certified_heads=heads, certified_area=area)

    found = [fault.path for fault in warnings(GOOD, replace(SITUATION, scope=certified))]

    assert found == (["scope"] if warned else [])


@pytest.mark.parametrize(
    "changed",
    [
        replace(GOOD, title="另一个标题"),
        replace(GOOD, opens_at=FIRST_LAWFUL + timedelta(hours=1)),
        replace(GOOD, closes_at=CLOSE + timedelta(days=1)),
        replace(GOOD, scope_reason="理由"),
        replace(GOOD, announcement=replace(notice(NoticeKind.BALLOT_ANNOUNCEMENT, COVENANT), body="改过的内容")),
        ballot(replace(COVENANT, description="改过的说明")),
        ballot(replace(COVENANT, options=(AGAINST, FOR, ABSTAIN))),
        ballot(replace(COVENANT, options=(FOR, AGAINST))),
        ballot(replace(COVENANT, kind=MatterKind.OTHER_MAJOR)),
    ],
)
def test_the_content_hash_changes_with_every_word(changed: Draft) -> None:
    settings, units = CountingSettings(), [UUID(int=5), UUID(int=6)]

    assert content_hash(changed, settings, units) != content_hash(GOOD, settings, units)


def test_the_content_hash_is_of_the_scope_and_the_settings_too() -> None:
    settings, units = CountingSettings(), [UUID(int=5), UUID(int=6)]
    named = content_hash(GOOD, settings, units)

    assert content_hash(GOOD, settings, units[::-1]) == named
    assert content_hash(GOOD, settings, units[:1]) != named
    assert content_hash(GOOD, CountingSettings(households=3), units) != named
    assert scope_hash(units) == scope_hash(units[::-1])
