"""What happened in the demo city in the last sixty days? A ballot in every state, through the product's services."""

from gongjue.demo.city import City
from gongjue.demo.stories import applicants, estates, huaiyin, huigu, notices, qingyuan, service, yunjin
from gongjue.demo.stories.told import Told
from gongjue.demo.timeline import Timeline


def tell(city: City) -> Timeline:
    """Everything that happens, ready to be played."""
    told = Told(city)
    for part in (huigu, yunjin, huaiyin, qingyuan, notices, estates, service, applicants):
        part.tell(told)
    return told.timeline
