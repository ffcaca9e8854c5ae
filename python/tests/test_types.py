"""The types that are declared are those that are there, and the package keeps to them."""

import subprocess
import sys
from pathlib import Path

import newsgraph

SETTINGS = Path(__file__).parent.parent / "pyproject.toml"
PACKAGE = Path(newsgraph.__file__).parent


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()
    command = [sys.executable, "-m", "mypy", "--config-file", str(SETTINGS), "--cache-dir=/dev/null", str(PACKAGE)]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_stubs_are_those_of_the_library() -> None:
    command = [sys.executable, "-m", "mypy.stubtest", "newsgraph._newsgraph", "--mypy-config-file", str(SETTINGS)]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_all_that_is_public_is_documented() -> None:
    for name in newsgraph.__all__:
        documented = getattr(newsgraph, name)
        if isinstance(documented, type) or callable(documented):
            assert documented.__doc__, name
