"""The schema, put together from its nouns."""

import strawberry
from strawberry.extensions import ParserCache, ValidationCache

from schema.accounts import AccountMutations
from schema.estates import EstateMutations, EstateQueries
from schema.places import PlaceQueries
from schema.scalars import CONFIG


@strawberry.type
class Query(EstateQueries, PlaceQueries):
    """What can be read."""


@strawberry.type
class Mutation(AccountMutations, EstateMutations):
    """What can be commanded."""


# Root fields that anyone may call, signed in or not; every other root field names its permission.
PUBLIC = frozenset({"districts", "sign_out"})


def build_schema() -> strawberry.Schema:
    """The one schema. Rule classes and caches are built once: a new class per request would defeat the caches."""
    return strawberry.Schema(query=Query, mutation=Mutation, config=CONFIG, extensions=[_parsed_once, _validated_once])


def _parsed_once() -> ParserCache:
    return ParserCache(maxsize=512)


def _validated_once() -> ValidationCache:
    return ValidationCache(maxsize=512)
