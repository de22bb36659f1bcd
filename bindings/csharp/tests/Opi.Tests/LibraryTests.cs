using System;
using System.IO;
using System.Xml.Linq;

namespace Opi.Tests
{
    // The native library is found, looked at, and refused in words.
    internal static class LibraryTests
    {
        [Test]
        internal static void A_status_tells_what_it_means()
        {
            foreach (Status status in Enum.GetValues(typeof(Status)))
            {
                Check.Equal(Words.Status.Write(status), status.Name());
                Check.True(status.Text().Length > 0 && status.Advice().Length > 0, status + " in words");
            }
            Check.Equal(MoneyMoved.Possibly, Status.ConnectionLost.Money());
            Check.Equal(MoneyMoved.No, Status.ConnectRefused.Money());
            Check.Equal("OPI_E_?", ((Status)(-99)).Name());
            foreach (XElement value in Model.Named("enums", "status").All("values"))
            {
                var status = (Status)(int)value.Element("number");
                Check.Equal(value.Get("what"), status.Text());
                Check.Equal(value.Element("status").Get("advice"), status.Advice());
                foreach (XElement text in value.Element("status").All("texts"))
                {
                    Check.Equal(text.Get("what"), status.Text(text.Get("language")));
                    Check.Equal(text.Get("advice"), status.Advice(text.Get("language")));
                }
            }
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
