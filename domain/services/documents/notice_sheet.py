"""A notice as it is posted on the wall."""

from dataclasses import dataclass
from datetime import datetime

from domain.rules.terms import MatterKind, NoticeKind
from domain.services.documents.typesetting import Document, Verbatim, qr_svg, typeset
from domain.services.templates.render import paragraphs
from domain.services.wording import Language, instant_text, label


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """A published notice. `body` is plain text, a line is a paragraph; `address` is where it can be read online.

    `agenda` are the matters that it announces, by kind and title.
    """

    kind: NoticeKind
    title: str
    body: str
    estate: str
    publisher: str
    published_at: datetime
    address: str
    agenda: tuple[tuple[MatterKind, str], ...] = ()


def render_notice_sheet(sheet: NoticeSheet, language: Language = Language.ZH) -> Document:
    """The notice as an A4 PDF in one edition; the same notice and edition give the same bytes."""
    data = {
        "language": language.value,
        "kind": label(sheet.kind, language),
        "title": sheet.title,
        "paragraphs": list(paragraphs(sheet.body)),
        "agenda": [{"kind": label(kind, language), "title": title} for kind, title in sheet.agenda],
        "estate": sheet.estate,
        "publisher": sheet.publisher,
        "published": instant_text(sheet.published_at, language),
        "address": Verbatim(sheet.address),
        "qr": qr_svg(sheet.address),
    }
    return typeset("notice_sheet.typ", data, created_at=sheet.published_at)
