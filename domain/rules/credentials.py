"""What a password, an activation code and the wait between log-ins must be like."""

import hmac
import re
import unicodedata
from datetime import datetime, timedelta

import pyotp

from domain.rules.refusals import Fault

PASSWORD_LEAST, PASSWORD_MOST = 12, 128
DIFFERENT_CHARACTERS_LEAST = 5

# Letters and digits that nobody confuses when reading them from a small screen.
ACTIVATION_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ACTIVATION_LENGTH = 12

# Runs that people type because they lie side by side or in order, and words that head every list of stolen passwords.
_RUNS = ("0123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
         "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p")  # fmt: skip
_WORDS = ("password", "passw0rd", "admin", "administrator", "welcome", "letmein", "iloveyou", "woaini", "beijing",
          "gongjue", "wuye", "yezhu", "jiedao", "woaizhongguo", "dragon", "monkey", "sunshine", "princess", "root",
          "user", "test", "qwerty", "abc", "aa", "5201314", "1314520", "changeme", "secret", "login",
          "hello")  # fmt: skip
_LEET = str.maketrans("013457@$!", "oieastasi")


def password_faults(password: str, login: str, path: str = "password") -> list[Fault]:
    """Everything that is wrong with a new password for `login`; empty when it will do."""
    faults = []
    if len(password) < PASSWORD_LEAST:
        faults.append(
            Fault(path, f"密码至少 {PASSWORD_LEAST} 个字符。", f"A password has at least {PASSWORD_LEAST} characters.")
        )
    if len(password) > PASSWORD_MOST:
        faults.append(
            Fault(path, f"密码最多 {PASSWORD_MOST} 个字符。", f"A password has at most {PASSWORD_MOST} characters.")
        )
    if len(set(password)) < DIFFERENT_CHARACTERS_LEAST:
        faults.append(
            Fault(
                path,
                f"密码至少要有 {DIFFERENT_CHARACTERS_LEAST} 种不同的字符。",
                f"A password needs at least {DIFFERENT_CHARACTERS_LEAST} different characters.",
            )
        )
    if login and login.casefold() in password.casefold():
        faults.append(Fault(path, "密码不能包含账号名。", "A password must not contain the login."))
    if _is_common(password):
        faults.append(
            Fault(
                path,
                "这个密码太常见，容易被猜到。可以用几个不相干的词拼成一句。",
                "This password is too common and easy to guess. Several unrelated words make a good one.",
            )
        )
    return faults


def _is_common(password: str) -> bool:
    """Whether nothing but common words, keyboard runs, repeats and a date or number is in it."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    return any(_left_over(form) <= 3 for form in (plain, plain.translate(_LEET)))


def _left_over(text: str) -> int:
    """How many characters remain when common words, runs of four and more, repeats and numbers are taken out."""
    for word in sorted(_WORDS, key=len, reverse=True):
        text = text.replace(word, " ")
    for run in (*_RUNS, *(run[::-1] for run in _RUNS)):
        for length in range(min(len(run), len(text)), 3, -1):
            for start in range(len(run) - length + 1):
                text = text.replace(run[start : start + length], " ")
    text = re.sub(r"(.)\1{2,}", " ", text)
    return len(re.sub(r"[\W\d_]", "", text))


def normalised_login(text: str) -> str:
    """A login as it is kept and counted: however it is typed, it is one login."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def normalised_activation(text: str) -> str:
    """An activation code without the spaces, hyphens and small letters with which it may be typed."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


TOTP_SECONDS = 30


def totp_step(secret: str, digits: str, at: datetime, after: int | None) -> int | None:
    """The time step whose one-time password `digits` is, one step early or late at the most, or None.

    `secret` is base32. A step up to `after`, the last one used, is never good again (RFC 6238, 5.2).
    """
    generator, present = pyotp.TOTP(secret), int(at.timestamp()) // TOTP_SECONDS
    found = None
    for step in (present - 1, present, present + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), digits.strip().encode()):
            found = step
    return found if found is not None and (after is None or found > after) else None


def wait_after(failures: int, free: int) -> timedelta:
    """How long after the last of `failures` failed log-ins in a row the next may be tried: none for the first `free`,
    then 1, 2, 4, … seconds, at most five minutes. It grows, and never locks."""
    if failures < free:
        return timedelta(0)
    return timedelta(seconds=min(2 ** min(failures - free, 20), 300))
