using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Opi.Tests
{
    // Many terminals in one process: all of them pay at once, and one thread serves them between their calls.
    internal static class ShopTests
    {
        private const int Lanes = 64;
        private static readonly TimeSpan longTime = TimeSpan.FromMinutes(1);

        // A terminal of the shop. Every fourth card is declined; each amount is one of its own.
        private sealed class Lane : IDisposable
        {
            internal readonly int Number;
            internal readonly StringBuilder Trace = new StringBuilder();
            internal readonly Terminal Terminal;

            internal Lane(int number, string address, string listen)
            {
                Number = number;
                Terminal = new Terminal("opi://" + address + "?journal=none&listen=" + listen + "&workstation=lane-" + number, new Devices
                {
                    Display = text => Note('d'),
                    Print = receipt => Note(receipt.Role == ReceiptRole.Customer ? 'C' : 'M'),
                    Journal = entry => Note('j'),
                });
            }

            internal bool IsDeclined
            {
                get { return Number % 4 == 0; }
            }

            private Answer Note(char letter)
            {
                Trace.Append(letter);
                return Answer.Yes;
            }

            public void Dispose()
            {
                Terminal.Dispose();
            }
        }

        [Test("shop")]
        internal static void A_shop_pays_at_once()
        {
            var lanes = new List<Lane>();
            using (Simulator shop = Simulator.Shop(Lanes))
            {
                foreach (string address in shop.Addresses)
                {
                    string listen = lanes.Count == 0 ? "127.0.0.1:0" : lanes[0].Terminal.ListenAddress;
                    var lane = new Lane(lanes.Count + 1, address, listen);
                    lanes.Add(lane);
                    if (lane.IsDeclined)
                        shop.Tell("@" + lane.Number + " outcome decline");
                }
                shop.Tell("till " + lanes[0].Terminal.ListenAddress);
                List<Task<Result>> payments = lanes.Select(lane => lane.Terminal.PayAsync(lane.Number, "CHF")).ToList();
                foreach (Lane lane in lanes)
                {
                    Result result = payments[lane.Number - 1].Result;
                    Check.Equal(lane.IsDeclined ? Verdict.Declined : Verdict.Approved, result.Verdict);
                    Check.Equal(0, result.CallbackFailures.Count);
                    if (!lane.IsDeclined)
                        Check.Equal("ddddCMj " + lane.Number, lane.Trace + " " + (int)result.Amount.Value.Amount);
                }
                foreach (Lane lane in lanes)
                {
                    string net = "\"net\":{\"CHF\":" + (lane.IsDeclined ? 0 : 100 * lane.Number) + "}";
                    Check.Holds(net, shop.Ask("@" + lane.Number + " ledger"));
                }
                Check.Equal("[]", shop.Ask("findings"));
                lanes.ForEach(lane => lane.Dispose());
            }
        }

        private static Terminal Open(int number, Devices devices, string listen = "127.0.0.1:0")
        {
            return new Terminal("opi://127.0.0.1:" + number + "?journal=none&workstation=lane-" + number + "&listen=" + listen, devices);
        }

        // The terminal of a lane wants something.
        private static DeviceCaller Call(Terminal terminal, int number, string target = "Printer")
        {
            var caller = new DeviceCaller(terminal.ListenPort);
            caller.Send(DeviceCaller.Output(target).Replace("lane-1", "lane-" + number).Replace("Grüezi", "for lane " + number));
            return caller;
        }

        [Test("dispatch-all")]
        internal static void All_terminals_are_served_by_whoever_dispatches()
        {
            var printed = new List<string>();
            Func<int, Devices> printing = number => new Devices
            {
                Print = receipt =>
                {
                    printed.Add(number + ": " + receipt.Text);
                    return Answer.Yes;
                },
            };
            using (Terminal one = Open(1, printing(1)))
            using (Terminal two = Open(2, printing(2), one.ListenAddress))
            {
                Check.Equal(false, Terminal.DispatchAll(TimeSpan.Zero));
                Check.Equal(false, Terminal.DispatchAll(TimeSpan.FromMilliseconds(20)));
                using (DeviceCaller caller = Call(two, 2))
                {
                    Check.Equal(true, Terminal.DispatchAll(longTime));
                    Check.Holds("OverallResult=\"Success\"", caller.Receive());
                }
                using (DeviceCaller caller = Call(one, 1))
                {
                    Check.Equal(true, Terminal.DispatchAll(longTime));
                    Check.Holds("OverallResult=\"Success\"", caller.Receive());
                }
            }
            Check.Equal("2: for lane 2, 1: for lane 1", string.Join(", ", printed));
            Check.Throws<ArgumentOutOfRangeException>(() => Terminal.DispatchAll(TimeSpan.FromSeconds(-7)));
        }

        [Test("dispatch-all")]
        internal static void A_device_that_blocks_delays_no_other()
        {
            var reached = new Gate();
            var goOn = new Gate();
            var slow = new Devices
            {
                Print = receipt =>
                {
                    reached.Open();
                    goOn.Pass();
                    return Answer.Yes;
                },
            };
            using (Terminal one = Open(1, slow))
            using (Terminal two = Open(2, new Devices { Print = receipt => Answer.Yes }, one.ListenAddress))
            {
                Task<bool> blocked = Task.Factory.StartNew(() => Terminal.DispatchAll(longTime), TaskCreationOptions.LongRunning);
                using (DeviceCaller ofOne = Call(one, 1))
                {
                    reached.Pass();
                    using (DeviceCaller ofTwo = Call(two, 2))
                    {
                        Check.Equal(true, Terminal.DispatchAll(longTime));
                        Check.Holds("OverallResult=\"Success\"", ofTwo.Receive());
                    }
                    goOn.Open();
                    Check.True(blocked.Result, "served");
                    Check.Holds("OverallResult=\"Success\"", ofOne.Receive());
                }
            }
        }

        // What is thrown comes to the innermost call on its thread, whichever it is.
        [Test("dispatch-all", "callback-throws")]
        internal static void What_devices_throw_comes_to_the_innermost_call()
        {
            string inner = null;
            using (Terminal vendor = Open(2, new Devices { Deliver = goods => { throw new InvalidOperationException("no coffee"); } }))
            using (var till = new Till())
            {
                till.Inside = letter =>
                {
                    if (letter != 'C')
                        return;
                    using (Call(vendor, 2, "DeliveryBox"))
                        inner = Check.Throws<AggregateException>(() => Terminal.DispatchAll(longTime)).InnerExceptions.Single().Message;
                    throw new InvalidOperationException("no paper");
                };
                Result result = till.Pay();
                Check.True(result.Approved, result.ToString());
                Check.Equal("no coffee, no paper", inner + ", " + result.CallbackFailures.Single().Message);
            }

            // The other way round: a payment in a device of what is dispatched.
            Result paid = null;
            using (var till = new Till())
            using (Terminal vendor = Open(3, new Devices { Deliver = goods => { paid = till.Pay(); return Answer.Yes; } }))
            {
                till.Inside = letter =>
                {
                    if (letter == 'j')
                        throw new InvalidOperationException("no ink");
                };
                using (DeviceCaller caller = Call(vendor, 3, "DeliveryBox"))
                {
                    Check.Equal(true, Terminal.DispatchAll(longTime));
                    Check.Holds("OverallResult=\"Success\"", caller.Receive());
                }
                Check.Equal("no ink", paid.CallbackFailures.Single().Message);
            }
        }

        // The library's own thread writes to the log and takes no signal, by which Mono would stop it.
        [Test("gc-stream", "log")]
        internal static void Garbage_is_collected_while_the_librarys_thread_logs()
        {
            var threads = new HashSet<int>();
            OpiLog.Set(LogLevel.Trace, (level, target, line) =>
            {
                lock (threads)
                    threads.Add(Thread.CurrentThread.ManagedThreadId);
            });
            try
            {
                using (var till = new Till())
                {
                    for (int i = 0; i < 5; i++)
                    {
                        Check.True(till.Pay().Approved, "paid");
                        GC.Collect();
                        GC.WaitForPendingFinalizers();
                    }
                }
            }
            finally
            {
                OpiLog.Set(LogLevel.Off, null);
            }
            Check.True(threads.Count >= 2, "it logs, too");
        }
    }
}
