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
        private readonly Dictionary<string, string> currencies = new Dictionary<string, string>(); // of options that are part of the amount

        /// <summary>Makes a request of a kind.</summary>
        /// <param name="kind">The kind, such as <see cref="RequestKind.CardPayment"/>.</param>
        public Request(RequestKind kind)
        {
            Kind = kind;
        }

        /// <summary>The kind of request.</summary>
        public RequestKind Kind { get; }

        /// <summary>The amount. Positive also for refunds.</summary>
        public Money? Amount { get; set; }

        /// <summary>The text of an option by its name, one of <see cref="RequestOption"/>; null when it is not set.</summary>
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
                currencies.Remove(option);
                if (value == null)
                    options.Remove(option);
                else
                    options[option] = value;
            }
        }

        // The library takes whole minor units, of the request's currency.
        private Money? PartOfAmount(string option)
        {
            string currency;
            long? minor = Typed.Number(this[option]);
            if (!currencies.TryGetValue(option, out currency) && Amount != null)
                currency = Amount.Value.Currency;
            return minor == null || currency == null ? (Money?)null : Money.OfMinorUnits(minor.Value, currency);
        }

        private void PartOfAmount(string option, Money? value)
        {
            this[option] = value == null ? null : Typed.Text(value.Value.MinorUnits);
            if (value != null)
                currencies[option] = value.Value.Currency;
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
                    CheckCurrencies(Amount.Value.Currency);
                    OpiException.Check(NativeMethods.opi_request_set_amount(native, Amount.Value.MinorUnits, Utf8.Native(Amount.Value.Currency),
                        out error), error);
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

        private void CheckCurrencies(string wanted)
        {
            foreach (KeyValuePair<string, string> option in currencies)
            {
                if (!string.Equals(option.Value, wanted, StringComparison.OrdinalIgnoreCase))
                    throw new OpiException(Status.InvalidAmount, "The amount is in " + wanted + ", its " + option.Key + " in " + option.Value + ".");
            }
        }
    }
}
