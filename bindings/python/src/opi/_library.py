"""Finds libopi, loads it by its absolute path, and checks that it fits.

The places, in this order; the first library that fits is taken:

1. the file that the environment variable `OPI_LIBRARY` names, and then no other;
2. the one inside this package, as the wheels have it;
3. the system's library folders, where `make install` puts it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import sysconfig
import threading
from pathlib import Path
from typing import Optional

from ._native import ABI_VERSION, Functions

_FILE = {"win32": "opi.dll", "cygwin": "opi.dll", "darwin": "libopi.dylib"}.get(sys.platform, "libopi.so")
_SONAME = {"libopi.so": "libopi.so.0"}.get(_FILE, _FILE)

# The processors in the heads of ELF and PE files.
_ELF_MACHINES = {3: "i686", 40: "armv7", 62: "x86_64", 183: "aarch64", 243: "riscv64"}
_PE_MACHINES = {0x014C: (32, "i686"), 0x8664: (64, "x86_64"), 0xAA64: (64, "aarch64")}


class LibraryError(ImportError):
    """libopi cannot be loaded. The text names every path tried, and what was wrong with it."""


def candidates() -> list[Path]:
    """Where the library may be."""
    named = os.environ.get("OPI_LIBRARY")
    if named:
        return [Path(named)]
    folders = ["/usr/local/lib", "/usr/lib", "/lib", "/usr/lib64", "/lib64"]
    multiarch = sysconfig.get_config_var("MULTIARCH")
    if multiarch:
        folders.insert(1, f"/usr/lib/{multiarch}")
    system = [] if os.name == "nt" else [Path(folder) / _SONAME for folder in folders]
    return [Path(__file__).resolve().parent / _FILE, *system]


def load(paths: list[Path]) -> Functions:
    """Loads the first library that fits.

    Raises:
        LibraryError: none does.
    """
    tried = []
    for path in paths:
        found = _try(path)
        if isinstance(found, Functions):
            return found
        tried.append(f"    {path}: {found}")
    raise LibraryError(
        "libopi cannot be loaded.\n"
        f"  wanted: {_wanted()}, ABI {_abi(ABI_VERSION)} or a later minor version\n"
        "  tried:\n" + "\n".join(tried) + "\n"
        "  Install the wheel made for this machine, or set OPI_LIBRARY to the absolute path of the library."
    )


def _try(path: Path) -> Functions | str:
    """The library at a path, or why it cannot be used."""
    if not path.is_absolute():
        return "not an absolute path"
    if not path.is_file():
        return "no such file"
    kind = file_kind(path)
    if kind is not None and kind != _machine():
        return f"found a {kind} library"
    try:
        # CDLL, not WinDLL: the functions are cdecl. It lets go of the GIL while C runs.
        library = ctypes.CDLL(str(path))
    except OSError as error:
        return str(error)
    try:
        abi_version = library.opi_abi_version
    except AttributeError:
        return "it has no opi_abi_version(): not libopi"
    abi_version.restype, abi_version.argtypes = ctypes.c_uint32, ()
    found = int(abi_version())
    if found >> 16 != ABI_VERSION >> 16 or found < ABI_VERSION:
        return f"found ABI {_abi(found)}"
    try:
        return Functions(library)
    except AttributeError as error:
        return f"a function is missing: {error}"


def file_kind(path: Path) -> Optional[str]:
    """Bits and processor of a library, such as "64-bit x86_64", from its first bytes; None if they do not say."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head[:4] == b"\x7fELF" and len(head) >= 20:
        order = "<" if head[5] == 1 else ">"
        (machine,) = struct.unpack_from(order + "H", head, 18)
        return f"{32 * head[4]}-bit {_ELF_MACHINES.get(machine, f'machine {machine}')}"
    if head[:2] == b"MZ" and len(head) >= 64:
        (at,) = struct.unpack_from("<I", head, 60)
        if head[at : at + 4] == b"PE\0\0" and len(head) >= at + 6:
            (machine,) = struct.unpack_from("<H", head, at + 4)
            bits, name = _PE_MACHINES.get(machine, (0, f"machine {machine}"))
            return f"{bits}-bit {name}"
    return None


def _machine() -> str:
    """Bits and processor of this Python, in the words of `file_kind`."""
    bits = 8 * struct.calcsize("P")
    name = platform.machine().lower()
    name = {"amd64": "x86_64", "arm64": "aarch64", "armv8l": "armv7", "armv7l": "armv7"}.get(name, name)
    # A 32-bit Python on a 64-bit kernel.
    name = {("x86_64", 32): "i686", ("aarch64", 32): "armv7"}.get((name, bits), name)
    name = "i686" if name in ("i386", "i486", "i586") else name
    return f"{bits}-bit {name}"


def _wanted() -> str:
    return f"{_machine()}, {sys.platform}"


def _abi(version: int) -> str:
    return f"{version >> 16}.{version & 0xFFFF}"


_lock = threading.Lock()
_loaded: Optional[Functions] = None


def library() -> Functions:
    """The library, loaded at the first use and never unloaded."""
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = load(candidates())
    return _loaded
