"""Every root field, for every role that may not, at home and elsewhere: no data and no change (decision 8).

The arguments are made from the schema itself, so a field that is added tomorrow is asked tomorrow.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)
from strawberry.types import get_object_definition

from domain.rules.policy import ROLE_PERMISSIONS, Permission, Role
from domain.services.callers import caller
from domain.store.database import Database
from resolvers.context import Context
from schema.root import Mutation, Query, Subscription, build_schema
from tests.api.asking import answer_of
from tests.api.everything import World, fingerprint, make_world
from tests.people import Person

API = build_schema()
SCHEMA = API._schema
REFUSED = {"NotFound", "NotSignedIn", "NoCertifiedUnit"}
# What a name that does not say it itself refers to, by root field.
MEANT = {
    "revealOwner": "owner", "publishNotice": "notice", "resendActivation": "staff", "disableAccount": "staff",
    "resetAccount": "staff", "releaseAccount": "account", "manualReview": "review",
}  # fmt: skip


def guarded(**roots: type) -> Iterator[tuple[str, str, tuple[Permission, ...]]]:
    """(operation, field name in the schema, permissions) of every root field that is not public."""
    for operation, root in roots.items():
        for field in get_object_definition(root, strict=True).fields:
            permissions = field.metadata.get("permission")
            if permissions is not None:
                several = permissions if isinstance(permissions, tuple) else (permissions,)
                yield operation, "".join(_camel(field.python_name)), several


def _camel(name: str) -> Iterator[str]:
    first, *rest = name.split("_")
    yield first
    yield from (part.title() for part in rest)


def argument_value(name: str, kind: GraphQLInputType, world: World, field: str) -> Any:
    """A plausible value: ids are those of the world at home, so that only the actor is wrong."""
    if isinstance(kind, GraphQLNonNull):
        return argument_value(name, kind.of_type, world, field)
    if isinstance(kind, GraphQLList):
        return [argument_value(name.removesuffix("s"), kind.of_type, world, field)]
    if isinstance(kind, GraphQLInputObjectType):
        return _filled(kind.fields, world, field)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return _leaf(name, kind.name, world, field)


def _filled(fields: Mapping[str, GraphQLInputField], world: World, field: str) -> dict[str, Any]:
    return {
        name: argument_value(name, one.type, world, field)
        for name, one in fields.items()
        if isinstance(one.type, GraphQLNonNull) or name.lower().endswith("id")
    }


def _leaf(name: str, kind: str, world: World, field: str) -> Any:
    if kind in ("UUID", "ID"):
        return str(_identity(name, world, field))
    if name == "estateNumber":
        return "110105026-1-007"
    if kind != "String":
        return _OTHERS[kind]
    return {"phone": "19900000000", "streetCode": world.place.street}.get(name, "试验试验")


_OTHERS: dict[str, Any] = {
    "Int": 1,
    "Boolean": True,
    "Float": 1.0,
    "Area": "88.35",
    "DateTime": "2026-01-05T00:00:00+08:00",
    "Date": "2026-01-05",
    "JSON": {},
    "Sha256": "00" * 32,
}


def _identity(name: str, world: World, field: str) -> Any:
    stem = name.removesuffix("Id").removesuffix("Ids")
    if stem in world.ids:
        return world.ids[stem]
    if field in MEANT:
        return world.ids[MEANT[field]]
    inside = [kind for kind in world.ids if kind.lower() in field.lower()]
    return world.ids[max(inside, key=len)] if inside else world.ids["estate"]


def selection(kind: GraphQLNamedType, depth: int = 3) -> str:
    """Every leaf below a type, `depth` objects deep, leaving out what needs arguments."""
    if is_leaf_type(kind):
        return ""
    if isinstance(kind, GraphQLUnionType):
        members = [one for one in kind.types if not _is_problem(one)]
        inner = " ".join(f"... on {one.name} {selection(one, depth)}" for one in members)
        return "{ __typename " + inner + " }"
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    chosen = [part for name, field in kind.fields.items() if (part := _chosen(name, field, depth))]
    return "{ __typename " + " ".join(chosen) + " }"


def _is_problem(kind: GraphQLObjectType) -> bool:
    return any(interface.name == "Problem" for interface in kind.interfaces)


def _chosen(name: str, field: GraphQLField, depth: int) -> str:
    inner = get_named_type(field.type)
    if any(isinstance(one.type, GraphQLNonNull) and one.default_value is None for one in field.args.values()):
        return ""
    if is_leaf_type(inner):
        return name
    if depth == 0 or isinstance(inner, GraphQLUnionType):
        return ""
    return f"{name} {selection(inner, depth - 1)}"


def document_of(operation: str, name: str, world: World) -> tuple[str, dict[str, Any]]:
    """The document that asks for everything a root field answers, and its variables."""
    root = {
        "query": SCHEMA.query_type, "mutation": SCHEMA.mutation_type, "subscription": SCHEMA.subscription_type,
    }[operation]  # fmt: skip
    assert root is not None
    field = root.fields[name]
    wanted: dict[str, GraphQLArgument] = {
        argument: one
        for argument, one in field.args.items()
        if isinstance(one.type, GraphQLNonNull) or argument.lower().endswith("id") or argument == "id"
    }
    variables = {argument: argument_value(argument, one.type, world, name) for argument, one in wanted.items()}
    declared = ", ".join(f"${argument}: {one.type}" for argument, one in wanted.items())
    given = ", ".join(f"{argument}: ${argument}" for argument in wanted)
    body = name + (f"({given})" if given else "") + " " + selection(get_named_type(field.type))
    return f"{operation}{f'({declared})' if declared else ''} {{ {body} }}", variables


def who_may_not(
    home: World, elsewhere: World, permissions: tuple[Permission, ...]
) -> Iterator[tuple[str, Person | None]]:
    """Nobody; every role at home that lacks the permissions; every role elsewhere whose scope is not the city."""
    yield "anonymous", None
    for role, person in home.people.items():
        if not ROLE_PERMISSIONS[role].intersection(permissions):
            yield f"{role} at home", person
    for role, person in elsewhere.people.items():
        if role not in (Role.CITY, Role.SYSTEM_ADMINISTRATOR):
            yield f"{role} elsewhere", person


@pytest.mark.parametrize(("operation", "name", "permissions"), list(guarded(query=Query, mutation=Mutation)))
async def test_no_data_and_no_change_for_who_may_not(
    database: Database, client: httpx.AsyncClient, operation: str, name: str, permissions: tuple[Permission, ...]
) -> None:
    home, elsewhere = await make_world(database), await make_world(database)
    document, variables = document_of(operation, name, home)
    given = json.dumps(variables)
    before = await fingerprint(database)

    for who, person in who_may_not(home, elsewhere, permissions):
        whole = await answer_of(client, document, person, **variables)
        assert "errors" not in whole, f"{who}: {whole} for {document} with {variables}"
        said = json.dumps(whole["data"][name], ensure_ascii=False)
        assert home.marker not in said, f"{who} saw {said}"
        leaked = [kind for kind, one in home.ids.items() if str(one) in said and str(one) not in given]
        assert not leaked, f"{who} saw the {leaked} in {said}"
        if operation == "mutation":
            assert whole["data"][name]["__typename"] in REFUSED, f"{who}: {said} with {variables}"

    assert await fingerprint(database) == before


@pytest.mark.parametrize(("operation", "name", "permissions"), list(guarded(subscription=Subscription)))
async def test_nothing_is_seen_by_who_may_not_watch(
    database: Database, operation: str, name: str, permissions: tuple[Permission, ...]
) -> None:
    home, elsewhere = await make_world(database), await make_world(database)
    document, variables = document_of(operation, name, home)

    for who, person in who_may_not(home, elsewhere, permissions):
        token = person.token if person else None
        context = Context(database, await caller(database, token), session_token=token)
        async with asyncio.timeout(10):
            seen = [state async for state in await API.stream(document, variables, context)]
        assert seen == [], f"{who} saw {seen} of {document} with {variables}"


def test_the_matrix_covers_every_operation() -> None:
    operations = [one for one, _, _ in guarded(query=Query, mutation=Mutation, subscription=Subscription)]
    assert all(operations.count(one) >= 2 for one in ("query", "mutation", "subscription"))
