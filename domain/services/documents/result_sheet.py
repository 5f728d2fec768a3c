"""The result of a ballot as the street posts it and a court reads it (北京市物业管理条例 37)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.rules.terms import MatterKind, MatterMode, NoticeKind, OptionRole, OrganizerKind, Outcome
from domain.services.documents.typesetting import Data, Document, Verbatim, qr_svg, typeset
from domain.services.wording import Bilingual, Language, area_text, deadline_text, instant_text, label

# Comparisons as they are printed; the keys are the rule sets' own.
OPERATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}

# Roles that a person has for its own sake, so that the role need not be said beside the name.
NAMED_ROLES = (OptionRole.CANDIDATE, OptionRole.CHOICE)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in one dimension, with its percentage as the rules round it (towards failing)."""

    part: int
    whole: int
    percentage: str


@dataclass(frozen=True, slots=True)
class LinkedNotice:
    """A notice that the ballot rests on, and when it was published."""

    kind: NoticeKind
    title: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class OptionLine:
    """What one option, or all options of one role, received; areas are 0.01 m².

    Without a `title` the line is called by its role. `succeeds` is None where nothing hangs on it.
    """

    title: str | None
    role: OptionRole
    heads: int
    heads_percentage: str
    area: int
    area_percentage: str
    succeeds: bool | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One test of the law: what was reached, of what, what is required, and the sentence that says so.

    `share.part` and `share.whole` are heads, or areas of 0.01 m². `option` names whom the test is about, if not all.
    """

    stage: Literal["quorum", "pass"]
    dimension: Literal["heads", "area", "quota"]
    share: Share
    operator: Literal[">=", ">", "<=", "<"]
    fraction: str
    holds: bool
    sentence: Bilingual
    option: str | None = None


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """One matter. `law` names the rule set's article; `reason` says in plain words how it ended and why.

    A suspended matter has its outcome and reason and no figures. `strict` is the same matter without the deemed votes,
    where silence was deemed to agree: both are printed.
    """

    title: str
    kind: MatterKind
    mode: MatterMode
    rule_set: str
    law: Bilingual
    outcome: Outcome
    reason: Bilingual
    options: tuple[OptionLine, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    seats: int | None = None
    strict: "MatterEntry | None" = None


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """Everything that the result sheet says. Instants carry their zone; areas are 0.01 m².

    `extended_from` is the end of the window before its one extension. `settings` are the counting settings as
    sentences. `pad_castings` are part of the participation and shown apart. `digest` is the SHA-256 of the tally's
    canonical input, `roll_hash` that of the roll frozen at the opening.
    """

    estate: str
    estate_number: str
    street: str
    ballot: str
    organizer_kind: OrganizerKind
    organizer: str
    opens_at: datetime
    closes_at: datetime
    extended_from: datetime | None
    notices: tuple[LinkedNotice, ...]
    scope: Bilingual
    units: int
    area: int
    settings: tuple[Bilingual, ...]
    matters: tuple[MatterEntry, ...]
    participating_heads: Share
    participating_area: Share
    castings: int
    pad_castings: int
    digest: str
    roll_hash: str
    computations_agreed: bool
    tallied_at: datetime
    published_at: datetime
    address: str


def render_result_sheet(sheet: ResultSheet, language: Language = Language.ZH) -> Document:
    """The result sheet as an A4 PDF in one edition; the same sheet and edition give the same bytes.

    ValueError when the two computations did not agree: such a result is never published (law.md 3.14).
    """
    if not sheet.computations_agreed:
        raise ValueError("a result whose two computations differ is not published")
    return typeset("result_sheet.typ", _sheet_data(sheet, language), created_at=sheet.published_at)


def _sheet_data(sheet: ResultSheet, language: Language) -> dict[str, Data]:
    return {
        "language": language.value,
        "estate": sheet.estate,
        "estate_number": sheet.estate_number,
        "street": sheet.street,
        "ballot": sheet.ballot,
        "organizer": sheet.organizer,
        "organizer_kind": label(sheet.organizer_kind, language),
        "opens": instant_text(sheet.opens_at, language),
        "closes": deadline_text(sheet.closes_at, language),
        "extended_from": deadline_text(sheet.extended_from, language) if sheet.extended_from else None,
        "notices": [
            {
                "kind": label(notice.kind, language),
                "title": notice.title,
                "published": instant_text(notice.published_at, language),
            }
            for notice in sheet.notices
        ],
        "scope": sheet.scope[language],
        "units": f"{sheet.units:,}",
        "area": area_text(sheet.area),
        "settings": [setting[language] for setting in sheet.settings],
        "matters": [_matter_data(matter, language) for matter in sheet.matters],
        "participation": {
            "heads": _share_data(sheet.participating_heads, "heads"),
            "area": _share_data(sheet.participating_area, "area"),
            "castings": f"{sheet.castings:,}",
            "pad": f"{sheet.pad_castings:,}",
        },
        "digest": Verbatim(sheet.digest),
        "roll_hash": Verbatim(sheet.roll_hash),
        "tallied": instant_text(sheet.tallied_at, language),
        "published": instant_text(sheet.published_at, language),
        "address": Verbatim(sheet.address),
        "qr": qr_svg(sheet.address),
    }


def _matter_data(matter: MatterEntry, language: Language) -> dict[str, Data]:
    return {
        "title": matter.title,
        "kind": label(matter.kind, language),
        "mode": label(matter.mode, language),
        "rule_set": matter.rule_set,
        "law": matter.law[language],
        "outcome": label(matter.outcome, language),
        "succeeded": matter.outcome in (Outcome.ADOPTED, Outcome.ELECTED),
        "suspended": matter.outcome is Outcome.SUSPENDED,
        "reason": matter.reason[language],
        "options": [_option_data(option, language) for option in matter.options],
        "requirements": [_requirement_data(requirement, language) for requirement in matter.requirements],
        "seats": matter.seats,
        "strict": _matter_data(matter.strict, language) if matter.strict else None,
    }


def _option_data(option: OptionLine, language: Language) -> dict[str, Data]:
    said = label(option.role, language)
    return {
        "title": said if option.title is None else option.title,
        # "赞成(赞成)" says nothing; a free text with a role does.
        "role": said if option.role not in NAMED_ROLES and option.title not in (None, said) else None,
        "heads": f"{option.heads:,}",
        "heads_percentage": option.heads_percentage,
        "area": area_text(option.area),
        "area_percentage": option.area_percentage,
        "succeeds": option.succeeds,
    }


def _requirement_data(requirement: Requirement, language: Language) -> dict[str, Data]:
    return {
        "stage": requirement.stage,
        "dimension": requirement.dimension,
        "option": requirement.option,
        "share": _share_data(requirement.share, requirement.dimension),
        "threshold": f"{OPERATORS[requirement.operator]} {requirement.fraction}",
        "holds": requirement.holds,
        "sentence": requirement.sentence[language],
    }


def _share_data(share: Share, dimension: Literal["heads", "area", "quota"]) -> dict[str, Data]:
    said = "{:,}".format if dimension == "heads" else area_text
    return {"part": said(share.part), "whole": said(share.whole), "percentage": share.percentage}
