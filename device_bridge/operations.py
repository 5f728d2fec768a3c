"""What a bridge says to its server: the committed document of its operations, one of them at a time."""

from importlib.resources import files

DOCUMENT = files("device_bridge").joinpath("bridge.graphql").read_text(encoding="utf-8")


def request(operation: str, variables: dict[str, object] | None = None) -> dict[str, object]:
    """The body of a request for one operation of the document."""
    return {"query": DOCUMENT, "operationName": operation, "variables": variables or {}}
