// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;

namespace Opi
{
    // opi_result_…
    internal sealed class ResultReader : NativeReader
    {
        private readonly ResultHandle owner;

        internal ResultReader(ResultHandle owner) : base(owner)
        {
            this.owner = owner;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "verdict": return (long)NativeMethods.opi_result_verdict(owner);
                case "status": return (long)NativeMethods.opi_result_status(owner);
                case "money": return (long)NativeMethods.opi_result_money(owner);
                case "receipt_count": return (long)NativeMethods.opi_result_receipt_count(owner);
                case "journal_count": return (long)NativeMethods.opi_result_journal_count(owner);
                case "evidence_count": return (long)NativeMethods.opi_result_evidence_count(owner);
                case "contradiction_count": return (long)NativeMethods.opi_result_contradiction_count(owner);
                case "note_count": return (long)NativeMethods.opi_result_note_count(owner);
                case "failed_callbacks": return (long)NativeMethods.opi_result_failed_callbacks(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string function, out UIntPtr length)
        {
            switch (function)
            {
                case "json": return NativeMethods.opi_result_json(owner, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadItem(string list, UIntPtr item, out UIntPtr length)
        {
            switch (list)
            {
                case "note": return NativeMethods.opi_result_note(owner, item, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_get(owner, name, out length);
        }

        protected override Reader Part(string list, UIntPtr item)
        {
            switch (list)
            {
                case "receipt": return new ResultReceiptReader(owner, item);
                case "journal": return new ResultJournalReader(owner, item);
                case "evidence": return new ResultEvidenceReader(owner, item);
                case "contradiction": return new ResultContradictionReader(owner, item);
                default: return base.Part(list, item);
            }
        }
    }

    // opi_result_receipt_…
    internal sealed class ResultReceiptReader : NativeReader
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr part;

        internal ResultReceiptReader(ResultHandle owner, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.part = part;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "role": return (long)NativeMethods.opi_result_receipt_role(owner, part);
                case "acknowledged": return (long)NativeMethods.opi_result_receipt_acknowledged(owner, part);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string function, out UIntPtr length)
        {
            switch (function)
            {
                case "target": return NativeMethods.opi_result_receipt_target(owner, part, out length);
                case "text": return NativeMethods.opi_result_receipt_text(owner, part, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_result_journal_…
    internal sealed class ResultJournalReader : NativeReader
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr part;

        internal ResultJournalReader(ResultHandle owner, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_journal_get(owner, part, name, out length);
        }
    }

    // opi_result_evidence_…
    internal sealed class ResultEvidenceReader : NativeReader
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr part;

        internal ResultEvidenceReader(ResultHandle owner, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_evidence_get(owner, part, name, out length);
        }
    }

    // opi_result_contradiction_…
    internal sealed class ResultContradictionReader : NativeReader
    {
        private readonly ResultHandle owner;
        private readonly UIntPtr part;

        internal ResultContradictionReader(ResultHandle owner, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_result_contradiction_get(owner, part, name, out length);
        }
    }

    // opi_recovery_…
    internal sealed class RecoveryReader : NativeReader
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;

        internal RecoveryReader(RecoveryHandle owner, UIntPtr index) : base(owner)
        {
            this.owner = owner;
            this.index = index;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "verdict": return (long)NativeMethods.opi_recovery_verdict(owner, index);
                case "receipt_count": return (long)NativeMethods.opi_recovery_receipt_count(owner, index);
                case "journal_count": return (long)NativeMethods.opi_recovery_journal_count(owner, index);
                case "evidence_count": return (long)NativeMethods.opi_recovery_evidence_count(owner, index);
                case "contradiction_count": return (long)NativeMethods.opi_recovery_contradiction_count(owner, index);
                default: return None;
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_recovery_get(owner, index, name, out length);
        }

        protected override Reader Part(string list, UIntPtr item)
        {
            switch (list)
            {
                case "receipt": return new RecoveryReceiptReader(owner, index, item);
                case "journal": return new RecoveryJournalReader(owner, index, item);
                case "evidence": return new RecoveryEvidenceReader(owner, index, item);
                case "contradiction": return new RecoveryContradictionReader(owner, index, item);
                default: return base.Part(list, item);
            }
        }
    }

    // opi_recovery_receipt_…
    internal sealed class RecoveryReceiptReader : NativeReader
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;
        private readonly UIntPtr part;

        internal RecoveryReceiptReader(RecoveryHandle owner, UIntPtr index, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.index = index;
            this.part = part;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "role": return (long)NativeMethods.opi_recovery_receipt_role(owner, index, part);
                case "acknowledged": return (long)NativeMethods.opi_recovery_receipt_acknowledged(owner, index, part);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string function, out UIntPtr length)
        {
            switch (function)
            {
                case "target": return NativeMethods.opi_recovery_receipt_target(owner, index, part, out length);
                case "text": return NativeMethods.opi_recovery_receipt_text(owner, index, part, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_recovery_journal_…
    internal sealed class RecoveryJournalReader : NativeReader
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;
        private readonly UIntPtr part;

        internal RecoveryJournalReader(RecoveryHandle owner, UIntPtr index, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.index = index;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_recovery_journal_get(owner, index, part, name, out length);
        }
    }

    // opi_recovery_evidence_…
    internal sealed class RecoveryEvidenceReader : NativeReader
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;
        private readonly UIntPtr part;

        internal RecoveryEvidenceReader(RecoveryHandle owner, UIntPtr index, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.index = index;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_recovery_evidence_get(owner, index, part, name, out length);
        }
    }

    // opi_recovery_contradiction_…
    internal sealed class RecoveryContradictionReader : NativeReader
    {
        private readonly RecoveryHandle owner;
        private readonly UIntPtr index;
        private readonly UIntPtr part;

        internal RecoveryContradictionReader(RecoveryHandle owner, UIntPtr index, UIntPtr part) : base(owner)
        {
            this.owner = owner;
            this.index = index;
            this.part = part;
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_recovery_contradiction_get(owner, index, part, name, out length);
        }
    }

    // opi_error_…
    internal sealed class ErrorReader : NativeReader
    {
        private readonly ErrorHandle owner;

        internal ErrorReader(ErrorHandle owner) : base(owner)
        {
            this.owner = owner;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "code": return (long)NativeMethods.opi_error_code(owner);
                case "money": return (long)NativeMethods.opi_error_money(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string function, out UIntPtr length)
        {
            switch (function)
            {
                case "message": return NativeMethods.opi_error_message(owner, out length);
                case "advice": return NativeMethods.opi_error_advice(owner, out length);
                default: return Nothing(out length);
            }
        }
    }

    // opi_device_request_…
    internal sealed class DeviceRequestReader : NativeReader
    {
        private readonly IntPtr owner;

        internal DeviceRequestReader(IntPtr owner) : base(null)
        {
            this.owner = owner;
        }

        internal override long Number(string function)
        {
            switch (function)
            {
                case "kind": return (long)NativeMethods.opi_device_request_kind(owner);
                case "line_count": return (long)NativeMethods.opi_device_request_line_count(owner);
                case "role": return (long)NativeMethods.opi_device_request_role(owner);
                case "acknowledged": return (long)NativeMethods.opi_device_request_acknowledged(owner);
                case "for_customer": return (long)NativeMethods.opi_device_request_for_customer(owner);
                case "prompt_kind": return (long)NativeMethods.opi_device_request_prompt_kind(owner);
                case "min_length": return (long)NativeMethods.opi_device_request_min_length(owner);
                case "max_length": return (long)NativeMethods.opi_device_request_max_length(owner);
                case "decimals": return (long)NativeMethods.opi_device_request_decimals(owner);
                case "timeout_seconds": return (long)NativeMethods.opi_device_request_timeout_seconds(owner);
                default: return None;
            }
        }

        protected override IntPtr ReadText(string function, out UIntPtr length)
        {
            switch (function)
            {
                case "target": return NativeMethods.opi_device_request_target(owner, out length);
                case "text": return NativeMethods.opi_device_request_text(owner, out length);
                case "command": return NativeMethods.opi_device_request_command(owner, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadItem(string list, UIntPtr item, out UIntPtr length)
        {
            switch (list)
            {
                case "line": return NativeMethods.opi_device_request_line(owner, item, out length);
                default: return Nothing(out length);
            }
        }

        protected override IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return NativeMethods.opi_device_request_get(owner, name, out length);
        }
    }
}
