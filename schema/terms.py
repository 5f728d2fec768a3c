"""The field's terms that several nouns share, as the API names them."""

import strawberry

from domain.rules.terms import (
    AreaSource,
    BallotState,
    BuildingSource,
    CertificationMethod,
    Channel,
    ChoiceMode,
    DocumentKind,
    MatterEffect,
    MatterKind,
    MatterMode,
    MatterState,
    OptionRole,
    OrganizerKind,
    Outcome,
    OwnerKind,
    Usage,
)

strawberry.enum(AreaSource, description="Which record a floor area was taken from, best first.")
strawberry.enum(BallotState, description="Where a ballot stands.")
strawberry.enum(BuildingSource, description="Where a building's record comes from (楼栋来源).")
strawberry.enum(CertificationMethod, description="How an account was bound to an owner and a unit.")
strawberry.enum(Channel, description="Where a casting came from.")
strawberry.enum(Outcome, description="What became of a matter.")
strawberry.enum(ChoiceMode, description="How people choose (投票设置): one, 差额 or 等额.")
strawberry.enum(DocumentKind, description="What proves who an owner is.")
strawberry.enum(MatterEffect, description="What an other or bundled matter also does; the strictest law follows.")
strawberry.enum(MatterKind, description="What a matter decides (决策事项); the law's class follows from it.")
strawberry.enum(MatterMode, description="How a matter is counted.")
strawberry.enum(MatterState, description="Whether a matter takes answers.")
strawberry.enum(OptionRole, description="What an option means to the law.")
strawberry.enum(OrganizerKind, description="The four who may start a ballot.")
strawberry.enum(OwnerKind, description="A natural person or an organisation.")
strawberry.enum(Usage, description="What a unit is for (分户用途).")

__all__ = [
    "AreaSource",
    "BallotState",
    "BuildingSource",
    "CertificationMethod",
    "Channel",
    "ChoiceMode",
    "DocumentKind",
    "MatterEffect",
    "MatterKind",
    "MatterMode",
    "MatterState",
    "OptionRole",
    "OrganizerKind",
    "Outcome",
    "OwnerKind",
    "Usage",
]
