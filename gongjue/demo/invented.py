"""People who cannot exist: born in 1900 in a place that has no code, with telephones that nobody can dial."""

import random
from dataclasses import dataclass, field
from uuid import UUID

from domain.rules.identity import organisation_check_character
from domain.rules.terms import DocumentKind, OwnerKind
from gongjue.demo.big_estate import identity_number

# The whole city comes out of this number.
SEED = 20261123

_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_FIRST = "建国秀英志玉桂淑文明丽海晓春永红兰凤金德福庆宝振兴家立学思嘉子雨欣宇浩晨佳梦雅静俊鹏飞"
_SECOND = "华强军平芳兰英梅珍荣霞敏杰伟勇艳涛超刚辉玲生林山民洁琴云莲松斌倩婷雪琳怡萱轩阳峰宁岩泽"


@dataclass(frozen=True, slots=True)
class Invented:
    """An owner to be: a person or an organisation with its document."""

    kind: OwnerKind
    name: str
    document_kind: DocumentKind
    document_number: str = field(repr=False)


class Inventor:
    """Invents people and ids, the same ones in the same order each time."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)  # noqa: S311 — chance that repeats itself is the point here
        self._people = 0
        self._phones = 0

    def id(self) -> UUID:
        """The next id."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def person(self, name: str | None = None) -> Invented:
        """The next person, with an identity card."""
        self._people += 1
        number = identity_number(self._people)
        return Invented(OwnerKind.PERSON, name or self._name(), DocumentKind.ID_CARD, number)

    def foreigner(self, name: str) -> Invented:
        """A person with a passport."""
        self._people += 1
        return Invented(OwnerKind.PERSON, name, DocumentKind.PASSPORT, f"XX{1900_0000 + self._people}")

    def organisation(self, name: str) -> Invented:
        """An organisation with a code of the region 000000, which registers nobody."""
        self._people += 1
        first = f"91000000MA{self._people:07d}"
        code = first + organisation_check_character(first)
        return Invented(OwnerKind.ORGANISATION, name, DocumentKind.ORGANISATION_CODE, code)

    def phone(self) -> str:
        """The next number of the range 1990000xxxx."""
        if self._phones >= 9_999:
            raise ValueError("the range is used up")
        self._phones += 1
        return f"1990000{self._phones:04d}"

    def _name(self) -> str:
        surname = self.random.choice(_SURNAMES)
        given = self.random.choice(_SECOND)
        return surname + (self.random.choice(_FIRST) + given if self.random.random() < 0.85 else given)
