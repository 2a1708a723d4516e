# ruff: noqa: S608 - values in these queries are paths of ours; never text of a register
"""People who left the RPPS leave the know-how file that was imported before, too.

Whoever re-uses the open extract answers for it (GDPR). It leaves out people whose diffusion is restricted (arrêté of 23
September 2022), so who disappears at an update is deleted here, too. What ameli publishes is another register: its own
next file decides.
"""

from __future__ import annotations

import dataclasses
import uuid
from contextlib import closing
from pathlib import Path

from erep_listings.reference.engine import connect, copy_to_parquet, literal
from erep_listings.reference.manifest import SourceFile


def without_vanished(source: SourceFile, folder: Path, rpps: Path, target: Path) -> SourceFile:
    """The know-how source without the rows of people whom the RPPS rows no longer hold.

    Its table in ``folder`` stays as it is; a new one is written to ``target`` when somebody is gone.
    """
    rows = literal(folder / source.table)
    with closing(connect()) as connection:
        query = f"SELECT count(*) FROM {rows} ANTI JOIN {literal(rpps)} USING (person)"
        (gone,) = connection.execute(query).fetchall()[0]
        if not gone:
            return source
        table = f"{source.kind.value}-{source.sha256[:8]}-{uuid.uuid4().hex[:4]}.parquet"
        registered = f"SELECT * FROM {rows} SEMI JOIN {literal(rpps)} USING (person)"
        copy_to_parquet(connection, registered, target / table)
    return dataclasses.replace(source, table=table, rows_kept=source.rows_kept - gone)
