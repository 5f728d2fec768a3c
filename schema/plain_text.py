"""What no text may hold, wherever it is sent: U+0000, which PostgreSQL stores in no text, and lone surrogates
(U+D800–U+DFFF), which are no characters and which UTF-8 cannot say. JSON and GraphQL can escape both.

Refused here, before anything runs, so that no resolver meets them, after it has counted an attempt least of all.
"""

import re
from collections.abc import Mapping
from typing import Any

from graphql import ASTValidationRule, GraphQLError, StringValueNode

_NEVER = re.compile("[\x00\ud800-\udfff]")
REFUSED = "a text holds U+0000 or half of a surrogate pair; send it without"


def is_plain(value: object) -> bool:
    """Whether no text in it, at whatever depth, key or value, holds what none may."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            if _NEVER.search(one):
                return False
        elif isinstance(one, Mapping):
            pending.extend((*one.keys(), *one.values()))
        elif isinstance(one, list):
            pending.extend(one)
    return True


def variables_fault(variables: Mapping[str, Any]) -> GraphQLError | None:
    """Why an operation may not run with these variables, or None. The name of the variable is told where it can be."""
    for name, value in variables.items():
        if not is_plain(name):
            return GraphQLError(REFUSED)
        if not is_plain(value):
            return GraphQLError(f"Variable '${name}': {REFUSED}")
    return None


class PlainText(ASTValidationRule):
    """The same of the texts that stand in the document."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        """Report a text that holds what none may."""
        if not is_plain(node.value):
            self.report_error(GraphQLError(REFUSED, node))
