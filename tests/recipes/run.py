#!/usr/bin/env python3
"""Does what each recipe of CONTRIBUTING.md says, and sees what comes of it: tests/recipes/run.py [NAME …]

A recipe is a patch here: at its top the title that CONTRIBUTING.md gives it and what it adds, then what a person would write
by hand. All of them go into one scratch copy of the tree; then `make generate`, and each new thing must be in the header, in
every language and in the documents (or where its patch says). A recipe that needs a fourth place, or edits what is made, fails.

Where the tree has changed so that a patch no longer applies: do by hand what it says, and put `git diff` in its place.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MOST_PLACES = 3

# Where a new thing must appear, in whatever spelling the language gives its name.
OUTPUTS = {
    "header": ["include/opi.h"],
    "C++": ["include/*.hpp"],
    "C#": ["bindings/csharp/Opi/**/*.cs"],
    "Java": ["bindings/java/src/**/*.java"],
    "Python": ["bindings/python/src/**/*.py"],
    "docs": ["docs/*.md"],
    "manual": ["docs/man/*"],
}
# What is made: nobody edits it by hand.
MADE = re.compile(r"include/|api/opi-api|docs/man/|opi-ffi/symbols|.*[Gg]enerated")


class Recipe:
    """A patch, and what its top says."""

    def __init__(self, name, text):
        self.name = name
        self.text = text
        top = text.split("\ndiff --git", 1)[0]
        self.says = dict(re.findall(r"^(\w[\w ]*): (.*)$", top, re.M))
        self.files = re.findall(r"^\+\+\+ b/(.*)$", text, re.M)

    def faults(self):
        """What is wrong with it before anything is done."""
        by_hand = [file for file in self.files if file != "CHANGELOG.md"]
        if len(by_hand) > MOST_PLACES:
            yield f"needs {len(by_hand)} places, more than {MOST_PLACES}: {', '.join(by_hand)}"
        for file in by_hand:
            if MADE.match(file):
                yield f"edits {file}, which is made"
        title = self.says.get("Recipe", "")
        if f"**{title}.**" not in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"):
            yield f"CONTRIBUTING.md has no recipe '{title}'"

    def looks_for(self):
        """Per output the pattern that must be found there."""
        if "Adds" not in self.says:
            return {}
        words = self.says["Adds"].split("_")
        spellings = ["_".join(words), "_".join(words).upper(), "".join(word.capitalize() for word in words)]
        spellings.append(spellings[-1][0].lower() + spellings[-1][1:])
        # A name of its own, or the end of a constant: OPI_E_NAME, OPI_FIELD_NAME.
        pattern = re.compile(r"(?<![A-Za-z0-9])(?:OPI_[A-Z_]*_)?(?:" + "|".join(spellings) + r")(?![A-Za-z0-9])")
        outputs = self.says["In"].split(", ") if "In" in self.says else list(OUTPUTS)
        return {output: pattern for output in outputs}


def run(tree, *command, **more):
    """Runs a command in the copy; what it says is shown only when it fails."""
    ended = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if ended.returncode != 0:
        sys.exit(f"recipes: {' '.join(command)}\n{ended.stdout}")


def copy(tree):
    """The tree as it is now, what is not committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, tree / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            target.chmod(source.stat().st_mode)


def found(tree, globs, pattern):
    return any(pattern.search(file.read_text(encoding="utf-8")) for glob in globs for file in tree.glob(glob) if file.is_file())


def main():
    wanted = sys.argv[1:] or sorted(file.stem for file in HERE.glob("*.patch"))
    recipes = [Recipe(name, (HERE / f"{name}.patch").read_text(encoding="utf-8")) for name in wanted]
    planted = Recipe("planted", "Recipe: ?\n\ndiff --git\n" + "".join(f"+++ b/{n}\n" for n in ("a", "b", "c", "include/opi.h")))
    assert len(list(planted.faults())) == 3, "four places, a file that is made, a recipe that is not written: all are seen"
    faults = [f"{recipe.name}: {fault}" for recipe in recipes for fault in recipe.faults()]
    checks = 0
    with tempfile.TemporaryDirectory(prefix="opi-recipes-") as folder:
        tree = Path(folder)
        copy(tree)
        # A target folder of its own: cargo takes crates of two copies of a workspace for the same.
        target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "recipes"
        environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
        for recipe in recipes:
            for output, pattern in recipe.looks_for().items():
                if found(tree, OUTPUTS[output], pattern):
                    faults.append(f"{recipe.name}: {output} has it without the recipe; the check would prove nothing")
            run(tree, "git", "apply", "-C1", "-", input=recipe.text, env={**environment, "GIT_CEILING_DIRECTORIES": folder})
        run(tree, "make", "--no-print-directory", "generate", env=environment)
        run(tree, "cargo", "check", "--quiet", "-p", "opi-ffi", env=environment)
        for recipe in recipes:
            for output, pattern in recipe.looks_for().items():
                checks += 1
                if not found(tree, OUTPUTS[output], pattern):
                    faults.append(f"{recipe.name}: {recipe.says['Adds']} is not in {output} ({', '.join(OUTPUTS[output])})")
            if "File" in recipe.says:
                checks += 1
                functions = (ROOT / "opi-ffi/symbols.txt").read_text(encoding="utf-8").split()
                text = (tree / recipe.says["File"]).read_text(encoding="utf-8")
                faults += [f"{recipe.name}: {recipe.says['File']} has no {name}" for name in functions if name not in text]
            if "Scenario" in recipe.says:
                checks += 1
                simulator = Path(os.environ.get("OPI_LIB_DIR", ROOT / "target/release")) / "opi-sim"
                run(tree, str(simulator), "scenario", recipe.says["Scenario"], env=environment)
    for fault in faults:
        print(f"recipes: {fault}", file=sys.stderr)
    print(f"recipes: {len(recipes)} recipes, {checks} checks, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
