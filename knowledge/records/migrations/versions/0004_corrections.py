"""Corrections, and what became of them"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("wrong", sa.JSON(), nullable=False),
        sa.Column("right", sa.JSON(), nullable=False),
        sa.Column("becomes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("session", "turn", "kind", name=op.f("uq_correction_session_turn_kind")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_time"), ["time"], unique=False)

    op.create_table(
        "correction_version",
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("right", sa.JSON(), nullable=False),
        sa.Column("becomes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"],
            ["correction.id"],
            name=op.f("fk_correction_version_correction"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("correction", "version", name=op.f("pk_correction_version")),
    )
    op.create_table(
        "trial_run",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_run")),
    )
    op.create_table(
        "trial",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("got", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["trial_run.id"], name=op.f("fk_trial_run"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["correction"], ["correction.id"], name=op.f("fk_trial_correction"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "correction", name=op.f("pk_trial")),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_correction"), ["correction"], unique=False)


def downgrade() -> None:
    op.drop_table("trial")
    op.drop_table("trial_run")
    op.drop_table("correction_version")
    op.drop_table("correction")
