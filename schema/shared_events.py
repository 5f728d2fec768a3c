"""What many watch is answered once: the same state, asked for in the same words, gives every watcher the same answer.

A thousand watchers of one ballot mostly send one document. Who may see a state is asked of each of them before the
state gets here; what is in the answer is a function of the state alone.
"""

from collections import OrderedDict
from typing import Any, ClassVar

from graphql import ExecutionResult, OperationType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from domain.services.participation import Participation, Standing
from domain.services.unit_colours import UnitColours

# Their fields in the API have no resolvers of their own: no language, no caller, nothing that is read later.
SHARED = (Participation, Standing, UnitColours)
_REMEMBERED = 64


class SharedEvents(StrawberryGraphQLCoreExecutionContext):
    """Executes a subscription's operation once for each shared state and variables."""

    _answers: ClassVar[OrderedDict[tuple[int, int, str], tuple[Any, Any, dict[str, Any] | None]]] = OrderedDict()

    def execute_operation(self, serially: bool | None = None) -> Any:
        """The answer for the present event, from memory where it is there."""
        state, operation = self.root_value, self.operation
        if operation.operation is not OperationType.SUBSCRIPTION or not isinstance(state, SHARED):
            return super().execute_operation(serially)
        key = (id(state), id(operation), repr(self.variable_values.coerced))
        # The state and the operation are kept with the answer, so that no other object can come to have their ids.
        if key in self._answers:
            return ExecutionResult(self._answers[key][2])
        result = super().execute_operation(serially)
        if isinstance(result, ExecutionResult) and not result.errors:
            self._answers[key] = state, operation, result.data
            if len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return result
