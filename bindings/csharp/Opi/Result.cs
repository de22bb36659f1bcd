using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Opi
{
    /// <summary>
    /// How a request ended: its verdict, everything the terminal said, the receipts. It does not change, needs no disposing, and
    /// may be used on any thread.
    /// </summary>
    public sealed partial class Result
    {
        private readonly ResultHandle native; // only to be acknowledged: everything else is copied
        private readonly Dictionary<string, string> fields;

        internal Result(ResultHandle native, IReadOnlyList<Exception> callbackFailures)
        {
            UIntPtr length;
            this.native = native;
            Verdict = (Verdict)NativeMethods.opi_result_verdict(native);
            Status = NativeMethods.opi_result_status(native);
            MoneyMoved = (MoneyMoved)NativeMethods.opi_result_money(native);
            fields = Fields.Read(ResultField.All, (byte[] name, out UIntPtr size) => NativeMethods.opi_result_get(native, name, out size));
            Receipts = List(NativeMethods.opi_result_receipt_count(native), index => new Receipt(native, index));
            Journal = List(NativeMethods.opi_result_journal_count(native), index => JournalEntry.Of(native, index));
            Notes = List(NativeMethods.opi_result_note_count(native), index =>
                Utf8.Read(NativeMethods.opi_result_note(native, index, out length), length));
            FailedCallbacks = (int)NativeMethods.opi_result_failed_callbacks(native);
            CallbackFailures = callbackFailures;
            Json = Utf8.Read(NativeMethods.opi_result_json(native, out length), length);
        }

        /// <summary>The one answer: approved, declined, aborted, refused, not sent or unknown.</summary>
        public Verdict Verdict { get; }

        /// <summary>The reason behind the verdict: <see cref="Status.Ok"/> when approved.</summary>
        public Status Status { get; }

        /// <summary>Whether money has moved.</summary>
        public MoneyMoved MoneyMoved { get; }

        /// <summary>The terminal did it. Anything else is explained by <see cref="Message"/> and <see cref="Advice"/>.</summary>
        public bool Approved
        {
            get { return Verdict == Verdict.Approved; }
        }

        /// <summary>Nobody told how it ended: never send it again, find out.</summary>
        public bool Unknown
        {
            get { return Verdict == Verdict.Unknown; }
        }

        /// <summary>A field by its name, one of <see cref="ResultField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get
            {
                string value;
                return fields.TryGetValue(field, out value) ? value : null;
            }
        }

        /// <summary>The receipts that came during the call, printed or not.</summary>
        public IReadOnlyList<Receipt> Receipts { get; }

        /// <summary>The entries of the electronic journal that came during the call.</summary>
        public IReadOnlyList<JournalEntry> Journal { get; }

        /// <summary>What was unusual on the way, in plain words, for the log.</summary>
        public IReadOnlyList<string> Notes { get; }

        /// <summary>How many devices of the till failed during the call.</summary>
        public int FailedCallbacks { get; }

        /// <summary>What the devices of the till threw during the call, in order; empty when all went well.</summary>
        public IReadOnlyList<Exception> CallbackFailures { get; }

        /// <summary>The whole result as one JSON object.</summary>
        public string Json { get; }

        /// <summary>
        /// Tells the journal that the till knows this outcome, so that recovery does not list it again: call it once the sale is
        /// booked. Without a journal, and for what moves no money, it does nothing. The terminal may be closed.
        /// </summary>
        /// <exception cref="OpiException"><see cref="Status.Pending"/> when the outcome is unknown: recover it instead.</exception>
        [MethodImpl(MethodImplOptions.NoInlining)] // see NativeLibrary.Call
        public void Acknowledge()
        {
            if (native.IsClosed)
                return; // done before
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_result_acknowledge(native, out error), error);
            native.Dispose();
        }

        /// <summary>The verdict and, unless approved, why.</summary>
        /// <returns>Such as "declined: The payment was declined. (OPI_E_DECLINED)".</returns>
        public override string ToString()
        {
            return this[ResultField.Verdict] + (Approved ? "" : ": " + Message + " (" + this[ResultField.Status] + ")");
        }

        internal static IReadOnlyList<T> List<T>(UIntPtr count, Func<UIntPtr, T> item)
        {
            var items = new T[(int)count];
            for (int i = 0; i < items.Length; i++)
                items[i] = item((UIntPtr)i);
            return Array.AsReadOnly(items);
        }
    }

    // The fields of something native that are not empty, by name.
    internal static class Fields
    {
        internal delegate IntPtr Getter(byte[] name, out UIntPtr length);

        internal static Dictionary<string, string> Read(IReadOnlyList<string> names, Getter get)
        {
            var fields = new Dictionary<string, string>();
            foreach (string name in names)
            {
                UIntPtr length;
                string value = Utf8.Read(get(Utf8.Native(name), out length), length);
                if (value != null)
                    fields[name] = value;
            }
            return fields;
        }
    }
}
