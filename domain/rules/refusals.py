"""The closed list of refusals: everything a person can get wrong, each with its fields and its sentence.

A refusal is an exception: raised inside a command it rolls the transaction back and wakes nobody. Its public fields
are what the API shows beside `code` and `message`. `zh` and `en` are format strings over those fields.
"""

import re
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input: where (`path`, dotted, as in the input) and what to do about it."""

    path: str
    zh: str
    en: str

    def message(self, language: str) -> str:
        """The sentence in `language` (`zh` unless `en`)."""
        return self.en if language == "en" else self.zh


@dataclass(eq=False)
class Refusal(Exception):
    """The root of the closed list. `code` is for programs, `message` for people."""

    zh: ClassVar[str]
    en: ClassVar[str]

    @property
    def code(self) -> str:
        """The class's name in capitals: `AlreadyVoted` is `ALREADY_VOTED`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).upper()

    def message(self, language: str) -> str:
        """The sentence in `language` (`zh` unless `en`), with instants in Shanghai's time."""
        values = {one.name: _shown(getattr(self, one.name)) for one in fields(self)}
        return (self.en if language == "en" else self.zh).format(**values)

    def __str__(self) -> str:
        return self.code


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value


# Who asks, and for what


@dataclass(eq=False)
class NotSignedIn(Refusal):
    """Nobody is signed in, or the session has ended."""

    zh = "请先登录。"
    en = "Please sign in first."


@dataclass(eq=False)
class NotFound(Refusal):
    """It does not exist, or the actor may not see it: the two are never told apart."""

    zh = "没有找到，或者您无权查看。请从列表重新进入。"
    en = "Not found, or not yours to see. Please start again from the list."


@dataclass(eq=False)
class InvalidInput(Refusal):
    """The input has faults; every one is listed and nothing was written."""

    faults: list[Fault] = field(default_factory=list)
    zh = "有内容需要更正，请看下面逐条说明。"
    en = "Some entries need correcting; each is listed below."


@dataclass(eq=False)
class KeyAlreadyUsed(Refusal):
    """The client key was used before with another payload."""

    zh = "这个提交编号已用于另一份内容。请刷新页面后重新提交。"
    en = "This submission key was already used for something else. Reload the page and submit again."


@dataclass(eq=False)
class NotInThisState(Refusal):
    """The thing is in a state in which this cannot be done."""

    state: str
    zh = "当前状态（{state}）不能进行这项操作。请刷新后查看。"
    en = "This cannot be done in the present state ({state}). Reload to see where it stands."


@dataclass(eq=False)
class ReviewedByItsSubmitter(Refusal):
    """Four eyes: nobody reviews what they wrote or submitted (compared by person, not by account)."""

    zh = "起草人和提交人不能审核自己的内容，请由另一位工作人员审核。"
    en = "Nobody reviews what they wrote or submitted themselves; another member of staff must do it."


@dataclass(eq=False)
class ContentChanged(Refusal):
    """An approval named the hash of something else than what stands there now."""

    zh = "内容在您查看之后发生了变化，请重新查看后再决定。"
    en = "The content changed after you looked at it. Look again before you decide."


# The register


@dataclass(eq=False)
class EstateNotReady(Refusal):
    """The estate's data is not complete; every blocker is listed."""

    blockers: list[Fault] = field(default_factory=list)
    zh = "该小区的数据还不能标记为已完成，请先解决下列问题。"
    en = "This estate's data cannot be marked completed yet. Please settle the points below first."


@dataclass(eq=False)
class SheetHasFaults(Refusal):
    """The sheet cannot be imported; its faults are listed by row and column, the first 500 of `total`."""

    total: int
    faults: list[Fault] = field(default_factory=list)
    zh = "表格中有 {total} 处需要更正，没有导入任何内容。请按下面的行和列逐条更正后重新上传。"
    en = "The sheet has {total} faults and nothing was imported. Correct them by row and column and upload it again."


@dataclass(eq=False)
class StillInUse(Refusal):
    """A ballot or a certification relies on it; each is named."""

    uses: list[Fault] = field(default_factory=list)
    zh = "有投票或认证正在使用这些数据，现在不能进行这项操作，请看下面逐条说明。"
    en = "Ballots or certifications rely on this, so it cannot be done now; each is listed below."


# Accounts


@dataclass(eq=False)
class TooManyAttempts(Refusal):
    """The limit for this phone, login or address is reached for now."""

    retry_after_seconds: int
    zh = "操作过于频繁，请在 {retry_after_seconds} 秒后再试。"
    en = "Too many attempts. Try again in {retry_after_seconds} seconds."


@dataclass(eq=False)
class WrongCode(Refusal):
    """The code is wrong, used, replaced or too old; which of these is not told."""

    zh = "验证码不正确或已失效，请核对，或重新获取。"
    en = "The code is wrong or no longer valid. Check it, or ask for a new one."


@dataclass(eq=False)
class WrongCredentials(Refusal):
    """Login, password or second factor is wrong; which of these is not told."""

    zh = "账号、密码或动态口令不正确。"
    en = "The login, the password or the one-time password is wrong."


@dataclass(eq=False)
class ActivationNotValid(Refusal):
    """The activation is unknown, used or older than 24 hours."""

    zh = "激活链接无效、已使用或已超过 24 小时。请联系街道重新发送。"
    en = "This activation is invalid, used or older than 24 hours. Ask the street to send a new one."


@dataclass(eq=False)
class FreshCodeNeeded(Refusal):
    """Casting needs a code confirmed within the last 12 hours."""

    zh = "为保护您的表决权，请先用短信验证码再次确认身份。"
    en = "To protect your vote, please confirm with a new SMS code first."


# Certification


@dataclass(eq=False)
class EstateNotCompleted(Refusal):
    """Only an estate whose status is completed certifies owners and votes."""

    zh = "该小区的数据尚未整理完成，暂不能认证或表决。请向街道咨询进度。"
    en = "This estate's data is not complete yet, so nobody can certify or vote. Ask the street about it."


@dataclass(eq=False)
class OwnerNotMatched(Refusal):
    """Name and document do not match the unit's title. Says what the owner can do meanwhile."""

    zh = (
        "您填写的姓名和证件与该房屋的登记信息不一致。请核对房号、姓名和证件号码；"
        "如确认无误，可在三日内申请人工认证：上传身份证明和房产证明的照片，由街道核实。其他房屋的认证不受影响。"
    )
    en = (
        "Name and document do not match this unit's title. Check the room, the name and the number; "
        "if they are right, ask for a manual review within three days: send photos of your identity document and of "
        "your property document for the street to check. "
        "Your other units are not affected."
    )


@dataclass(eq=False)
class AccountBelongsToAnotherOwner(Refusal):
    """One account certifies the units of exactly one owner."""

    zh = "该手机号已为另一位产权人认证。一个手机号只能认证同一产权人的房屋，请使用该产权人本人的手机号。"
    en = "This phone is already certified for another owner. One phone serves one owner: use that owner's own phone."


@dataclass(eq=False)
class OwnerHasAnotherAccount(Refusal):
    """The owner is already certified under another phone."""

    masked_phone: str
    zh = "该产权人已用手机号 {masked_phone} 认证。请用该手机号登录；如已停用，请到街道解除后重新认证。"
    en = (
        "This owner is already certified with {masked_phone}. Sign in with that phone; "
        "if it is gone, ask the street to release it."
    )


@dataclass(eq=False)
class NoCertifiedUnit(Refusal):
    """The account is not certified for this unit; the same whether there is such a unit or not."""

    zh = "您还没有为这套房屋完成业主认证。请先认证房屋，再来办理。"
    en = "You are not certified as an owner of this unit. Certify it first, then come back."


# Manual review


@dataclass(eq=False)
class MatchNotTried(Refusal):
    """A manual review follows a failed match of this unit by this account, within three days."""

    zh = "请先为该房屋进行业主认证。只有认证信息不一致时才需要人工认证，且须在三日内申请。"
    en = "Certify for this unit first. A manual review is only for details that did not match, within three days."


@dataclass(eq=False)
class AlreadyUnderReview(Refusal):
    """This account's manual review of this unit is under way."""

    submitted_at: datetime
    zh = "该房屋的人工认证已于 {submitted_at} 提交，正在办理，无需重复提交。可在“我的认证”中查看进度。"
    en = "Your manual review of this unit was submitted at {submitted_at} and is under way. Follow it in your list."


@dataclass(eq=False)
class ManualReviewDecided(Refusal):
    """The review was decided or has ended meanwhile; by whom (masked, — where nobody of the street did) and when."""

    outcome: str
    decided_at: datetime
    masked_name: str
    zh = "该人工认证已于 {decided_at} 办结（经办人：{masked_name}），您的操作未生效。请刷新后查看结果。"
    en = "This review ended at {decided_at} (by {masked_name}); nothing was changed. Reload to see the outcome."


@dataclass(eq=False)
class ReviewerIsParty(Refusal):
    """Four eyes: who owns, is certified or serves in the estate does not decide about its owners."""

    zh = "您本人在该小区拥有房屋或任职，不能办理该小区的人工认证，请由另一位工作人员办理。"
    en = "You own or serve in this estate yourself, so you cannot decide this review; another member of staff must."


# Ballots


@dataclass(eq=False)
class BallotNotReady(Refusal):
    """The ballot cannot be submitted or approved yet; every blocker is listed."""

    blockers: list[Fault] = field(default_factory=list)
    zh = "这项投票还不能提交，请先解决下列问题。"
    en = "This ballot cannot go on yet. Please settle the points below first."


@dataclass(eq=False)
class BallotNotOpenYet(Refusal):
    """The window has not begun."""

    opens_at: datetime
    zh = "投票尚未开始，将于 {opens_at} 开始。"
    en = "Voting has not begun. It opens at {opens_at}."


@dataclass(eq=False)
class BallotClosed(Refusal):
    """The deadline has passed by the database's clock."""

    closed_at: datetime
    zh = "投票已于 {closed_at} 截止，本次提交未计入。"
    en = "Voting closed at {closed_at}; this submission was not counted."


@dataclass(eq=False)
class BallotSuspended(Refusal):
    """The ballot was suspended; it takes no castings and has no result."""

    reason: str
    zh = "这项投票已挂起，不再接受表决。原因：{reason}"
    en = "This ballot is suspended and takes no votes. Reason: {reason}"


@dataclass(eq=False)
class ChoicesNotValid(Refusal):
    """The choices do not answer the open matters as the ballot asks; every fault is listed."""

    faults: list[Fault] = field(default_factory=list)
    zh = "您的选择还不完整或不符合要求，请看下面逐条说明。"
    en = "Your choices are incomplete or not as the ballot asks; each point is listed below."


@dataclass(eq=False)
class NoUnitInScope(Refusal):
    """The owner has no certified unit that takes part in this ballot."""

    zh = "您没有已认证的房屋在本次表决范围内。请先认证房屋，或核对表决范围。"
    en = "None of your certified units takes part in this ballot. Certify a unit first, or check the scope."


@dataclass(eq=False)
class AlreadyVoted(Refusal):
    """All of the owner's units have been cast; by whom (masked) and when. Nothing changed."""

    cast_at: datetime
    masked_name: str
    by_yourself: bool
    receipt_id: UUID | None
    zh = "您的房屋已于 {cast_at} 由{masked_name}完成表决，一经提交不能更改。"
    en = "Your units were already cast at {cast_at} by {masked_name}. A vote cannot be changed once submitted."


@dataclass(eq=False)
class AlreadyExtended(Refusal):
    """A ballot is extended once."""

    extended_at: datetime
    zh = "本次投票已于 {extended_at} 延期过一次，不能再次延期。"
    en = "This ballot was already extended at {extended_at}; it cannot be extended again."


# Card readers and the helpers' PADs


@dataclass(eq=False)
class EnrolmentCodeNotValid(Refusal):
    """The code is wrong, used, replaced, tried too often or older than ten minutes; which of these is not told."""

    zh = "登记码不正确或已失效，请向街道索取新的登记码。"
    en = "The enrolment code is wrong or no longer valid. Ask the street for a new one."


@dataclass(eq=False)
class DeviceNotAccepted(Refusal):
    """The device is unknown or revoked, or its signature does not fit; which of these is not told."""

    zh = "这台设备未被接受，可能已被停用。请联系街道重新登记。"
    en = "This device is not accepted; it may have been revoked. Ask the street to enrol it again."


@dataclass(eq=False)
class ReaderNotAccepted(Refusal):
    """The reader is not the one that the device was enrolled with, or is one that this installation never accepts."""

    zh = "读卡器与登记时的不一致，或不允许使用，已停止读卡。请换回原来的读卡器，或联系街道。"
    en = (
        "This is not the reader that was enrolled, or one that may not be used. Put the old one back or ask the street."
    )


@dataclass(eq=False)
class DeviceInUse(Refusal):
    """Another helper works with this reader."""

    until: datetime
    zh = "这台读卡器正由另一位工作人员使用，到 {until} 为止。请换一台，或请对方先结束。"
    en = "Another helper is working with this reader until {until}. Take another one, or ask them to finish first."


@dataclass(eq=False)
class PadSessionOver(Refusal):
    """The helper's session has ended or its hours are over."""

    zh = "本次代办已结束，请重新开始一次代办后再读卡。"
    en = "This PAD session is over. Open a new one before reading cards."


@dataclass(eq=False)
class CardReadOver(Refusal):
    """The request is answered, cancelled or expired: what was submitted for it is not taken."""

    state: str
    zh = "这次读卡已经结束（{state}），提交的内容未被采用。"
    en = "This read is over ({state}); what was submitted was not taken."


@dataclass(eq=False)
class EnvelopeRefused(Refusal):
    """The sealed read is not one of this device for this request: altered, repeated, out of order or not readable."""

    zh = "读卡结果未通过校验，没有采用。请重新读卡；如再次出现，请联系街道。"
    en = "The read failed its checks and was not taken. Read the card again; if it happens again, ask the street."


@dataclass(eq=False)
class MatchTokenNotValid(Refusal):
    """The token of a match is used, older than five minutes, or of a reader that was revoked; which is not told."""

    zh = "读卡核对已失效，没有记录任何表决。请让业主重新刷一次身份证。"
    en = "The match is no longer valid and nothing was recorded. Please have the owner's card read again."


# Ratings


@dataclass(eq=False)
class AlreadyRated(Refusal):
    """A unit rates the property company once in a quarter; the first of its owners to do so has rated for it."""

    quarter: str
    rated_at: datetime
    by_yourself: bool
    zh = "这套房屋已于 {rated_at} 完成本季度（{quarter}）的评价，每季度只能评价一次。请下个季度再来。"
    en = (
        "This unit already rated in {quarter}, at {rated_at}. It may rate once in a quarter; come back in the next one."
    )


@dataclass(eq=False)
class AlreadyAnswered(Refusal):
    """The property company answers a rating once."""

    answered_at: datetime
    zh = "这条评价已于 {answered_at} 回复过，每条评价只能回复一次。"
    en = "This rating was already answered at {answered_at}; each is answered once."


def every_refusal() -> tuple[type[Refusal], ...]:
    """The closed list."""
    return tuple(Refusal.__subclasses__())
