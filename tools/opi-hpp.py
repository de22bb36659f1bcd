#!/usr/bin/env python3
"""Keeps the names in include/opi.hpp those of include/opi.h: rewrites the blocks between `// names: …` and `// end`.

    tools/opi-hpp.py           rewrites
    tools/opi-hpp.py --check   compares; fails when a name is missing or differs

Every constant of opi.h belongs to one block; one that belongs nowhere is an error, so that none is forgotten.
"""

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = ROOT / "include/opi.h"
TARGET = ROOT / "include/opi.hpp"

# Block, prefix of its constants, its name in C++, what it is. Kinds have no prefix of their own: whatever else has a number.
ENUMS = [
    ("status", "OPI_E_", "Status", "Why something ended as it did; the number's family alone says what to do."),
    ("money_moved", "OPI_MONEY_", "MoneyMoved", "May money have moved?"),
    ("kind", "OPI_", "Kind", "Kinds of request."),
    ("verdict", "OPI_VERDICT_", "Verdict", "How a request ended."),
    ("role", "OPI_RECEIPT_", "Role", "For whom a receipt is."),
    ("prompt", "OPI_PROMPT_", "Prompt", "What kind of answer a question wants."),
    ("log_level", "OPI_LOG_", "LogLevel", "How much is logged."),
    ("recovered", "OPI_RECOVERED_", "Recovered", "What became of a payment that had no answer."),
]
TEXTS = [
    ("option", "OPI_OPTION_", "Options of a request."),
    ("field", "OPI_FIELD_", "Fields of a result."),
    ("journal_field", "OPI_JOURNAL_", "Fields of an entry of the electronic journal."),
    ("recovery_field", "OPI_RECOVERY_", "Fields of a payment that is recovered."),
]
# What C++ spells otherwise: Answer and Devices; version and macros.
ELSEWHERE = re.compile(r"OPI_(ANSWER_\w+|DEVICE_\w+|VERSION|ABI_VERSION|CALL|CALLBACK|API|H|DEVICES_INIT)$")


def constants(text):
    """(name, value, comment) of each constant."""
    pattern = re.compile(r"(?:/\*\*((?:(?!\*/).)*)\*/\s*)?^#define (OPI_[A-Z0-9_]+)(?: +([^\n]+))?$", re.S | re.M)
    for match in pattern.finditer(text):
        comment = " ".join(re.sub(r"^\s*\*", "", line).strip() for line in (match[1] or "").splitlines())
        yield match[2], (match[3] or "").strip(), comment.strip()


def block_of(name, value):
    """The block and the name in C++ of a constant."""
    if name == "OPI_OK":
        return "status", "ok"
    prefixes = [(prefix, block) for block, prefix, *_ in ENUMS + TEXTS if prefix != "OPI_"]
    for prefix, block in sorted(prefixes, key=lambda pair: -len(pair[0])):
        if name.startswith(prefix):
            return block, name[len(prefix) :].lower()
    if re.fullmatch(r"\d+", value):
        return "kind", name[len("OPI_") :].lower()
    sys.exit(f"opi-hpp: {name} belongs to no block; tell tools/opi-hpp.py where")


def comment_lines(text, indent):
    lines = textwrap.wrap(text, 118 - len(indent) - 7)
    if len(lines) == 1:
        return [f"{indent}/** {lines[0]} */"]
    return [f"{indent}/**", f"{indent} * {lines[0]}", *(f"{indent} * {line}" for line in lines[1:]), f"{indent} */"]


def blocks(header):
    found = {}
    for name, value, comment in constants(header):
        if not ELSEWHERE.match(name):
            block, short = block_of(name, value)
            found.setdefault(block, []).append((short, name, comment))
    result = {}
    for block, _, title, about in ENUMS:
        lines = [f"/** {about} */", f"enum class {title} : std::int32_t {{"]
        for short, name, comment in found.get(block, []):
            lines += [*comment_lines(comment, "    "), f"    {short} = {name},"]
        result[block] = [*lines, "};"]
    for block, _, about in TEXTS:
        lines = [f"/** {about} */", f"namespace {block} {{"]
        for short, name, comment in found.get(block, []):
            lines += [*comment_lines(comment, ""), f"OPI_CONSTANT StringView {short} = detail::literal({name});"]
        result[block] = [*lines, f"}} // namespace {block}"]
    return {block: lines for block, lines in result.items() if found.get(block)}


def main():
    wanted = blocks(HEADER.read_text(encoding="utf-8"))
    before = TARGET.read_text(encoding="utf-8")
    seen = set()

    def fill(match):
        seen.add(match[1])
        return "\n".join([f"// names: {match[1]}", *wanted.get(match[1], []), "// end"])

    after = re.sub(r"^// names: (\w+)\n(?:.*?\n)??// end$", fill, before, flags=re.M | re.S)
    missing = sorted(set(wanted) - seen)
    if missing:
        sys.exit(f"opi-hpp: include/opi.hpp has no block for {', '.join(missing)}")
    if sys.argv[1:] == ["--check"]:
        if after != before:
            sys.exit("opi-hpp: include/opi.hpp has other names than include/opi.h; run tools/opi-hpp.py")
        print(f"opi-hpp: {sum(line.count(' = OPI_') + line.count('(OPI_') for block in wanted.values() for line in block)} names")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        TARGET.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
