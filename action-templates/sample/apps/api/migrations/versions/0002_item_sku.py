"""Items may have a SKU.

Phase: expand. Nullable and without a default: the table is locked for a moment and not rewritten, and a release that
does not know the column goes on inserting.
Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.execute("SET statement_timeout = '30s'")
    op.add_column("items", sa.Column("sku", sa.Text, nullable=True))


def downgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.execute("SET statement_timeout = '30s'")
    op.drop_column("items", "sku")
