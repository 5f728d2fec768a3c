"""Refusals as the API shows them: one type per refusal, all with `code` (for programs) and `message` (for people)."""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from typing import Annotated, Any, Union, get_type_hints

import strawberry
from strawberry.extensions import FieldExtension

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotSignedIn, Refusal, every_refusal
from resolvers.context import Info


@strawberry.interface(
    description="Something that a person can act on. `code` is stable, `message` is in their language."
)
class Problem:
    """The interface of every refusal."""

    code: str

    @strawberry.field
    def message(self, info: Info) -> str:
        """The refusal in the reader's language."""
        refusal: Any = self
        return str(refusal.message(info.context.language))


@strawberry.type(name="Fault", description="One thing that is wrong, and where.")
class FaultType:
    """A fault of an input."""

    path: str

    @strawberry.field
    def message(self, info: Info) -> str:
        """What to do about it, in the reader's language."""
        fault: Any = self
        return str(fault.message(info.context.language))


def _problem_type(refusal: type[Refusal]) -> type[Any]:
    """The GraphQL type of one refusal: its fields beside `code` and `message`."""
    hints = get_type_hints(refusal)
    shown = {one.name: hints[one.name] for one in fields(refusal)}
    annotations = {name: list[FaultType] if hint == list[Fault] else hint for name, hint in shown.items()}

    def is_type_of(_cls: type[Any], value: object, _info: object) -> bool:
        return isinstance(value, Answered) and isinstance(value.refusal, refusal)

    namespace = {"__annotations__": annotations, "is_type_of": classmethod(is_type_of)}
    made = type(refusal.__name__, (Problem,), namespace)
    return strawberry.type(made, name=refusal.__name__, description=(refusal.__doc__ or "").strip())


PROBLEMS: dict[type[Refusal], type[Any]] = {refusal: _problem_type(refusal) for refusal in every_refusal()}

# The permission that a root field asks for, any of several, or None for a public one.
Asked = Permission | tuple[Permission, ...] | None


def _any_of(asked: Asked) -> tuple[Permission, ...] | None:
    return (asked,) if isinstance(asked, Permission) else asked


# Any command can meet these.
ALWAYS: tuple[type[Refusal], ...] = (NotSignedIn, NotFound, InvalidInput)


class Answered:
    """A refusal on its way out as a value: graphql-core would raise an exception again, even one that is returned."""

    __slots__ = ("refusal",)

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal

    def __getattr__(self, name: str) -> Any:
        return getattr(self.refusal, name)


class _Outcomes(FieldExtension):
    """Answers a declared refusal as a member of the union; anything else is a bug and stays an exception."""

    def __init__(self, refusals: tuple[type[Refusal], ...]) -> None:
        self._refusals = refusals

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: strawberry.Info[Any, Any], **arguments: Any
    ) -> Any:
        try:
            return await next_(source, info, **arguments)
        except self._refusals as refusal:
            return Answered(refusal)


def query(resolver: Callable[..., Any], *, permission: Asked, answers: Any, description: str) -> Any:
    """A root field of Query that names the permission it reads by; None is public and on the PUBLIC list."""
    return strawberry.field(
        resolver=resolver, graphql_type=answers, description=description, metadata={"permission": _any_of(permission)}
    )


def command(
    resolver: Callable[..., Any],
    *,
    permission: Asked,
    success: type[Any],
    refusals: tuple[type[Refusal], ...] = (),
    description: str,
) -> Any:
    """A root field of Mutation: its union is `success` and every refusal a person can meet there.

    The union is named after the resolver: `cast_ballot` answers `CastBallotResult`.
    """
    possible = tuple(dict.fromkeys((*ALWAYS, *refusals)))
    name = "".join(part.title() for part in resolver.__name__.split("_")) + "Result"
    members = (success, *(PROBLEMS[refusal] for refusal in possible))
    return strawberry.mutation(
        resolver=resolver,
        graphql_type=Annotated[Union[members], strawberry.union(name)],  # noqa: UP007 — built from values
        description=description,
        extensions=[_Outcomes(possible)],
        metadata={"permission": _any_of(permission)},
    )
