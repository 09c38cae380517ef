"""The price's check holds for every row.

Phase: expand. Reads the whole table, under a lock that lets reads and writes pass; a transaction of its own, so that
the lock of revision 0004 is gone by then.
Revision: 0005, after 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.execute("SET statement_timeout = '30min'")
    op.execute("ALTER TABLE items VALIDATE CONSTRAINT items_price_cents_check")


def downgrade() -> None:
    """A check cannot be made unvalidated again, and need not be: revision 0004's downgrade drops it."""
