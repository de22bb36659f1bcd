#!/usr/bin/env python3
"""Makes docs/parity.md of what the test suites of all languages proved: all of the model is offered in every language, and every
feature works there, by a passing test.

    tools/parity.py           writes docs/parity.md, and prints what each language offers; fails when something is missing
    tools/parity.py --check   compares instead of writing

tests/parity.txt names the features; target/parity/LANGUAGE.txt (and LANGUAGE-*.txt, from further suites) holds what passed: FEATURE <tab> TEST NAME.
api/opi-api.json is the model; target/parity/model-LANGUAGE.txt holds what the language offers of it: SECTION <tab> NAME. C offers what opi.h says.
"""

import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ROOT / "tests/parity.txt"
TABLE = ROOT / "docs/parity.md"
MODEL = ROOT / "api/opi-api.json"
HEADER = ROOT / "include/opi.h"
PROVED = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "parity"
TITLES = {"c": "C", "cpp": "C++", "csharp": "C#", "java": "Java", "python": "Python"}


def model_names(api):
    """Per section of the model the names of all that it has, and what each is called in opi.h."""
    named = lambda rows, c_name="name": [(row["name"], row.get(c_name, row["name"])) for row in rows]
    sections = {
        "functions": named(api["functions"]),
        "constants": [(row["c_name"], row["c_name"]) for row in api["constants"]],
        "enums": [(f"{of['name']}.{row['name']}", row["c_name"]) for of in api["enums"] for row in of["values"]],
        "choices": [(f"{of['name']}.{row['name']}", row["word"]) for of in api["choices"] for row in of["words"]],
        "request_options": named(api["request_options"], "c_name"),
        "url_options": named(api["url_options"]),
        "settings": named(api["settings"]),
        "fields": [],
        "lists": [(f"{of['name']}.{row['name']}", f"{row['prefix']}_count") for of in api["records"] for row in of["lists"]],
        "callbacks": named(api["callbacks"]),
    }
    for of in api["records"]:
        prefixes = [of["prefix"]] if of["prefix"] else [row["prefix"] for o in api["records"] for row in o["lists"] if row["record"] == of["name"]]
        for field in of["fields"]:
            in_c = field.get("c_name") or f"{prefixes[0]}_{field['function']}"
            sections["fields"].append((f"{of['name']}.{field['name']}", in_c))
    return sections


def read_offers(languages, sections, faults):
    """Per section and language how many of the model's names it offers; each that it lacks is a fault."""
    header = {word.rstrip(".") for word in re.findall(r"[\w.]+", HEADER.read_text(encoding="utf-8"))}
    offers = {}
    for language in languages:
        path = PROVED / f"model-{language}.txt"
        if language == "c":
            offered = {(section, name) for section, names in sections.items() for name, in_c in names if in_c in header}
        elif path.exists():
            offered = {tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()}
        else:
            faults.append(f"{path} is missing: the tests of {TITLES[language]} have not run")
            continue
        known = {(section, name) for section, names in sections.items() for name, _ in names}
        faults += [f"{TITLES[language]} offers {section} {name}, which the model has not" for section, name in sorted(offered - known)]
        faults += [f"{TITLES[language]} does not offer {section} {name}" for section, name in sorted(known - offered)]
        for section, names in sections.items():
            offers[section, language] = sum((section, name) in offered for name, _ in names)
    return offers


def model_table(languages, sections, offers):
    lines = [f"| of the model | {' | '.join(TITLES[language] for language in languages)} |", f"|---|{'--:|' * len(languages)}"]
    for section, names in sections.items():
        cells = [f"{offers.get((section, language), 0)} of {len(names)}" for language in languages]
        lines.append(f"| {section.replace('_', ' ')} | {' | '.join(cells)} |")
    return lines


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


def table(languages, features, proofs, offered, faults):
    titles = [TITLES[language] for language in languages]
    lines = [
        "# The same in every language",
        "",
        "What each language offers of the model (`api/opi-api.json`), as its own tests found by looking at what is there:",
        "",
        *offered,
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
    sections = model_names(json.loads(MODEL.read_text(encoding="utf-8")))
    offered = model_table(languages, sections, read_offers(languages, sections, faults))
    text = table(languages, features, read_proofs(languages, features, faults), offered, faults)
    print("\n".join(offered))
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
