using System;
using System.Globalization;

namespace Opi
{
    // decimal outside, whole minor units inside; no floating point anywhere.
    internal static class Money
    {
        // ISO 4217 currencies that do not have two decimals. A test compares them with the library's.
        private const string WithoutDecimals = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
        private const string WithThreeDecimals = " BHD IQD JOD KWD LYD OMR TND ";
        private const string WithFourDecimals = " CLF UYW ";

        internal static int Decimals(string currency)
        {
            string wanted = " " + (currency ?? "").Trim().ToUpperInvariant() + " ";
            return WithoutDecimals.Contains(wanted) ? 0 : WithThreeDecimals.Contains(wanted) ? 3 : WithFourDecimals.Contains(wanted) ? 4 : 2;
        }

        // 12.50 CHF is 1250. More decimals than the currency has are refused, unless they are zeros.
        internal static long MinorUnits(decimal amount, string currency)
        {
            int decimals = Decimals(currency);
            decimal factor = 1;
            for (int i = 0; i < decimals; i++)
                factor *= 10;
            if (Math.Abs(amount) > long.MaxValue / factor)
                throw new OpiException(Status.InvalidAmount, "The amount " + Write(amount) + " is too great.");
            decimal minor = amount * factor;
            if (minor != decimal.Truncate(minor))
                throw new OpiException(Status.InvalidAmount, "The amount " + Write(amount) + " has too many decimals: " + currency + " has " + decimals + ".");
            return (long)minor;
        }

        // Decimal major units as the library writes them, such as "12.50"; null for null.
        internal static decimal? Read(string text)
        {
            decimal amount;
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)
                ? amount
                : (decimal?)null;
        }

        internal static string Write(decimal amount)
        {
            return amount.ToString(CultureInfo.InvariantCulture);
        }
    }
}
