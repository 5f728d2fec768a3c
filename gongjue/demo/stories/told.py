"""How a story is told: who votes, and how they lean."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy import select

from domain.rules.draft import DraftMatter
from domain.store.tables import Ballot
from gongjue.demo import ballots
from gongjue.demo.ballots import Answer, Story
from gongjue.demo.city import City
from gongjue.demo.register import Household, MadeOwner
from gongjue.demo.stage import Stage
from gongjue.demo.timeline import Timeline

Picks = tuple[tuple[UUID, tuple[UUID, ...]], ...]
Votes = Sequence[tuple[MadeOwner, Household]]


class Told:
    """The city's stories on one timeline."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.timeline = Timeline(city.stage)

    @property
    def stage(self) -> Stage:
        """The city's clock and people."""
        return self.city.stage

    def story(self, estate: str, title: str, author: str, reviewer: str, reasons: str, *matters: DraftMatter) -> Story:
        """A ballot that is to be told; `author` and `reviewer` are staff by key."""
        return Story(
            self.city.estates[estate], title, self.city.account(author), self.city.account(reviewer), matters, reasons
        )

    def share(self, estate: str, hundredths: int) -> Callable[[], Awaitable[Votes]]:
        """So many in a hundred of the owners who have an account and no part of their own."""

        async def choose() -> Votes:
            found = self.city.voters(estate)
            return found[: len(found) * hundredths // 100]

        return choose

    def just_short(self, story: Story, by: int) -> Callable[[], Awaitable[Votes]]:
        """So many that `by` are missing to two thirds of all heads (民法典 278)."""

        async def choose() -> Votes:
            async with self.stage.database.glance() as session:
                heads = await session.scalar(select(Ballot.roll_heads).where(Ballot.id == story.id))
            needed = -(-2 * (heads or 0) // 3)
            return self.city.voters(story.estate.plan.key)[: needed - by]

        return choose

    def leaning(self, *weights: Sequence[int]) -> Answer:
        """Answers by chance, the options of each matter weighed."""
        chance = self.stage.inventor.random

        def answer(story: Story, _household: Household) -> Picks:
            return story.picks(*(chance.choices(range(len(each)), each)[0] for each in weights))

        return answer

    def says(self, story: Story, who: str, *chosen: int) -> Callable[[], Awaitable[None]]:
        """A character votes."""

        async def act() -> None:
            characters = self.city.characters
            vote = (characters.owners[who], characters.households[who])
            await ballots.vote(self.stage, story, [vote], lambda told, _: told.picks(*chosen))

        return act
