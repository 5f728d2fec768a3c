"""The order in which the city's past happens: acts with their day and time, played from the first to the last."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from gongjue.demo import ballots, postings
from gongjue.demo.ballots import Answer, Story
from gongjue.demo.register import Household, MadeOwner
from gongjue.demo.stage import Stage

Act = Callable[[], Awaitable[object]]


@dataclass
class Timeline:
    """Acts of many stories, each with the day (before today: negative) and the time of day in Beijing."""

    stage: Stage
    _acts: list[tuple[int, str, int, Act]] = field(default_factory=list)

    def on(self, day: int, hours: str, act: Act) -> None:
        """Have `act` happen then; at the same instant what was told first happens first."""
        if day >= 0:
            raise ValueError("what is told lies in the past")
        self._acts.append((day, hours, len(self._acts), act))

    async def play(self) -> None:
        """Let everything happen, and come back to the present."""
        for day, hours, _, act in sorted(self._acts, key=lambda one: one[:3]):
            await self.stage.travel(day, hours)
            await act()
            await self.stage.deliver()
        await self.stage.arrive()

    def post(self, story: Story, day: int) -> None:
        """The notices of a ballot are written, reviewed and published on one day."""
        self.on(day, "09:00", partial(postings.write_notices, self.stage, story))
        self.on(day, "11:00", partial(postings.approve_notices, self.stage, story))
        self.on(day, "14:00", partial(postings.publish_notices, self.stage, story))

    def prepare(self, story: Story, day: int, *, opens: int, last: int, hours: str = "09:00") -> None:
        """The ballot is set up and submitted: the window begins on the day `opens` and ends with the day `last`."""
        opens_at = self.stage.at(opens, hours)
        self.on(day, "10:00", partial(ballots.draft, self.stage, story, opens_at, last))
        self.on(day, "10:30", partial(ballots.submit, self.stage, story))

    def approve(self, story: Story, day: int) -> None:
        """The street approves the ballot."""
        self.on(day, "15:00", partial(ballots.approve, self.stage, story))

    def run(self, story: Story, *, opens: int, last: int | None, hours: str = "09:00") -> None:
        """The window begins, and ends with the day `last` where that lies in the past."""
        self.on(opens, hours, partial(ballots.begin, self.stage, story))
        if last is not None:
            # The first instant that is too late is 0:00 of the next day.
            self.on(last + 1, "00:00", partial(ballots.finish, self.stage, story))

    def tell(self, story: Story, *, posted: int, opens: int, last: int, counted: bool = True) -> None:
        """A whole ballot up to now: notices on the day `posted`, approval the next day, the window, the result.

        One that is not `counted` does not live to see its end.
        """
        self.post(story, posted)
        self.prepare(story, posted + 1, opens=opens, last=last)
        self.approve(story, posted + 1)
        if opens < 0:
            self.run(story, opens=opens, last=last if counted and last < -1 else None)

    def voting(
        self, story: Story, days: range, choose: Callable[[], Awaitable[Sequence[tuple[MadeOwner, Household]]]],
        answer: Answer,
    ) -> None:  # fmt: skip
        """Those whom `choose` names on the first day vote, about as many every day, in the evening."""
        waiting: list[tuple[MadeOwner, Household]] = []

        async def part(position: int) -> None:
            if position == 0:
                waiting.extend(await choose())
            count = -(-len(waiting) // (len(days) - position))
            now, waiting[:] = waiting[:count], waiting[count:]
            await ballots.vote(self.stage, story, now, answer)

        for position, day in enumerate(days):
            self.on(day, "20:00", partial(part, position))
