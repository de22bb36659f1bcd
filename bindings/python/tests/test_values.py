"""Texts of the library as values, and values as its texts: each type of value, also what a terminal should never have written."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, Callable, Optional

import opi
import pytest
from harness import NOWHERE, proves
from opi._records import Kept
from opi._texts import option
from opi.options import REQUEST_FORMS, SETTING_FORMS, URL_FORMS
from test_model import MODEL, pascal


def result_with(**texts: str) -> opi.ResultFields:
    """A result of which the library would say this."""
    return opi.ResultFields(Kept({("opi_result_get", (name.encode(),)): text for name, text in texts.items()}), "opi_result")


def question_with(**numbers: int) -> opi.Question:
    """A question of which the library would say this."""
    said: dict[tuple[str, tuple[object, ...]], int] = {(f"opi_device_request_{name}", ()): number for name, number in numbers.items()}
    return opi.Question(Kept(said), "opi_device_request")


# ---- Texts as values --------------------------------------------------------------------------------------

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("message", "Zürich", "Zürich"),
        ("private_data", "one\n\nthree", "one\n\nthree"),
        ("raw", "<A>&amp;</A>", "<A>&amp;</A>"),
        ("card_circuits", "VISA,ECMC", ("VISA", "ECMC")),
        ("card_circuits", "TWNT", ("TWNT",)),
        ("card_circuits", "VISA,,ECMC,", ("VISA", "ECMC")),
        ("card_circuits", "", ()),
        ("from_journal", "yes", True),
        ("from_journal", "no", False),
        ("from_journal", "Yes", None),
        ("from_journal", "", None),
        ("receipt_copies", "2", 2),
        ("receipt_copies", "007", 7),
        ("receipt_copies", "two", None),
        ("receipt_copies", "2.0", None),
        ("receipt_copies", "1_000", None),
        ("receipt_copies", "٣", None),
        ("receipt_copies", "9" * 5000, None),
        ("dcc_rate", "1.0512", Decimal("1.0512")),
        ("dcc_rate", "0.100000000000000000000000000000001", Decimal("0.100000000000000000000000000000001")),
        ("dcc_rate", "1,0512", None),
        ("dcc_rate", "NaN", None),
        ("dcc_rate", "1e5", None),
        ("dcc_rate", "1.", None),
        ("authorised_at", "2026-04-08T10:30:00", datetime(2026, 4, 8, 10, 30)),
        ("authorised_at", "2026-04-08T10:30:00+02:00", datetime(2026, 4, 8, 10, 30, tzinfo=EAST)),
        ("authorised_at", "2026-04-08T10:30:00Z", datetime(2026, 4, 8, 10, 30, tzinfo=timezone.utc)),
        ("authorised_at", "2026-04-08T10:30:00.25", datetime(2026, 4, 8, 10, 30, 0, 250_000)),
        ("authorised_at", "2026-04-08T10:30:00.123456789", datetime(2026, 4, 8, 10, 30, 0, 123_456)),
        ("authorised_at", "2026-02-30T10:30:00", None),
        ("authorised_at", "2026-04-08T25:30:00", None),
        ("authorised_at", "2026-04-08T10:30:00+99:00", None),
        ("authorised_at", "2026-04-08", None),
        ("authorised_at", "yesterday", None),
        ("kind", "CardPayment", opi.Kind.CARD_PAYMENT),
        ("kind", "POPInit", None),
    ],
)
def test_a_text_as_a_value(field: str, text: str, value: object) -> None:
    result = result_with(**{field: text})
    read = getattr(result, field)
    assert read == value and type(read) is type(value)
    assert result.get(field) == text


def test_a_time_is_aware_only_where_its_offset_was_told() -> None:
    for text, offset in (("2026-04-08T10:30:00", None), ("2026-04-08T10:30:00-05:30", -timedelta(hours=5, minutes=30))):
        read = result_with(authorised_at=text).authorised_at
        assert read is not None and read.utcoffset() == offset


def test_what_is_empty_is_nothing() -> None:
    empty = result_with()
    for field in opi.ResultField:
        if field not in ("verdict", "status", "money_moved"):
            assert getattr(empty, field) in (None, ())


@proves("money")
def test_an_amount_has_its_currency() -> None:
    result = result_with(amount="12.50", currency="CHF", dcc_amount="13.1", dcc_currency="US DOLLAR", tip="12,50", balance="7")
    assert result.amount == opi.Money(Decimal("12.50"), "CHF") and str(result.amount) == "CHF 12.50"
    assert str(result.dcc_amount) == "US DOLLAR 13.1"
    assert result.tip is None and result.get("tip") == "12,50"
    assert result.balance == opi.Money(Decimal("7"), "")  # nobody named the currency


def test_a_duration_has_its_unit() -> None:
    assert question_with(timeout_seconds=30).timeout == timedelta(seconds=30)
    assert question_with(timeout_seconds=0).timeout == timedelta(0)
    assert question_with(timeout_seconds=-1).timeout is None
    assert question_with(timeout_seconds=2**62).timeout is None


def test_below_zero_is_no_number() -> None:
    question = question_with(min_length=0, max_length=-1, prompt_kind=2)
    assert (question.min_length, question.max_length, question.prompt) == (0, None, opi.Prompt.NUMBER)


def test_what_only_a_newer_library_knows_stays_readable() -> None:
    status = opi.Status(-150)
    assert (int(status), status.name, status.word, status.family) == (-150, "UNKNOWN_MINUS_150", "", opi.Family.NOT_STARTED)
    assert opi.Verdict(77) == 77 and opi.Verdict(77) not in list(opi.Verdict)
    assert question_with(prompt_kind=9).prompt == 9
    assert opi.Verdict.of("postponed") is None
    settled = opi.RecoveredFields(Kept({("opi_recovery_get", (0, b"settled_by")): "robot"}), "opi_recovery", 0).settled_by
    assert settled is not None and settled == "robot" and settled.value == "robot" and settled not in list(opi.SettledBy)
    for unknown in (status, settled):
        assert pickle.loads(pickle.dumps(unknown)) == unknown
    for kind, nonsense in ((opi.Verdict, "approved"), (opi.SettledBy, 7)):
        with pytest.raises(ValueError):
            kind(nonsense)  # type: ignore[arg-type]


def test_a_number_is_understood_by_its_family() -> None:
    for number, family in (
        (0, opi.Family.OK),
        (-99, opi.Family.CALLER),
        (-199, opi.Family.NOT_STARTED),
        (-299, opi.Family.OUTCOME_UNKNOWN),
        (-399, opi.Family.ANSWERED),
        (-999, opi.Family.INTERNAL),
        (-500, opi.Family.OUTCOME_UNKNOWN),
        (5, opi.Family.OUTCOME_UNKNOWN),
    ):
        assert opi.Status(number).family is family


# ---- Values as texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keyword", "value", "text"),
    [
        ("reference", "A-1", "A-1"),
        ("shift", 3, "3"),
        ("request_token", True, "yes"),
        ("request_token", False, "no"),
        ("card_circuits", ["VISA", "ECMC"], "VISA,ECMC"),
        ("card_circuits", ("TWNT",), "TWNT"),
        ("card_circuits", [], ""),
        ("loyalty_amount", Decimal("1E+2"), "100"),
        ("loyalty_amount", Decimal("12.50"), "12.50"),
        ("cashback", Decimal("20.00"), "2000"),
        ("tip", Decimal("0.05"), "5"),
        ("original_time", datetime(2026, 4, 8, 10, 30, tzinfo=EAST), "2026-04-08T10:30:00+02:00"),
        ("original_time", datetime(2026, 4, 8, 10, 30), "2026-04-08T10:30:00"),
        ("diagnosis_method", opi.DiagnosisMethod.POP_INIT_ALL, "POPInitAll"),
        ("diagnosis_method", opi.DiagnosisMethod("Newer"), "Newer"),
        ("shift", "raw", "raw"),
        ("not_known_yet", "raw", "raw"),
    ],
)
def test_a_value_as_the_text_of_a_request_option(keyword: str, value: object, text: str) -> None:
    assert option(REQUEST_FORMS, keyword, value, "CHF") == (keyword, text)


@pytest.mark.parametrize(
    ("keyword", "value", "given"),
    [
        ("dialect", opi.Dialect.IFSF, ("dialect", "ifsf")),
        ("idle", timedelta(seconds=1.5), ("idle_ms", "1500")),
        ("recover_time", timedelta(minutes=5), ("recover_ms", "300000")),
        ("recover", opi.Recover.OPEN, ("recover", "open")),
        ("keep", timedelta(days=30), ("keep_days", "30")),
        ("journal", Path("/var/lib/till/journal.db"), ("journal", "/var/lib/till/journal.db")),
        ("max_frame", 65536, ("max_frame", "65536")),
        ("adopt_journal", True, ("adopt_journal", "yes")),
    ],
)
def test_a_value_as_the_text_of_a_url_option(keyword: str, value: object, given: tuple[str, str]) -> None:
    assert option(URL_FORMS, keyword, value) == given


def test_a_kind_as_the_text_of_a_setting() -> None:
    assert option(SETTING_FORMS, "close_day", opi.Kind.RECONCILIATION_WITH_CLOSURE)[1] == "ReconciliationWithClosure"
    assert option(SETTING_FORMS, "allow", ("CloseDay", "tip")) == ("allow", "CloseDay,tip")


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("shift", 1.5),
        ("shift", True),
        ("request_token", 1),
        ("card_circuits", {"VISA"}),
        ("card_circuits", [1]),
        ("loyalty_amount", 12),
        ("cashback", 20),
        ("original_time", timedelta(1)),
        ("diagnosis_method", 1),
        ("reference", None),
        ("not_known_yet", 1),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_name(keyword: str, value: Any) -> None:
    with pytest.raises(TypeError, match=f"'{keyword}'"):
        option(REQUEST_FORMS, keyword, value, "CHF")


@pytest.mark.parametrize(
    ("forms", "keyword", "value", "words"),
    [
        (URL_FORMS, "keep", timedelta(hours=36), "not whole days"),
        (URL_FORMS, "idle", timedelta(microseconds=1500), "not whole milliseconds"),
        (REQUEST_FORMS, "card_circuits", ["VISA,ECMC"], "comma"),
        (REQUEST_FORMS, "cashback", Decimal("0.005"), "too many decimals"),
        (REQUEST_FORMS, "cashback", Decimal("NaN"), "not an amount"),
        (SETTING_FORMS, "close_day", opi.Kind(4711), "no word"),
    ],
)
def test_what_the_library_has_no_text_for_is_refused(forms: Any, keyword: str, value: object, words: str) -> None:
    with pytest.raises(opi.UsageError, match=words) as caught:
        option(forms, keyword, value, "CHF")
    assert caught.value.status is opi.Status.INVALID_ARGUMENT and f"'{keyword}'" in caught.value.message


def test_a_path_is_no_bytes() -> None:
    for wrong in (b"/var/lib/till/journal.db", 7):
        with pytest.raises(TypeError, match="'journal'"):
            option(URL_FORMS, "journal", wrong)


def test_an_amount_needs_the_amount_of_the_request() -> None:
    with pytest.raises(opi.UsageError, match="'cashback'"):
        option(REQUEST_FORMS, "cashback", Decimal("20.00"), None)


def test_a_card_number_of_the_wrong_type_is_not_repeated() -> None:
    with opi.Terminal(NOWHERE) as terminal:
        with pytest.raises(TypeError) as caught:
            terminal.pay(Decimal("12.50"), "CHF", card_pan=4111111111111111)  # type: ignore[arg-type]
    assert "4111" not in str(caught.value)


# ---- URLs ---------------------------------------------------------------------------------------------------------


@proves("open-close")
def test_a_url_from_its_parts() -> None:
    assert opi.terminal_url("192.168.0.60") == "opi://192.168.0.60"
    url = opi.terminal_url(
        "fe80::1", 4100, workstation="lane 1&ä+%", listen="127.0.0.1:0", idle=timedelta(milliseconds=5), adopt_journal=False
    )
    assert url == "opi://[fe80::1]:4100?workstation=lane%201%26%C3%A4%2B%25&listen=127.0.0.1:0&idle_ms=5&adopt_journal=no"
    url = opi.terminal_url("till", dialect=opi.Dialect.DE, settings={"listen_port": 4110, "close_day": opi.Kind.CLOSE_DAY})
    assert url == "opi://till?dialect=de&dialect.listen_port=4110&dialect.close_day=CloseDay"
    with pytest.raises(opi.UsageError):
        opi.terminal_url("till?journal=none")


UNITS = {"milliseconds": timedelta(milliseconds=1), "days": timedelta(days=1)}
TYPED: dict[str, Callable[[dict[str, str], str], object]] = {
    "text": lambda holds, text: text,
    "list": lambda holds, text: text.split(","),
    "flag": lambda holds, text: text == "yes",
    "number": lambda holds, text: int(text),
    "duration": lambda holds, text: int(text) * UNITS[holds["unit"]],
    "choice": lambda holds, text: getattr(opi, pascal(holds["of"]))(text),
    "enum": lambda holds, text: getattr(opi, pascal(holds["of"])).of(text),
}


def test_the_library_takes_its_own_defaults_as_typed_values() -> None:
    given: dict[str, Any] = {"listen": "127.0.0.1:0", "journal": Path("none")}
    forms = {form.name: keyword for keyword, form in URL_FORMS.items()}
    for row in MODEL["url_options"]:
        if " " not in row["default"] and row["name"] in forms and forms[row["name"]] not in given:
            given[forms[row["name"]]] = TYPED[row["holds"]["type"]](row["holds"], row["default"])
    assert len(given) > 20
    for number, dialect in enumerate(opi.Dialect):
        settings: Any = {
            row["name"]: TYPED[row["holds"]["type"]](row["holds"], row["values"][number])
            for row in MODEL["settings"]
            if row["values"][number]
        }
        assert len(settings) > 15
        with opi.Terminal(opi.terminal_url("127.0.0.1", 1, settings=settings, **{**given, "dialect": dialect})) as terminal:
            assert terminal.listen_address == f"127.0.0.1:{terminal.listen_port}"


def test_texts_come_to_the_library_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "Größe & Länge +.toml"
    file.write_text('close_day = "Nonsense"\n', encoding="utf-8")
    with pytest.raises(opi.UsageError, match="Nonsense"):
        opi.Terminal(opi.terminal_url("127.0.0.1", dialect_file=file))


def test_what_the_library_does_not_take_is_its_to_say() -> None:
    def wrong(**options: Any) -> Optional[opi.Status]:
        with pytest.raises(opi.UsageError) as caught:
            opi.Terminal(opi.terminal_url("127.0.0.1", **options))
        return caught.value.status

    assert wrong(idle=timedelta(days=30)) is opi.Status.INVALID_URL
    assert wrong(dialect=opi.Dialect("klingon")) is opi.Status.INVALID_URL
    assert wrong(workstaton="lane-1") is opi.Status.UNKNOWN_NAME
    assert wrong(settings={"listen_prot": "4110"}) is opi.Status.UNKNOWN_NAME
