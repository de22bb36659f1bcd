using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Opi
{
    /// <summary>
    /// Requests of the journal with what became of each, oldest first. Does not change, needs no disposing, and stays when the
    /// terminal is closed.
    /// </summary>
    public sealed class Recovery : IReadOnlyList<RecoveredRequest>
    {
        private readonly IReadOnlyList<RecoveredRequest> requests;

        internal Recovery(RecoveryHandle native, IReadOnlyList<Exception> callbackFailures)
        {
            UIntPtr length;
            requests = Result.List(NativeMethods.opi_recovery_count(native), index => new RecoveredRequest(native, index));
            CallbackFailures = callbackFailures;
            Json = Utf8.Read(NativeMethods.opi_recovery_json(native, out length), length);
        }

        /// <summary>How many there are.</summary>
        public int Count
        {
            get { return requests.Count; }
        }

        /// <summary>One of them.</summary>
        /// <param name="index">From 0.</param>
        public RecoveredRequest this[int index]
        {
            get { return requests[index]; }
        }

        /// <summary>What the devices of the till threw meanwhile, in order; empty when all went well.</summary>
        public IReadOnlyList<Exception> CallbackFailures { get; }

        /// <summary>The whole list as one JSON array, with evidence, receipts and journal entries.</summary>
        public string Json { get; }

        /// <summary>Goes through them.</summary>
        /// <returns>One after the other.</returns>
        public IEnumerator<RecoveredRequest> GetEnumerator()
        {
            return requests.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            return GetEnumerator();
        }
    }

    /// <summary>A request whose answer the till did not know, and what became of it.</summary>
    public sealed partial class RecoveredRequest
    {
        private readonly RecoveryHandle native; // only to be acknowledged: everything else is copied
        private readonly UIntPtr index;
        private readonly Dictionary<string, string> fields;

        internal RecoveredRequest(RecoveryHandle native, UIntPtr index)
        {
            this.native = native;
            this.index = index;
            Verdict = (RecoveryVerdict)NativeMethods.opi_recovery_verdict(native, index);
            fields = Fields.Read(RecoveryField.All, (byte[] name, out UIntPtr size) => NativeMethods.opi_recovery_get(native, index, name, out size));
            Receipts = Result.List(NativeMethods.opi_recovery_receipt_count(native, index), receipt =>
            {
                UIntPtr length;
                return new Receipt((ReceiptRole)NativeMethods.opi_recovery_receipt_role(native, index, receipt),
                    Utf8.Read(NativeMethods.opi_recovery_receipt_text(native, index, receipt, out length), length));
            });
        }

        /// <summary>The one answer: approved, not charged, or ask a human.</summary>
        public RecoveryVerdict Verdict { get; }

        /// <summary>A field by its name, one of <see cref="RecoveryField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get
            {
                string value;
                return fields.TryGetValue(field, out value) ? value : null;
            }
        }

        /// <summary>The receipts, those found during recovery included; card numbers by their last four digits.</summary>
        public IReadOnlyList<Receipt> Receipts { get; }

        /// <summary>
        /// Tells the journal that the till knows what became of it, so that it is not listed again: call it once the sale is
        /// booked or void.
        /// </summary>
        /// <exception cref="OpiException"><see cref="Status.Pending"/> while a human has to be asked: resolve it instead.</exception>
        [MethodImpl(MethodImplOptions.NoInlining)] // see NativeLibrary.Call
        public void Acknowledge()
        {
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_recovery_acknowledge(native, index, out error), error);
        }
    }
}
