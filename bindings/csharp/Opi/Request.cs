using System;
using System.Collections.Generic;

namespace Opi
{
    /// <summary>
    /// What the till asks the terminal for: a kind, perhaps an amount, perhaps options. It is checked when it is run, and a
    /// mistake in it means that nothing was sent. It may be used for several calls.
    /// </summary>
    public sealed partial class Request
    {
        private readonly Dictionary<string, string> options = new Dictionary<string, string>();

        /// <summary>Makes a request of a kind.</summary>
        /// <param name="kind">The kind, such as <see cref="RequestKind.CardPayment"/>.</param>
        public Request(RequestKind kind)
        {
            Kind = kind;
        }

        /// <summary>The kind of request.</summary>
        public RequestKind Kind { get; }

        /// <summary>The amount in major units: 12.50m. Positive also for refunds.</summary>
        public decimal? Amount { get; set; }

        /// <summary>The currency of the amount, three letters of ISO 4217: "CHF".</summary>
        public string Currency { get; set; }

        /// <summary>An option by its name, one of <see cref="RequestOption"/>; null when it is not set.</summary>
        /// <param name="option">The name of the option.</param>
        public string this[string option]
        {
            get
            {
                string value;
                return options.TryGetValue(option, out value) ? value : null;
            }
            set
            {
                if (value == null)
                    options.Remove(option);
                else
                    options[option] = value;
            }
        }

        internal RequestHandle ToNative()
        {
            RequestHandle native = NativeMethods.opi_request_new((int)Kind);
            if (native.IsInvalid)
                throw new OpiException(Status.UnknownName, "There is no kind of request with the number " + (int)Kind + ".");
            try
            {
                ErrorHandle error;
                if (Amount != null)
                {
                    long minor = Money.MinorUnits(Amount.Value, Currency);
                    OpiException.Check(NativeMethods.opi_request_set_amount(native, minor, Utf8.Native(Currency), out error), error);
                }
                foreach (KeyValuePair<string, string> option in options)
                    OpiException.Check(NativeMethods.opi_request_set(native, Utf8.Native(option.Key), Utf8.Native(option.Value), out error), error);
                return native;
            }
            catch
            {
                native.Dispose();
                throw;
            }
        }
    }
}
