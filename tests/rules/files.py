"""Recount files for the tests, with as little in each as the case is about."""

from collections.abc import Mapping, Sequence
from typing import Any

Document = dict[str, Any]
YES_NO = [
    {"id": "yes", "role": "for"},
    {"id": "no", "role": "against"},
    {"id": "none", "role": "abstain"},
]


def unit(identity: str, area: str = "100.00", owners: Sequence[str] | None = None, **more: object) -> Document:
    """A home of one owner of its own, unless said otherwise."""
    return {"id": identity, "area": area, "kind": "home", "owners": [identity] if owners is None else owners, **more}


def casting(
    identity: str, choices: Mapping[str, Sequence[str]], owners: Sequence[str] | None = None, at: str = "10:00:00"
) -> Document:
    """The answers of one unit on 20 March 2026."""
    return {
        "unit": identity,
        "owners": [identity] if owners is None else owners,
        "at": f"2026-03-20T{at}+08:00",
        "choices": {matter: list(picks) for matter, picks in choices.items()},
    }


def matter(kind: str = "property_company", identity: str = "m1", **more: object) -> Document:
    """A matter to agree or refuse."""
    return {"id": identity, "kind": kind, "mode": "single", "options": [dict(option) for option in YES_NO], **more}


def election(candidates: Sequence[str], seats: int, max_picks: int | None = None, **more: object) -> Document:
    """A committee's election."""
    options = [{"id": candidate, "role": "candidate"} for candidate in candidates]
    document = matter("committee_election", mode="election", options=options, seats=seats)
    return {**document, **({"max_picks": max_picks} if max_picks is not None else {}), **more}


def file(
    units: Sequence[Document],
    castings: Sequence[Document],
    matters: Sequence[Document] | None = None,
    closes_on: str = "2026-03-31",
    **more: object,
) -> Document:
    """A whole file."""
    return {
        "format": "gongjue-recount/1",
        "closes_on": closes_on,
        "units": list(units),
        "castings": list(castings),
        "matters": list(matters) if matters is not None else [matter()],
        **more,
    }


def vote(all_units: int, yes: int, no: int = 0, none: int = 0, kind: str = "property_company", **more: Any) -> Document:
    """One matter put to so many equal units of so many owners; whoever is not named is silent."""
    answers = ["yes"] * yes + ["no"] * no + ["none"] * none
    names = [f"u{number:03d}" for number in range(all_units)]
    castings = [casting(name, {"m1": [answer]}) for name, answer in zip(names, answers, strict=False)]
    return file([unit(name) for name in names], castings, [matter(kind)], **more)
