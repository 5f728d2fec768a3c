"""One typed function per message and one for the notice's page; the texts are the `.j2` files beside this module."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from domain.rules.terms import MatterKind, NoticeKind
from domain.rules.tickets import TicketKind
from domain.services.wording import Language, deadline_text, instant_text, label

if TYPE_CHECKING:
    # At run time with the first text: the clock, which writes none, does without it.
    from jinja2 import Environment

# A Chinese message of more than 70 characters is sent, and paid for, as several. What an organizer names freely is
# shortened so that every message fits together with the sender's signature.
ESTATE_LENGTH = 12
TITLE_LENGTH = 14
# Of three names in one message each has less room.
ONE_OF_THREE_LENGTH = 10


class MessageTemplate(StrEnum):
    """Every message that the system sends."""

    SMS_CODE = "sms_code"
    STAFF_ACTIVATION = "staff_activation"
    BALLOT_OPENED = "ballot_opened"
    BALLOT_REMINDER = "ballot_reminder"
    BALLOT_RESULT = "ballot_result"
    BALLOT_SUSPENDED = "ballot_suspended"
    BALLOT_EXTENDED = "ballot_extended"
    VOTED_BY_CO_OWNER = "voted_by_co_owner"
    VOTED_ON_PAD = "voted_on_pad"
    MANUAL_REVIEW_APPROVED = "manual_review_approved"
    MANUAL_REVIEW_REJECTED = "manual_review_rejected"
    MANUAL_REVIEW_MORE_ASKED = "manual_review_more_asked"
    TICKET_ANSWERED = "ticket_answered"
    TICKET_FINISHED = "ticket_finished"
    TICKET_DECLINED = "ticket_declined"
    TICKET_ESCALATED = "ticket_escalated"
    TICKET_ESCALATED_TO_COMPANY = "ticket_escalated_to_company"
    TICKET_REOPENED = "ticket_reopened"


# The order is the carrier's numbering: the first name is {1} in the text that is registered with it.
VARIABLES: dict[MessageTemplate, tuple[str, ...]] = {
    MessageTemplate.SMS_CODE: ("code", "minutes"),
    MessageTemplate.STAFF_ACTIVATION: ("organisation", "code", "hours"),
    MessageTemplate.BALLOT_OPENED: ("estate", "title", "closes"),
    MessageTemplate.BALLOT_REMINDER: ("estate", "title", "closes"),
    MessageTemplate.BALLOT_RESULT: ("estate", "title", "adopted", "not_adopted"),
    MessageTemplate.BALLOT_SUSPENDED: ("estate", "title"),
    MessageTemplate.BALLOT_EXTENDED: ("estate", "title", "closes"),
    MessageTemplate.VOTED_BY_CO_OWNER: ("estate", "title", "voter", "at"),
    MessageTemplate.VOTED_ON_PAD: ("estate", "title", "at", "place"),
    MessageTemplate.MANUAL_REVIEW_APPROVED: ("estate",),
    MessageTemplate.MANUAL_REVIEW_REJECTED: ("estate",),
    MessageTemplate.MANUAL_REVIEW_MORE_ASKED: ("estate",),
    MessageTemplate.TICKET_ANSWERED: ("estate", "kind"),
    MessageTemplate.TICKET_FINISHED: ("estate", "kind"),
    MessageTemplate.TICKET_DECLINED: ("estate", "kind"),
    MessageTemplate.TICKET_ESCALATED: ("estate", "kind"),
    MessageTemplate.TICKET_ESCALATED_TO_COMPANY: ("estate", "kind"),
    MessageTemplate.TICKET_REOPENED: ("estate", "kind"),
}


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A message ready to be sent: its template, the values in the carrier's order, and the whole text."""

    template: MessageTemplate
    language: Language
    parameters: tuple[str, ...]
    text: str


@cache
def environment() -> "Environment":
    """The one Jinja2 environment: an unknown variable is an error, and whatever ends in .html.j2 is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=True),
        auto_reload=False,
    )


def sms_code(*, code: str, minutes: int, language: Language) -> TextMessage:
    """The one-time code for a phone."""
    return _message(MessageTemplate.SMS_CODE, language, code=code, minutes=str(minutes))


def staff_activation(*, organisation: str, code: str, hours: int, language: Language) -> TextMessage:
    """Tells a new staff member, committee member or group leader how to activate the account; never a password."""
    return _message(
        MessageTemplate.STAFF_ACTIVATION,
        language,
        organisation=shortened(organisation, ESTATE_LENGTH),
        code=code,
        hours=str(hours),
    )


def ballot_opened(*, estate: str, title: str, closes_at: datetime, language: Language) -> TextMessage:
    """The window has opened."""
    return _ballot_message(
        MessageTemplate.BALLOT_OPENED, estate, title, language, closes=_deadline(closes_at, language)
    )


def ballot_reminder(*, estate: str, title: str, closes_at: datetime, language: Language) -> TextMessage:
    """For those who have not voted."""
    return _ballot_message(
        MessageTemplate.BALLOT_REMINDER, estate, title, language, closes=_deadline(closes_at, language)
    )


def ballot_result(*, estate: str, title: str, adopted: int, not_adopted: int, language: Language) -> TextMessage:
    """The result is published; `adopted` counts matters adopted or elected, `not_adopted` all others with a result."""
    return _ballot_message(
        MessageTemplate.BALLOT_RESULT, estate, title, language, adopted=str(adopted), not_adopted=str(not_adopted)
    )


def ballot_suspended(*, estate: str, title: str, language: Language) -> TextMessage:
    """The ballot was set up wrongly and has been suspended for good."""
    return _ballot_message(MessageTemplate.BALLOT_SUSPENDED, estate, title, language)


def ballot_extended(*, estate: str, title: str, closes_at: datetime, language: Language) -> TextMessage:
    """The one extension of 15 days; `closes_at` is the new end."""
    return _ballot_message(
        MessageTemplate.BALLOT_EXTENDED, estate, title, language, closes=_deadline(closes_at, language)
    )


def voted_by_co_owner(
    *, estate: str, title: str, masked_voter: str, cast_at: datetime, language: Language
) -> TextMessage:
    """For the other co-owners. `masked_voter` is a name already masked (张*); a name in clear is a ValueError."""
    if "*" not in masked_voter:
        raise ValueError("a message carries a name only when it is masked")
    return _ballot_message(
        MessageTemplate.VOTED_BY_CO_OWNER,
        estate,
        title,
        language,
        voter=shortened(masked_voter, 8),
        at=_deadline(cast_at, language),
    )


def voted_on_pad(*, estate: str, title: str, place: str, cast_at: datetime, language: Language) -> TextMessage:
    """For the owner whose vote was cast on a helper's PAD, when and where: a vote in another's name comes to light."""
    return _message(
        MessageTemplate.VOTED_ON_PAD,
        language,
        estate=shortened(estate, ONE_OF_THREE_LENGTH),
        title=shortened(title, ONE_OF_THREE_LENGTH),
        at=_deadline(cast_at, language),
        place=shortened(place, ONE_OF_THREE_LENGTH),
    )


def manual_review_approved(*, estate: str, language: Language) -> TextMessage:
    """The street has approved; the unit is certified."""
    return _message(MessageTemplate.MANUAL_REVIEW_APPROVED, language, estate=shortened(estate, ESTATE_LENGTH))


def manual_review_rejected(*, estate: str, language: Language) -> TextMessage:
    """The street has rejected; why is read after signing in, not in a message."""
    return _message(MessageTemplate.MANUAL_REVIEW_REJECTED, language, estate=shortened(estate, ESTATE_LENGTH))


def manual_review_more_asked(*, estate: str, language: Language) -> TextMessage:
    """The street needs further photos; which is read after signing in."""
    return _message(MessageTemplate.MANUAL_REVIEW_MORE_ASKED, language, estate=shortened(estate, ESTATE_LENGTH))


def ticket_answered(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the owner who filed it: there is an answer, which is read after signing in."""
    return _ticket_message(MessageTemplate.TICKET_ANSWERED, estate, kind, language)


def ticket_finished(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the owner who filed it: the work is done, and may be rated or reopened."""
    return _ticket_message(MessageTemplate.TICKET_FINISHED, estate, kind, language)


def ticket_declined(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the owner who filed it: the company will not do it; why is read after signing in."""
    return _ticket_message(MessageTemplate.TICKET_DECLINED, estate, kind, language)


def ticket_escalated(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the owner who filed it: the street has told the company to see to it."""
    return _ticket_message(MessageTemplate.TICKET_ESCALATED, estate, kind, language)


def ticket_escalated_to_company(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the property company: the street wants something seen to."""
    return _ticket_message(MessageTemplate.TICKET_ESCALATED_TO_COMPANY, estate, kind, language)


def ticket_reopened(*, estate: str, kind: str, language: Language) -> TextMessage:
    """For the property company: what it had settled is open again."""
    return _ticket_message(MessageTemplate.TICKET_REOPENED, estate, kind, language)


def carrier_wording(template: MessageTemplate, language: Language) -> str:
    """The text to register with a carrier, with {1}, {2}, … where the parameters go, in the order they are sent."""
    numbered = {name: f"{{{position}}}" for position, name in enumerate(VARIABLES[template], start=1)}
    return environment().get_template(f"{template}.{language}.txt.j2").render(numbered)


def notice_page(
    *,
    kind: NoticeKind,
    title: str,
    body: str,
    estate: str,
    publisher: str,
    published_at: datetime | None,
    language: Language,
    agenda: Sequence[tuple[MatterKind, str]] = (),
) -> str:
    """A notice as a safe HTML fragment: every text is escaped, blank lines and line ends of `body` part paragraphs.

    `agenda` are the matters that it announces, by kind and title; `published_at` is None for one not published yet.
    """
    return (
        environment()
        .get_template("notice.html.j2")
        .render(
            language=language.value,
            kind=label(kind, language),
            title=title,
            paragraphs=paragraphs(body),
            agenda=[{"kind": label(matter, language), "title": named} for matter, named in agenda],
            agenda_heading="表决事项" if language is Language.ZH else "Matters to be voted on",
            estate=estate,
            publisher=publisher,
            published_at=published_at.isoformat() if published_at else None,
            published=instant_text(published_at, language) if published_at else None,
        )
    )


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a plain text; a line is a paragraph, empty lines part them and leave nothing."""
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def shortened(text: str, length: int) -> str:
    """`text` on one line, without control characters, at most `length` characters, with an ellipsis when cut.

    Carriers take 【】 for a sender's signature, so that a title could pose as another sender: they become [].
    """
    line = " ".join("".join(" " if unicodedata.category(c)[0] == "C" else c for c in text).split())
    line = line.replace("【", "[").replace("】", "]")
    return line if len(line) <= length else line[: length - 1] + "…"


def _deadline(at: datetime, language: Language) -> str:
    return deadline_text(at, language, with_year=False)


def _ballot_message(
    template: MessageTemplate, estate: str, title: str, language: Language, **values: str
) -> TextMessage:
    names = {"estate": shortened(estate, ESTATE_LENGTH), "title": shortened(title, TITLE_LENGTH)}
    return _message(template, language, **names, **values)


def _ticket_message(template: MessageTemplate, estate: str, kind: str, language: Language) -> TextMessage:
    named = label(TicketKind(kind), language)
    return _message(template, language, estate=shortened(estate, ESTATE_LENGTH), kind=named)


def _message(template: MessageTemplate, language: Language, **values: str) -> TextMessage:
    text = environment().get_template(f"{template}.{language}.txt.j2").render(values)
    return TextMessage(template, language, tuple(values[name] for name in VARIABLES[template]), text)
