"""What the API keeps to recognise its callers"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Name who may read a conversation, and note sessions that ended before their time."""
    op.create_table(
        "ended_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_session_owner"), ["owner"], unique=False)
    op.execute(sa.text("UPDATE session SET owner = shopper"))


def downgrade() -> None:
    """Forget both."""
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_owner"))
        batch_op.drop_column("owner")
    op.drop_table("ended_session")
