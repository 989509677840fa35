"""Staff, their sessions, reviews and log, and what they find conversations by"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_attempt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_staff_attempt")),
    )
    op.create_table(
        "staff_log",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_log")),
    )
    with op.batch_alter_table("staff_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_log_time"), ["time"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_log_user"), ["user"], unique=False)

    op.create_table(
        "staff_user",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_user")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_user_name")),
    )
    op.create_table(
        "digest",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("started", sa.Float(), nullable=False),
        sa.Column("updated", sa.Float(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("intents", sa.BigInteger(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("sentiment", sa.Float(), nullable=True),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("thumbs_up", sa.Integer(), nullable=False),
        sa.Column("thumbs_down", sa.Integer(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_digest_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_digest")),
        sa.UniqueConstraint("session", name=op.f("uq_digest_session")),
    )
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_started"), ["started"], unique=False)

    op.create_table(
        "pick",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_pick_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "turn", name=op.f("pk_pick")),
    )
    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.create_index("ix_pick_queue", ["weight", "time"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("updated", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reviewer"], ["staff_user.id"], name=op.f("fk_review_reviewer")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_review_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("session", "turn", "reviewer", name=op.f("uq_review_session_turn_reviewer")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_reviewer"), ["reviewer"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("started", sa.Float(), nullable=False),
        sa.Column("seen", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["staff_user.id"], name=op.f("fk_staff_session_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_user"), ["user"], unique=False)

    op.create_table(
        "digest_product",
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("conversation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["digest.number"], name=op.f("fk_digest_product_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product", "conversation", name=op.f("pk_digest_product")),
    )
    with op.batch_alter_table("digest_product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_product_conversation"), ["conversation"], unique=False)

    # What is said in each conversation, by digest number: see knowledge/records/spelling.py for how.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE conversation_text USING fts5(body, tokenize='unicode61', prefix='1 2 3')")
        op.execute(
            "CREATE TRIGGER digest_gone AFTER DELETE ON digest BEGIN "
            "DELETE FROM conversation_text WHERE rowid = old.number; END"
        )
    else:
        op.execute(
            "CREATE TABLE conversation_text (rowid BIGINT PRIMARY KEY REFERENCES digest(number) ON DELETE CASCADE, "
            "body TEXT NOT NULL, words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED)"
        )
        op.execute("CREATE INDEX ix_conversation_text_words ON conversation_text USING gin (words)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER digest_gone")
    op.execute("DROP TABLE conversation_text")
    with op.batch_alter_table("digest_product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_product_conversation"))

    op.drop_table("digest_product")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_user"))

    op.drop_table("staff_session")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_reviewer"))

    op.drop_table("review")
    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.drop_index("ix_pick_queue")

    op.drop_table("pick")
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_started"))

    op.drop_table("digest")
    op.drop_table("staff_user")
    with op.batch_alter_table("staff_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_log_user"))
        batch_op.drop_index(batch_op.f("ix_staff_log_time"))

    op.drop_table("staff_log")
    op.drop_table("staff_attempt")
