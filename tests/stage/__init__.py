"""The stage of the faces' end-to-end tests: what a spec needs is made here, by the services and the tables, at once.

`python -m tests.stage` reads one JSON object a line, `{"scene": NAME, …arguments}`, and answers one a line: what the
scene returns as `made`, or why not as `error`. The scenes are the functions marked `@scene` in the modules beside this
one; a spec's author adds what they need in a module of their own. A scene makes an estate that nobody else has and
never moves the clock.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.store.database import Database

Scene = Callable[..., Awaitable[Any]]
SCENES: dict[str, Scene] = {}


def scene(function: Scene) -> Scene:
    """Let specs call `function(database, **arguments)` by its name; it returns what JSON can hold."""
    assert function.__name__ not in SCENES, f"two scenes are called {function.__name__}"
    SCENES[function.__name__] = function
    return function


__all__ = ["SCENES", "Database", "scene"]
