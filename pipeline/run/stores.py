"""A run folder by its path or URL."""

from pathlib import Path

from pipeline.run.folder import Folder, LocalFolder


def folder_at(place: Path | str) -> Folder:
    """Open a run folder.

    Args:
        place: A path; or a URL (``s3://bucket/run``) that fsspec knows.

    Returns:
        The folder; nothing is made yet.

    Raises:
        UsageError: ZC227 or ZC228 if there is no such store.
    """
    if isinstance(place, str) and "://" in place:
        from pipeline.run.remote import RemoteFolder

        return RemoteFolder(place)
    return LocalFolder(Path(place))
