"""The cards of people who cannot exist, as the text blocks that a reader would give."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from device_bridge.cards import TYPE_FLAG, Kind
from device_bridge.codec import PHOTO_BYTES, TEXT_BYTES

PHOTO = bytes((7 * place + 3) & 255 for place in range(PHOTO_BYTES))
FLAGS = {Kind.RESIDENT: " ", Kind.HMT_PERMIT: "J", Kind.PR_2017: "I", Kind.PR_2023: "Y"}


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """What is printed on a card. `sex` and `birth` (YYYYMMDD) follow from an 18-digit number where they are empty."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    kind: Kind = Kind.RESIDENT
    name_en: str = field(default="", repr=False)
    sex: str = ""
    birth: str = field(default="", repr=False)
    nation: str = "01"
    address: str = field(default="北京市测试区虚构路1号院", repr=False)
    issuer: str = "北京市公安局测试分局"
    country: str = "USA"
    valid_from: str = "20200101"
    valid_to: str = "20400101"

    def block(self) -> bytes:
        """The 256 bytes of the card's text."""
        sex = self.sex or ("1" if int(self.number[16]) % 2 else "2")
        birth = self.birth or self.number[6:14]
        dates = ((188, self.valid_from), (204, self.valid_to))
        match self.kind:
            case Kind.PR_2017:
                places = ((0, self.name_en), (120, sex), (122, self.number), (152, self.country), (158, self.name),
                          *dates, (220, birth), (236, "01"), (240, "1100"))  # fmt: skip
            case Kind.PR_2023:
                places = ((0, self.name), (30, sex), (32, "00"), (36, birth), (52, self.name_en[:35]),
                          (122, self.number), *dates, (220, self.name_en[35:46]), (242, self.country))  # fmt: skip
            case _:
                permit = ((220, "H00000000"), (238, "01")) if self.kind is Kind.HMT_PERMIT else ()
                places = ((0, self.name), (30, sex), (32, self.nation), (36, birth), (52, self.address),
                          (122, self.number), (158, self.issuer), *dates, *permit)  # fmt: skip
        return _written((*places, (TYPE_FLAG.start, FLAGS[self.kind])))


def _written(places: Iterable[tuple[int, str]]) -> bytes:
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for offset, value in places:
        encoded = value.encode("utf-16-le")
        text[offset : offset + len(encoded)] = encoded
    return bytes(text)


SAMPLES: Mapping[str, PrintedCard] = {
    "甲测试": PrintedCard("110101190001010014", "甲测试"),
    "乙测试": PrintedCard("11010519000315018X", "乙测试", nation="11", valid_from="20150630", valid_to="长期"),
    "丁测试": PrintedCard(
        "USA110000000001", "丁测试", Kind.PR_2017, "FICTITIOUS, TESTER", "2", "19000501",
        valid_from="20180601", valid_to="20280531",
    ),
}  # fmt: skip


def cards_of(file: Path) -> dict[str, PrintedCard]:
    """The cards of a JSON file, by the names they are put by: `{"name": {"number": …, "name": …, "kind": …}, …}`."""
    known = {one.name for one in fields(PrintedCard)}
    given: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    cards = {}
    for label, card in given.items():
        kind = Kind(card.pop("kind", Kind.RESIDENT))
        cards[label] = PrintedCard(kind=kind, **{key: value for key, value in card.items() if key in known})
    return cards
