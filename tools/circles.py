#!/usr/bin/env python3
"""Finds circles of imports: parts of the house that all lead back to each other, so that none can be understood alone.

    tools/circles.py                   checks what is known to be free of circles (CLEAN)
    tools/circles.py opi-sim python    checks these; any of PLACES

Prints each circle with the lines that make it; exit code 1 when there is one. The rules:

- In Rust an import is every path that begins with crate, super, self or the name of a child module, in a `use` or in
  the middle of the code; in Python every import, also those for types alone and those inside functions. A name that
  a file only passes on (`pub use`) is imported from the file that defines it.
- A file and what lies in its folder are one room. Seen from outside, what any of them imports the room imports: if
  link/hub.rs needs cancel.rs, cancel.rs must not need anything of link. Inside, the files of the folder are compared
  with each other in the same way.
- Between mod.rs and what lies in its folder nothing counts: mod.rs puts it together and holds the types that are
  shared there. The same goes for lib.rs, main.rs and __init__.py.
- What is compiled for tests alone, #[cfg(test)], does not count. What needs no path (methods, macros by textual
  scope) is not seen.
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The root file of each crate, or the folder of each Python package; `src` is the program `opi`.
PLACES = {
    "opi-proto": "opi-proto/src/lib.rs",
    "opi-core": "opi-core/src/lib.rs",
    "opi-ffi": "opi-ffi/src/lib.rs",
    "opi-sim": "opi-sim/src/lib.rs",
    "src": "src/main.rs",
    "python": "bindings/python/src/opi",
}
CLEAN = list(PLACES)

# ---- Rust: what a file says --------------------------------------------------------------------------------

NO_CODE = re.compile(
    r"""//[^\n]*
    |/\*.*?\*/
    |\bb?c?r(?P<hashes>\#*)".*?"(?P=hashes)
    |"(?:\\.|[^"\\])*"
    |'(?:\\.[^']*|[^'\\])'""",
    re.DOTALL | re.VERBOSE,
)
FOR_TESTS = re.compile(r"#\[cfg\((?:test|all\(test\b[^\]]*)\)\]")
CHILD = re.compile(r"\bmod\s+(\w+)\s*;")
INNER = re.compile(r"\bmod\s+(\w+)\s*\{")
USE = re.compile(r"\buse\s+([^;]+);")
DEFINED = re.compile(r"(?<!')\b(?:struct|enum|union|trait|type|fn|const|static|macro_rules!)\s+(?!fn\b|unsafe\b)(\w+)")
PATH = re.compile(r"(?<![\w:.])(?:\$\s*)?\w+(?:\s*::\s*\w+)+")


def blank(text):
    """As much white space: places and line numbers stay the same."""
    return re.sub(r"[^\n]", " ", text)


def end_of_block(text, start):
    """Behind the brace that closes the one at `start`."""
    depth = 0
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return start + brace.end()
    return len(text)


def without_tests(code):
    """The code, with everything blank that is compiled for tests alone."""
    while found := FOR_TESTS.search(code):
        item = re.match(r"[^;{]*", code[found.end() :])
        end = found.end() + item.end()
        end = end_of_block(code, end) if code[end : end + 1] == "{" else end + 1
        code = code[: found.start()] + blank(code[found.start() : end]) + code[end:]
    return code


def leaves(tree):
    """The paths of a `use` tree, each with the name it gets here: `a::{self, b as c, d::*}`."""
    head, brace, rest = tree.partition("{")
    if not brace:
        path, _, name = tree.partition(" as ")
        yield segments(path), name.strip()
        return
    for part in outer_parts(rest[: rest.rindex("}")]):
        for path, name in leaves(part):
            yield segments(head) + path, name


def outer_parts(text):
    """What stands between the commas that are in no braces."""
    depth, parts = 0, [""]
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part.strip()]


def segments(path):
    return re.findall(r"\w+|\*", path)


class RustFile:
    """A file: its place in the crate, the names that it defines and brings in, and the paths that it uses."""

    def __init__(self, path, module):
        self.path, self.module = path, module
        self.source = path.read_text()
        code = without_tests(NO_CODE.sub(lambda found: blank(found.group()), self.source))
        self.children = {name: self.child_file(name) for name in CHILD.findall(code)}
        self.defined = set(DEFINED.findall(code))
        self.brought = {}  # name here: path in the crate
        self.all_of = []  # paths in the crate whose names are all brought in
        self.imports = []  # (path in the crate, line)
        self.inner = [(found.start(), end_of_block(code, found.end() - 1), found[1]) for found in INNER.finditer(code)]
        for found in USE.finditer(code):
            self.read_use(found)
        for found in PATH.finditer(USE.sub(lambda found: blank(found.group()), code)):
            if absolute := self.absolute(segments(found.group()), self.inside(found)):
                self.imports.append((absolute, self.line(found.start())))

    def child_file(self, name):
        folder = self.path.parent if self.path.name in ("lib.rs", "main.rs", "mod.rs") else self.path.with_suffix("")
        return next(file for file in (folder / f"{name}.rs", folder / name / "mod.rs") if file.exists())

    def inside(self, found):
        """The modules of this very file, `mod a { … }`, in which that stands."""
        return [name for start, end, name in self.inner if start < found.start() < end]

    def line(self, place):
        return self.source.count("\n", 0, place) + 1

    def read_use(self, found):
        inside = self.inside(found)
        for path, name in leaves(found[1]):
            absolute = self.absolute(path, inside)
            if not absolute:
                continue
            if absolute[-1] == "self":  # a::{self}
                absolute.pop()
            if absolute[-1:] == ["*"]:
                self.all_of.append(absolute[:-1])
            elif absolute and not inside:
                self.brought[name or absolute[-1]] = absolute
            self.imports.append((absolute, self.line(found.start(1))))

    def absolute(self, path, inside):
        """The path from the root of the crate, or None for one that leads out of it."""
        here = [*self.module, *inside]
        if path[0] == "crate":
            return path[1:]
        if path[0] == "self":
            return here + path[1:]
        if path[0] == "super":
            ups = next((n for n, part in enumerate(path) if part != "super"), len(path))
            return here[: len(here) - ups] + path[ups:]
        if path[0] in self.children and not inside:
            return here + path
        return None


class Crate:
    """The files of a crate by their places, and where a path ends."""

    def __init__(self, root):
        self.files = {}
        self.add(root, ())

    def add(self, path, module):
        file = self.files[module] = RustFile(path, module)
        for name, child in file.children.items():
            self.add(child, (*module, name))

    def definer(self, path, seen=()):
        """The place of the file that defines what the path names."""
        depth = next(n for n in range(len(path), -1, -1) if tuple(path[:n]) in self.files)
        place, rest = tuple(path[:depth]), path[depth:]
        file = self.files[place]
        if not rest or (place, rest[0]) in seen:
            return place
        name, seen = rest[0], (*seen, (place, rest[0]))
        if name in file.brought:
            return self.definer(file.brought[name] + rest[1:], seen)
        if name not in file.defined:
            for all_of in file.all_of:
                there = self.definer([*all_of, *rest], seen)
                if name in self.files[there].defined:
                    return there
        return place

    def imports(self):
        """Each import: place of the importer, place of what it imports, file and line."""
        for place, file in self.files.items():
            for path, line in file.imports:
                yield place, self.definer(path), (file.path, line)


# ---- Python ------------------------------------------------------------------------------------------------


def python_imports(package):
    """As Crate.imports; a package without folders."""
    files = {file.stem: file for file in package.glob("*.py")}
    for importer, file in files.items():
        for node in ast.walk(ast.parse(file.read_text())):
            for imported in imported_modules(node, package.name):
                if imported in files:
                    yield place_of(importer), place_of(imported), (file, node.lineno)


def place_of(module):
    return () if module == "__init__" else (module,)


def imported_modules(node, package):
    """The modules of the package that a statement may import; `from . import a` may mean a module or a name."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] == package:
                yield [*alias.name.split("."), "__init__"][1]
    elif isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if node.level == 0 and module.split(".")[0] == package:
            module = module.partition(".")[2]
        elif node.level != 1:
            return
        yield from [module.split(".")[0]] if module else [alias.name for alias in node.names]


# ---- Circles -----------------------------------------------------------------------------------------------


def circles(imports):
    """Each circle as the imports between its rooms: {(from, to): [(file, line)]}."""
    folders = defaultdict(lambda: defaultdict(set))
    for importer, imported, where in imports:
        common = next((n for n, (a, b) in enumerate(zip(importer, imported)) if a != b), None)
        if common is not None:
            edge = importer[: common + 1], imported[: common + 1]
            folders[importer[:common]][edge].add(where)
    for _, edges in sorted(folders.items()):
        reach = {room: reachable(edges, room) for room in {importer for importer, _ in edges}}
        left = sorted(room for room in reach if room in reach[room])
        while left:
            circle = {room for room in left if room in reach[left[0]] and left[0] in reach[room]}
            left = [room for room in left if room not in circle]
            yield {edge: sorted(edges[edge]) for edge in sorted(edges) if circle.issuperset(edge)}


def reachable(edges, start):
    """The rooms that `start` imports, directly or through others."""
    found, todo = set(), {start}
    while todo:
        room = todo.pop()
        news = {imported for importer, imported in edges if importer == room} - found
        found |= news
        todo |= news
    return found


def tell(place, circle):
    rooms = sorted({room for edge in circle for room in edge})
    print(f"{place}: a circle of {', '.join(map('/'.join, rooms))}")
    for (importer, imported), lines in circle.items():
        print(f"  {'/'.join(importer)} imports {'/'.join(imported)}")
        for file, line in lines:
            print(f"    {file.relative_to(ROOT)}:{line}: {file.read_text().splitlines()[line - 1].strip()}")


def main():
    places = sys.argv[1:] or CLEAN
    if unknown := [place for place in places if place not in PLACES]:
        sys.exit(f"circles: there is no {', '.join(unknown)}; there are {', '.join(PLACES)}.")
    count = 0
    for place in places:
        path = ROOT / PLACES[place]
        imports = python_imports(path) if path.is_dir() else Crate(path).imports()
        for circle in circles(imports):
            tell(place, circle)
            count += 1
    if count:
        sys.exit(f"circles: {count} found. Put what the files share into a room below them.")
    print(f"circles: none in {', '.join(places)}")


if __name__ == "__main__":
    main()
