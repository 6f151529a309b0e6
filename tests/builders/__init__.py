"""Builders for tests: bad input, homes, offices, deaths. Papers come from ``pipeline.training``. Nothing is kept as a file."""

from pathlib import Path


def write(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder that is made when it is not there; returns where it lies."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
