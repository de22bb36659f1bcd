using System;
using System.Globalization;

namespace Opi
{
    /// <summary>
    /// An amount of a currency. Decimal outside, whole minor units inside the library; no floating point anywhere, and only the
    /// library knows how many decimals a currency has.
    /// </summary>
    public struct Money : IEquatable<Money>
    {
        /// <summary>Makes an amount.</summary>
        /// <param name="amount">Major units: 12.50m.</param>
        /// <param name="currency">Three letters of ISO 4217: "CHF".</param>
        public Money(decimal amount, string currency)
        {
            Amount = amount;
            Currency = currency;
        }

        /// <summary>Major units: 12.50m.</summary>
        public decimal Amount { get; }

        /// <summary>Three letters of ISO 4217; null where a terminal named an amount without its currency.</summary>
        public string Currency { get; }

        /// <summary>The same in minor units: 1250 for 12.50 CHF.</summary>
        /// <exception cref="OpiException">
        /// <see cref="Status.InvalidAmount"/> for more decimals than the currency has (zeros do not count), and for what is no
        /// currency.
        /// </exception>
        public long MinorUnits
        {
            get
            {
                decimal unit = Unit(Currency);
                if (Math.Abs(Amount) > long.MaxValue * unit)
                    throw new OpiException(Status.InvalidAmount, "The amount " + this + " is too great.");
                decimal minor = Amount / unit;
                if (minor != decimal.Truncate(minor))
                    throw new OpiException(Status.InvalidAmount, "The amount " + this + " has too many decimals: " + Currency + " has " + DecimalsOf(Currency) + ".");
                return (long)minor;
            }
        }

        /// <summary>Makes an amount of minor units: 12.50 CHF of 1250.</summary>
        /// <param name="minorUnits">Whole minor units.</param>
        /// <param name="currency">Three letters of ISO 4217.</param>
        /// <returns>The amount, with all decimals of its currency.</returns>
        /// <exception cref="OpiException"><see cref="Status.InvalidAmount"/> for what is no currency.</exception>
        public static Money OfMinorUnits(long minorUnits, string currency)
        {
            return new Money(minorUnits * Unit(currency), currency);
        }

        /// <summary>How many decimals a currency has: 2 for "CHF", 0 for "JPY"; null for what is no currency.</summary>
        /// <param name="currency">Three letters of ISO 4217.</param>
        /// <returns>The number of decimals.</returns>
        public static int? DecimalsOf(string currency)
        {
            byte[] code = Utf8.Native(currency);
            int decimals = NativeLibrary.Call(() => NativeMethods.opi_currency_decimals(code));
            return decimals < 0 ? (int?)null : decimals;
        }

        // The smallest amount of a currency: 0.01.
        private static decimal Unit(string currency)
        {
            int? decimals = DecimalsOf(currency);
            if (decimals == null)
                throw new OpiException(Status.InvalidAmount, "There is no currency '" + currency + "'.");
            return new decimal(1, 0, 0, false, (byte)decimals.Value);
        }

        /// <summary>Amount and currency: "12.50 CHF".</summary>
        /// <returns>Both, in a form that does not depend on the culture.</returns>
        public override string ToString()
        {
            return Amount.ToString(CultureInfo.InvariantCulture) + (Currency == null ? "" : " " + Currency);
        }

        /// <summary>The same amount of the same currency; 12.5 is 12.50.</summary>
        /// <param name="other">Another one.</param>
        /// <returns>Whether they are the same.</returns>
        public bool Equals(Money other)
        {
            return Amount == other.Amount && Currency == other.Currency;
        }

        /// <summary>The same amount of the same currency.</summary>
        /// <param name="other">Anything.</param>
        /// <returns>Whether they are the same.</returns>
        public override bool Equals(object other)
        {
            return other is Money && Equals((Money)other);
        }

        /// <summary>A hash code.</summary>
        /// <returns>The same for the same amount of the same currency.</returns>
        public override int GetHashCode()
        {
            return Amount.GetHashCode() ^ (Currency ?? "").GetHashCode();
        }

        /// <summary>The same amount of the same currency.</summary>
        /// <param name="one">An amount.</param>
        /// <param name="other">Another one.</param>
        public static bool operator ==(Money one, Money other)
        {
            return one.Equals(other);
        }

        /// <summary>Another amount, or another currency.</summary>
        /// <param name="one">An amount.</param>
        /// <param name="other">Another one.</param>
        public static bool operator !=(Money one, Money other)
        {
            return !one.Equals(other);
        }
    }
}
