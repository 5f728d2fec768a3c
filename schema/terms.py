"""The field's terms that several nouns share, as the API names them."""

import strawberry

from domain.rules.terms import AreaSource, BuildingSource, CertificationMethod, DocumentKind, OwnerKind, Usage

strawberry.enum(DocumentKind, description="What proves who an owner is.")
strawberry.enum(CertificationMethod, description="How an account was bound to an owner and a unit.")
strawberry.enum(Usage, description="What a unit is for (分户用途).")
strawberry.enum(AreaSource, description="Which record a floor area was taken from, best first.")
strawberry.enum(BuildingSource, description="Where a building's record comes from (楼栋来源).")
strawberry.enum(OwnerKind, description="A natural person or an organisation.")

__all__ = ["AreaSource", "BuildingSource", "CertificationMethod", "DocumentKind", "OwnerKind", "Usage"]
