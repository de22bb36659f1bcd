#!/usr/bin/env python3
"""Writes src/opi/_bindings.py and src/opi/names.py from include/opi.h.

    generate.py            writes both
    generate.py --check    says which of them are not up to date; exit code 1 if any

Whatever stands in the header and is not understood here ends the run: nothing is left out in silence.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

HERE = Path(__file__).resolve().parent
HEADER = HERE.parent.parent / "include" / "opi.h"
PACKAGE = HERE / "src" / "opi"
WIDTH = 110

# ---- What the header says ------------------------------------------------------------------------------


@dataclass
class Constant:
    """A #define with its comment."""

    name: str
    value: str
    comment: str
    section: str


@dataclass
class Parameter:
    """A parameter, or a member of a struct; `pointee` is set for a pointer to a function."""

    name: str
    type: str
    pointee: Optional[Function] = None


@dataclass
class Function:
    """A function, or what a pointer to a function points to."""

    name: str
    result: str
    parameters: list[Parameter]
    comment: str = ""


@dataclass
class Header:
    """All of opi.h that a binding needs."""

    constants: list[Constant] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    structs: dict[str, list[Parameter]] = field(default_factory=dict)
    url_options: list[Constant] = field(default_factory=list)
    journal_fields: list[str] = field(default_factory=list)


TOKEN = re.compile(
    r"""
      /\*\*(?P<doc>.*?)\*/
    | /\*(?P<plain>.*?)\*/
    | ^\#define[ ](?P<name>OPI_\w+)[ ](?P<value>(?:[^\n]*\\\n)*[^\n]*)$
    | ^OPI_API\ (?P<function>[^;]*);
    | ^typedef\ struct\ (?P<struct>\w+)\ \{(?P<members>.*?)^\}\ \w+;
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
# Not constants: how functions are declared, and what initialises a struct in C.
NOT_CONSTANTS = {"OPI_CALL", "OPI_CALLBACK", "OPI_API", "OPI_DEVICES_INIT"}


def read_header(text: str) -> Header:
    """Reads a header of the shape build.rs gives it."""
    header = Header()
    comment = section = ""
    for token in TOKEN.finditer(text.split("/* ==== ", 1)[1]):
        if token["doc"] is not None:
            comment = plain_text(token["doc"])
        elif token["plain"] is not None:
            section = plain_text(token["plain"])
            header.url_options += url_options(token["plain"])
        elif token["name"] is not None:
            if token["name"] not in NOT_CONSTANTS:
                value = re.sub(r"\s*\\\n\s*", " ", token["value"])
                header.constants.append(Constant(token["name"], value.strip("()"), comment, section))
        elif token["function"] is not None:
            function = read_function(token["function"])
            function.comment = comment
            header.functions.append(function)
            if "journal entry:" in comment:
                header.journal_fields = journal_fields(comment)
        else:
            header.structs[token["struct"]] = read_parameters(without_comments(token["members"]), ";")
    return header


def plain_text(comment: str) -> str:
    """A comment without its stars, on one line for each paragraph."""
    lines = [re.sub(r"^\s*\* ?", "", line).rstrip() for line in comment.splitlines()]
    paragraphs = "\n".join(lines).strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def url_options(comment: str) -> list[Constant]:
    """The table of URL options: a name at the fourth column, what it means beside and below."""
    if "Options of a terminal URL" not in comment:
        return []
    options = []
    for line in comment.splitlines():
        begin = re.match(r" \*   ([\w.]+)\s+(.*)", line)
        more = re.match(r" \*\s{10,}(.*)", line)
        if begin:
            options.append(Constant(begin[1], f'"{begin[1]}"', begin[2], ""))
        elif more and options:
            options[-1].comment += " " + more[1]
        elif options and line.strip("* "):
            raise SystemExit(f"generate: not an option of the usual shape: {line}")
    return options


def journal_fields(comment: str) -> list[str]:
    """The names in "Gives a field of a journal entry: terminal, merchant, ... (masked), text." """
    names = comment.split("journal entry:", 1)[1].split(".", 1)[0]
    return [re.sub(r"\(.*?\)", "", name).strip() for name in names.split(",")]


def read_function(declaration: str) -> Function:
    match = re.fullmatch(r"(.*?)\bOPI_CALL (\w+)\((.*)\)", " ".join(declaration.split()))
    if match is None:
        raise SystemExit(f"generate: not a function of the usual shape: {declaration}")
    return Function(match[2], match[1].strip(), read_parameters(match[3], ","))


def read_parameters(text: str, separator: str) -> list[Parameter]:
    """Parameters, or members of a struct; commas inside brackets belong to a pointer to a function."""
    parts, depth, part = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == separator and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += character
    return [read_parameter(" ".join(part.split())) for part in [*parts, part] if part.strip() not in ("", "void")]


def read_parameter(text: str) -> Parameter:
    pointer = re.fullmatch(r"(.*?) ?\(OPI_CALLBACK \*(\w+)\)\((.*)\)", text)
    if pointer:
        pointee = Function(pointer[2], pointer[1], read_parameters(pointer[3], ","))
        return Parameter(pointer[2], "", pointee)
    plain = re.fullmatch(r"(.*?)(\w+)", text)
    if plain is None:
        raise SystemExit(f"generate: not a parameter of the usual shape: {text}")
    return Parameter(plain[2], plain[1].strip())


# ---- _bindings.py: signatures --------------------------------------------------------------------------

# C type -> (ctypes, what a caller gives or gets)
TYPES = {
    "void": ("None", "None"),
    "int32_t": ("c_int32", "int"),
    "opi_status": ("c_int32", "int"),
    "uint32_t": ("c_uint32", "int"),
    "int64_t": ("c_int64", "int"),
    "size_t": ("c_size_t", "int"),
    "const char *": ("c_char_p", "Text"),
    "const char **": ("POINTER(c_char_p)", "Out"),
    "size_t *": ("POINTER(c_size_t)", "Out"),
    "int64_t *": ("POINTER(c_int64)", "Out"),
    "int32_t *": ("POINTER(c_int32)", "Out"),
    "void *": ("c_void_p", "Pointer"),
}


def c_type(name: str, structs: dict[str, list[Parameter]]) -> tuple[str, str]:
    """The spelling of a C type in ctypes and in Python; objects of the library are plain addresses."""
    if name in TYPES:
        return TYPES[name]
    handle = re.fullmatch(r"(?:const )?(opi_\w+) (\*\*?)", name)
    if handle is None:
        raise SystemExit(f"generate: no rule for the type '{name}'; add it to TYPES")
    if handle[1] in structs:
        return (f"POINTER({handle[1]})", "Out")
    return ("c_void_p", "Pointer") if handle[2] == "*" else ("POINTER(c_void_p)", "Out")


def bindings(header: Header) -> str:
    lines = [
        '"""The functions of opi.h with their C types: no logic. Made from include/opi.h by generate.py; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from ctypes import (",
        "    CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p,",
        ")",
        "from typing import Any, Callable, Optional",
        "",
        "#: UTF-8 with a NUL at the end, or NULL.",
        "Text = Optional[bytes]",
        "#: The address of an object of the library, or NULL.",
        "Pointer = Optional[int]",
        "#: Where an output goes: what byref() gives, or None where NULL is allowed.",
        "Out = Any",
        "",
        f"ABI_VERSION = {constant(header, 'OPI_ABI_VERSION')}",
        f"HEADER_VERSION = {constant(header, 'OPI_VERSION')}",
        "",
    ]
    types: dict[str, str] = {}

    def pointer_type(owner: str, function: Function) -> str:
        """The type of a pointer to a function; one name for each shape."""
        arguments = [c_type(p.type, header.structs)[0] for p in function.parameters]
        shape = ", ".join([c_type(function.result, header.structs)[0], *arguments])
        if shape not in types:
            types[shape] = f"{owner}_{function.name}"
            lines.append(f"{types[shape]} = CFUNCTYPE({shape})")
        return types[shape]

    for struct, members in header.structs.items():
        fields = []
        for member in members:
            if member.pointee:
                fields.append((member.name, pointer_type(struct, member.pointee)))
            else:
                fields.append((member.name, c_type(member.type, header.structs)[0]))
        lines += ["", "", f"class {struct}(Structure):", f'    """The struct {struct}."""', "", "    _fields_ = ["]
        lines += [f'        ("{name}", {kind}),' for name, kind in fields]
        lines += ["    ]", "", ""]
    annotations, declarations = [], []
    for function in header.functions:
        arguments, hints = [], []
        for parameter in function.parameters:
            if parameter.pointee:
                arguments.append(pointer_type(function.name.rsplit("_", 1)[0], parameter.pointee))
                hints.append("Any")
            else:
                kind, hint = c_type(parameter.type, header.structs)
                arguments.append(kind)
                hints.append(hint)
        kind, hint = c_type(function.result, header.structs)
        annotations.append(f"    {function.name}: Callable[[{', '.join(hints)}], {hint}]")
        declarations += call(f"        self.{function.name} = declare", [f'"{function.name}"', kind, *arguments])
    lines += ["", "", "class Bindings:", '    """Every function of opi.h, ready to be called."""', ""]
    lines += annotations
    lines += [
        "",
        "    def __init__(self, library: CDLL) -> None:",
        "        def declare(name: str, result: Any, *arguments: Any) -> Any:",
        "            function = getattr(library, name)",
        "            function.restype, function.argtypes = result, arguments",
        "            return function",
        "",
        *declarations,
    ]
    return "\n".join(lines).replace("\n\n\n\n", "\n\n\n") + "\n"


def call(begin: str, arguments: list[str]) -> list[str]:
    """A call, on as many lines as it needs."""
    line = f"{begin}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        return [line]
    return [f"{begin}(", f"            {', '.join(arguments)},", "        )"]


def constant(header: Header, name: str) -> str:
    return next(constant.value for constant in header.constants if constant.name == name)


# ---- names.py: what a till programmer writes --------------------------------------------------------------

# prefix -> (class, its base, what it is)
NUMBERS = {
    "OPI_E_": ("Status", "StatusNumber", "How a call ended. The family of the number says whether money may have moved."),
    "OPI_MONEY_": ("MoneyMoved", "Number", "Whether money has moved."),
    "OPI_VERDICT_": ("Verdict", "Number", "How a request ended."),
    "OPI_RECEIPT_": ("ReceiptRole", "Number", "For whom a receipt is."),
    "OPI_DEVICE_": ("Device", "Number", "Which of the till's devices is wanted."),
    "OPI_PROMPT_": ("Prompt", "Number", "What kind of answer a question wants."),
    "OPI_ANSWER_": ("Answer", "Number", "What a callback tells the library; in Python: True, False or None."),
    "OPI_LOG_": ("LogLevel", "Number", "How much the library logs."),
    "OPI_RECOVERED_": ("Recovered", "Number", "What recovery found out about a request."),
}
TEXTS = {
    "OPI_OPTION_": ("Option", "Name", "Options of a request."),
    "OPI_FIELD_": ("Field", "Name", "Text fields of a result."),
    "OPI_RECOVERY_": ("RecoveryField", "Name", "Text fields of what recovery found."),
}
KINDS = ("Kind", "Number", "What a terminal can be asked for.")
ALONE = {"OPI_VERSION", "OPI_ABI_VERSION"}


def group(constant: Constant) -> tuple[tuple[str, str, str], str]:
    """The class a constant belongs to, and its name there."""
    if constant.name == "OPI_OK":
        return NUMBERS["OPI_E_"], "OK"
    groups = TEXTS if constant.value.startswith('"') else NUMBERS
    for prefix, names in groups.items():
        if constant.name.startswith(prefix):
            return names, constant.name[len(prefix):]
    if constant.section.startswith("Kinds of request"):
        return KINDS, constant.name[len("OPI_"):]
    raise SystemExit(f"generate: {constant.name} belongs to no class; add its prefix")


def names(header: Header) -> str:
    classes: dict[tuple[str, str, str], list[tuple[str, Constant]]] = {}
    for constant in header.constants:
        if constant.name not in ALONE:
            names, member = group(constant)
            classes.setdefault(names, []).append((member, constant))
    lines = [
        '"""The names and numbers of opi.h. Made from include/opi.h by generate.py; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from decimal import Decimal",
        "from typing import Optional, TypedDict, Union",
        "",
        "from ._names import Name, Number, StatusNumber",
    ]
    for (name, base, what), members in classes.items():
        lines += begin_class(name, base, what)
        for member, constant in members:
            lines += [f"    {member} = {constant.value}", *docstring(constant.comment)]
    lines += begin_class("JournalField", "Name", "Text fields of an entry of the electronic journal.")
    lines += [f'    {name.upper()} = "{name}"' for name in header.journal_fields]
    lines += begin_class("UrlOption", "Name", "Options of a terminal URL.")
    for option in header.url_options:
        lines += [f'    {option.name.upper().replace(".", "_")} = "{option.name}"', *docstring(option.comment)]
    minor = [c.value for _, c in classes[TEXTS["OPI_OPTION_"]] if request_type(c.comment) == "Decimal"]
    lines += ["", "", "#: Options that are amounts: minor units in the library.", f"AMOUNT_OPTIONS = frozenset([{', '.join(minor)}])"]
    lines += begin_class("RequestOptions", "TypedDict, total=False", "Options of a request, as keyword arguments.")
    for member, constant in classes[TEXTS["OPI_OPTION_"]]:
        lines += [f"    {member.lower()}: {request_type(constant.comment)}", *docstring(constant.comment)]
    lines += begin_class("UrlOptions", "TypedDict, total=False", "Options of a terminal URL, as keyword arguments.")
    for option in header.url_options:
        if option.name.isidentifier():  # not dialect.NAME, which stands for many
            lines += [f"    {option.name}: {url_type(option.comment)}", *docstring(option.comment)]
    for name, prefix, what in (
        ("ResultFields", "OPI_FIELD_", "The text fields of a result as properties; None where empty."),
        ("RecoveryFields", "OPI_RECOVERY_", "The text fields of what recovery found as properties; None where empty."),
    ):
        lines += begin_class(name, "", what)
        lines += [
            "    def get(self, name: str) -> Optional[str]:",
            '        """A field by its name, as text; None if it is empty."""',
            "        raise NotImplementedError",
        ]
        for member, constant in classes[TEXTS[prefix]]:
            if member not in TYPED_BY_HAND:
                lines += field_property(member, constant.comment)
    return "\n".join(lines) + "\n"


# Fields that are numbers of their own in the ABI, hence enums in Python: result.py and recovery.py have them.
TYPED_BY_HAND = {"VERDICT", "STATUS", "MONEY_MOVED"}


def begin_class(name: str, base: str, what: str) -> list[str]:
    bases = f"({base})" if base else ""
    return ["", "", f"class {name}{bases}:", f'    """{what}"""', ""]


def docstring(comment: str) -> list[str]:
    """A comment as what stands below a member, where pdoc and editors look for it."""
    words, lines, line = comment.replace("\\", "\\\\").split(), [], '    """'
    for word in words:
        if len(line) + len(word) + 1 > WIDTH - 4:
            lines.append(line)
            line = "    " + word
        else:
            line += word if line.endswith('"""') else " " + word
    return [*lines, line + '"""'] if words else []


def value_phrase(comment: str) -> str:
    """What stands behind "Value:" in the comment of an option."""
    return comment.partition("Value: ")[2]


def request_type(comment: str) -> str:
    phrase = value_phrase(comment)
    if phrase.startswith("yes or no"):
        return "bool"
    if phrase.startswith("whole number"):
        return "int"
    if phrase.startswith("minor units"):
        return "Decimal"
    return "Union[str, int, Decimal]" if phrase.startswith("number") else "str"


def url_type(comment: str) -> str:
    numbers = ("milliseconds", "bytes", "days", "number", "PORT")
    return "Union[str, int]" if value_phrase(comment).startswith(numbers) else "str"


def field_property(member: str, comment: str) -> list[str]:
    value = f'self.get("{member.lower()}")'
    kind, body = "Optional[str]", [f"        return {value}"]
    if "decimal major units" in comment.lower():
        kind = "Optional[Decimal]"
        body = [f"        text = {value}", "        return None if text is None else Decimal(text)"]
    elif comment.startswith("yes: "):
        kind, comment = "bool", comment[len("yes: ") :].capitalize()
        body = [f'        return {value} == "yes"']
    return [
        "",
        "    @property",
        f"    def {member.lower()}(self) -> {kind}:",
        *("    " + line for line in docstring(comment)),
        *body,
    ]


# ---- Writing -------------------------------------------------------------------------------------------------


def files() -> dict[Path, str]:
    """What both files have to say."""
    header = read_header(HEADER.read_text(encoding="utf-8"))
    return {PACKAGE / "_bindings.py": bindings(header), PACKAGE / "names.py": names(header)}


def main(arguments: list[str]) -> int:
    stale = [path for path, text in files().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if arguments == ["--check"]:
        for path in stale:
            print(f"{path} is not what {HEADER} says; run bindings/python/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(files()[path], encoding="utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
