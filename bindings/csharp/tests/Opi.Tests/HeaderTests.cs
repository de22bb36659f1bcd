using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Opi.Tests
{
    // Nothing of opi.h is missing in C#, and the native library is found, looked at, and refused in words.
    internal static class HeaderTests
    {
        private static readonly Dictionary<string, Type> enums = new Dictionary<string, Type>
        {
            { "OPI_E_", typeof(Status) }, { "OPI_MONEY_", typeof(MoneyMoved) }, { "OPI_VERDICT_", typeof(Verdict) },
            { "OPI_RECEIPT_", typeof(ReceiptRole) }, { "OPI_PROMPT_", typeof(Prompt) }, { "OPI_ANSWER_", typeof(Answer) },
            { "OPI_LOG_", typeof(LogLevel) }, { "OPI_DEVICE_", typeof(DeviceKind) }, { "OPI_RECOVERED_", typeof(RecoveryVerdict) },
        };

        private static string Header
        {
            get { return File.ReadAllText(Environment.GetEnvironmentVariable("OPI_H")); }
        }

        private static string Flat(string name)
        {
            return name.Replace("_", "").ToLowerInvariant();
        }

        [Test("names-complete")]
        internal static void Every_number_of_the_header_has_its_name()
        {
            int count = 0;
            foreach (Match macro in Regex.Matches(Header, @"^#define (OPI_\w+) \(?(-?\d+)\)?$", RegexOptions.Multiline))
            {
                string name = macro.Groups[1].Value;
                if (name == "OPI_ABI_VERSION")
                    continue;
                string prefix = enums.Keys.FirstOrDefault(name.StartsWith) ?? "OPI_";
                Type type = name == "OPI_OK" ? typeof(Status) : prefix == "OPI_" ? typeof(RequestKind) : enums[prefix];
                string member = name == "OPI_OK" ? "Ok" : name.Substring(prefix.Length);
                string found = Enum.GetNames(type).SingleOrDefault(one => Flat(one) == Flat(member));
                Check.True(found != null, type.Name + " has " + name);
                Check.Equal(int.Parse(macro.Groups[2].Value, CultureInfo.InvariantCulture), (int)Enum.Parse(type, found));
                count++;
            }
            Check.True(count > 100, "the header was read: " + count);
        }

        [Test("names-complete")]
        internal static void Every_text_of_the_header_has_its_name()
        {
            int count = 0;
            foreach (Match macro in Regex.Matches(Header, "^#define OPI_(OPTION|FIELD|RECOVERY|JOURNAL)_(\\w+) \"(\\w+)\"$", RegexOptions.Multiline))
            {
                string kind = macro.Groups[1].Value;
                string type = kind == "OPTION" ? "RequestOption" : kind == "FIELD" ? "ResultField" : kind == "RECOVERY" ? "RecoveryField" : "JournalField";
                Type names = typeof(Terminal).Assembly.GetType("Opi." + type, true);
                FieldInfo found = names.GetFields().SingleOrDefault(field => field.IsLiteral && Flat(field.Name) == Flat(macro.Groups[2].Value));
                Check.True(found != null, type + " has " + macro.Groups[2].Value);
                Check.Equal(macro.Groups[3].Value, (string)found.GetRawConstantValue());
                var all = (IReadOnlyList<string>)names.GetField("All").GetValue(null);
                Check.True(all.Contains(macro.Groups[3].Value), "All has " + macro.Groups[3].Value);
                Type owner = kind == "OPTION" ? typeof(Request) : kind == "FIELD" ? typeof(Result) : kind == "RECOVERY" ? typeof(RecoveredRequest) : null;
                Check.True(owner == null || owner.GetProperty(found.Name) != null, "a property for " + found.Name);
                count++;
            }
            Check.True(count > 40, "the header was read: " + count);
        }

        [Test("names-complete")]
        internal static void Every_function_of_the_header_is_declared()
        {
            MatchCollection functions = Regex.Matches(Header, @"OPI_CALL (opi_\w+)\(");
            Check.True(functions.Count > 60, "the header was read: " + functions.Count);
            foreach (Match function in functions)
            {
                MethodInfo method = typeof(NativeMethods).GetMethod(function.Groups[1].Value, BindingFlags.Static | BindingFlags.NonPublic);
                Check.True(method != null, function.Groups[1].Value + " is declared");
            }
        }

        [Test]
        internal static void A_status_tells_what_it_means()
        {
            foreach (Status status in Enum.GetValues(typeof(Status)))
            {
                Check.Equal(Flat(status == Status.Ok ? "OPI_OK" : "OPI_E_" + status), Flat(status.Name()));
                Check.True(status.Text().Length > 0 && status.Advice().Length > 0, status + " in words");
            }
            Check.Equal(MoneyMoved.Possibly, Status.ConnectionLost.Money());
            Check.Equal(MoneyMoved.No, Status.ConnectRefused.Money());
            Check.Equal("OPI_E_?", ((Status)(-99)).Name());
        }

        [Test("abi-version")]
        internal static void The_abi_has_to_fit()
        {
            Check.Equal(NativeMethods.OPI_ABI_VERSION, OpiLibrary.AbiVersion);
            Check.Equal(NativeMethods.OPI_VERSION, OpiLibrary.Version);
            Check.Equal(Path.GetFullPath(Environment.GetEnvironmentVariable("OPI_LIBRARY")), OpiLibrary.File);
            Check.Equal(NativeMethods.OPI_VERSION, typeof(Terminal).Assembly.GetName().Version.ToString(3));
            Check.True(NativeLibrary.Fits(0x10002, 0x10002) && NativeLibrary.Fits(0x10003, 0x10002), "the same, or a later minor number");
            Check.True(!NativeLibrary.Fits(0x10001, 0x10002) && !NativeLibrary.Fits(0x20002, 0x10002), "not an earlier one, nor another major");
            // A library that says it has ABI 9.9, made by build.sh.
            string strange = Environment.GetEnvironmentVariable("OPI_STRANGE");
            Check.Holds(strange + ": has ABI 9.9", Refusal(strange));
        }

        [Test("load-error")]
        internal static void A_library_that_will_not_do_is_refused_in_words()
        {
            string folder = Path.Combine(Path.GetTempPath(), "opi-csharp-" + Process());
            Directory.CreateDirectory(folder);
            try
            {
                string missing = Path.Combine(folder, "missing.so"), text = Path.Combine(folder, "text.so");
                string foreign = Path.Combine(folder, "arm.so"), dll = Path.Combine(folder, "x86.dll"), broken = Path.Combine(folder, "broken.so");
                File.WriteAllText(text, new string('x', 100));
                File.WriteAllBytes(foreign, Elf(1, 40));
                File.WriteAllBytes(broken, Elf(2, 62));
                File.WriteAllBytes(dll, Pe(0x014C));
                string other = Environment.GetEnvironmentVariable("OPI_OTHER"); // a good library, but not libopi
                string said = Refusal(missing, text, foreign, dll, broken, other);
                Check.Holds("Wanted: libopi.so, 64-bit x64, ABI 0.1. Tried:", said);
                Check.Holds(missing + ": not there", said);
                Check.Holds(text + ": not a native library", said);
                Check.Holds(foreign + ": is for 32-bit arm", said);
                Check.Holds(dll + ": is for 32-bit x86", said);
                Check.Holds(broken + ": ", said);
                Check.Holds(other + ": is not libopi", said);
                Check.Holds("OPI_LIBRARY", said);
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        }

        private static int Process()
        {
            using (var process = System.Diagnostics.Process.GetCurrentProcess())
                return process.Id;
        }

        private static string Refusal(params string[] candidates)
        {
            return Check.Throws<DllNotFoundException>(() => NativeLibrary.LoadFirst(candidates)).Message;
        }

        private static byte[] Elf(byte bits, byte machine)
        {
            var head = new byte[64];
            new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', bits, 1, 1 }.CopyTo(head, 0);
            head[18] = machine;
            return head;
        }

        private static byte[] Pe(ushort machine)
        {
            var head = new byte[128];
            head[0] = (byte)'M';
            head[1] = (byte)'Z';
            head[60] = 64;
            head[64] = (byte)'P';
            head[65] = (byte)'E';
            BitConverter.GetBytes(machine).CopyTo(head, 68);
            return head;
        }
    }
}
