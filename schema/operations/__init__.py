"""Which operations do our own clients run? One `.graphql` file each; production runs these and nothing else.

Those of the faces stand in a folder per face and are made by `npm run types` from the .graphql files in admin-ui/src.
"""

from pathlib import Path

from schema.guard import document_id


def persisted_operations() -> dict[str, str]:
    """The committed operations, text by id."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(Path(__file__).parent.rglob("*.graphql"))]
    return {document_id(text): text for text in texts}
