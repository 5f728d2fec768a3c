"""Which rows are there? One module per noun; importing this package registers every table."""

from domain.store.tables.accounts import Account, AccountExport, Activation, Attempt, Consent, Grant, Session, SmsCode
from domain.store.tables.audit import AuditRecord, DemoClock, Installation
from domain.store.tables.ballots import (
    Ballot,
    Matter,
    Option,
    RejectedBallot,
    RollCorrection,
    RollEntry,
    Scope,
    ScopeItem,
)
from domain.store.tables.castings import Alarm, Casting, Result, Submission
from domain.store.tables.certifications import Certification
from domain.store.tables.columns import Table
from domain.store.tables.committees import Assembly, Member, Organizer
from domain.store.tables.devices import Device, DeviceChallenge, DeviceSession, EnrolmentCode
from domain.store.tables.estates import Building, Change, ChangeSet, District, Download, Estate, Street, Unit, Upload
from domain.store.tables.manual_reviews import FailedMatch, ManualReview, ManualReviewEvent
from domain.store.tables.messages import Broadcast, Message, OutboxText
from domain.store.tables.notices import Notice, NoticeRead, NoticeRevision
from domain.store.tables.owners import Owner, Title, TitleOwner
from domain.store.tables.pads import CardRead, DoorMark, MatchToken, PadCasting, PadSession
from domain.store.tables.photos import Photo
from domain.store.tables.ratings import Rating
from domain.store.tables.tickets import Ticket, TicketEvent

__all__ = [
    "Account", "AccountExport", "Activation", "Alarm", "Assembly", "Attempt", "AuditRecord", "Ballot", "Broadcast",
    "Building", "CardRead", "Casting", "Certification", "Change", "ChangeSet", "Consent", "DemoClock", "Device",
    "DeviceChallenge", "DeviceSession", "District", "DoorMark", "Download", "EnrolmentCode", "Estate", "FailedMatch",
    "Grant", "Installation", "ManualReview", "ManualReviewEvent", "MatchToken", "Matter", "Member", "Message",
    "Notice", "NoticeRead", "NoticeRevision", "Option", "Organizer", "OutboxText", "Owner", "PadCasting", "PadSession",
    "Photo", "Rating", "RejectedBallot", "Result", "RollCorrection", "RollEntry", "Scope", "ScopeItem", "Session",
    "SmsCode", "Street", "Submission", "Table", "Ticket", "TicketEvent", "Title", "TitleOwner", "Unit", "Upload",
]  # fmt: skip
