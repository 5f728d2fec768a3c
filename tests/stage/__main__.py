"""Serve the scenes over standard input and output until the input ends. The environment names the servers."""

import asyncio
import importlib
import json
import os
import pkgutil
import sys
import traceback
from typing import Any

import tests.stage
from gongjue.connected import connected
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.stage import SCENES


async def serve(settings: Settings) -> None:
    """Play each scene that is asked for, one after the other."""
    database = open_database(settings, pool_size=2)
    await database.bus.start()
    loop = asyncio.get_running_loop()
    try:
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(await _play(database, json.loads(line)), default=str), flush=True)
    finally:
        await database.bus.stop()
        await database.close()


async def _play(database: Any, asked: dict[str, Any]) -> dict[str, Any]:
    name = asked.pop("scene")
    if name not in SCENES:
        return {"error": f"there is no scene {name}; there are {', '.join(sorted(SCENES))}"}
    try:
        return {"made": await SCENES[name](database, **asked)}
    except Exception:
        return {"error": traceback.format_exc()}


if __name__ == "__main__":
    for module in pkgutil.iter_modules(tests.stage.__path__, "tests.stage."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with connected(Settings.from_environment(os.environ)) as found:
        asyncio.run(serve(found))
