using System;
using System.Diagnostics;
using System.Threading;

namespace Opi.Tests
{
    // Tills that leave their process without closing the terminal: each ends at once, with its own exit code.
    internal static class ExitTests
    {
        private const int Code = 7;

        [Test("exit-open")]
        internal static void Leaving_with_an_open_terminal()
        {
            Leave("exit-open", "approve");
            Leave("return-open", "approve");
        }

        [Test("exit-in-call")]
        internal static void Leaving_while_another_thread_is_in_a_call()
        {
            Leave("exit-in-call", "wait");
            Leave("return-in-call", "wait");
        }

        [Test("exit-in-callback")]
        internal static void Leaving_from_inside_a_device()
        {
            Leave("exit-in-callback", "approve");
            Leave("exit-while-in-callback", "approve");
        }

        // Runs this program as a child: it says where it listens, is told to go on, and has to end by itself.
        private static void Leave(string how, string outcome)
        {
            string[] self = Environment.GetEnvironmentVariable("OPI_TESTS").Split(new[] { ' ' }, 2);
            using (var simulator = new Simulator())
            {
                simulator.Tell("outcome " + outcome);
                var start = new ProcessStartInfo(self[0], self[1] + " child " + how)
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                start.EnvironmentVariables["OPI_TEST_TERMINAL"] = simulator.Address;
                using (Process child = Process.Start(start))
                {
                    string address = child.StandardOutput.ReadLine();
                    if (address == null)
                        throw new CheckFailed(how + ": " + child.StandardError.ReadToEnd());
                    simulator.Tell("till " + address);
                    child.StandardInput.Write("go\n");
                    child.StandardInput.Flush();
                    if (!child.WaitForExit(30000))
                    {
                        child.Kill();
                        throw new CheckFailed(how + ": the process does not end");
                    }
                    Check.Equal(how + " " + Code + " ", how + " " + child.ExitCode + " " + child.StandardError.ReadToEnd());
                }
            }
        }

        internal static int Child(string how)
        {
            var shown = new Gate();
            var devices = new Devices
            {
                Display = text =>
                {
                    shown.Open();
                    if (how == "exit-in-callback")
                        Environment.Exit(Code);
                    if (how == "exit-while-in-callback")
                        Thread.Sleep(Timeout.Infinite);
                    return Answer.Yes;
                },
            };
            var terminal = new Terminal("opi://" + Environment.GetEnvironmentVariable("OPI_TEST_TERMINAL") + "?listen=127.0.0.1:0", devices);
            Console.WriteLine(terminal.ListenAddress);
            Console.ReadLine();
            if (how.EndsWith("-open"))
            {
                if (!terminal.Pay(12.50m, "CHF").Approved)
                    return 1;
            }
            else if (how == "exit-in-callback")
            {
                terminal.Pay(12.50m, "CHF");
                return 1; // not reached
            }
            else
            {
                terminal.PayAsync(12.50m, "CHF");
                shown.Pass();
            }
            if (how.StartsWith("exit"))
                Environment.Exit(Code);
            return Code;
        }
    }
}
