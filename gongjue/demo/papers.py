"""Photos of documents that nobody has: samples of an identity card and of a certificate of title, marked as such."""

import io
import json
from datetime import timedelta
from pathlib import Path

import typst
from PIL import Image

from domain.rules.terms import PhotoPurpose
from domain.services.documents.typesetting import FONT_FOLDER
from gongjue.demo.characters import Known

PURPOSES = (PhotoPurpose.IDENTITY_DOCUMENT, PhotoPurpose.PROPERTY_DOCUMENT)
SESSION_LASTS = timedelta(hours=1)
_TEMPLATE = Path(__file__).with_name("papers.typ")


def photo_of(purpose: PhotoPurpose, known: Known, estate: str) -> bytes:
    """A photo of one of the two documents, as the server's decoder leaves photos: a plain JPEG."""
    [(building, entrance, room)] = known.part.places
    data = {
        "which": purpose.value,
        "name": known.invented.name,
        "number": known.invented.document_number,
        "place": f"{estate} {building} {entrance}单元 {room}",
    }
    drawn = typst.compile(
        _TEMPLATE, format="png", ppi=110, font_paths=[FONT_FOLDER], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    if not isinstance(drawn, bytes):
        raise TypeError("a sample document is one page")
    made = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGB").save(made, "JPEG", quality=80)
    return made.getvalue()
