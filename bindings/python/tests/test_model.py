"""Nothing of api/opi-api.json is missing here: what the package offers, found by looking at it, beside what the model says.

What was found goes to target/parity/model-python.txt, for `make parity`. And the library says the same as the model.
"""

from __future__ import annotations

import inspect
import json
import os
import re
from collections.abc import Iterator
from ctypes import c_size_t, sizeof
from pathlib import Path
from types import ModuleType
from typing import Any

import opi
import pytest
from harness import AMOUNT, NOWHERE, REPOSITORY, Simulator, proves, texts
from opi import _native, devices, names, options, records
from opi._enums import Choice, Name, Number
from opi._library import library
from opi._records import Record

MODEL: dict[str, Any] = json.loads((REPOSITORY / "api" / "opi-api.json").read_text(encoding="utf-8"))
FOUND = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")) / "parity" / "model-python.txt"
#: A place for every setting; here they are the keyword `settings`.
DIALECT_NAME = "dialect.NAME"


def snake(name: str) -> str:
    """`MoneyMoved` is `money_moved`, `ErrorFields` is `error`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.removesuffix("Fields")).lower()


def classes(module: ModuleType, base: type) -> Iterator[type[Any]]:
    """What a module exports that is made of a base."""
    for name in module.__all__:
        found = getattr(opi, name)  # what the module exports, the package does
        if inspect.isclass(found) and issubclass(found, base):
            yield found


def options_of(keywords: Any, forms: dict[str, Any], written: type[Name]) -> set[str]:
    """The names in the library of options that have a keyword with a type, a form, and a name."""
    names = {forms[keyword].name for keyword in keywords.__annotations__.keys() & forms.keys()}
    return names & {option.value for option in written}


def offered() -> dict[str, set[str]]:
    """What the package offers, by the sections of the model."""
    found: dict[str, set[str]] = {
        "functions": {name for name in _native.Functions.__annotations__ if callable(getattr(library(), name))},
        "constants": {f"OPI_{name}" for name in vars(_native) if name.isupper() and name not in ("CDLL", "CFUNCTYPE", "POINTER")},
        "enums": {f"{snake(of.__name__)}.{value.name.lower()}" for of in classes(names, Number) for value in of},
        "choices": {f"{snake(of.__name__)}.{word.name.lower()}" for of in classes(names, Choice) for word in of},
        "request_options": options_of(opi.RequestOptions, options.REQUEST_FORMS, opi.RequestOption),
        "url_options": options_of(opi.UrlOptions, options.URL_FORMS, opi.UrlOption),
        "settings": options_of(opi.DialectSettings, options.SETTING_FORMS, opi.Setting),
        "fields": set(),
        "lists": set(),
        "callbacks": opi.Devices.__annotations__.keys() & devices.CALLBACKS.keys(),
    }
    if "settings" in inspect.signature(opi.terminal_url).parameters:
        found["url_options"].add(DIALECT_NAME)
    for record in classes(records, Record):
        for name, read in vars(record).items():
            if isinstance(read, property):
                path = f"{snake(record.__name__)}.{name}"
                found["lists" if path in wanted()["lists"] else "fields"].add(path)
    return found


def wanted() -> dict[str, set[str]]:
    """What the model has, by its sections."""
    every = {section: {row["name"] for row in MODEL[section]} for section in MODEL if section.endswith("options")}
    every["settings"] = {row["name"] for row in MODEL["settings"]}
    every["functions"] = {row["name"] for row in MODEL["functions"]}
    every["callbacks"] = {row["name"] for row in MODEL["callbacks"]}
    every["constants"] = {row["c_name"] for row in MODEL["constants"]}
    every["enums"] = {f"{of['name']}.{row['name']}" for of in MODEL["enums"] for row in of["values"]}
    every["choices"] = {f"{of['name']}.{row['name']}" for of in MODEL["choices"] for row in of["words"]}
    every["fields"] = {f"{of['name']}.{row['name']}" for of in MODEL["records"] for row in of["fields"]}
    every["lists"] = {f"{of['name']}.{row['name']}" for of in MODEL["records"] for row in of["lists"]}
    return every


@proves("names-complete")
def test_all_of_the_model_is_offered() -> None:
    found, every = offered(), wanted()
    FOUND.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{section}\t{name}\n" for section, names in found.items() for name in sorted(names)]
    FOUND.write_text("".join(lines), encoding="utf-8")
    assert {section: every[section] - found[section] for section in every if every[section] != found[section]} == {}
    assert found == every and sum(map(len, found.values())) > 500


# ---- The same numbers, words and types ---------------------------------------------------------------------

TYPES = {
    "text": "Optional[str]",
    "lines": "Optional[str]",
    "xml": "Optional[str]",
    "list": "tuple[str, ...]",
    "flag": "Optional[bool]",
    "number": "Optional[int]",
    "decimal": "Optional[Decimal]",
    "amount": "Optional[Money]",
    "time": "Optional[datetime]",
    "duration": "Optional[timedelta]",
    "enum": "Optional[names.{}]",
    "choice": "Optional[names.{}]",
}
#: What has a function of its own is there in every such record.
OWN_TYPES = {**TYPES, "text": "str", "lines": "str", "enum": "names.{}"}
GIVEN_TYPES = {
    "text": "str",
    "path": "Union[str, os.PathLike[str]]",
    "list": "Union[list[str], tuple[str, ...]]",
    "flag": "bool",
    "number": "int",
    "decimal": "Decimal",
    "minor_units": "Decimal",
    "time": "datetime",
    "duration": "timedelta",
    "enum": "names.{}",
    "choice": "names.{}",
}


def pascal(name: str) -> str:
    """`money_moved` is `MoneyMoved`."""
    return "".join(map(str.capitalize, name.split("_")))


def test_each_field_has_the_type_of_what_it_holds() -> None:
    for record in classes(records, Record):
        row = next(row for row in MODEL["records"] if row["name"] == snake(record.__name__))
        for field in row["fields"]:
            holds = field["holds"]
            types = OWN_TYPES if "function" in field else TYPES
            annotation = vars(record)[field["name"]].fget.__annotations__["return"]
            assert annotation == types[holds["type"]].format(pascal(holds.get("of", ""))), (row["name"], field["name"])


def test_each_option_takes_the_type_of_what_it_holds() -> None:
    for section, keywords, forms in (
        ("request_options", opi.RequestOptions, options.REQUEST_FORMS),
        ("url_options", opi.UrlOptions, options.URL_FORMS),
        ("settings", opi.DialectSettings, options.SETTING_FORMS),
    ):
        holds = {row["name"]: row["holds"] for row in MODEL[section]}
        for keyword, annotation in keywords.__annotations__.items():
            held = holds[forms[keyword].name]
            expected = GIVEN_TYPES[held["type"]].format(pascal(held.get("of", "")))
            assert annotation.__forward_arg__ == expected, (section, keyword)


@proves("names-complete")
def test_numbers_and_words_are_those_of_the_model() -> None:
    for of in MODEL["enums"]:
        numbers = getattr(opi, pascal(of["name"]))
        for row in of["values"]:
            value = numbers[row["name"].upper()]
            assert (value, value.word, numbers.of(row["word"])) == (row["number"], row["word"], value)
    for of in MODEL["choices"]:
        words = getattr(opi, pascal(of["name"]))
        assert [word.value for word in words] == [row["word"] for row in of["words"]]
    for section, written in (("request_options", opi.RequestOption), ("settings", opi.Setting)):
        assert [option.value for option in written] == [row["name"] for row in MODEL[section]]
    for row in MODEL["records"]:
        named = [field["name"] for field in row["fields"] if "c_name" in field]
        if named:
            kind = getattr(opi, pascal(row["name"]) + "Field")
            assert [field.value for field in kind] == named


def test_every_function_is_bound_as_the_model_has_it() -> None:
    for function in MODEL["functions"]:
        assert len(getattr(library(), function["name"]).argtypes) == len(function["parameters"]), function["name"]


def test_the_struct_is_the_size_c_makes_it() -> None:
    # two uint32_t, user_data, the callbacks and destroy
    assert sizeof(_native.opi_devices) == 8 + (2 + len(MODEL["callbacks"])) * sizeof(c_size_t)
    (struct,) = MODEL["structs"]
    assert [name for name, *_ in _native.opi_devices._fields_] == [member["name"] for member in struct["members"]]


def test_every_function_is_used() -> None:
    package = Path(opi.__file__).parent
    texts = {path.name: path.read_text(encoding="utf-8") for path in package.glob("*.py") if path.name != "_native.py"}
    named = set(re.findall(r"\bopi_\w+", "".join(texts.values())))
    for prefix in re.findall(r'self\._(?:texts|records)\("(\w+)"', texts["records.py"]):
        named |= {f"{prefix}_count", prefix}
    for record in MODEL["records"]:
        prefixes = [record["prefix"]] if record["prefix"] else []
        prefixes += [row["prefix"] for of in MODEL["records"] for row in of["lists"] if row["record"] == record["name"]]
        prefixes += ["opi_device_request" for row in MODEL["callbacks"] if row["record"] == record["name"]]
        for field in record["fields"]:
            named |= {f"{prefix}_{field.get('function', 'get')}" for prefix in prefixes}
    reached_otherwise = {
        "opi_device_request_kind",  # each callback has a function of its own
        "opi_result_amount",  # the fields `amount` and `currency` say it
        "opi_recovery_amount",
        "opi_status_text",  # the same as opi_status_text_in() without a language
        "opi_status_advice",
    }
    assert {row["name"] for row in MODEL["functions"]} - named == reached_otherwise


# ---- What the library says --------------------------------------------------------------------------------------


def library_list(message: str) -> set[str]:
    """The names in an error that ends "there are: a, b, c"."""
    return set(re.findall(r"[\w.]*\w", message.split("there are:", 1)[1].split(". ")[0]))


def test_the_library_knows_the_same_options() -> None:
    with pytest.raises(opi.UsageError) as caught:
        opi.Terminal("opi://127.0.0.1?xyzzyxyzzy=1")
    assert library_list(caught.value.message) == {option.value for option in opi.UrlOption} | {DIALECT_NAME}
    with pytest.raises(opi.UsageError) as caught:
        opi.Terminal("opi://127.0.0.1?dialect.xyzzyxyzzy=1")
    assert library_list(caught.value.message) == {setting.value for setting in opi.Setting}
    with opi.Terminal(NOWHERE) as terminal:
        with pytest.raises(opi.UsageError) as caught:
            terminal.run(opi.Kind.GET_STATUS, xyzzyxyzzy="1")  # type: ignore[call-arg]
    assert library_list(caught.value.message) == {option.value for option in opi.RequestOption}


def test_the_library_calls_the_statuses_the_same() -> None:
    for status in opi.Status:
        assert opi.status_name(status) == status.word
        moved = library().opi_status_money(status)
        risky = status.family in (opi.Family.OK, opi.Family.OUTCOME_UNKNOWN)
        assert moved == (opi.MoneyMoved.POSSIBLY if risky else opi.MoneyMoved.NO), status
    statuses = next(of["values"] for of in MODEL["enums"] if of["name"] == "status")
    for row in statuses:
        assert opi.status_text(row["number"]) == row["what"]
        assert opi.status_advice(row["number"], "en") == row["status"]["advice"]
        for said in row["status"]["texts"]:
            assert opi.status_text(row["number"], said["language"]) == said["what"]
            assert opi.status_advice(row["number"], said["language"] + "_CH.UTF-8") == said["advice"]


def test_versions() -> None:
    assert opi.version() == _native.VERSION == MODEL["version"]
    assert opi.abi_version() == _native.ABI_VERSION


def test_a_fault_in_the_library_never_brings_the_till_down() -> None:
    assert opi.self_test() is opi.Status.INTERNAL


def test_the_journal_fields_are_those_that_come(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    come = json.loads(result.json)["journal"][0]
    named = texts(result.journal[0], opi.JournalEntryField)
    assert len(named) > 10 and {name: come[name] for name in named} == named
