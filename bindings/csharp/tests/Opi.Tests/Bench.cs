using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Opi.Tests
{
    // What a display callback costs in C#, as a ratio to the same in C. The loop is in tests/native/bench.c.
    internal static class Bench
    {
        private const long CallsPerRequest = 20000;
        private const int Payments = 3;

        [StructLayout(LayoutKind.Sequential)]
        private struct Loop
        {
            internal IntPtr callback;
            internal IntPtr user_data;
            internal long times;
            internal long nanoseconds;
        }

        internal static int Run()
        {
            long shown = 0;
            double inC, inCSharp;
            IntPtr counter = Marshal.AllocHGlobal(sizeof(long));
            Marshal.WriteInt64(counter, 0);
            try
            {
                inC = NativeLibrary.Call(() => Measure(Symbol("bench_display_in_c"), counter));
            }
            finally
            {
                Marshal.FreeHGlobal(counter);
            }
            DeviceTable table = CallbackBridge.Register(new Devices
            {
                Display = text =>
                {
                    shown += text.Lines.Count;
                    return Answer.Yes;
                },
            });
            try
            {
                inCSharp = Measure(table.display, table.user_data);
            }
            finally
            {
                CallbackBridge.Unregister(table);
            }
            Check.True(shown > 0, "something was shown");
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "csharp callback: {0:0.0} x C ({1:0} ns against {2:0} ns, {3})",
                inCSharp / inC, inCSharp, inC, Program.RuntimeName));
            return 0;
        }

        // Nanoseconds of one call: of the displays of some payments, the first payment not counted.
        private static double Measure(IntPtr callback, IntPtr userData)
        {
            IntPtr loop = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(Loop)));
            try
            {
                Marshal.StructureToPtr(new Loop { callback = callback, user_data = userData, times = CallsPerRequest }, loop, false);
                var table = new DeviceTable
                {
                    struct_size = (uint)Marshal.SizeOf(typeof(DeviceTable)),
                    user_data = loop,
                    display = Symbol("bench_display"),
                };
                TerminalHandle terminal;
                ErrorHandle error;
                using (var simulator = new Simulator())
                {
                    OpiException.Check(NativeMethods.opi_terminal_open(Utf8.Native("opi://" + simulator.Address + "?listen=127.0.0.1:0"),
                        ref table, out terminal, out error), error);
                    using (terminal)
                    {
                        UIntPtr length;
                        simulator.Tell("till " + Utf8.Read(NativeMethods.opi_terminal_listen_address(terminal, out length), length));
                        Pay(terminal);
                        long warm = Nanoseconds(loop);
                        for (int i = 0; i < Payments; i++)
                            Pay(terminal);
                        return (Nanoseconds(loop) - warm) / (double)(Payments * 4 * CallsPerRequest); // a payment shows four texts
                    }
                }
            }
            finally
            {
                Marshal.FreeHGlobal(loop);
            }
        }

        private static long Nanoseconds(IntPtr loop)
        {
            return ((Loop)Marshal.PtrToStructure(loop, typeof(Loop))).nanoseconds;
        }

        private static void Pay(TerminalHandle terminal)
        {
            using (RequestHandle request = new Request(RequestKind.CardPayment) { Amount = 12.50m, Currency = "CHF" }.ToNative())
            {
                ResultHandle result;
                ErrorHandle error;
                OpiException.Check(NativeMethods.opi_terminal_run(terminal, request, new CancelHandle(), out result, out error), error);
                using (result)
                    Check.Equal((int)Verdict.Approved, NativeMethods.opi_result_verdict(result));
            }
        }

        private static IntPtr Symbol(string name)
        {
            Loader loader = Loader.OfThisRuntime();
            string error;
            IntPtr library = loader.Open(Environment.GetEnvironmentVariable("OPI_BENCH_LIBRARY"), out error);
            IntPtr symbol = library == IntPtr.Zero ? IntPtr.Zero : loader.Symbol(library, name);
            Check.True(symbol != IntPtr.Zero, name + " is found: " + error);
            return symbol;
        }
    }
}
