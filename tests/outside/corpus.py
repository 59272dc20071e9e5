"""Where the corpus of real files is, for the checks of this folder.

The corpus holds other people's files under their own licences, so it is not part of the repository.
`OMAURI_CORPUS` names it; unset, it is looked for beside the repository. A check that needs it and finds
none says so and passes, as the Rust tests do.
"""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def find_corpus():
    """The corpus folder, or None."""
    named = os.environ.get("OMAURI_CORPUS")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


def say_absent(what):
    print(f"no corpus (OMAURI_CORPUS is unset or no folder): {what}")
