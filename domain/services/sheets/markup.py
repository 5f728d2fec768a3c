"""XML without its dangers: no document type, no entity, element names without prefixes."""

from collections.abc import Callable
from xml.parsers import expat


class MarkupFault(Exception):
    """Not the XML of a workbook."""


class _LocalNames(dict[str, str]):
    """Element names without their prefix, which every writer chooses for itself."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def read_markup(
    xml: bytes,
    on_start: Callable[[str, dict[str, str]], None],
    *,
    on_end: Callable[[str], None] | None = None,
    on_text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for every element and text of `xml`, in order. Raises MarkupFault."""
    names = _LocalNames()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: on_start(names[name], attributes)
    if on_end is not None:
        parser.EndElementHandler = lambda name: on_end(names[name])
    if on_text is not None:
        parser.CharacterDataHandler = on_text

    def on_document_type(*_declaration: object) -> None:
        raise MarkupFault("a document type has no business in a workbook")

    parser.StartDoctypeDeclHandler = on_document_type
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError) as failure:  # LookupError: an encoding that nobody knows
        raise MarkupFault(str(failure)) from failure
