#!/usr/bin/env python3
"""Makes docs/parity.md of what the test suites of all languages proved: every feature, in every language, by a passing test.

    tools/parity.py           writes docs/parity.md; fails when a cell has no test
    tools/parity.py --check   compares instead of writing

tests/parity.txt names the features; target/parity/LANGUAGE.txt (and LANGUAGE-*.txt, from further suites) holds what passed: FEATURE <tab> TEST NAME.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ROOT / "tests/parity.txt"
TABLE = ROOT / "docs/parity.md"
PROVED = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "parity"
TITLES = {"c": "C", "cpp": "C++", "csharp": "C#", "java": "Java", "python": "Python"}


def read_features(text):
    """The languages, and per feature what it shows and the languages that have no use for it."""
    languages, features = [], {}
    for line in text.splitlines():
        if line.startswith("# languages:"):
            languages = line.split(":", 1)[1].split()
        if not line or line.startswith("#"):
            continue
        name, shows = line.split(None, 1)
        without = re.search(r"\(not for: ([a-z ]+)\)\s*$", shows)
        features[name] = (shows[: without.start()].strip() if without else shows, without.group(1).split() if without else [])
    return languages, features


def read_proofs(languages, features, faults):
    """Per feature and language the tests that passed."""
    proofs = {}
    for language in languages:
        paths = sorted([*PROVED.glob(f"{language}.txt"), *PROVED.glob(f"{language}-*.txt")])
        if not paths:
            faults.append(f"{PROVED}/{language}.txt is missing: the tests of {TITLES[language]} have not run")
        lines = [(path, *line) for path in paths for line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
        for path, number, line in lines:
            feature, tab, test = line.partition("\t")
            if not tab or not test.strip():
                faults.append(f"{path}:{number}: expected FEATURE <tab> TEST NAME, found {line!r}")
            elif feature not in features:
                faults.append(f"{path}:{number}: tests/parity.txt has no feature {feature!r}")
            elif test not in proofs.setdefault((feature, language), []):
                proofs[feature, language].append(test)
    return proofs


def cell(feature, language, features, proofs, faults):
    if (feature, language) in proofs:
        return "✔"
    if language in features[feature][1]:
        return "–"
    faults.append(f"{feature}: no passing test in {TITLES[language]}")
    return "**missing**"


def table(languages, features, proofs, faults):
    titles = [TITLES[language] for language in languages]
    lines = [
        "# The same in every language",
        "",
        "Made by `tools/parity.py` from the test suites: ✔ is a test that passed, named below; – means that the language has no",
        "use for it. A cell without a test fails the build.",
        "",
        f"| feature | what is shown | {' | '.join(titles)} |",
        f"|---|---|{':-:|' * len(languages)}",
    ]
    for feature, (shows, _) in features.items():
        cells = [cell(feature, language, features, proofs, faults) for language in languages]
        lines.append(f"| [{feature}](#{feature}) | {shows} | {' | '.join(cells)} |")
    lines += ["", "## The tests"]
    for feature in features:
        lines += ["", f"### {feature}", ""]
        for language in languages:
            tests = sorted(proofs.get((feature, language), []))
            if tests:
                lines.append(f"- {TITLES[language]}: {', '.join(f'`{test}`' for test in tests)}")
    return "\n".join(lines) + "\n"


def main():
    faults = []
    languages, features = read_features(FEATURES.read_text(encoding="utf-8"))
    text = table(languages, features, read_proofs(languages, features, faults), faults)
    if sys.argv[1:] == ["--check"]:
        if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
            faults.append("docs/parity.md is not what the tests say; run tools/parity.py and commit it")
    elif not sys.argv[1:]:
        TABLE.write_text(text, encoding="utf-8")
    else:
        sys.exit(__doc__)
    for fault in faults:
        print(f"parity: {fault}", file=sys.stderr)
    print(f"parity: {len(features)} features x {len(languages)} languages, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
