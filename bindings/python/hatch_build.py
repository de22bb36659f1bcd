"""Build hooks: the version comes from api/opi-api.json, and the wheel holds libopi for one platform.

The library is the one that the environment variable OPI_LIBRARY names, else that of ../../target/release. A wheel with no
library is refused; an sdist has none: who builds from it names a library, or has one installed in the system.
"""

from __future__ import annotations

import os
import re
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

NAMES = ("libopi.so", "libopi.dylib", "opi.dll")


class Version(MetadataHookInterface):
    """The version of the model that _native.py was made from."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "src" / "opi" / "_native.py").read_text(encoding="utf-8")
        metadata["version"] = re.findall(r'^VERSION = "(.*)"$', text, re.M)[0]


class Library(BuildHookInterface[Any]):
    """Puts libopi beside the Python files, and names the platform it is for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # OPI_LIBRARY says where the library is
        release = Path(self.root).parents[1] / "target" / "release"
        named = os.environ.get("OPI_LIBRARY")
        places = [Path(named)] if named else [release / name for name in NAMES]
        library = next((place for place in places if place.is_file()), None)
        if library is None:
            raise SystemExit(f"no libopi in {', '.join(map(str, places))}; run: make build, or set OPI_LIBRARY")
        name = next(name for name in NAMES if Path(name).suffix == library.suffix)
        build_data["force_include"][str(library)] = f"opi/{name}"
        build_data["pure_python"] = False
        # Any Python 3, since there is no extension module; this platform, since there is a library.
        platform = os.environ.get("OPI_WHEEL_PLATFORM") or re.sub(r"[-.]", "_", sysconfig.get_platform())
        build_data["tag"] = f"py3-none-{platform}"
