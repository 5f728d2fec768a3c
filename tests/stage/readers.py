"""A helper's desk: an open ballot, a device that waits for its bridge, and owners with cards to lay on the reader."""

from typing import Any
from uuid import UUID

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.services import devices
from domain.store.database import Database
from tests.ballots import make_open_ballot, yes_or_no
from tests.people import Place, give_title, make_owner, new_id_card
from tests.readers import clerk_of, make_device
from tests.stage import scene
from tests.stage.towns import as_json
from tests.stage.towns import town as make_town


@scene
async def desk(database: Database) -> dict[str, Any]:
    """A `town` with an open ballot over four units. Nobody with a card is certified: 赵新来 owns one unit alone, 孙共有
    and 周共有 own another together, and 吴生人 owns nothing here. `device` has the code for its bridge, `cards` is what
    the simulator's `--cards` takes.
    """
    made = await make_town(database, units=1, known=1, unknown=1)
    units = [UUID(one) for one in made["unitIds"]]
    place = Place(UUID(made["estateId"]), UUID(made["buildingId"]), made["street"], made["district"], units)
    together = {"孙共有": new_id_card(), "周共有": new_id_card()}
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx, name, number) for name, number in together.items()]
        await give_title(tx, units[2], owners, head_key=head_key(owners))
    matters = [yes_or_no("是否更换物业公司"), yes_or_no("是否修改管理规约")]
    ballot = await make_open_ballot(database, place, matters=matters, organizer_id=UUID(made["organizerId"]))
    issued = await make_device(database, place)
    alone = made["newcomers"][0]
    numbers = {alone["name"]: alone["documentNumber"], **together, "吴生人": new_id_card()}
    return {
        **made,
        "ballot": as_json(ballot),
        "device": {"id": str(issued.device_id), "code": issued.code},
        "cards": {name: {"name": name, "number": number} for name, number in numbers.items()},
    }


@scene
async def revoke_device(database: Database, town: dict[str, Any], device: str) -> None:
    """The street cuts a device off."""
    place = Place(UUID(town["estateId"]), UUID(town["buildingId"]), town["street"], town["district"])
    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.revoke_device(tx, devices.ChangeDevice(UUID(device), "读卡器遗失，停用"))
