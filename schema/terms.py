"""The field's terms that several nouns share, as the API names them."""

import strawberry

from domain.rules.terms import CertificationMethod, DocumentKind

strawberry.enum(DocumentKind, description="What proves who an owner is.")
strawberry.enum(CertificationMethod, description="How an account was bound to an owner and a unit.")

__all__ = ["CertificationMethod", "DocumentKind"]
