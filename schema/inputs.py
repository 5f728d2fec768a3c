"""How an input becomes a command: a resolver takes the domain's command, its GraphQL input says how it becomes one."""

from collections.abc import Awaitable, Callable
from typing import Any

from resolvers.context import Info


def taking(resolver: Callable[..., Awaitable[Any]], given: type[Any]) -> Callable[..., Awaitable[Any]]:
    """`resolver(info, command)` with the argument `input` of the type `given`, whose `command()` makes the command."""

    async def bound(info: Info, input: Any) -> Any:
        return await resolver(info, input.command())

    bound.__name__ = resolver.__name__
    bound.__doc__ = resolver.__doc__
    bound.__annotations__ = {"info": Info, "input": given, "return": Any}
    return bound
