"""Tables as this release of the app uses them, and what it answers with.

A column may be here only when the release before last could live with it: see migrations/README.md.
"""

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class ItemRow(Base):
    __tablename__ = "items"
    __table_args__ = (
        Index("items_sku_key", "sku", unique=True),
        CheckConstraint("price_cents >= 0", name="items_price_cents_check"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sku: Mapped[str | None] = mapped_column(Text)
    price_cents: Mapped[int | None]


# No control characters: PostgreSQL cannot store a NUL, and no page shows the others.
PLAIN = r"^[^\u0000-\u001f\u007f]+$"


class NewItem(BaseModel):
    """What a caller may say of an item; the id is the database's."""

    name: str = Field(max_length=200, pattern=PLAIN)
    sku: str | None = Field(default=None, max_length=64, pattern=PLAIN)
    price_cents: int | None = Field(default=None, ge=0, le=2**31 - 1)


class Item(NewItem):
    model_config = ConfigDict(from_attributes=True)

    id: int
