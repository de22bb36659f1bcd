using System;

namespace Opi.Tests
{
    // The till of the callback bench; benches/callback.sh starts it by bench-callback and measures its display.
    internal static class Bench
    {
        internal static int Run(string url)
        {
            int characters = 0;
            var devices = new Devices
            {
                Display = text =>
                {
                    foreach (string line in text.Lines)
                        characters += line.Length;
                    return Answer.Yes;
                },
            };
            using (var terminal = new Terminal(url, devices))
            {
                Console.WriteLine(terminal.ListenAddress);
                Console.ReadLine();
                Result result = terminal.Pay(12.50m, "CHF");
                terminal.Close(TimeSpan.FromSeconds(5));
                return result.Approved && characters > 0 ? 0 : 1;
            }
        }
    }
}
