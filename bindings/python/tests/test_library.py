"""Finding and loading libopi: by absolute path, and with every path named when it fails."""

from __future__ import annotations

import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from harness import proves
from opi import LibraryError, _library
from opi._native import ABI_VERSION

TRUE_LIBRARY = Path(os.environ.get("OPI_LIBRARY") or _library.candidates()[0])


def compile_library(source: str, path: Path) -> Path:
    """A shared library of a few lines of C."""
    command = [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-x", "c", "-", "-o", str(path)]
    subprocess.run(command, input=source, text=True, check=True)
    return path


def message(*paths: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        _library.load(list(paths))
    return str(caught.value)


@proves("load-error")
def test_every_path_is_named_with_what_is_wrong_there(tmp_path: Path) -> None:
    other = 2 if struct.calcsize("P") == 4 else 1
    head = bytearray(TRUE_LIBRARY.read_bytes()[:4096])
    head[4], head[18:20] = other, (3 if other == 1 else 62).to_bytes(2, "little")
    wrong_bits = tmp_path / "wrong-bits.so"
    wrong_bits.write_bytes(head)
    text = tmp_path / "text.so"
    text.write_text("no library at all\n" * 100)
    missing = tmp_path / "missing.so"
    stranger = compile_library("int nothing;", tmp_path / "stranger.so")
    said = message(missing, wrong_bits, text, stranger, Path("libopi.so"))
    assert f"{missing}: no such file" in said
    assert f"{wrong_bits}: found a {'32-bit i686' if other == 1 else '64-bit x86_64'} library" in said
    assert f"{text}: " in said and "invalid ELF header" in said
    assert f"{stranger}: it has no opi_abi_version(): not libopi" in said
    assert "libopi.so: not an absolute path" in said
    assert f"wanted: {8 * struct.calcsize('P')}-bit {platform.machine()}" in said and "ABI 0.1" in said
    assert "OPI_LIBRARY" in said


@proves("abi-version")
def test_another_abi_is_refused_before_anything_is_called(tmp_path: Path) -> None:
    for number, words in ((0x10000, "found ABI 1.0"), (0, "found ABI 0.0")):
        stub = compile_library(f"unsigned opi_abi_version(void) {{ return {number}u; }}", tmp_path / f"stub{number}.so")
        assert f"{stub}: {words}" in message(stub)


def test_a_library_without_a_function_is_refused(tmp_path: Path) -> None:
    source = f"unsigned opi_abi_version(void) {{ return {ABI_VERSION}u; }}"
    stub = compile_library(source, tmp_path / "stub.so")
    assert "a function is missing" in message(stub)


def test_the_first_that_fits_is_taken(tmp_path: Path) -> None:
    copy = tmp_path / "folder with ü" / "libopi.so"
    copy.parent.mkdir()
    shutil.copy(TRUE_LIBRARY, copy)
    functions = _library.load([tmp_path / "missing.so", copy, tmp_path / "never.so"])
    assert functions.opi_abi_version() == ABI_VERSION


def test_the_environment_names_the_only_place(tmp_path: Path) -> None:
    program = "import opi\ntry:\n    opi.version()\nexcept ImportError as error:\n    print(error)"
    environment = {**os.environ, "OPI_LIBRARY": str(tmp_path / "none.so"), "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert f"{tmp_path}/none.so: no such file" in said and said.count("no such file") == 1


def test_the_package_comes_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPI_LIBRARY", raising=False)
    first, *others = _library.candidates()
    assert first.parent == Path(_library.__file__).resolve().parent
    assert all(path.is_absolute() for path in [first, *others])
    assert os.name == "nt" or Path("/usr/lib/libopi.so.0") in others
