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
        internal OpiException(Status status, string what) : this(new Error(new StatusReader(status, what)), null)
        {
        }

        private OpiException(Error error, Exception inner)
            : base(error.Message + " " + error.Advice + " (" + error.Status.Name() + ")", inner)
        {
            Error = error;
        }

        /// <summary>What the library says of it, field by field.</summary>
        public Error Error { get; }

        /// <summary>The status code.</summary>
        public Status Status
        {
            get { return Error.Status; }
        }

        /// <summary>What the till should do next.</summary>
        public string Advice
        {
            get { return Error.Advice; }
        }

        /// <summary>Whether money may have moved: <see cref="MoneyMoved.No"/> or <see cref="MoneyMoved.Possibly"/>.</summary>
        public MoneyMoved MoneyMoved
        {
            get { return Error.MoneyMoved; }
        }

        // The one place where a status becomes an exception.
        internal static OpiException From(Status status, ErrorHandle error = null, IReadOnlyList<Exception> failures = null)
        {
            Exception inner = failures == null || failures.Count == 0 ? null : new AggregateException(failures);
            bool isTold = error != null && !error.IsInvalid;
            return new OpiException(new Error(isTold ? new ErrorReader(error) : (Reader)new StatusReader(status, status.Text())), inner);
        }

        internal static void Check(Status status, ErrorHandle error, IReadOnlyList<Exception> failures = null)
        {
            if (status != Status.Ok)
                throw From(status, error, failures);
        }

        // An error of which only the status is known, and perhaps what went wrong.
        private sealed class StatusReader : Reader
        {
            private readonly Status status;
            private readonly string what;

            internal StatusReader(Status status, string what)
            {
                this.status = status;
                this.what = what;
            }

            internal override long Number(string function)
            {
                return function == "code" ? (long)status : function == "money" ? (long)status.Money() : None;
            }

            internal override string Text(string function)
            {
                return function == "message" ? what : function == "advice" ? status.Advice() : null;
            }

            internal override IReadOnlyList<string> TextList(string list)
            {
                return new string[0];
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
        /// <param name="language">"de", "fr", "it", or a locale; any other, and null, is English.</param>
        public static string Text(this Status status, string language = null)
        {
            byte[] code = Utf8.Native(language);
            return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_status_text_in(status, code)));
        }

        /// <summary>What the till should do next, in one sentence.</summary>
        /// <param name="status">The status code.</param>
        /// <param name="language">"de", "fr", "it", or a locale; any other, and null, is English.</param>
        public static string Advice(this Status status, string language = null)
        {
            byte[] code = Utf8.Native(language);
            return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_status_advice_in(status, code)));
        }

        /// <summary>Whether money may have moved, as far as the family of the number says it.</summary>
        /// <param name="status">The status code.</param>
        public static MoneyMoved Money(this Status status)
        {
            return NativeLibrary.Call(() => (MoneyMoved)NativeMethods.opi_status_money(status));
        }
    }
}
