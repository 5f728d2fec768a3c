"""Owners whom the register does not know yet: their match fails, they send photos, the street looks at them."""

from functools import partial
from uuid import UUID, uuid5

from domain.rules.consents import CONSENTS
from domain.rules.policy import Actor, Role
from domain.rules.refusals import OwnerNotMatched
from domain.rules.terms import ConsentKind, DocumentKind, ManualReviewReason, PhotoPurpose
from domain.services import certifications, manual_reviews, photos
from domain.services import manual_review_decisions as decisions
from domain.services.certifications import Certify
from domain.services.manual_review_decisions import AnswerReview
from domain.services.manual_reviews import RequestReviewPhoto, SubmitManualReview
from domain.services.sessions import open_session, sign_out
from domain.store.tables import Account
from gongjue.demo import papers
from gongjue.demo.characters import Known
from gongjue.demo.plans import HUIGU, WANGJING
from gongjue.demo.register import MadeUnit
from gongjue.demo.stage import NotAsTold
from gongjue.demo.stories.told import Told

UNCLEAR = "产权证明第二页看不清楚，请在光线好的地方重拍。"
_KEYS = UUID("0d8e7c55-4a39-4f6e-9a59-6a6b8f0a2d31")


def tell(told: Told) -> None:
    """One review waits for the street, one for its owner."""
    applicants = _Applicants(told)
    told.timeline.on(-6, "20:10", partial(applicants.apply, "luo"))
    told.timeline.on(
        -5, "10:20", partial(applicants.asked_for_more, "luo", "产权证明第二页看不清楚，请在光线好的地方重拍。")
    )
    told.timeline.on(-3, "09:40", partial(applicants.apply, "bai"))


class _Applicants:
    """Who applies, and the reviews so far by whose they are."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._reviews: dict[str, UUID] = {}

    async def apply(self, who: str) -> None:
        """An owner takes a phone, certifies in vain, and sends photos of both documents."""
        known = self._told.city.characters.applicants[who]
        [place] = known.part.places
        unit = self._told.city.estates[HUIGU].unit(*place)
        actor = await self._signed_up(known)
        await self._match_fails(actor, known, unit)
        sent = [await self._send(actor, known, unit, purpose) for purpose in papers.PURPOSES]
        command = SubmitManualReview(unit.id, tuple(sent), uuid5(_KEYS, who))
        async with self._told.stage.acting(actor) as tx:
            self._reviews[who] = (await manual_reviews.submit(tx, command)).id
        async with self._told.stage.acting(actor) as tx:
            await sign_out(tx)

    async def _signed_up(self, known: Known) -> Actor:
        """An account with a session, for photos are sent to addresses that belong to one."""
        stage, account_id = self._told.stage, uuid5(_KEYS, known.phone)
        async with stage.acting(Actor(account_id, kind="owner")) as tx:
            sealed, index = (
                tx.crypto.encrypt("accounts.phone", account_id, known.phone),
                tx.crypto.index("phone", known.phone),
            )
            tx.session.add(Account(id=account_id, kind="owner", state="active", phone=sealed, phone_index=index))
            await tx.session.flush()
            opened = await open_session(tx, account_id, papers.SESSION_LASTS)
            tx.record("account.opened", "account", account_id, role=Role.OWNER)
        return Actor(account_id, kind="owner", session_id=opened.session_id, confirmed_recently=True)

    async def _match_fails(self, actor: Actor, known: Known, unit: MadeUnit) -> None:
        consent = CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
        number = known.invented.document_number
        async with self._told.stage.acting(actor) as tx:
            claimed = await certifications.claim(
                tx, Certify(unit.id, DocumentKind.ID_CARD, known.invented.name, number, consent)
            )
        try:
            async with self._told.stage.acting(actor) as tx:
                await certifications.certify(tx, claimed)
        except OwnerNotMatched:
            async with self._told.stage.acting(actor) as tx:
                await manual_reviews.keep_failed_match(tx, claimed)
        else:
            raise NotAsTold(f"the register knows {known.part.key}, who was to be reviewed by hand")

    async def _send(self, actor: Actor, known: Known, unit: MadeUnit, purpose: PhotoPurpose) -> UUID:
        picture = papers.photo_of(purpose, known, self._told.city.estates[HUIGU].plan.name)
        asked = RequestReviewPhoto(unit.id, purpose, CONSENTS[ConsentKind.PHOTOS].version)
        async with self._told.stage.acting(actor) as tx:
            address = await manual_reviews.request_photo(tx, asked)
        async with self._told.stage.acting(actor) as tx:
            return await photos.receive(tx, address.token, picture)

    async def asked_for_more(self, who: str, words: str) -> None:
        """The street's clerk asks for a better photo."""
        clerk = await self._told.stage.staff(self._told.city.account(f"clerk-{WANGJING}"))
        command = AnswerReview(self._reviews[who], (ManualReviewReason.PHOTO_UNREADABLE,), words)
        async with self._told.stage.acting(clerk) as tx:
            await decisions.ask_for_more(tx, command)
