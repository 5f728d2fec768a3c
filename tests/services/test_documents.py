"""The posted documents: read back by an independent reader of PDF."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.rules.terms import OptionRole, Outcome
from domain.services.documents.notice_sheet import render_notice_sheet
from domain.services.documents.result_sheet import (
    MatterEntry,
    OptionLine,
    Requirement,
    ResultSheet,
    Share,
    render_result_sheet,
)
from domain.services.documents.typesetting import DocumentFault, typeset
from domain.services.wording import Bilingual, Language
from tests.services.sheets_of_paper import (
    CIVIL_CODE,
    COVENANT,
    NOTICE,
    RESULT,
    horizontal_reach_of,
    ink_of,
    pages_of,
    shows_qr_of,
)

BEYOND_THE_FONT = "\U00020000"
HOSTILE = '#panic("x") $x$ *b* _i_ `r` = h\n<b> @x #import "/etc/passwd": * \\ // /* "]) #eval("1/0") {{ 7*7 }} [['


def _text(sheet: ResultSheet, language: Language = Language.ZH) -> str:
    return "".join(pages_of(render_result_sheet(sheet, language).pdf))


def test_the_result_sheet_says_what_was_decided_and_why() -> None:
    text = _text(RESULT)
    for said in (
        "业主共同决策投票结果",
        "慧谷金色家园一期（110105026-1-007）",
        "北京市朝阳区望京街道办事处",
        "慧谷金色家园一期第二届业主委员会（业主委员会）",
        "2026年3月16日09:00至2026年4月15日24:00",
        "原定截止时间为2026年3月31日24:00",
        "投票公示《关于召开业主大会会议的公示》，2026年2月20日10:00发布",
        "计入表决的专有部分1,021个，面积98,120.34平方米",
        "共有人集合完全相同的房屋按一人计算。",
        "共收到投票760户次，其中通过PAD辅助投票41户次",
        "51172.79%52,100.3372.26%",
        "参与表决的人数和面积均达到三分之二以上，同意的人数和面积均过半数。",
        "72,100.55/98,120.34",
        "应有527人以上同意，还差16人。",
        "未达到",
        "当选：赵甲乙、钱丙丁、孙戊己",
        "空缺2席。",
        "已挂起，无结果",
        "不产生结果，已投的票予以保存",
        "程序按法定规则计算一次，数据库另行计算一次，结果一致",
        RESULT.roll_hash,
        RESULT.address,
    ):
        assert said in text, said


def test_the_english_edition_is_complete() -> None:
    text = _text(RESULT, Language.EN)
    for said in (
        "Resultoftheballot",
        "16March2026,09:00to15April2026,24:00",
        "Thewholeestate:1,021countedunits,98,120.34m²",
        "CivilCode,article278(CN-2021-SPECIAL)",
        "Atleast527headsmustagree;16aremissing.",
        "notmet",
        "Elected:赵甲乙,钱丙丁,孙戊己",
        "Suspended,noresult",
        "Page1of3",
    ):
        assert said in text, said
    assert "平方米参与" not in text
    assert "达到" not in text


def test_every_page_carries_its_number_and_the_digest() -> None:
    pages = pages_of(render_result_sheet(RESULT).pdf)
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共3页" in page
        assert RESULT.digest in page


def test_the_same_sheet_gives_the_same_bytes() -> None:
    first = render_result_sheet(RESULT)
    assert render_result_sheet(replace(RESULT)) == first
    assert render_result_sheet(replace(RESULT, ballot="另一次会议")) != first
    assert render_notice_sheet(NOTICE) == render_notice_sheet(NOTICE)


def test_chinese_glyphs_are_drawn_and_not_only_encoded() -> None:
    blank = replace(NOTICE, body="　")
    assert (
        ink_of(render_notice_sheet(replace(NOTICE, body="业主" * 200)).pdf)
        > ink_of(render_notice_sheet(blank).pdf) + 20_000
    )
    # Two characters of different shape leave different ink; boxes or blanks would leave the same.
    assert ink_of(render_notice_sheet(replace(NOTICE, body="一" * 200)).pdf) < ink_of(
        render_notice_sheet(replace(NOTICE, body="龘" * 200)).pdf
    )


def test_names_with_a_middle_dot_and_rare_characters_of_the_font_are_drawn() -> None:
    document = render_notice_sheet(replace(NOTICE, publisher="阿卜杜拉·买买提、𠮷某、㐂某"))
    assert document.substituted == ()
    assert "阿卜杜拉·买买提、𠮷某、㐂某" in pages_of(document.pdf)[0]


def test_one_character_beyond_the_font_does_not_keep_a_sheet_from_the_wall() -> None:
    document = render_result_sheet(replace(RESULT, ballot=f"{BEYOND_THE_FONT}某某😀会议{BEYOND_THE_FONT}"))
    assert document.substituted == (BEYOND_THE_FONT, "😀")
    text = "".join(pages_of(document.pdf))
    assert "〓某某〓会议〓" in text
    assert "依出现先后为U+20000、U+1F600" in text
    english = "".join(pages_of(render_result_sheet(replace(RESULT, ballot="😀"), Language.EN).pdf))
    assert "inorderofappearance:U+1F600" in english


def test_invisible_marks_cannot_turn_a_line_round() -> None:
    text = pages_of(render_notice_sheet(replace(NOTICE, title="通过\u202e未\u2066\u200b通\x00过\ufeff")).pdf)[0]
    assert "通过未通过" in text


def test_hostile_texts_are_printed_as_they_are() -> None:
    hostile = replace(
        RESULT,
        estate=HOSTILE,
        ballot=HOSTILE,
        organizer=HOSTILE,
        scope=Bilingual(HOSTILE, HOSTILE),
        settings=(Bilingual(HOSTILE, HOSTILE),),
        matters=(
            replace(
                COVENANT,
                title=HOSTILE,
                reason=Bilingual(HOSTILE, HOSTILE),
                options=(OptionLine(HOSTILE, OptionRole.FOR, 1, "1%", 1, "1%"),),
            ),
        ),
    )
    printed = "".join(HOSTILE.split())
    assert _text(hostile).count(printed) >= 7
    assert printed in pages_of(render_notice_sheet(replace(NOTICE, body=HOSTILE.replace("\n", " "))).pdf)[0]


def test_a_word_without_a_place_to_break_stays_in_its_column() -> None:
    option = OptionLine("A" * 300, OptionRole.CHOICE, 1, "1%", 1, "1%")
    sheet = replace(
        RESULT,
        ballot="B" * 300,
        matters=(replace(COVENANT, title="C" * 300, options=(option,), requirements=(_test_of("W" * 100),)),),
    )
    document = render_result_sheet(sheet)
    text = "".join(pages_of(document.pdf))
    assert text.count("A") >= 300
    assert text.count("C") >= 600
    margin = 20 / 25.4 * 72
    left, right = horizontal_reach_of(document.pdf)
    assert left >= margin - 1
    assert right <= 210 / 25.4 * 72 - margin + 1


def test_thirty_matters_of_twenty_options_run_over_as_many_pages_as_they_need() -> None:
    matters = tuple(
        replace(
            COVENANT,
            title=f"第{number}号事项",
            outcome=Outcome.ADOPTED,
            options=tuple(
                OptionLine(f"第{number}-{option}号选项", OptionRole.CHOICE, option, "1.00%", option, "1.00%")
                for option in range(1, 21)
            ),
            requirements=tuple(_test_of(f"第{number}-{option}号选项") for option in range(1, 21)),
        )
        for number in range(1, 31)
    )
    pages = pages_of(render_result_sheet(replace(RESULT, matters=matters)).pdf)
    assert len(pages) > 30
    text = "".join(pages)
    for number in range(1, 31):
        assert f"{number}.第{number}号事项" in text
        assert text.count(f"第{number}-20号选项") == 2
    assert all(f"第{number}页，共{len(pages)}页" in page for number, page in enumerate(pages, start=1))


def _test_of(option: str) -> Requirement:
    return Requirement(
        "pass",
        "area",
        Share(1, 2, "50.00%"),
        ">",
        "1/2",
        holds=False,
        sentence=Bilingual("应超过一半。", "More than half."),
        option=option,
    )


def test_a_sheet_without_an_extension_or_figures_still_stands() -> None:
    bare = MatterEntry(
        title="事项",
        kind=COVENANT.kind,
        mode=COVENANT.mode,
        rule_set="CN-2021-ORDINARY",
        law=CIVIL_CODE,
        outcome=Outcome.SUSPENDED,
        reason=Bilingual("已挂起。", "Suspended."),
    )
    text = _text(replace(RESULT, extended_from=None, notices=(), settings=(), matters=(bare,)))
    assert "原定截止时间" not in text
    assert "已挂起。" in text


def test_a_result_whose_computations_differ_is_never_set() -> None:
    with pytest.raises(ValueError, match="not published"):
        render_result_sheet(replace(RESULT, computations_agreed=False))


def test_the_notice_sheet_in_both_editions() -> None:
    [chinese] = pages_of(render_notice_sheet(NOTICE).pdf)
    for said in (
        "投票公告",
        "关于召开2026年第一次业主大会会议的公告",
        "一、修改管理规约;",
        "2026年2月28日10:00",
        "扫码查看原文",
    ):
        assert said in chinese
    [english] = pages_of(render_notice_sheet(NOTICE, Language.EN).pdf)
    assert "Ballotannouncement" in english
    assert "28February2026,10:00" in english


def test_the_code_on_the_wall_leads_to_this_notice_and_to_no_other() -> None:
    pdf = render_notice_sheet(NOTICE).pdf
    assert shows_qr_of(pdf, NOTICE.address)
    assert not shows_qr_of(pdf, NOTICE.address[:-1] + "3")


def test_a_long_notice_runs_over_pages() -> None:
    pages = pages_of(render_notice_sheet(replace(NOTICE, body="\n".join(["北京" * 400] * 12))).pdf)
    assert len(pages) > 3
    assert "扫码查看原文" in pages[-1]


def test_whatever_typst_complains_about_is_a_fault_and_no_document() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(DocumentFault, match=r"notice_sheet\.typ"):
        typeset("notice_sheet.typ", {"language": "zh"}, created_at=at)
    with pytest.raises(ValueError, match="time zone"):
        typeset("notice_sheet.typ", {"language": "zh"}, created_at=datetime(2026, 1, 1))  # noqa: DTZ001
