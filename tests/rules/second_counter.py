"""A second counter, written from the text of the law over the raw file: slow, with exact fractions, sharing no code."""

from datetime import datetime
from fractions import Fraction
from typing import Any

Raw = dict[str, Any]
SPECIAL_NOW = {"repair_fund_raise", "rebuild", "common_parts_use"}
SPECIAL_THEN = {"repair_fund_raise", "repair_fund_use", "rebuild"}
COMPARE = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}
DIMENSIONS = ("heads", "area", "quota")


def count_again(document: Raw) -> list[Raw]:
    """One plain record per matter: figures by dimension, tests that hold, outcome, and who passes."""
    settings = document.get("settings", {})
    allowed = set(settings.get("area_kinds", ["home", "shop", "office"])) - {"public", "equipment", "civil_defence"}
    units = [unit for unit in document["units"] if unit["kind"] in allowed]
    cast = {casting["unit"]: casting for casting in document["castings"]}
    heads = people(units, cast, settings.get("co_owner", "exact_set") == "any_overlap")
    records = []
    for matter in document["matters"]:
        strict = one_matter(document, matter, heads, cast, deem=False)
        if settings.get("silent", "none") == "majority":
            record = one_matter(document, matter, heads, cast, deem=True)
            record["strict"] = strict
            records.append(record)
        else:
            records.append(strict)
    return records


def people(units: list[Raw], cast: dict[str, Raw], overlap: bool) -> list[list[Raw]]:
    """The units of each head."""
    groups: list[tuple[set[str], list[Raw]]] = []
    stock: list[Raw] = []
    for unit in units:
        if unit.get("developer_stock"):
            stock.append(unit)
            continue
        owners = set(cast[unit["id"]]["owners"] if unit["id"] in cast else unit["owners"])
        same = [group for group in groups if owners and (group[0] & owners if overlap else group[0] == owners)]
        merged = (set(owners), [unit])
        for group in same:
            merged[0].update(group[0])
            merged[1].extend(group[1])
            groups.remove(group)
        groups.append(merged)
    return [members for _, members in groups] + ([stock] if stock else [])


def size(unit: Raw, dimension: str) -> Fraction:
    """What one unit weighs in m² or in quota."""
    return Fraction(unit.get(dimension, "0"))


def side(matter: Raw, picks: list[str]) -> str:
    """Which side an answer is on."""
    roles = [next(option["role"] for option in matter["options"] if option["id"] == pick) for pick in picks]
    if roles in ([], ["abstain"]):
        return "abstain"
    return "against" if roles == ["against"] else "for"


def voices(heads: list[list[Raw]], cast: dict[str, Raw], dimension: str) -> list[tuple[Fraction, Raw]]:
    """What each casting weighs in one dimension: for heads, the first casting of each head weighs one."""
    if dimension != "heads":
        return [(size(unit, dimension), cast[unit["id"]]) for head in heads for unit in head if unit["id"] in cast]
    found = []
    for head in heads:
        own = [cast[unit["id"]] for unit in head if unit["id"] in cast]
        if own:
            first = min(own, key=lambda casting: (datetime.fromisoformat(casting["at"]), casting["unit"]))
            found.append((Fraction(1), first))
    return found


def reached(heads: list[list[Raw]], cast: dict[str, Raw], dimension: str) -> Fraction:
    """What is silent though the notice is proven, of heads that did not vote at all."""
    total = Fraction(0)
    for head in heads:
        if any(unit["id"] in cast for unit in head):
            continue
        proven = [unit for unit in head if unit.get("delivered")]
        if dimension == "heads":
            total += 1 if proven else 0
        else:
            total += sum(size(unit, dimension) for unit in proven)
    return total


def one_matter(document: Raw, matter: Raw, heads: list[list[Raw]], cast: dict[str, Raw], deem: bool) -> Raw:
    """Count one matter, with or without the deemed votes."""
    sides: Raw = {}
    options: Raw = {}
    for dimension in DIMENSIONS:
        mine = voices(heads, cast, dimension)
        everything = sum(
            (Fraction(1) if dimension == "heads" else sum(size(unit, dimension) for unit in head)) for head in heads
        )
        sides[dimension] = {"all": everything, "for": Fraction(0), "against": Fraction(0), "abstain": Fraction(0)}
        options[dimension] = {
            option["id"]: sum(weight for weight, casting in mine if option["id"] in casting["choices"][matter["id"]])
            for option in matter["options"]
            if option["role"] in ("candidate", "choice")
        }
        for weight, casting in mine:
            sides[dimension][side(matter, casting["choices"][matter["id"]])] += weight
    rule_set = rules(document, matter)
    if deem and matter["mode"] != "election":
        tests_quota = any(test["dimension"] == "quota" for test in rule_set["quorum"] + rule_set["pass"])
        considered = DIMENSIONS if tests_quota else DIMENSIONS[:2]
        winners = {ahead(sides[dimension], options[dimension], matter) for dimension in considered}
        winner = winners.pop() if len(winners) == 1 else None
        if winner is not None:
            for dimension in DIMENSIONS:
                extra = reached(heads, cast, dimension)
                if winner in ("against", "abstain"):
                    sides[dimension][winner] += extra
                else:
                    sides[dimension]["for"] += extra
                    if winner in options[dimension]:
                        options[dimension][winner] += extra
    for figures in sides.values():
        figures["participating"] = figures["for"] + figures["against"] + figures["abstain"]
        figures["cast"] = figures["for"] + figures["against"]
    return decide(document, matter, rule_set, sides, options)


def ahead(figures: Raw, options: Raw, matter: Raw) -> str | None:
    """The answer with strictly the most, in one dimension."""
    received = {"against": figures["against"], "abstain": figures["abstain"]}
    received.update(options if matter["mode"] == "choice" else {"for": figures["for"]})
    ranked = sorted(received.items(), key=lambda item: item[1])
    return ranked[-1][0] if ranked[-1][1] > ranked[-2][1] else None


def rules(document: Raw, matter: Raw) -> Raw:
    """The tests of a matter."""
    foreign = document.get("rule_sets", {}).get(matter["id"])
    if foreign:
        return dict(foreign)
    old = document["closes_on"] <= "2020-12-31"
    special = matter["kind"] in (SPECIAL_THEN if old else SPECIAL_NOW)
    if old:
        quorum, passing = (
            ("participating", "all", ">", "1/2"),
            ("for", "all", *(">= 2/3" if special else "> 1/2").split()),
        )
    else:
        quorum = ("participating", "all", ">=", "2/3")
        passing = ("for", "participating", *(">= 3/4" if special else "> 1/2").split())
    keys = ("dimension", "numerator", "base", "operator", "fraction")

    def both(test: tuple[str, ...]) -> list[Raw]:
        return [dict(zip(keys, (dimension, *test), strict=True)) for dimension in ("heads", "area")]

    return {
        "id": f"CN-{'2007' if old else '2021'}-{'SPECIAL' if special else 'ORDINARY'}",
        "quorum": both(quorum),
        "pass": both(passing),
    }


def holds(test: Raw, figures: Raw, mine: Fraction | None = None) -> bool:
    """One test."""
    numerator = mine if mine is not None and test["numerator"] == "for" else figures[test["numerator"]]
    whole = figures[test["base"]]
    return bool(whole) and COMPARE[test["operator"]](Fraction(numerator) / whole, Fraction(test["fraction"]))


def decide(document: Raw, matter: Raw, rule_set: Raw, sides: Raw, options: Raw) -> Raw:
    """The outcome."""
    quorum = [holds(test, sides[test["dimension"]]) for test in rule_set["quorum"]]
    record: Raw = {"rule_set": rule_set["id"], "sides": sides, "options": options, "quorum": quorum}
    if matter["mode"] == "single":
        record["pass"] = [holds(test, sides[test["dimension"]]) for test in rule_set["pass"]]
        record["outcome"] = "adopted" if all(quorum + record["pass"]) else "not_adopted"
        return record
    passing = [
        option
        for option in options["heads"]
        if all(quorum)
        and all(holds(test, sides[test["dimension"]], options[test["dimension"]][option]) for test in rule_set["pass"])
    ]
    record["passing"] = passing
    if matter["mode"] == "choice":
        record["run_off"] = set(passing if len(passing) > 1 else [])
        record["outcome"] = ["not_adopted", "adopted", "run_off"][min(len(passing), 2)]
        return record
    return seats(document, matter, record)


def seats(document: Raw, matter: Raw, record: Raw) -> Raw:
    """Seat by seat: the best of those left, unless the best are equal and do not all fit."""
    settings = document.get("settings", {})
    order = ("area", "heads") if settings.get("election_rank") == "area_then_heads" else ("heads", "area")
    left = list(record["passing"])
    elected: list[str] = []
    tied: list[str] = []
    while left and len(elected) < matter["seats"]:
        best = max(tuple(record["options"][dimension][option] for dimension in order) for option in left)
        equals = [
            option for option in left if tuple(record["options"][dimension][option] for dimension in order) == best
        ]
        if len(elected) + len(equals) > matter["seats"]:
            tied = equals
            break
        elected.extend(equals)
        left = [option for option in left if option not in equals]
    smallest = 3 if settings.get("households", 101) <= 100 else 5
    if matter["kind"] == "committee_election":
        complete = len(elected) % 2 == 1 and len(elected) >= smallest
    else:
        complete = len(elected) == matter["seats"]
    record["elected"], record["run_off"] = elected, set(tied)
    record["outcome"] = "run_off" if tied else "elected" if complete else "incomplete"
    return record
