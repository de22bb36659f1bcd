"""The functions of opi.h with their C types: no logic. Made by `make generate` from api/opi-api.json; do not edit."""

from __future__ import annotations

from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any, Callable, Optional

#: UTF-8 with a NUL at the end, or NULL.
Text = Optional[bytes]
#: The address of an object of the library, or NULL.
Pointer = Optional[int]
#: Where an output goes: what byref() gives, or None where NULL is allowed.
Out = Any

VERSION = "0.1.0"
"""The version of this header; opi_version() tells the library's."""
ABI_VERSION = 1
"""The ABI this header describes: major number (that of the SONAME) * 65536 + minor number. A library fits when its
major number is the same and its minor number at least this one."""

opi_log_set_callback = CFUNCTYPE(None, c_void_p, c_int32, c_char_p, c_char_p, c_size_t)

opi_log_set_destroy = CFUNCTYPE(None, c_void_p)


class opi_devices(Structure):
    """The struct opi_devices."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("user_data", c_void_p),
        ("display", CFUNCTYPE(c_int32, c_void_p, c_void_p)),
        ("print", CFUNCTYPE(c_int32, c_void_p, c_void_p)),
        ("input", CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)),
        ("deliver", CFUNCTYPE(c_int32, c_void_p, c_void_p)),
        ("journal", CFUNCTYPE(c_int32, c_void_p, c_void_p)),
        ("destroy", CFUNCTYPE(None, c_void_p)),
    ]


class Functions:
    """Every function of opi.h, ready to be called."""

    opi_version: Callable[[], Text]
    opi_abi_version: Callable[[], int]
    opi_status_name: Callable[[int], Text]
    opi_status_text: Callable[[int], Text]
    opi_status_advice: Callable[[int], Text]
    opi_status_text_in: Callable[[int, Text], Text]
    opi_status_advice_in: Callable[[int, Text], Text]
    opi_status_money: Callable[[int], int]
    opi_error_code: Callable[[Pointer], int]
    opi_error_message: Callable[[Pointer, Out], Text]
    opi_error_advice: Callable[[Pointer, Out], Text]
    opi_error_money: Callable[[Pointer], int]
    opi_error_free: Callable[[Pointer], None]
    opi_currency_decimals: Callable[[Text], int]
    opi_cancel_new: Callable[[], Pointer]
    opi_cancel_cancel: Callable[[Pointer], None]
    opi_cancel_is_cancelled: Callable[[Pointer], int]
    opi_cancel_free: Callable[[Pointer], None]
    opi_request_new: Callable[[int], Pointer]
    opi_request_set_amount: Callable[[Pointer, int, Text, Out], int]
    opi_request_set: Callable[[Pointer, Text, Text, Out], int]
    opi_request_free: Callable[[Pointer], None]
    opi_result_verdict: Callable[[Pointer], int]
    opi_result_status: Callable[[Pointer], int]
    opi_result_money: Callable[[Pointer], int]
    opi_result_amount: Callable[[Pointer, Out, Out], int]
    opi_result_get: Callable[[Pointer, Text, Out], Text]
    opi_result_receipt_count: Callable[[Pointer], int]
    opi_result_receipt_role: Callable[[Pointer, int], int]
    opi_result_receipt_target: Callable[[Pointer, int, Out], Text]
    opi_result_receipt_text: Callable[[Pointer, int, Out], Text]
    opi_result_receipt_acknowledged: Callable[[Pointer, int], int]
    opi_result_journal_count: Callable[[Pointer], int]
    opi_result_journal_get: Callable[[Pointer, int, Text, Out], Text]
    opi_result_evidence_count: Callable[[Pointer], int]
    opi_result_evidence_get: Callable[[Pointer, int, Text, Out], Text]
    opi_result_contradiction_count: Callable[[Pointer], int]
    opi_result_contradiction_get: Callable[[Pointer, int, Text, Out], Text]
    opi_result_note_count: Callable[[Pointer], int]
    opi_result_note: Callable[[Pointer, int, Out], Text]
    opi_result_failed_callbacks: Callable[[Pointer], int]
    opi_result_json: Callable[[Pointer, Out], Text]
    opi_result_acknowledge: Callable[[Pointer, Out], int]
    opi_result_free: Callable[[Pointer], None]
    opi_recovery_count: Callable[[Pointer], int]
    opi_recovery_verdict: Callable[[Pointer, int], int]
    opi_recovery_amount: Callable[[Pointer, int, Out, Out], int]
    opi_recovery_get: Callable[[Pointer, int, Text, Out], Text]
    opi_recovery_receipt_count: Callable[[Pointer, int], int]
    opi_recovery_receipt_role: Callable[[Pointer, int, int], int]
    opi_recovery_receipt_target: Callable[[Pointer, int, int, Out], Text]
    opi_recovery_receipt_text: Callable[[Pointer, int, int, Out], Text]
    opi_recovery_receipt_acknowledged: Callable[[Pointer, int, int], int]
    opi_recovery_journal_count: Callable[[Pointer, int], int]
    opi_recovery_journal_get: Callable[[Pointer, int, int, Text, Out], Text]
    opi_recovery_evidence_count: Callable[[Pointer, int], int]
    opi_recovery_evidence_get: Callable[[Pointer, int, int, Text, Out], Text]
    opi_recovery_contradiction_count: Callable[[Pointer, int], int]
    opi_recovery_contradiction_get: Callable[[Pointer, int, int, Text, Out], Text]
    opi_recovery_acknowledge: Callable[[Pointer, int, Out], int]
    opi_recovery_json: Callable[[Pointer, Out], Text]
    opi_recovery_free: Callable[[Pointer], None]
    opi_device_request_kind: Callable[[Pointer], int]
    opi_device_request_target: Callable[[Pointer, Out], Text]
    opi_device_request_text: Callable[[Pointer, Out], Text]
    opi_device_request_line_count: Callable[[Pointer], int]
    opi_device_request_line: Callable[[Pointer, int, Out], Text]
    opi_device_request_role: Callable[[Pointer], int]
    opi_device_request_acknowledged: Callable[[Pointer], int]
    opi_device_request_for_customer: Callable[[Pointer], int]
    opi_device_request_prompt_kind: Callable[[Pointer], int]
    opi_device_request_command: Callable[[Pointer, Out], Text]
    opi_device_request_min_length: Callable[[Pointer], int]
    opi_device_request_max_length: Callable[[Pointer], int]
    opi_device_request_decimals: Callable[[Pointer], int]
    opi_device_request_timeout_seconds: Callable[[Pointer], int]
    opi_device_request_get: Callable[[Pointer, Text, Out], Text]
    opi_answer_set_text: Callable[[Pointer, Text], int]
    opi_answer_set_number: Callable[[Pointer, Text], int]
    opi_terminal_open: Callable[[Text, Out, Out, Out], int]
    opi_terminal_run: Callable[[Pointer, Pointer, Pointer, Out, Out], int]
    opi_terminal_recover: Callable[[Pointer, Pointer, Out, Out], int]
    opi_terminal_unresolved: Callable[[Pointer, Out, Out], int]
    opi_terminal_resolve: Callable[[Pointer, Text, int, Text, Text, Out], int]
    opi_terminal_dispatch: Callable[[Pointer, int], int]
    opi_terminal_close: Callable[[Pointer, int], int]
    opi_terminal_listen_port: Callable[[Pointer], int]
    opi_terminal_listen_address: Callable[[Pointer, Out], Text]
    opi_terminal_free: Callable[[Pointer], None]
    opi_self_test: Callable[[Pointer], int]
    opi_dispatch: Callable[[int], int]
    opi_log_set: Callable[[int, Any, Pointer, Any], int]

    def __init__(self, library: CDLL) -> None:
        def declare(name: str, result: Any, *arguments: Any) -> None:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

        declare("opi_version", c_char_p)
        declare("opi_abi_version", c_uint32)
        declare("opi_status_name", c_char_p, c_int32)
        declare("opi_status_text", c_char_p, c_int32)
        declare("opi_status_advice", c_char_p, c_int32)
        declare("opi_status_text_in", c_char_p, c_int32, c_char_p)
        declare("opi_status_advice_in", c_char_p, c_int32, c_char_p)
        declare("opi_status_money", c_int32, c_int32)
        declare("opi_error_code", c_int32, c_void_p)
        declare("opi_error_message", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_error_advice", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_error_money", c_int32, c_void_p)
        declare("opi_error_free", None, c_void_p)
        declare("opi_currency_decimals", c_int32, c_char_p)
        declare("opi_cancel_new", c_void_p)
        declare("opi_cancel_cancel", None, c_void_p)
        declare("opi_cancel_is_cancelled", c_int32, c_void_p)
        declare("opi_cancel_free", None, c_void_p)
        declare("opi_request_new", c_void_p, c_int32)
        declare("opi_request_set_amount", c_int32, c_void_p, c_int64, c_char_p, POINTER(c_void_p))
        declare("opi_request_set", c_int32, c_void_p, c_char_p, c_char_p, POINTER(c_void_p))
        declare("opi_request_free", None, c_void_p)
        declare("opi_result_verdict", c_int32, c_void_p)
        declare("opi_result_status", c_int32, c_void_p)
        declare("opi_result_money", c_int32, c_void_p)
        declare("opi_result_amount", c_int32, c_void_p, POINTER(c_int64), POINTER(c_char_p))
        declare("opi_result_get", c_char_p, c_void_p, c_char_p, POINTER(c_size_t))
        declare("opi_result_receipt_count", c_size_t, c_void_p)
        declare("opi_result_receipt_role", c_int32, c_void_p, c_size_t)
        declare("opi_result_receipt_target", c_char_p, c_void_p, c_size_t, POINTER(c_size_t))
        declare("opi_result_receipt_text", c_char_p, c_void_p, c_size_t, POINTER(c_size_t))
        declare("opi_result_receipt_acknowledged", c_int32, c_void_p, c_size_t)
        declare("opi_result_journal_count", c_size_t, c_void_p)
        declare("opi_result_journal_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_result_evidence_count", c_size_t, c_void_p)
        declare("opi_result_evidence_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_result_contradiction_count", c_size_t, c_void_p)
        declare("opi_result_contradiction_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_result_note_count", c_size_t, c_void_p)
        declare("opi_result_note", c_char_p, c_void_p, c_size_t, POINTER(c_size_t))
        declare("opi_result_failed_callbacks", c_uint32, c_void_p)
        declare("opi_result_json", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_result_acknowledge", c_int32, c_void_p, POINTER(c_void_p))
        declare("opi_result_free", None, c_void_p)
        declare("opi_recovery_count", c_size_t, c_void_p)
        declare("opi_recovery_verdict", c_int32, c_void_p, c_size_t)
        declare("opi_recovery_amount", c_int32, c_void_p, c_size_t, POINTER(c_int64), POINTER(c_char_p))
        declare("opi_recovery_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_recovery_receipt_count", c_size_t, c_void_p, c_size_t)
        declare("opi_recovery_receipt_role", c_int32, c_void_p, c_size_t, c_size_t)
        declare("opi_recovery_receipt_target", c_char_p, c_void_p, c_size_t, c_size_t, POINTER(c_size_t))
        declare("opi_recovery_receipt_text", c_char_p, c_void_p, c_size_t, c_size_t, POINTER(c_size_t))
        declare("opi_recovery_receipt_acknowledged", c_int32, c_void_p, c_size_t, c_size_t)
        declare("opi_recovery_journal_count", c_size_t, c_void_p, c_size_t)
        declare("opi_recovery_journal_get", c_char_p, c_void_p, c_size_t, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_recovery_evidence_count", c_size_t, c_void_p, c_size_t)
        declare("opi_recovery_evidence_get", c_char_p, c_void_p, c_size_t, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_recovery_contradiction_count", c_size_t, c_void_p, c_size_t)
        declare("opi_recovery_contradiction_get", c_char_p, c_void_p, c_size_t, c_size_t, c_char_p, POINTER(c_size_t))
        declare("opi_recovery_acknowledge", c_int32, c_void_p, c_size_t, POINTER(c_void_p))
        declare("opi_recovery_json", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_recovery_free", None, c_void_p)
        declare("opi_device_request_kind", c_int32, c_void_p)
        declare("opi_device_request_target", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_device_request_text", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_device_request_line_count", c_size_t, c_void_p)
        declare("opi_device_request_line", c_char_p, c_void_p, c_size_t, POINTER(c_size_t))
        declare("opi_device_request_role", c_int32, c_void_p)
        declare("opi_device_request_acknowledged", c_int32, c_void_p)
        declare("opi_device_request_for_customer", c_int32, c_void_p)
        declare("opi_device_request_prompt_kind", c_int32, c_void_p)
        declare("opi_device_request_command", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_device_request_min_length", c_int32, c_void_p)
        declare("opi_device_request_max_length", c_int32, c_void_p)
        declare("opi_device_request_decimals", c_int32, c_void_p)
        declare("opi_device_request_timeout_seconds", c_int32, c_void_p)
        declare("opi_device_request_get", c_char_p, c_void_p, c_char_p, POINTER(c_size_t))
        declare("opi_answer_set_text", c_int32, c_void_p, c_char_p)
        declare("opi_answer_set_number", c_int32, c_void_p, c_char_p)
        declare("opi_terminal_open", c_int32, c_char_p, POINTER(opi_devices), POINTER(c_void_p), POINTER(c_void_p))
        declare("opi_terminal_run", c_int32, c_void_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p))
        declare("opi_terminal_recover", c_int32, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p))
        declare("opi_terminal_unresolved", c_int32, c_void_p, POINTER(c_void_p), POINTER(c_void_p))
        declare("opi_terminal_resolve", c_int32, c_void_p, c_char_p, c_int32, c_char_p, c_char_p, POINTER(c_void_p))
        declare("opi_terminal_dispatch", c_int32, c_void_p, c_uint32)
        declare("opi_terminal_close", c_int32, c_void_p, c_uint32)
        declare("opi_terminal_listen_port", c_int32, c_void_p)
        declare("opi_terminal_listen_address", c_char_p, c_void_p, POINTER(c_size_t))
        declare("opi_terminal_free", None, c_void_p)
        declare("opi_self_test", c_int32, c_void_p)
        declare("opi_dispatch", c_int32, c_uint32)
        declare("opi_log_set", c_int32, c_int32, CFUNCTYPE(None, c_void_p, c_int32, c_char_p, c_char_p, c_size_t), c_void_p, CFUNCTYPE(None, c_void_p))
