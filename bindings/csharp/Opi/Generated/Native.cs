// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;
using System.Runtime.InteropServices;

namespace Opi
{
    // Every function of opi.h as it is, without logic. Texts are UTF-8 with a NUL at the end.
    internal static class NativeMethods
    {
        internal const string Library = "opi";
        internal const string OPI_VERSION = "0.1.0";
        internal const uint OPI_ABI_VERSION = 1;

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint opi_abi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_status_name(Status status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_status_text(Status status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_status_advice(Status status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_status_text_in(Status status, byte[] language);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_status_advice_in(Status status, byte[] language);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_status_money(Status status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_error_code(ErrorHandle error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_error_message(ErrorHandle error, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_error_advice(ErrorHandle error, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_error_money(ErrorHandle error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_error_free(IntPtr error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_currency_decimals(byte[] currency);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern CancelHandle opi_cancel_new();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_cancel_cancel(CancelHandle cancel);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_cancel_is_cancelled(CancelHandle cancel);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_cancel_free(IntPtr cancel);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern RequestHandle opi_request_new(int kind);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_request_set_amount(RequestHandle request, long minor_units, byte[] currency, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_request_set(RequestHandle request, byte[] name, byte[] value, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_request_free(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_result_verdict(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_result_status(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_result_money(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_result_amount(ResultHandle result, out long minor_units, out IntPtr currency);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_get(ResultHandle result, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_result_receipt_count(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_result_receipt_role(ResultHandle result, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_receipt_target(ResultHandle result, UIntPtr index, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_receipt_text(ResultHandle result, UIntPtr index, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_result_receipt_acknowledged(ResultHandle result, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_result_journal_count(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_journal_get(ResultHandle result, UIntPtr index, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_result_evidence_count(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_evidence_get(ResultHandle result, UIntPtr index, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_result_contradiction_count(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_contradiction_get(ResultHandle result, UIntPtr index, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_result_note_count(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_note(ResultHandle result, UIntPtr index, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint opi_result_failed_callbacks(ResultHandle result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_result_json(ResultHandle result, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_result_acknowledge(ResultHandle result, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_result_free(IntPtr result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_recovery_count(RecoveryHandle recovery);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_recovery_verdict(RecoveryHandle recovery, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_recovery_amount(RecoveryHandle recovery, UIntPtr index, out long minor_units, out IntPtr currency);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_get(RecoveryHandle recovery, UIntPtr index, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_recovery_receipt_count(RecoveryHandle recovery, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_recovery_receipt_role(RecoveryHandle recovery, UIntPtr index, UIntPtr receipt);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_receipt_target(RecoveryHandle recovery, UIntPtr index, UIntPtr receipt, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_receipt_text(RecoveryHandle recovery, UIntPtr index, UIntPtr receipt, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_recovery_receipt_acknowledged(RecoveryHandle recovery, UIntPtr index, UIntPtr receipt);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_recovery_journal_count(RecoveryHandle recovery, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_journal_get(RecoveryHandle recovery, UIntPtr index, UIntPtr entry, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_recovery_evidence_count(RecoveryHandle recovery, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_evidence_get(RecoveryHandle recovery, UIntPtr index, UIntPtr evidence, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_recovery_contradiction_count(RecoveryHandle recovery, UIntPtr index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_contradiction_get(RecoveryHandle recovery, UIntPtr index, UIntPtr contradiction, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_recovery_acknowledge(RecoveryHandle recovery, UIntPtr index, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_recovery_json(RecoveryHandle recovery, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_recovery_free(IntPtr recovery);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_kind(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_device_request_target(IntPtr request, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_device_request_text(IntPtr request, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr opi_device_request_line_count(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_device_request_line(IntPtr request, UIntPtr index, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_role(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_acknowledged(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_for_customer(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_prompt_kind(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_device_request_command(IntPtr request, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_min_length(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_max_length(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_decimals(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_device_request_timeout_seconds(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_device_request_get(IntPtr request, byte[] name, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_answer_set_text(IntPtr answer, byte[] text);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_answer_set_number(IntPtr answer, byte[] digits);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_open(byte[] url, ref DevicesTable devices, out TerminalHandle created, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_run(TerminalHandle terminal, RequestHandle request, CancelHandle cancel, out ResultHandle created, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_recover(TerminalHandle terminal, CancelHandle cancel, out RecoveryHandle created, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_unresolved(TerminalHandle terminal, out RecoveryHandle created, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_resolve(TerminalHandle terminal, byte[] id, int verdict, byte[] who, byte[] why, out ErrorHandle err);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_dispatch(TerminalHandle terminal, uint timeout_ms);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_terminal_close(TerminalHandle terminal, uint timeout_ms);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int opi_terminal_listen_port(TerminalHandle terminal);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr opi_terminal_listen_address(TerminalHandle terminal, out UIntPtr len);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void opi_terminal_free(IntPtr terminal);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_self_test(TerminalHandle terminal);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_dispatch(uint timeout_ms);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern Status opi_log_set(int level, IntPtr callback, IntPtr user_data, IntPtr destroy);
    }

    // The types of functions that C calls, by the member of a structure or the function that takes them.
    internal static class NativeCallbacks
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Display(IntPtr user_data, IntPtr request);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Print(IntPtr user_data, IntPtr request);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Input(IntPtr user_data, IntPtr request, IntPtr answer);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Deliver(IntPtr user_data, IntPtr request);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Journal(IntPtr user_data, IntPtr request);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Destroy(IntPtr user_data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void LogSetCallback(IntPtr user_data, int level, IntPtr target, IntPtr text, UIntPtr len);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void LogSetDestroy(IntPtr user_data);
    }

    // opi_devices: its callbacks are pointers of static delegates.
    [StructLayout(LayoutKind.Sequential)]
    internal struct DevicesTable
    {
        internal uint struct_size;
        internal uint reserved;
        internal IntPtr user_data;
        internal IntPtr display;
        internal IntPtr print;
        internal IntPtr input;
        internal IntPtr deliver;
        internal IntPtr journal;
        internal IntPtr destroy;
    }

    internal sealed class ErrorHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_error_free(handle);
            return true;
        }
    }

    internal sealed class CancelHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_cancel_free(handle);
            return true;
        }
    }

    internal sealed class RequestHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_request_free(handle);
            return true;
        }
    }

    internal sealed class ResultHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_result_free(handle);
            return true;
        }
    }

    internal sealed class RecoveryHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_recovery_free(handle);
            return true;
        }
    }

    internal sealed class TerminalHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_terminal_free(handle);
            return true;
        }
    }
}
