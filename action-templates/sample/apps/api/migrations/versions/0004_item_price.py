"""Items may have a price, and none below zero.

Phase: expand. The check is NOT VALID: new rows are held to it at once, and no old row is read under the lock. The next
revision validates it.
Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.execute("SET statement_timeout = '30s'")
    op.add_column("items", sa.Column("price_cents", sa.Integer, nullable=True))
    op.create_check_constraint("items_price_cents_check", "items", "price_cents >= 0", postgresql_not_valid=True)


def downgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.execute("SET statement_timeout = '30s'")
    op.drop_constraint("items_price_cents_check", "items", type_="check")
    op.drop_column("items", "price_cents")
