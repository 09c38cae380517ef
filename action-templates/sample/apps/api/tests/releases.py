"""What the release of each revision says to the database: its queries must work on every later schema.

While a release is rolled out (and after it is rolled back) the one before it runs on the new schema. Add the release's
statements with its migration; take them away only with the contract step, when no such pod can be running any more.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    revision: str
    statements: tuple[str, ...]

    def values(self, schema: str) -> dict[str, str]:
        """Texts of their own for each run, where something must be unique."""
        return {"sku": f"{self.revision}-on-{schema}"}


PLAIN = ("SELECT id, name FROM items ORDER BY id LIMIT 100", "INSERT INTO items (name) VALUES ('rope')")
WITH_SKU = (
    "SELECT id, name, sku FROM items ORDER BY id LIMIT 100",
    "INSERT INTO items (name, sku) VALUES ('rope', :sku) RETURNING id",
    "INSERT INTO items (name, sku) VALUES ('rope', NULL) RETURNING id",
)
WITH_PRICE = (
    "SELECT id, name, sku, price_cents FROM items ORDER BY id LIMIT 100",
    "INSERT INTO items (name, sku, price_cents) VALUES ('rope', :sku, 1999) RETURNING id",
    "INSERT INTO items (name, sku, price_cents) VALUES ('rope', NULL, NULL) RETURNING id",
)

RELEASES = (
    Release("0001", PLAIN),
    Release("0002", WITH_SKU),
    Release("0003", WITH_SKU),
    Release("0004", WITH_PRICE),
    Release("0005", WITH_PRICE),
)
