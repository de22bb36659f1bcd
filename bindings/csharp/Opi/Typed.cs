using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace Opi
{
    // What texts and numbers of the library mean, as types of .NET, and back. What has not the form of its type, because a
    // terminal wrote something else, gives null: the text is there all the same.
    internal static class Typed
    {
        internal static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Second = TimeSpan.FromSeconds(1), Day = TimeSpan.FromDays(1);

        private static readonly string[] times = { "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK" };

        internal static bool? Flag(string text)
        {
            return text == "yes" ? true : text == "no" ? false : (bool?)null;
        }

        internal static bool? Flag(long number)
        {
            return number < 0 ? (bool?)null : number != 0;
        }

        internal static long? Number(string text)
        {
            long number;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : (long?)null;
        }

        internal static long? Number(long number)
        {
            return number < 0 ? (long?)null : number;
        }

        internal static decimal? Decimal(string text)
        {
            decimal number;
            const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
            return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out number) ? number : (decimal?)null;
        }

        internal static Money? Amount(string text, string currency)
        {
            decimal? amount = Decimal(text);
            return amount == null ? (Money?)null : new Money(amount.Value, currency);
        }

        // As the clock on the spot showed it, whatever its distance from UTC.
        internal static DateTime? Time(string text)
        {
            DateTimeOffset time;
            return DateTimeOffset.TryParseExact(text, times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
                ? time.DateTime
                : (DateTime?)null;
        }

        internal static TimeSpan? Duration(string text, TimeSpan unit)
        {
            return Duration(Number(text) ?? -1, unit);
        }

        internal static TimeSpan? Duration(long number, TimeSpan unit)
        {
            return number < 0 || number > TimeSpan.MaxValue.Ticks / unit.Ticks ? (TimeSpan?)null : new TimeSpan(number * unit.Ticks);
        }

        internal static IReadOnlyList<string> List(string text)
        {
            return Array.AsReadOnly(string.IsNullOrEmpty(text) ? new string[0] : text.Split(','));
        }

        // ---- and back: null for null ----------------------------------------------------------------------------------

        internal static string Text(bool? value)
        {
            return value == null ? null : value.Value ? "yes" : "no";
        }

        internal static string Text(long? value)
        {
            return value == null ? null : value.Value.ToString(CultureInfo.InvariantCulture);
        }

        internal static string Text(decimal? value)
        {
            return value == null ? null : value.Value.ToString(CultureInfo.InvariantCulture);
        }

        // With its distance from UTC only when the time itself knows it.
        internal static string Text(DateTime? value)
        {
            return value == null ? null : value.Value.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        }

        internal static string Text(TimeSpan? value, TimeSpan unit)
        {
            if (value == null)
                return null;
            if (value.Value.Ticks % unit.Ticks != 0)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a whole number of units of " + unit + ".");
            return Text(value.Value.Ticks / unit.Ticks);
        }

        internal static string Text(IReadOnlyList<string> value)
        {
            if (value == null)
                return null;
            foreach (string word in value)
            {
                if (word == null || word.IndexOf(',') >= 0)
                    throw new ArgumentException("'" + word + "' cannot be part of a list.", nameof(value));
            }
            return string.Join(",", value);
        }
    }

    // What texts call the values of an enumeration. Enumerable only to be written down as a list (Generated/Names.cs).
    internal sealed class Words<T> : IEnumerable where T : struct
    {
        private readonly Dictionary<string, T> values = new Dictionary<string, T>();
        private readonly Dictionary<T, string> words = new Dictionary<T, string>();

        internal void Add(string word, T value)
        {
            values.Add(word, value);
            words.Add(value, word);
        }

        // Null for a word that only a newer library knows.
        internal T? Read(string word)
        {
            T value;
            return word != null && values.TryGetValue(word, out value) ? value : (T?)null;
        }

        internal string Write(T? value)
        {
            string word;
            if (value == null)
                return null;
            if (!words.TryGetValue(value.Value, out word))
                throw new ArgumentOutOfRangeException(nameof(value), value, "No " + typeof(T).Name + " that has a word.");
            return word;
        }

        public IEnumerator GetEnumerator()
        {
            return words.Values.GetEnumerator();
        }
    }
}
