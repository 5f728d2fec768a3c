"""Invented results and notices for the tests of the posted documents, and an independent reader of PDF."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import segno

from domain.rules.terms import MatterKind, MatterMode, NoticeKind, OptionRole, OrganizerKind, Outcome
from domain.services.documents.notice_sheet import NoticeSheet
from domain.services.documents.result_sheet import (
    LinkedNotice,
    MatterEntry,
    OptionLine,
    Requirement,
    ResultSheet,
    Share,
)
from domain.services.wording import Bilingual

CIVIL_CODE = Bilingual("《民法典》第二百七十八条", "Civil Code, article 278")

QUORUM = (
    Requirement(
        "quorum",
        "heads",
        Share(702, 948, "74.05%"),
        ">=",
        "2/3",
        holds=True,
        sentence=Bilingual("应有 632 人以上参与，实际 702 人参与。", "At least 632 heads must take part; 702 did."),
    ),
    Requirement(
        "quorum",
        "area",
        Share(7210055, 9812034, "73.48%"),
        ">=",
        "2/3",
        holds=True,
        sentence=Bilingual(
            "应有 65,413.56 平方米以上参与，实际 72,100.55 平方米参与。",
            "At least 65,413.56 m² must take part; 72,100.55 m² did.",
        ),
    ),
)

COVENANT = MatterEntry(
    title="修改《管理规约》第十二条（饲养宠物）",
    kind=MatterKind.MANAGEMENT_COVENANT,
    mode=MatterMode.SINGLE,
    rule_set="CN-2021-ORDINARY",
    law=CIVIL_CODE,
    outcome=Outcome.ADOPTED,
    reason=Bilingual(
        "参与表决的人数和面积均达到三分之二以上，同意的人数和面积均过半数。",
        "Two thirds of heads and area took part, and more than half of both agreed.",
    ),
    options=(
        OptionLine("赞成", OptionRole.FOR, 511, "72.79%", 5210033, "72.26%", succeeds=True),
        OptionLine("反对", OptionRole.AGAINST, 160, "22.79%", 1700022, "23.57%"),
        OptionLine("弃权", OptionRole.ABSTAIN, 31, "4.41%", 300000, "4.16%"),
    ),
    requirements=(
        *QUORUM,
        Requirement(
            "pass",
            "heads",
            Share(511, 702, "72.79%"),
            ">",
            "1/2",
            holds=True,
            sentence=Bilingual("应有 352 人以上同意，实际 511 人同意。", "At least 352 heads must agree; 511 did."),
        ),
        Requirement(
            "pass",
            "area",
            Share(5210033, 7210055, "72.26%"),
            ">",
            "1/2",
            holds=True,
            sentence=Bilingual(
                "同意面积应超过 36,050.27 平方米，实际 52,100.33 平方米。",
                "More than 36,050.27 m² must agree; 52,100.33 m² did.",
            ),
        ),
    ),
)

FUND = replace(
    COVENANT,
    title="筹集专项维修资金，每平方米 20 元",
    kind=MatterKind.REPAIR_FUND_RAISE,
    rule_set="CN-2021-SPECIAL",
    outcome=Outcome.NOT_ADOPTED,
    reason=Bilingual(
        "同意的人数没有达到参与表决人数的四分之三，还差 16 人。",
        "The heads that agreed are fewer than three quarters of those who took part: 16 short.",
    ),
    requirements=(
        *QUORUM,
        Requirement(
            "pass",
            "heads",
            Share(511, 702, "72.79%"),
            ">=",
            "3/4",
            holds=False,
            sentence=Bilingual("应有 527 人以上同意，还差 16 人。", "At least 527 heads must agree; 16 are missing."),
        ),
    ),
)

ELECTION = replace(
    COVENANT,
    title="选举第三届业主委员会成员",
    kind=MatterKind.COMMITTEE_ELECTION,
    mode=MatterMode.ELECTION,
    outcome=Outcome.INCOMPLETE,
    seats=5,
    reason=Bilingual("当选：赵甲乙、钱丙丁、孙戊己。空缺 2 席。", "Elected: 赵甲乙, 钱丙丁, 孙戊己. Vacant seats: 2."),
    options=tuple(
        OptionLine(name, OptionRole.CANDIDATE, heads, "60.00%", heads * 10000, "61.00%", succeeds=heads > 351)
        for name, heads in (("赵甲乙", 600), ("钱丙丁", 500), ("孙戊己", 400), ("李庚辛", 300), ("周壬癸", 300))
    ),
    requirements=QUORUM,
)

SUSPENDED = MatterEntry(
    title="利用电梯轿厢发布广告",
    kind=MatterKind.COMMON_PARTS_USE,
    mode=MatterMode.SINGLE,
    rule_set="CN-2021-SPECIAL",
    law=CIVIL_CODE,
    outcome=Outcome.SUSPENDED,
    reason=Bilingual(
        "该事项于 2026年3月25日 10:00 挂起，不产生结果，已投的票予以保存。",
        "Suspended on 25 March 2026, 10:00; it has no result, its castings are kept.",
    ),
)

RESULT = ResultSheet(
    estate="慧谷金色家园一期",
    estate_number="110105026-1-007",
    street="北京市朝阳区望京街道办事处",
    ballot="2026年第一次业主大会会议",
    organizer_kind=OrganizerKind.COMMITTEE,
    organizer="慧谷金色家园一期第二届业主委员会",
    opens_at=datetime(2026, 3, 16, 1, 0, tzinfo=UTC),
    closes_at=datetime(2026, 4, 15, 16, 0, tzinfo=UTC),
    extended_from=datetime(2026, 3, 31, 16, 0, tzinfo=UTC),
    notices=(
        LinkedNotice(NoticeKind.BALLOT_PUBLICITY, "关于召开业主大会会议的公示", datetime(2026, 2, 20, 2, tzinfo=UTC)),
        LinkedNotice(NoticeKind.BALLOT_ANNOUNCEMENT, "关于投票事项的公告", datetime(2026, 2, 28, 2, tzinfo=UTC)),
    ),
    scope=Bilingual("全小区", "The whole estate"),
    units=1021,
    area=9812034,
    settings=(
        Bilingual("共有人集合完全相同的房屋按一人计算。", "Units with the same set of co-owners are one head."),
        Bilingual("未参与表决的，不计入任何一方。", "Silence counts for nobody."),
    ),
    matters=(COVENANT, FUND, ELECTION, SUSPENDED),
    participating_heads=Share(702, 948, "74.05%"),
    participating_area=Share(7210055, 9812034, "73.48%"),
    castings=760,
    pad_castings=41,
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    roll_hash="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    computations_agreed=True,
    tallied_at=datetime(2026, 4, 15, 16, 0, 7, tzinfo=UTC),
    published_at=datetime(2026, 4, 15, 16, 0, 9, tzinfo=UTC),
    address="https://gongjue.example/results/0190a000-0000-7000-8000-000000000001",
)

NOTICE = NoticeSheet(
    kind=NoticeKind.BALLOT_ANNOUNCEMENT,
    title="关于召开2026年第一次业主大会会议的公告",
    body="全体业主:\n\n根据《北京市物业管理条例》,现将表决事项公告如下。\n一、修改管理规约;\n二、选举业主委员会成员。",
    estate="慧谷金色家园一期",
    publisher="慧谷金色家园一期第二届业主委员会",
    published_at=datetime(2026, 2, 28, 2, tzinfo=UTC),
    address="https://gongjue.example/notices/0190a000-0000-7000-8000-000000000002",
)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as a PDF reader finds it, without blanks and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def ink_of(pdf: bytes, page: int = 0) -> int:
    """How many bytes of the page's picture are not white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[page].render(scale=2)
        return sum(1 for byte in bytes(bitmap.buffer) if byte != 255)
    finally:
        document.close()


def horizontal_reach_of(pdf: bytes) -> tuple[float, float]:
    """The leftmost and rightmost edge of any character, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage() for page in document]
        boxes = [text.get_charbox(place) for text in texts for place in range(text.count_chars())]
        return min(box[0] for box in boxes if box[2] > box[0]), max(box[2] for box in boxes)
    finally:
        document.close()


def shows_qr_of(pdf: bytes, address: str, *, page: int = 0, millimetres: float = 26.0) -> bool:
    """Whether the page bears exactly the QR code of this address: every module is looked at where it is printed."""
    dots_a_point = 3
    modules = [[bool(dark) for dark in row] for row in segno.make(address, error="q", micro=False).matrix]
    size = millimetres / 25.4 * 72 * dots_a_point / len(modules)
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=dots_a_point, grayscale=True)
        dots, stride, width, height = bytes(picture.buffer), picture.stride, picture.width, picture.height
    finally:
        document.close()
    centres = [int((number + 0.5) * size) for number in range(len(modules))]
    side = int(len(modules) * size)

    def fits(left: int, top: int) -> bool:
        return all(
            (dots[(top + down) * stride + left + across] < 128) == dark
            for down, row in zip(centres, modules, strict=True)
            for across, dark in zip(centres, row, strict=True)
        )

    return any(fits(left, top) for top in range(height - side) for left in range(min(width - side, width // 5)))
