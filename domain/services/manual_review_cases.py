"""A manual review as who decides it meets it: what is read of it at first, and how each step of it is concluded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, literal, or_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value
from uuid_utils.compat import uuid7

from domain.rules.policy import Held, Permission, Place
from domain.rules.refusals import NotFound
from domain.rules.terms import ManualReviewStep
from domain.services.access import require_at
from domain.services.manual_review_parties import expect_no_party, is_party
from domain.services.messages import message_row
from domain.services.owners import Document
from domain.services.persons import KnownAs, known_as
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Account, Estate, ManualReview, ManualReviewEvent, Message, Street


@dataclass(frozen=True, slots=True)
class Case:
    """A review where the actor decides, not locked: by which role, and what it takes to know of all concerned."""

    review: ManualReview
    held: Held
    estate: str
    language: str
    me: KnownAs
    is_party: bool

    def expect_no_party(self, tx: Transaction, owners: Iterable[Document] = ()) -> None:
        """Raises `ReviewerIsParty` too when the actor is one of `owners`, who are about to be written."""
        expect_no_party(tx, self.review, self.me, party=self.is_party, owners=owners)


async def case_of(tx: Transaction, review_id: UUID) -> Case:
    """The case of a review. Raises `NotSignedIn` and `NotFound`."""
    applicant, account = aliased(Account), None
    if tx.actor.account_id is not None:
        account = await tx.session.get(Account, tx.actor.account_id)
    me = known_as(tx.crypto, account) if account is not None else KnownAs()
    party = or_(literal(account is None), is_party(tx.actor.account_id, me))
    row = (
        await tx.session.execute(
            select(ManualReview, Street.district_code, Street.code, Estate.name, applicant.language, party)
            .join(Estate, Estate.id == ManualReview.estate_id)
            .join(Street, Street.code == Estate.street_code)
            .join(applicant, applicant.id == ManualReview.account_id)
            .where(ManualReview.id == review_id)
        )
    ).one_or_none()
    if row is None:
        require_at(tx.actor, Permission.DECIDE_MANUAL_REVIEW, None)
        raise NotFound()
    review, district, street, estate, language, concerned = row
    place = Place(district=district, street=street, estate=review.estate_id)
    held = require_at(tx.actor, Permission.DECIDE_MANUAL_REVIEW, place)
    return Case(review, held, estate, language, me, bool(concerned))


async def conclude(
    tx: Transaction,
    case: Case,
    step: ManualReviewStep,
    template: MessageTemplate,
    changed: Mapping[str, Any],
    reasons: Sequence[str] = (),
    words: str = "",
) -> None:
    """Change the review, write the step into its line and tell the owner of it, with the record, in one statement."""
    review, event = case.review, uuid7()
    told = message_row(
        tx, template, case.language, {"estate": case.estate}, f"manual_review:{event}", review.account_id,
        review.estate_id,
    )  # fmt: skip
    statement = insert(ManualReviewEvent).values(
        id=event,
        review_id=review.id,
        step=step,
        account_id=tx.actor.account_id,
        reasons=list(reasons),
        words=tx.crypto.encrypt("manual_review_events.words", event, words.strip()) if words.strip() else None,
    )
    await tx.write(
        statement,
        update(ManualReview).where(ManualReview.id == review.id).values(**changed),
        insert(Message).values(**told),
    )
    for name, value in changed.items():
        set_committed_value(review, name, value)
    tx.wake("clock", f"manual_reviews:{review.estate_id}", f"manual_review:{review.id}")
