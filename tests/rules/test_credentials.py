"""Passwords, activation codes, one-time passwords and waits."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from domain.rules.credentials import (
    normalised_activation,
    normalised_login,
    password_faults,
    totp_step,
    wait_after,
)

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "石榴 tree 十七 boats", "昨夜西风凋碧树，独上高楼", "kX9#vQ2!mT7@"],
)
def test_a_password_that_nobody_guesses_will_do(password: str) -> None:
    assert password_faults(password, "street-110105026-1") == []


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Passw0rd2026!", "123456789012", "qwertyuiop12", "admin@123456", "woaini1314520",
        "1qaz2wsx3edc", "Admin2026!!!!!", "beijing2008!!", "abcdefghijkl", "zxcvbnm,./123", "ＰＡＳＳＷＯＲＤ１２３４",
        "gongjue-2026-01-01", "19880808198808",
    ],
)  # fmt: skip
def test_what_heads_every_list_of_stolen_passwords_is_refused(password: str) -> None:
    assert "太常见" in "".join(fault.zh for fault in password_faults(password, "login"))


@pytest.mark.parametrize(("length", "faults"), [(11, 1), (12, 0), (128, 0), (129, 1)])
def test_a_password_has_twelve_to_128_characters(length: int, faults: int) -> None:
    password = ("山重水复疑无路柳暗花明又一村" * 10)[:length]
    assert len(password_faults(password, "login")) == faults


def test_a_password_needs_five_different_characters_and_not_the_login() -> None:
    assert len(password_faults("山水山水山水花月花月花月", "login")) == 1
    assert password_faults("山水山水山水花月花月花月风", "login") == []
    assert len(password_faults("我的 street-110105026-1 记得住", "street-110105026-1")) == 1


def test_every_fault_is_named_at_once() -> None:
    assert len(password_faults("aaaa", "aaaa")) == 4


@pytest.mark.parametrize(
    "typed", ["ABCD2345EFGH", "abcd2345efgh", "ABCD-2345-EFGH", " abcd 2345 efgh ", "ＡＢＣＤ2345efgh"]
)
def test_an_activation_code_is_one_however_it_is_typed(typed: str) -> None:
    assert normalised_activation(typed) == "ABCD2345EFGH"


@pytest.mark.parametrize("typed", ["street-1", " STREET-1 ", "Ｓtreet-1"])
def test_a_login_is_one_however_it_is_typed(typed: str) -> None:
    assert normalised_login(typed) == "street-1"


@pytest.mark.parametrize(("early", "step"), [(-2, None), (-1, 99), (0, 100), (1, 101), (2, None)])
def test_a_one_time_password_is_good_one_step_early_or_late(early: int, step: int | None) -> None:
    at = datetime.fromtimestamp(100 * 30 + 29, UTC)
    digits = pyotp.TOTP(SECRET).generate_otp(100 + early)
    assert totp_step(SECRET, f" {digits} ", at, None) == step


@pytest.mark.parametrize(("used", "step"), [(None, 100), (99, 100), (100, None), (101, None)])
def test_a_step_once_used_is_never_good_again(used: int | None, step: int | None) -> None:
    at = datetime.fromtimestamp(100 * 30, UTC)
    assert totp_step(SECRET, pyotp.TOTP(SECRET).generate_otp(100), at, used) == step


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_one_time_password_is_none(digits: str) -> None:
    assert totp_step(SECRET, digits, datetime.fromtimestamp(3000, UTC), None) is None


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 1), (4, 2), (5, 4), (11, 256), (12, 300), (1000, 300)]
)
def test_waits_double_up_to_five_minutes(failures: int, seconds: int) -> None:
    assert wait_after(failures, 3) == timedelta(seconds=seconds)
