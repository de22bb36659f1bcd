using System;
using System.Runtime.InteropServices;

namespace Opi
{
    // What the library gave us to free, once, whatever happens: one class for each opi_..._free. A call that uses a handle
    // keeps it alive; one that is let go of meanwhile is freed when that call ends.
    internal abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true)
        {
        }

        public sealed override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
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

    internal sealed class ErrorHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_error_free(handle);
            return true;
        }
    }

    // NULL, which is allowed, when it was made by its constructor.
    internal sealed class CancelHandle : Handle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.opi_cancel_free(handle);
            return true;
        }
    }
}
