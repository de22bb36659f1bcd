"""The functions of opi.h with their C types: no logic. Made from include/opi.h by generate.py; do not edit."""

from __future__ import annotations

from ctypes import (
    CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p,
)
from typing import Any, Callable, Optional

#: UTF-8 with a NUL at the end, or NULL.
Text = Optional[bytes]
#: The address of an object of the library, or NULL.
Pointer = Optional[int]
#: Where an output goes: what byref() gives, or None where NULL is allowed.
Out = Any

ABI_VERSION = 1
HEADER_VERSION = "0.1.0"

opi_devices_display = CFUNCTYPE(c_int32, c_void_p, c_void_p)
opi_devices_input = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)
opi_devices_destroy = CFUNCTYPE(None, c_void_p)


class opi_devices(Structure):
    """The struct opi_devices."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("user_data", c_void_p),
        ("display", opi_devices_display),
        ("print", opi_devices_display),
        ("input", opi_devices_input),
        ("deliver", opi_devices_display),
        ("journal", opi_devices_display),
        ("destroy", opi_devices_destroy),
    ]


opi_log_callback = CFUNCTYPE(None, c_void_p, c_int32, c_char_p, c_char_p, c_size_t)


class Bindings:
    """Every function of opi.h, ready to be called."""

    opi_version: Callable[[], Text]
    opi_abi_version: Callable[[], int]
    opi_status_name: Callable[[int], Text]
    opi_status_text: Callable[[int], Text]
    opi_status_advice: Callable[[int], Text]
    opi_status_money: Callable[[int], int]
    opi_error_code: Callable[[Pointer], int]
    opi_error_message: Callable[[Pointer, Out], Text]
    opi_error_advice: Callable[[Pointer, Out], Text]
    opi_error_money: Callable[[Pointer], int]
    opi_error_free: Callable[[Pointer], None]
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
    opi_result_receipt_text: Callable[[Pointer, int, Out], Text]
    opi_result_receipt_acknowledged: Callable[[Pointer, int], int]
    opi_result_journal_count: Callable[[Pointer], int]
    opi_result_journal_get: Callable[[Pointer, int, Text, Out], Text]
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
    opi_recovery_receipt_text: Callable[[Pointer, int, int, Out], Text]
    opi_recovery_acknowledge: Callable[[Pointer, int, Out], int]
    opi_recovery_json: Callable[[Pointer, Out], Text]
    opi_recovery_free: Callable[[Pointer], None]
    opi_device_request_kind: Callable[[Pointer], int]
    opi_device_request_target: Callable[[Pointer, Out], Text]
    opi_device_request_text: Callable[[Pointer, Out], Text]
    opi_device_request_line_count: Callable[[Pointer], int]
    opi_device_request_line: Callable[[Pointer, int, Out], Text]
    opi_device_request_role: Callable[[Pointer], int]
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
        def declare(name: str, result: Any, *arguments: Any) -> Any:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            return function

        self.opi_version = declare("opi_version", c_char_p)
        self.opi_abi_version = declare("opi_abi_version", c_uint32)
        self.opi_status_name = declare("opi_status_name", c_char_p, c_int32)
        self.opi_status_text = declare("opi_status_text", c_char_p, c_int32)
        self.opi_status_advice = declare("opi_status_advice", c_char_p, c_int32)
        self.opi_status_money = declare("opi_status_money", c_int32, c_int32)
        self.opi_error_code = declare("opi_error_code", c_int32, c_void_p)
        self.opi_error_message = declare("opi_error_message", c_char_p, c_void_p, POINTER(c_size_t))
        self.opi_error_advice = declare("opi_error_advice", c_char_p, c_void_p, POINTER(c_size_t))
        self.opi_error_money = declare("opi_error_money", c_int32, c_void_p)
        self.opi_error_free = declare("opi_error_free", None, c_void_p)
        self.opi_cancel_new = declare("opi_cancel_new", c_void_p)
        self.opi_cancel_cancel = declare("opi_cancel_cancel", None, c_void_p)
        self.opi_cancel_is_cancelled = declare("opi_cancel_is_cancelled", c_int32, c_void_p)
        self.opi_cancel_free = declare("opi_cancel_free", None, c_void_p)
        self.opi_request_new = declare("opi_request_new", c_void_p, c_int32)
        self.opi_request_set_amount = declare(
            "opi_request_set_amount", c_int32, c_void_p, c_int64, c_char_p, POINTER(c_void_p),
        )
        self.opi_request_set = declare(
            "opi_request_set", c_int32, c_void_p, c_char_p, c_char_p, POINTER(c_void_p),
        )
        self.opi_request_free = declare("opi_request_free", None, c_void_p)
        self.opi_result_verdict = declare("opi_result_verdict", c_int32, c_void_p)
        self.opi_result_status = declare("opi_result_status", c_int32, c_void_p)
        self.opi_result_money = declare("opi_result_money", c_int32, c_void_p)
        self.opi_result_amount = declare(
            "opi_result_amount", c_int32, c_void_p, POINTER(c_int64), POINTER(c_char_p),
        )
        self.opi_result_get = declare("opi_result_get", c_char_p, c_void_p, c_char_p, POINTER(c_size_t))
        self.opi_result_receipt_count = declare("opi_result_receipt_count", c_size_t, c_void_p)
        self.opi_result_receipt_role = declare("opi_result_receipt_role", c_int32, c_void_p, c_size_t)
        self.opi_result_receipt_text = declare(
            "opi_result_receipt_text", c_char_p, c_void_p, c_size_t, POINTER(c_size_t),
        )
        self.opi_result_receipt_acknowledged = declare(
            "opi_result_receipt_acknowledged", c_int32, c_void_p, c_size_t,
        )
        self.opi_result_journal_count = declare("opi_result_journal_count", c_size_t, c_void_p)
        self.opi_result_journal_get = declare(
            "opi_result_journal_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t),
        )
        self.opi_result_note_count = declare("opi_result_note_count", c_size_t, c_void_p)
        self.opi_result_note = declare("opi_result_note", c_char_p, c_void_p, c_size_t, POINTER(c_size_t))
        self.opi_result_failed_callbacks = declare("opi_result_failed_callbacks", c_uint32, c_void_p)
        self.opi_result_json = declare("opi_result_json", c_char_p, c_void_p, POINTER(c_size_t))
        self.opi_result_acknowledge = declare("opi_result_acknowledge", c_int32, c_void_p, POINTER(c_void_p))
        self.opi_result_free = declare("opi_result_free", None, c_void_p)
        self.opi_recovery_count = declare("opi_recovery_count", c_size_t, c_void_p)
        self.opi_recovery_verdict = declare("opi_recovery_verdict", c_int32, c_void_p, c_size_t)
        self.opi_recovery_amount = declare(
            "opi_recovery_amount", c_int32, c_void_p, c_size_t, POINTER(c_int64), POINTER(c_char_p),
        )
        self.opi_recovery_get = declare(
            "opi_recovery_get", c_char_p, c_void_p, c_size_t, c_char_p, POINTER(c_size_t),
        )
        self.opi_recovery_receipt_count = declare("opi_recovery_receipt_count", c_size_t, c_void_p, c_size_t)
        self.opi_recovery_receipt_role = declare(
            "opi_recovery_receipt_role", c_int32, c_void_p, c_size_t, c_size_t,
        )
        self.opi_recovery_receipt_text = declare(
            "opi_recovery_receipt_text", c_char_p, c_void_p, c_size_t, c_size_t, POINTER(c_size_t),
        )
        self.opi_recovery_acknowledge = declare(
            "opi_recovery_acknowledge", c_int32, c_void_p, c_size_t, POINTER(c_void_p),
        )
        self.opi_recovery_json = declare("opi_recovery_json", c_char_p, c_void_p, POINTER(c_size_t))
        self.opi_recovery_free = declare("opi_recovery_free", None, c_void_p)
        self.opi_device_request_kind = declare("opi_device_request_kind", c_int32, c_void_p)
        self.opi_device_request_target = declare(
            "opi_device_request_target", c_char_p, c_void_p, POINTER(c_size_t),
        )
        self.opi_device_request_text = declare(
            "opi_device_request_text", c_char_p, c_void_p, POINTER(c_size_t),
        )
        self.opi_device_request_line_count = declare("opi_device_request_line_count", c_size_t, c_void_p)
        self.opi_device_request_line = declare(
            "opi_device_request_line", c_char_p, c_void_p, c_size_t, POINTER(c_size_t),
        )
        self.opi_device_request_role = declare("opi_device_request_role", c_int32, c_void_p)
        self.opi_device_request_for_customer = declare("opi_device_request_for_customer", c_int32, c_void_p)
        self.opi_device_request_prompt_kind = declare("opi_device_request_prompt_kind", c_int32, c_void_p)
        self.opi_device_request_command = declare(
            "opi_device_request_command", c_char_p, c_void_p, POINTER(c_size_t),
        )
        self.opi_device_request_min_length = declare("opi_device_request_min_length", c_int32, c_void_p)
        self.opi_device_request_max_length = declare("opi_device_request_max_length", c_int32, c_void_p)
        self.opi_device_request_decimals = declare("opi_device_request_decimals", c_int32, c_void_p)
        self.opi_device_request_timeout_seconds = declare(
            "opi_device_request_timeout_seconds", c_int32, c_void_p,
        )
        self.opi_device_request_get = declare(
            "opi_device_request_get", c_char_p, c_void_p, c_char_p, POINTER(c_size_t),
        )
        self.opi_answer_set_text = declare("opi_answer_set_text", c_int32, c_void_p, c_char_p)
        self.opi_answer_set_number = declare("opi_answer_set_number", c_int32, c_void_p, c_char_p)
        self.opi_terminal_open = declare(
            "opi_terminal_open", c_int32, c_char_p, POINTER(opi_devices), POINTER(c_void_p), POINTER(c_void_p),
        )
        self.opi_terminal_run = declare(
            "opi_terminal_run", c_int32, c_void_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p),
        )
        self.opi_terminal_recover = declare(
            "opi_terminal_recover", c_int32, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p),
        )
        self.opi_terminal_unresolved = declare(
            "opi_terminal_unresolved", c_int32, c_void_p, POINTER(c_void_p), POINTER(c_void_p),
        )
        self.opi_terminal_resolve = declare(
            "opi_terminal_resolve", c_int32, c_void_p, c_char_p, c_int32, c_char_p, c_char_p, POINTER(c_void_p),
        )
        self.opi_terminal_dispatch = declare("opi_terminal_dispatch", c_int32, c_void_p, c_uint32)
        self.opi_terminal_close = declare("opi_terminal_close", c_int32, c_void_p, c_uint32)
        self.opi_terminal_listen_port = declare("opi_terminal_listen_port", c_int32, c_void_p)
        self.opi_terminal_listen_address = declare(
            "opi_terminal_listen_address", c_char_p, c_void_p, POINTER(c_size_t),
        )
        self.opi_terminal_free = declare("opi_terminal_free", None, c_void_p)
        self.opi_self_test = declare("opi_self_test", c_int32, c_void_p)
        self.opi_dispatch = declare("opi_dispatch", c_int32, c_uint32)
        self.opi_log_set = declare(
            "opi_log_set", c_int32, c_int32, opi_log_callback, c_void_p, opi_devices_destroy,
        )
