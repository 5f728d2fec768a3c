"""A recount file without a fault, the example of the format, and what is wrong with any other."""

from domain.rules.recount_file import FaultyRecountFile, read
from tests.rules.files import Document, casting, election, file, matter, unit


def faults(document: object) -> list[str]:
    """The paths of everything wrong with a document."""
    try:
        read(document)
    except FaultyRecountFile as faulty:
        return [fault.path for fault in faulty.faults]
    return []


def good() -> Document:
    """Two matters, three units, two castings."""
    both = [matter(), election(["a", "b", "c"], 3, id="m2")]
    units = [unit("u1"), unit("u2"), unit("u3", kind="parking")]
    castings = [casting(name, {"m1": ["yes"], "m2": ["a", "b"]}) for name in ("u1", "u2")]
    rule = {"dimension": "heads", "numerator": "for", "base": "all", "operator": ">=", "fraction": "3/5"}
    return file(units, castings, both, settings={}, rule_sets={"m1": {"id": "X", "quorum": [], "pass": [rule]}})


EXAMPLE = """
{"format": "gongjue-recount/1",
 "closes_on": "2026-03-31",
 "settings": {"co_owner": "exact_set", "area_kinds": ["home","shop","office"],
              "silent": "none", "election_rank": "heads_then_area", "households": 948},
 "units":    [{"id": "u1", "area": "88.35", "kind": "home",
               "owners": ["A"], "developer_stock": false, "delivered": true}],
 "castings": [{"unit": "u1", "owners": ["A"], "at": "2026-03-20T10:00:00+08:00", "choices": {"m1": ["for"]}}],
 "matters":  [{"id": "m1", "kind": "repair_fund_raise", "mode": "single", "seats": 5, "max_picks": 5,
               "options": [{"id": "for", "role": "for"}, {"id": "against", "role": "against"}]}],
 "rule_sets": {"m1": {"id": "LPH-17-3", "quorum": [], "pass": [{"dimension": "heads", "numerator": "for",
               "base": "all", "operator": ">=", "fraction": "3/5"}]}}}
"""
