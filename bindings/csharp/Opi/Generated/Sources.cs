// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;

namespace Opi
{
    // opi_result_…
    internal sealed class ResultSource : NativeSource
    {
        private readonly ResultHandle owner;

        internal ResultSource(ResultHandle owner) : base(owner)
        {
            this.owner = owner;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "verdict": return (long)NativeMethods.opi_result_verdict(owner);
                case "status": return (long)NativeMethods.opi_result_status(owner);
                case "money": return (long)NativeMethods.opi_result_money(owner);
                case "receipt_count": return (long)NativeMethods.opi_result_receipt_count(owner);
                case "journal_count": return (long)NativeMethods.opi_result_journal_count(owner);
                case "note_count": return (long)NativeMethods.opi_result_note_count(owner);
                case "failed_callbacks": return (long)NativeMethods.opi_result_failed_callbacks(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string field, out UIntPtr length)
        {
            switch (field)
            {
                case "json": return NativeMethods.opi_result_json(owner, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_get(owner, name, out length);
        }

        protected override IntPtr ReadItem(string list, UIntPtr item, out UIntPtr length)
        {
            switch (list)
            {
                case "note": return NativeMethods.opi_result_note(owner, item, out length);
                default: return Nothing(out length);
            }
        }

        protected override Source Part(string list, UIntPtr item)
        {
            switch (list)
            {
                case "receipt": return new ResultReceiptSource(owner, item);
                case "journal": return new ResultJournalSource(owner, item);
                default: return base.Part(list, item);
            }
        }
    }

    // opi_result_receipt_…
    internal sealed class ResultReceiptSource : NativeSource
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr index;

        internal ResultReceiptSource(ResultHandle owner, UIntPtr index) : base(owner)
        {
            this.owner = owner;
            this.index = index;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "role": return (long)NativeMethods.opi_result_receipt_role(owner, index);
                case "acknowledged": return (long)NativeMethods.opi_result_receipt_acknowledged(owner, index);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string field, out UIntPtr length)
        {
            switch (field)
            {
                case "text": return NativeMethods.opi_result_receipt_text(owner, index, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_result_journal_…
    internal sealed class ResultJournalSource : NativeSource
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr index;

        internal ResultJournalSource(ResultHandle owner, UIntPtr index) : base(owner)
        {
            this.owner = owner;
            this.index = index;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_journal_get(owner, index, name, out length);
        }
    }

    // opi_recovery_…
    internal sealed class RecoverySource : NativeSource
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;

        internal RecoverySource(RecoveryHandle owner, UIntPtr index) : base(owner)
        {
            this.owner = owner;
            this.index = index;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "verdict": return (long)NativeMethods.opi_recovery_verdict(owner, index);
                case "receipt_count": return (long)NativeMethods.opi_recovery_receipt_count(owner, index);
                default: return None;
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_recovery_get(owner, index, name, out length);
        }

        protected override Source Part(string list, UIntPtr item)
        {
            switch (list)
            {
                case "receipt": return new RecoveryReceiptSource(owner, index, item);
                default: return base.Part(list, item);
            }
        }
    }

    // opi_recovery_receipt_…
    internal sealed class RecoveryReceiptSource : NativeSource
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;
        private readonly UIntPtr part;

        internal RecoveryReceiptSource(RecoveryHandle owner, UIntPtr index, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.index = index;
            this.part = part;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "role": return (long)NativeMethods.opi_recovery_receipt_role(owner, index, part);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string field, out UIntPtr length)
        {
            switch (field)
            {
                case "text": return NativeMethods.opi_recovery_receipt_text(owner, index, part, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_error_…
    internal sealed class ErrorSource : NativeSource
    {
        private readonly ErrorHandle owner;

        internal ErrorSource(ErrorHandle owner) : base(owner)
        {
            this.owner = owner;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "code": return (long)NativeMethods.opi_error_code(owner);
                case "money": return (long)NativeMethods.opi_error_money(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string field, out UIntPtr length)
        {
            switch (field)
            {
                case "message": return NativeMethods.opi_error_message(owner, out length);
                case "advice": return NativeMethods.opi_error_advice(owner, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_device_request_…
    internal sealed class DeviceRequestSource : NativeSource
    {
        private readonly IntPtr owner;

        internal DeviceRequestSource(IntPtr owner) : base(null)
        {
            this.owner = owner;
        }

        internal override long Number(string field)
        {
            switch (field)
            {
                case "kind": return (long)NativeMethods.opi_device_request_kind(owner);
                case "line_count": return (long)NativeMethods.opi_device_request_line_count(owner);
                case "role": return (long)NativeMethods.opi_device_request_role(owner);
                case "for_customer": return (long)NativeMethods.opi_device_request_for_customer(owner);
                case "prompt_kind": return (long)NativeMethods.opi_device_request_prompt_kind(owner);
                case "min_length": return (long)NativeMethods.opi_device_request_min_length(owner);
                case "max_length": return (long)NativeMethods.opi_device_request_max_length(owner);
                case "decimals": return (long)NativeMethods.opi_device_request_decimals(owner);
                case "timeout_seconds": return (long)NativeMethods.opi_device_request_timeout_seconds(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string field, out UIntPtr length)
        {
            switch (field)
            {
                case "target": return NativeMethods.opi_device_request_target(owner, out length);
                case "text": return NativeMethods.opi_device_request_text(owner, out length);
                case "command": return NativeMethods.opi_device_request_command(owner, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_device_request_get(owner, name, out length);
        }

        protected override IntPtr ReadItem(string list, UIntPtr item, out UIntPtr length)
        {
            switch (list)
            {
                case "line": return NativeMethods.opi_device_request_line(owner, item, out length);
                default: return Nothing(out length);
            }
        }
    }

}
