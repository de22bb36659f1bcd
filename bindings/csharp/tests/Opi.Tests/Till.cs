using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Opi.Tests
{
    // A till with all devices at a simulated terminal. It notes what was asked of it, and answers what the test has set.
    internal sealed class Till : IDisposable
    {
        internal readonly Simulator Simulator;
        internal readonly Terminal Terminal;
        internal readonly List<object> Seen = new List<object>();

        // One letter for each request: display, Customer's or Merchant's receipt, input, Goods, journal.
        internal string Trace = "";

        internal Answer Display = Answer.Yes, Print = Answer.Yes, Deliver = Answer.Yes, Journal = Answer.Yes;
        internal Reply Input = Reply.Yes;

        // Called inside each device with its letter.
        internal Action<char> Inside = letter => { };

        internal Till(string outcome = "approve", string options = "", string dialect = "ch")
        {
            Simulator = new Simulator(dialect);
            Simulator.Tell("outcome " + outcome);
            // A journal of its own: all simulators give the same TerminalID.
            string journal = Environment.GetEnvironmentVariable("OPI_JOURNAL") + "." + Guid.NewGuid();
            Terminal = new Terminal("opi://" + Simulator.Address + "?listen=127.0.0.1:0&dialect=" + dialect + "&journal=" + journal + options, Devices());
            Simulator.Tell("till " + Terminal.ListenAddress);
        }

        // Without a terminal at the other end.
        private Till()
        {
            Terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=lane-1", Devices());
        }

        internal static Till Alone()
        {
            return new Till();
        }

        private Devices Devices()
        {
            return new Devices
            {
                Display = text => Note('d', text, Display),
                Print = receipt => Note(receipt.Role == ReceiptRole.Customer ? 'C' : 'M', receipt, Print),
                Input = question =>
                {
                    Note('i', question, Answer.Yes);
                    return Input;
                },
                Deliver = delivery => Note('G', delivery, Deliver),
                Journal = entry => Note('j', entry, Journal),
            };
        }

        private Answer Note(char letter, object request, Answer answer)
        {
            Trace += letter;
            Seen.Add(request);
            Inside(letter);
            return answer;
        }

        internal Result Pay(decimal amount = 12.50m, CancellationToken cancellation = default(CancellationToken))
        {
            return Terminal.Pay(amount, "CHF", null, cancellation);
        }

        internal Result Run(RequestKind kind, decimal? amount = null)
        {
            return Terminal.Run(new Request(kind) { Amount = amount == null ? (Money?)null : new Money(amount.Value, "CHF") });
        }

        internal void CheckNet(int minorUnits)
        {
            Check.Holds("\"net\":{\"CHF\":" + minorUnits + "}", Simulator.Ask("ledger"));
        }

        internal T Last<T>()
        {
            return Seen.OfType<T>().Last();
        }

        public void Dispose()
        {
            Terminal.Dispose();
            if (Simulator != null)
                Simulator.Dispose();
        }
    }

    // What one thread waits at until another opens it.
    internal sealed class Gate
    {
        private readonly ManualResetEventSlim opened = new ManualResetEventSlim();

        internal void Open()
        {
            opened.Set();
        }

        internal void Pass()
        {
            Check.True(opened.Wait(TimeSpan.FromMinutes(1)), "the gate opens");
        }
    }

    // Collects garbage on a thread of its own, over and over.
    internal sealed class Collector : IDisposable
    {
        private readonly Thread thread;
        private volatile bool ended;

        internal Collector()
        {
            thread = new Thread(() =>
            {
                while (!ended)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    Rounds++;
                }
            });
            thread.Start();
        }

        internal int Rounds { get; private set; }

        public void Dispose()
        {
            ended = true;
            thread.Join();
        }
    }
}
