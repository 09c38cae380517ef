"""A SKU is one item's.

Phase: expand. The index is made while others write, which no transaction can do; so this revision does nothing else.
An attempt that failed leaves an invalid index behind, which IF NOT EXISTS would take for a good one: it is dropped
first.
Revision: 0003, after 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # Its lock lets reads and writes pass, so it may wait long for transactions that are older than itself.
        op.execute("SET lock_timeout = '5min'")
        op.execute("SET statement_timeout = '30min'")
        op.drop_index("items_sku_key", table_name="items", postgresql_concurrently=True, if_exists=True)
        op.create_index("items_sku_key", "items", ["sku"], unique=True, postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5min'")
        op.execute("SET statement_timeout = '30min'")
        op.drop_index("items_sku_key", table_name="items", postgresql_concurrently=True, if_exists=True)
