"""Nothing of opi.h is missing here. The header is read with a few plain patterns of this file's own, and the library is
asked for its own lists, so that a fault in generate.py cannot hide itself."""

from __future__ import annotations

import re
import subprocess
import sys
from ctypes import c_size_t, sizeof
from pathlib import Path

import opi
import pytest
from harness import AMOUNT, HEADER, NOWHERE, Simulator, proves
from opi import _bindings
from opi._library import library

BINDING = Path(opi.__file__).parent
TEXT = HEADER.read_text(encoding="utf-8")
NUMBERS = {name: int(value) for name, value in re.findall(r"^#define OPI_(\w+) \(?(-?\d+)\)?$", TEXT, re.M)}
WORDS = dict(re.findall(r'^#define OPI_(\w+) "([^"]*)"$', TEXT, re.M))
FUNCTIONS = re.findall(r"OPI_CALL (opi_\w+)\(", TEXT)
PREFIXES = {
    "MONEY_": opi.MoneyMoved,
    "VERDICT_": opi.Verdict,
    "RECEIPT_": opi.ReceiptRole,
    "DEVICE_": opi.Device,
    "PROMPT_": opi.Prompt,
    "ANSWER_": opi.Answer,
    "LOG_": opi.LogLevel,
    "OPTION_": opi.Option,
    "FIELD_": opi.Field,
    "RECOVERED_": opi.Recovered,
    "RECOVERY_": opi.RecoveryField,
    "E_": opi.Status,
}


def test_the_generated_files_are_up_to_date() -> None:
    generator = Path(__file__).resolve().parents[1] / "generate.py"
    run = subprocess.run([sys.executable, str(generator), "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@proves("names-complete")
def test_every_number_and_name_of_the_header_is_here() -> None:
    missing, seen = [], 0
    for name, value in {**NUMBERS, **WORDS}.items():
        if name in ("VERSION", "ABI_VERSION"):
            continue
        prefix = next((prefix for prefix in PREFIXES if name.startswith(prefix)), "")
        # What has no prefix is a kind of request, but for OPI_OK.
        group = PREFIXES.get(prefix, opi.Status if name == "OK" else opi.Kind)
        member = group.__members__.get(name[len(prefix) :])
        if member is None or member.value != value:
            missing.append(name)
        seen += 1
    assert missing == []
    assert seen == sum(len(group) for group in [*PREFIXES.values(), opi.Kind]), "more here than in the header"
    assert seen > 150


def test_every_field_of_a_result_is_a_property() -> None:
    for field in opi.Field:
        assert hasattr(opi.Result, field.value) or field.value in opi.Result.__dataclass_fields__, field
    for name in opi.RecoveryField:
        assert hasattr(opi.Recovery, name.value) or name.value in opi.Recovery.__dataclass_fields__, name


def test_every_option_is_a_keyword() -> None:
    assert set(opi.RequestOptions.__annotations__) == {option.value for option in opi.Option}
    names = {option.value for option in opi.UrlOption if option.value.isidentifier()}
    assert set(opi.UrlOptions.__annotations__) == names


def library_list(message: str) -> set[str]:
    """The names in an error that ends "there are: a, b, c"."""
    return set(re.findall(r"[\w.]*\w", message.split("there are:", 1)[1].split(". ")[0]))


def test_the_library_knows_the_same_options() -> None:
    with pytest.raises(opi.UsageError) as caught:
        opi.Terminal("opi://127.0.0.1?xyzzyxyzzy=1")
    assert library_list(caught.value.message) == {option.value for option in opi.UrlOption}
    with opi.Terminal(NOWHERE) as terminal:
        with pytest.raises(opi.UsageError) as caught:
            terminal.run(opi.Kind.GET_STATUS, xyzzyxyzzy="1")  # type: ignore[call-arg]
    assert library_list(caught.value.message) == {option.value for option in opi.Option}


def test_the_library_calls_the_statuses_the_same() -> None:
    for status in opi.Status:
        assert opi.status_name(status) in ("OPI_OK", f"OPI_E_{status.name}")
        assert opi.status_text(status) and opi.status_advice(status)
        moved = library().opi_status_money(status)
        risky = status.family in (opi.Family.DONE, opi.Family.UNKNOWN)
        assert moved == (opi.MoneyMoved.POSSIBLY if risky else opi.MoneyMoved.NO), status


def test_a_number_of_a_newer_library_is_understood_by_its_family() -> None:
    for number, family in (
        (-99, opi.Family.MISTAKE),
        (-199, opi.Family.NOT_SENT),
        (-299, opi.Family.UNKNOWN),
        (-399, opi.Family.NOT_APPROVED),
        (-999, opi.Family.INTERNAL),
        (-500, opi.Family.UNKNOWN),
        (5, opi.Family.UNKNOWN),
    ):
        status = opi.Status(number)
        assert status == number and status.family is family
    assert opi.Verdict(77) == 77 and opi.Verdict(77).name == "UNKNOWN_77"


@proves("names-complete")
def test_every_function_is_bound_as_the_header_has_it() -> None:
    assert len(FUNCTIONS) == len(set(FUNCTIONS)) >= 60
    for name in FUNCTIONS:
        declaration = re.search(rf"OPI_CALL {name}\((.*?)\);", TEXT, re.S)
        assert declaration is not None
        # Commas inside a pointer to a function are its own.
        parameters = re.sub(r"\)\([^()]*\)", "", declaration[1])
        count = 0 if parameters == "void" else parameters.count(",") + 1
        function = getattr(library(), name)
        assert len(function.argtypes) == count, name


def test_every_function_is_used() -> None:
    managed = "".join(
        path.read_text(encoding="utf-8") for path in BINDING.glob("*.py") if path.name not in ("_bindings.py", "names.py")
    )
    reached_otherwise = {
        "opi_abi_version",  # checked in _library.py before the functions are bound
        "opi_error_code",  # the same number that the failed function returned
        "opi_device_request_kind",  # each callback has a function of its own
        "opi_device_request_line",  # lines come from the text
    }
    unused = {name for name in FUNCTIONS if not re.search(rf"\.{name}\b", managed)}
    assert unused - reached_otherwise == set()


def test_the_struct_is_the_size_c_makes_it() -> None:
    # two uint32_t, user_data, five callbacks and destroy
    assert sizeof(_bindings.opi_devices) == 8 + 7 * sizeof(c_size_t)
    assert [name for name, *_ in _bindings.opi_devices._fields_] == re.findall(
        r"(?:^    (?:uint32_t|void) \*?|\(OPI_CALLBACK \*)(\w+)(?:;|\))",
        TEXT.split("typedef struct opi_devices {")[1].split("} opi_devices;")[0],
        re.M,
    )


def test_versions() -> None:
    assert opi.version() == _bindings.HEADER_VERSION == WORDS["VERSION"]
    assert opi.abi_version() == _bindings.ABI_VERSION == NUMBERS["ABI_VERSION"]


def test_a_fault_in_the_library_never_brings_the_till_down() -> None:
    assert opi.self_test() is opi.Status.INTERNAL


def test_the_journal_fields_are_those_that_come(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        entry = terminal.pay(AMOUNT, "CHF").journal[0]
    assert len(entry.fields) > 10 and all(entry.get(name) == value for name, value in entry.fields.items())
