"""Run by Alembic: takes the steps on the connection it is given, inside that connection's transaction."""

from alembic import context

from courseware.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
)
context.run_migrations()
