"""The sample team files. Everyone in them is invented."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKAGED = "sample_files"


def sample_names() -> list[str]:
    """Names of the samples."""
    return sorted(
        file.name.removesuffix(".json") for file in _folder().iterdir() if file.name.endswith(".json")
    )


def sample_text(name: str) -> str:
    """A sample as it stands. FileNotFoundError where there is none of this name."""
    return (_folder() / f"{name}.json").read_text(encoding="utf-8")


def _folder() -> Traversable:
    """The folder in an installed package, or the project's own where it runs from a checkout."""
    packaged = files("matcher") / PACKAGED
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "data" / "samples"
