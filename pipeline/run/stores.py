"""A run folder by its path or URL."""

from pathlib import Path

from pipeline.run.folder import Folder, LocalFolder


def folder_at(place: Path | str) -> Folder:
    """Open a run folder.

    Args:
        place: A path; or a URL (``s3://bucket/run``) that fsspec knows.

    Returns:
        The folder; nothing is made yet.
    """
    return LocalFolder(Path(place))
