"""Recount files without faults, as hypothesis draws them."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]
MODES = ("single", "choice", "election")
LETTERS = "ABCDEF"
OWNERS = st.lists(st.sampled_from(LETTERS), max_size=3, unique=True)
SMALL = st.sampled_from(["0.01", "50.00", "88.35", "100.00", "100.01", "7"])
ROLES = {"yes": "for", "no": "against", "none": "abstain", "X": "choice", "Y": "choice", "Z": "choice"}


@st.composite
def matters(draw: st.DrawFn, identity: str, modes: Sequence[str]) -> Raw:
    """A matter of one of these modes."""
    mode = draw(st.sampled_from(modes))
    kind = draw(st.sampled_from(["property_company", "repair_fund_raise", "repair_fund_use", "committee_election"]))
    matter: Raw = {"id": identity, "kind": kind, "mode": mode}
    if mode == "election":
        names = [f"c{number}" for number in range(draw(st.integers(1, 7)))]
        matter["options"] = [{"id": name, "role": "candidate"} for name in names]
        matter["seats"] = draw(st.integers(1, 6))
        if draw(st.booleans()):
            matter["max_picks"] = draw(st.integers(1, 7))
    else:
        names = ["yes", "no", "none"] if mode == "single" else ["X", "Y", "Z", "no", "none"]
        matter["options"] = [{"id": name, "role": ROLES[name]} for name in names]
    return matter


@st.composite
def picks(draw: st.DrawFn, matter: Raw) -> list[str]:
    """An answer to a matter; few different ones, so that ties and majorities happen."""
    names = [option["id"] for option in matter["options"]]
    if matter["mode"] != "election":
        return [draw(st.sampled_from(names))]
    limit = min(int(matter.get("max_picks") or matter["seats"]), len(names))
    fewest = limit if draw(st.integers(0, 3)) else 0
    return draw(st.lists(st.sampled_from(names), min_size=fewest, max_size=limit, unique=True))


@st.composite
def rule_sets(draw: st.DrawFn) -> Raw:
    """A rule set of an invented code of law."""
    test = st.fixed_dictionaries(
        {
            "dimension": st.sampled_from(["heads", "area", "quota"]),
            "numerator": st.sampled_from(["for", "against", "abstain", "participating", "cast"]),
            "base": st.sampled_from(["all", "participating", "cast"]),
            "operator": st.sampled_from([">", ">=", "<", "<="]),
            "fraction": st.sampled_from(["1/2", "2/3", "3/4", "1/3", "0/1", "1/1", "2/4"]),
        }
    )
    quorum, passing = draw(st.lists(test, max_size=2)), draw(st.lists(test, min_size=1, max_size=3))
    return {"id": "FOREIGN", "quorum": quorum, "pass": passing}


@st.composite
def documents(draw: st.DrawFn, modes: Sequence[str] = MODES) -> Raw:
    """A recount file without faults: co-owners, transfers, stock, unknown owners, ties, silence, any law."""
    listed = [draw(matters(f"m{number}", modes)) for number in range(draw(st.integers(1, 2)))]
    kind = st.sampled_from(["home", "home", "home", "shop", "parking", "public"])
    units, castings = [], []
    answers = draw(st.lists(st.tuples(*(picks(matter) for matter in listed)), min_size=1, max_size=3))
    # In a keen estate all units are alike and nearly all are cast: there ties at the last seat happen.
    keen = draw(st.booleans())
    for number in range(draw(st.integers(0, 14))):
        unit: Raw = {"id": f"u{number}", "area": draw(SMALL), "kind": draw(kind), "owners": draw(OWNERS)}
        if keen:
            unit.update(area="100.00", kind="home", owners=[f"O{number}"])
        unit["quota"] = draw(SMALL)
        unit["developer_stock"] = draw(st.integers(0, 6)) == 0
        unit["delivered"] = draw(st.booleans())
        units.append(unit)
        if draw(st.integers(0, 19 if keen else 3)):
            owners = unit["owners"] if keen or draw(st.integers(0, 3)) else draw(OWNERS)
            answer = draw(st.sampled_from(answers))
            clock = draw(st.sampled_from(["T10:00:00+08:00", "T02:00:00Z", "T10:00:00.5+08:00", "T09:59+08:00"]))
            castings.append(
                {
                    "unit": unit["id"],
                    "owners": owners,
                    "at": f"2020-03-20{clock}",
                    "choices": {matter["id"]: list(each) for matter, each in zip(listed, answer, strict=True)},
                }
            )
    document: Raw = {
        "format": "gongjue-recount/1",
        "closes_on": draw(st.sampled_from(["2020-12-31", "2021-01-01"])),
        "settings": {
            "co_owner": draw(st.sampled_from(["exact_set", "any_overlap"])),
            "silent": draw(st.sampled_from(["none", "majority"])),
            "election_rank": draw(st.sampled_from(["heads_then_area", "area_then_heads"])),
            "households": draw(st.sampled_from([100, 101])),
            "area_kinds": draw(st.sampled_from([["home", "shop", "office"], ["home", "parking"], ["home", "public"]])),
        },
        "units": units,
        "castings": castings,
        "matters": listed,
    }
    if draw(st.booleans()):
        document["rule_sets"] = {"m0": draw(rule_sets())}
    return document
