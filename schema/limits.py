"""How much one request may ask for, checked on the document before anything runs (security requirement G2).

What needs no variables is checked once per document and remembered with its validation. Only the cost, which
multiplies by page sizes, looks at the variables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    parse,
    specified_rules,
)
from strawberry.schema.schema import validate_document

from schema.plain_text import PlainText

MAX_DEPTH = 8
MAX_ALIASES = 10
MAX_DIRECTIVES = 20
MAX_DIRECTIVES_PER_NODE = 3
MAX_TOKENS = 1_000
MAX_COST = 1_000
_REMEMBERED = 512
_INTROSPECTION = ("__schema", "__type")


@lru_cache(maxsize=_REMEMBERED)
def parse_once(text: str) -> DocumentNode:
    """The document of `text`. Raises `GraphQLSyntaxError`, also for more than `MAX_TOKENS` tokens."""
    return parse(text, max_tokens=MAX_TOKENS)


# By the text and not by the document: graphql-core hashes a document by all that is in it, anew each time.
@lru_cache(maxsize=_REMEMBERED)
def faults_once(schema: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    """`faults_of` the document of `text`, remembered."""
    return faults_of(schema, parse_once(text))


def faults_of(schema: GraphQLSchema, document: DocumentNode) -> tuple[GraphQLError, ...]:
    """What is wrong with a document whatever its variables are: the specification's rules, then our limits."""
    return tuple(validate_document(schema, document, (*specified_rules, PlainText))) or tuple(_beyond_limits(document))


def weigh(
    schema: GraphQLSchema, text: str, operation_name: str | None, variables: Mapping[str, Any]
) -> GraphQLError | None:
    """`cost_fault` of the document of `text`, remembered where the variables play no part in it."""
    if _pages_vary(text):
        return cost_fault(schema, parse_once(text), operation_name, variables)
    return _cost_fault_once(schema, text, operation_name)


@lru_cache(maxsize=_REMEMBERED)
def _pages_vary(text: str) -> bool:
    """Whether a page size is a variable."""
    nodes = _nodes_with_directives(parse_once(text))
    arguments = (one for node in nodes if isinstance(node, FieldNode) for one in node.arguments or ())
    return any(one.name.value == "first" and isinstance(one.value, VariableNode) for one in arguments)


@lru_cache(maxsize=_REMEMBERED)
def _cost_fault_once(schema: GraphQLSchema, text: str, operation_name: str | None) -> GraphQLError | None:
    return cost_fault(schema, parse_once(text), operation_name, {})


def cost_fault(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
) -> GraphQLError | None:
    """Why this operation may not run with these variables, or None.

    It must be clear which operation is meant, and it may cost `MAX_COST` at the most: one per object that may be
    answered, so the children of a list are multiplied by `first`; plain values are free.
    """
    operation = _operation(document, operation_name)
    root = schema.get_root_type(operation.operation) if operation else None
    if operation is None or root is None:
        return GraphQLError("name one operation of the document in `operationName`")
    given = {**_defaults(operation), **variables}
    cost = _Cost(schema, _fragments(document), given).of(operation.selection_set, root)
    if cost <= MAX_COST:
        return None
    return GraphQLError(f"the operation costs {cost}, more than {MAX_COST}; ask for fewer rows or fields at once")


@dataclass(frozen=True, slots=True)
class _Cost:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[str, int] = field(default_factory=dict)
    """By the fragment's name: each is weighed once, however often and however deep it is spread."""

    def of(self, selected: SelectionSetNode | None, parent: GraphQLNamedType) -> int:
        return sum(self._of_one(node, parent) for node in selected.selections) if selected else 0

    def _of_one(self, node: SelectionNode, parent: GraphQLNamedType) -> int:
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in self.known:
                fragment = self.fragments[name]
                self.known[name] = self.of(
                    fragment.selection_set, self._named(fragment.type_condition.name.value, parent)
                )
            return self.known[name]
        if not isinstance(node, FieldNode):
            condition = getattr(node, "type_condition", None)
            narrowed = self._named(condition.name.value, parent) if condition else parent
            return self.of(getattr(node, "selection_set", None), narrowed)
        if node.name.value.startswith("__"):
            return 0
        field = parent.fields.get(node.name.value) if isinstance(parent, _WITH_FIELDS) else None
        if field is None or node.selection_set is None:
            return 0
        return 1 + self._rows(node, field.args) * self.of(node.selection_set, get_named_type(field.type))

    def _named(self, name: str, otherwise: GraphQLNamedType) -> GraphQLNamedType:
        return self.schema.get_type(name) or otherwise

    def _rows(self, node: FieldNode, declared: Mapping[str, Any]) -> int:
        """The page size; one that is refused later, such as a negative one, must not pay for what stands beside it."""
        if "first" not in declared:
            return 1
        given = next((one.value for one in node.arguments or () if one.name.value == "first"), None)
        if isinstance(given, IntValueNode):
            return max(1, int(given.value))
        if isinstance(given, VariableNode) and isinstance(self.variables.get(given.name.value), int):
            return max(1, int(self.variables[given.name.value]))
        default = declared["first"].default_value
        return default if isinstance(default, int) else 20


_WITH_FIELDS = (GraphQLObjectType, GraphQLInterfaceType)


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """The whole numbers that the operation itself gives to variables that are not sent."""
    return {
        one.variable.name.value: int(one.default_value.value)
        for one in operation.variable_definitions or ()
        if isinstance(one.default_value, IntValueNode)
    }


def _beyond_limits(document: DocumentNode) -> Iterator[GraphQLError]:
    measure = _Measure(_fragments(document))
    for operation in (one for one in document.definitions if isinstance(one, OperationDefinitionNode)):
        extent = measure.of(operation.selection_set)
        if operation.operation is OperationType.MUTATION and extent.top > 1:
            yield GraphQLError("a request carries one command: split the mutation into several requests")
        if extent.depth > MAX_DEPTH:
            yield GraphQLError(f"the operation is deeper than {MAX_DEPTH} levels")
        if extent.aliases > MAX_ALIASES:
            yield GraphQLError(f"the operation has more than {MAX_ALIASES} aliases")
    on_each = [len(node.directives or ()) for node in _nodes_with_directives(document)]
    if sum(on_each) > MAX_DIRECTIVES or max(on_each, default=0) > MAX_DIRECTIVES_PER_NODE:
        yield GraphQLError(f"at most {MAX_DIRECTIVES} directives, {MAX_DIRECTIVES_PER_NODE} on one place")


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a selection goes with its fragments opened: levels, aliases, and fields at its top."""

    depth: int = 0
    aliases: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True)
class _Measure:
    """Measures selections. Each fragment is measured once: fragments that double each other would else take for ever.

    What describes the schema itself is not counted.
    """

    fragments: Mapping[str, FragmentDefinitionNode]
    known: dict[str, _Extent] = field(default_factory=dict)

    def of(self, selected: SelectionSetNode | None) -> _Extent:
        extents = [self._of_one(node) for node in selected.selections] if selected else []
        return _Extent(
            max((one.depth for one in extents), default=0),
            sum(one.aliases for one in extents),
            sum(one.top for one in extents),
        )

    def _of_one(self, node: SelectionNode) -> _Extent:
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in self.known:
                self.known[name] = self.of(self.fragments[name].selection_set)
            return self.known[name]
        inner = self.of(getattr(node, "selection_set", None))
        if not isinstance(node, FieldNode):
            return inner
        if node.name.value in _INTROSPECTION:
            return _Extent()
        return _Extent(1 + inner.depth, inner.aliases + bool(node.alias), 1)


def _nodes_with_directives(document: DocumentNode) -> Iterator[Any]:
    pending: list[Any] = list(document.definitions)
    while pending:
        node = pending.pop()
        yield node
        selected = getattr(node, "selection_set", None)
        pending.extend(selected.selections if selected else ())


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    operations: Sequence[OperationDefinitionNode] = [
        one for one in document.definitions if isinstance(one, OperationDefinitionNode)
    ]
    if name is None:
        return operations[0] if len(operations) == 1 else None
    return next((one for one in operations if one.name and one.name.value == name), None)


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
