"""``listings reference status``: what the reference was made from."""

from __future__ import annotations

from pathlib import Path

from erep_listings.reference.manifest import Manifest, SourceFile, read_manifest


def status(folder: Path) -> list[SourceFile]:
    """The register files that the reference of a folder holds; empty when nothing was imported."""
    return list((read_manifest(folder) or Manifest()).sources)
