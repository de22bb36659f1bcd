using System;
using System.Collections.Generic;

namespace Opi
{
    /// <summary>
    /// A call did not do what it should: what went wrong, whether money may have moved, and what to do next. A declined card
    /// is no exception but a <see cref="Result"/>, and so is every request that was sent.
    /// </summary>
    public sealed class OpiException : Exception
    {
        internal OpiException(Status status, string what) : this(status, what, status.Advice(), status.Money(), null)
        {
        }

        private OpiException(Status status, string what, string advice, MoneyMoved money, Exception inner)
            : base(what + " " + advice + " (" + status.Name() + ")", inner)
        {
            Status = status;
            Advice = advice;
            MoneyMoved = money;
        }

        /// <summary>The status code.</summary>
        public Status Status { get; }

        /// <summary>What the till should do next.</summary>
        public string Advice { get; }

        /// <summary>Whether money may have moved: <see cref="MoneyMoved.No"/> or <see cref="MoneyMoved.Possibly"/>.</summary>
        public MoneyMoved MoneyMoved { get; }

        // The one place where a status becomes an exception.
        internal static OpiException From(Status status, ErrorHandle error = null, IReadOnlyList<Exception> failures = null)
        {
            Exception inner = failures == null || failures.Count == 0 ? null : new AggregateException(failures);
            if (error == null || error.IsInvalid)
                return new OpiException(status, status.Text(), status.Advice(), status.Money(), inner);
            UIntPtr length;
            string what = Utf8.Read(NativeMethods.opi_error_message(error, out length), length);
            string advice = Utf8.Read(NativeMethods.opi_error_advice(error, out length), length);
            return new OpiException(status, what, advice, (MoneyMoved)NativeMethods.opi_error_money(error), inner);
        }

        internal static void Check(Status status, ErrorHandle error, IReadOnlyList<Exception> failures = null)
        {
            using (error)
            {
                if (status != Status.Ok)
                    throw From(status, error, failures);
            }
        }
    }

    /// <summary>What a status code means, in words.</summary>
    public static class StatusExtensions
    {
        /// <summary>Its name in C, such as "OPI_E_BUSY"; "OPI_E_?" for a number that has none.</summary>
        /// <param name="status">The status code.</param>
        public static string Name(this Status status)
        {
            return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_status_name(status)));
        }

        /// <summary>What happened, in one sentence.</summary>
        /// <param name="status">The status code.</param>
        public static string Text(this Status status)
        {
            return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_status_text(status)));
        }

        /// <summary>What the till should do next, in one sentence.</summary>
        /// <param name="status">The status code.</param>
        public static string Advice(this Status status)
        {
            return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_status_advice(status)));
        }

        /// <summary>Whether money may have moved, as far as the family of the number says it.</summary>
        /// <param name="status">The status code.</param>
        public static MoneyMoved Money(this Status status)
        {
            return NativeLibrary.Call(() => (MoneyMoved)NativeMethods.opi_status_money(status));
        }
    }
}
