using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Opi.Tests
{
    // Threads, cancelling, closing: who may do what, when.
    internal static class ThreadTests
    {
        private static readonly TimeSpan longTime = TimeSpan.FromMinutes(1);

        [Test("busy")]
        internal static void A_second_call_is_busy()
        {
            using (var till = new Till())
            {
                var reached = new Gate();
                var goOn = new Gate();
                till.Inside = letter =>
                {
                    reached.Open();
                    goOn.Pass();
                };
                Task<Result> first = till.Terminal.PayAsync(12.50m, "CHF");
                reached.Pass();
                Check.Equal(MoneyMoved.No, Check.Refused(Status.Busy, () => till.Pay(7m)).MoneyMoved);
                Check.Equal(false, till.Terminal.Dispatch(TimeSpan.Zero));
                goOn.Open();
                Check.True(first.Result.Approved, "paid");
                till.CheckNet(1250);
            }
        }

        [Test("recursive", "close-in-callback")]
        internal static void Calls_inside_a_device_are_refused()
        {
            using (var till = new Till())
            {
                till.Inside = letter =>
                {
                    Check.Refused(Status.Recursive, () => till.Pay(7m));
                    Check.Refused(Status.Recursive, () => till.Terminal.Dispatch(longTime));
                    Check.Refused(Status.Recursive, () => till.Terminal.Close(longTime));
                    Check.True(till.Terminal.ListenPort > 0, "the rest is allowed");
                };
                Result result = till.Pay();
                Check.True(result.Approved, result.ToString());
                Check.Equal(0, result.CallbackFailures.Count); // the checks above held
                Check.Equal("ddddCMj", till.Trace);
                till.Inside = letter => { };
                Check.True(till.Pay(7m).Approved, "nothing was closed");
                till.CheckNet(1950);
            }
        }

        [Test("two-terminals")]
        internal static void Another_terminal_may_be_used_inside_a_device()
        {
            using (var till = new Till())
            using (var other = new Till())
            {
                Result inner = null;
                other.Inside = letter => { throw new InvalidOperationException("inner"); };
                till.Inside = letter =>
                {
                    if (letter == 'C')
                        inner = other.Pay(3m);
                    if (letter == 'M')
                        throw new InvalidOperationException("outer");
                };
                Result outer = till.Pay();
                Check.True(outer.Approved && inner.Approved, "both paid");
                Check.Equal("outer", outer.CallbackFailures.Single().Message); // each call keeps its own
                Check.True(inner.CallbackFailures.Count == 7 && inner.CallbackFailures.All(error => error.Message == "inner"), "inner");
                till.CheckNet(1250);
                other.CheckNet(300);
            }
        }

        [Test("two-terminals")]
        internal static void Two_terminals_pay_at_once()
        {
            using (var first = new Till("approve", "&workstation=1"))
            using (var second = new Till("approve", "&workstation=2"))
            {
                // Each waits inside a device until the other is inside one too.
                var bothInside = new Barrier(2);
                Action<char> meet = letter =>
                {
                    if (letter == 'C')
                        Check.True(bothInside.SignalAndWait(longTime), "both are inside a device");
                };
                first.Inside = meet;
                second.Inside = meet;
                Task<Result> one = first.Terminal.PayAsync(12.50m, "CHF");
                Task<Result> two = second.Terminal.PayAsync(7m, "CHF");
                Check.True(one.Result.Approved && two.Result.Approved, "both paid");
                Check.Equal(0, one.Result.CallbackFailures.Count + two.Result.CallbackFailures.Count);
                Check.Equal("ddddCMj ddddCMj", first.Trace + " " + second.Trace);
                first.CheckNet(1250);
                second.CheckNet(700);
            }
        }

        [Test("cancel")]
        internal static void Cancelled_before_nothing_is_sent()
        {
            using (var till = new Till())
            {
                Result result = till.Pay(12.50m, new CancellationToken(true));
                Check.Equal(Verdict.NotSent, result.Verdict);
                Check.Equal(Status.CancelledBeforeSend, result.Status);
                Check.Equal("", till.Trace);
                Check.True(till.Pay().Approved, "the next one is not cancelled");
                till.CheckNet(1250);
            }
        }

        [Test("cancel-in-callback")]
        internal static void Cancelled_inside_a_device_it_is_aborted()
        {
            using (var till = new Till("wait"))
            using (var cancellation = new CancellationTokenSource())
            {
                till.Inside = letter => cancellation.Cancel();
                Result result = till.Pay(12.50m, cancellation.Token);
                Check.Equal(Verdict.Aborted, result.Verdict);
                Check.Equal(MoneyMoved.No, result.MoneyMoved);
                Check.Equal(0, result.CallbackFailures.Count);
            }
        }

        [Test("cancel-too-late")]
        internal static void Cancelled_too_late_it_is_paid()
        {
            using (var till = new Till())
            using (var cancellation = new CancellationTokenSource())
            {
                till.Inside = letter =>
                {
                    if (letter == 'C')
                        cancellation.Cancel();
                };
                Check.True(till.Pay(12.50m, cancellation.Token).Approved, "paid");
                till.CheckNet(1250);
            }
        }

        [Test("dispose-not-cancel")]
        internal static void Letting_go_of_the_source_cancels_nothing()
        {
            using (var till = new Till())
            {
                var cancellation = new CancellationTokenSource();
                till.Inside = letter => cancellation.Dispose();
                Check.True(till.Pay(12.50m, cancellation.Token).Approved, "paid");
                cancellation.Dispose();
            }
        }

        [Test("dispose-not-cancel", "close-twice")]
        internal static void Disposed_inside_a_device_the_payment_goes_on()
        {
            using (var till = new Till())
            {
                till.Inside = letter =>
                {
                    till.Terminal.Dispose();
                    Check.Equal(1, CallbackBridge.Registered); // devices stay while they are called
                };
                Result result = till.Pay();
                Check.True(result.Approved, result.ToString());
                Check.Equal(0, result.CallbackFailures.Count);
                Check.Equal("ddddCMj", till.Trace);
                Check.Equal(0, CallbackBridge.Registered);
                Check.Throws<ObjectDisposedException>(() => till.Pay());
                till.CheckNet(1250);
            }
        }

        [Test("close-other-thread")]
        internal static void Closing_cancels_the_call_and_waits_for_it()
        {
            using (var till = new Till("wait"))
            {
                var shown = new Gate();
                till.Inside = letter => shown.Open();
                Task<Result> task = till.Terminal.PayAsync(12.50m, "CHF");
                shown.Pass();
                Check.True(till.Terminal.Close(longTime), "closed");
                string trace = till.Trace;
                Check.Equal(Verdict.Aborted, task.Result.Verdict);
                Check.Equal(trace, till.Trace); // no device was called after the barrier
                Check.Refused(Status.Closed, () => till.Pay());
            }
        }

        [Test("close-other-thread")]
        internal static void Closing_gives_up_in_time_and_goes_on()
        {
            using (var till = new Till("wait"))
            {
                var reached = new Gate();
                var goOn = new Gate();
                till.Inside = letter =>
                {
                    reached.Open();
                    goOn.Pass();
                };
                Task<Result> task = till.Terminal.PayAsync(12.50m, "CHF");
                reached.Pass();
                Check.Equal(false, till.Terminal.Close(TimeSpan.FromMilliseconds(20)));
                goOn.Open();
                Check.True(till.Terminal.Close(longTime), "closed");
                Check.Equal(Verdict.Aborted, task.Result.Verdict);
            }
        }

        [Test("close-twice")]
        internal static void Closing_and_disposing_twice_is_the_same_as_once()
        {
            var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0", new Devices { Display = text => Answer.Yes });
            Check.Equal(1, CallbackBridge.Registered);
            Task.WaitAll(Task.Run(() => terminal.Close(longTime)), Task.Run(() => terminal.Close(longTime)));
            Check.True(terminal.Close(TimeSpan.Zero), "closed");
            terminal.Dispose();
            terminal.Dispose();
            Check.True(terminal.Close(TimeSpan.Zero), "still closed");
            Check.Equal(0, CallbackBridge.Registered);
        }

        [Test]
        internal static void A_forgotten_terminal_is_freed()
        {
            // On a thread of its own, so that no stack remembers them.
            var thread = new Thread(() =>
            {
                for (int i = 0; i < 10; i++)
                    new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0", new Devices { Display = text => Answer.Yes });
            });
            thread.Start();
            thread.Join();
            for (int i = 0; i < 100 && CallbackBridge.Registered > 1; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            // Mono looks at stacks conservatively and may keep the last one a while longer.
            Check.True(CallbackBridge.Registered <= 1, CallbackBridge.Registered + " left");
        }

        [Test("thousand-payments")]
        internal static void A_thousand_payments_without_growth()
        {
            using (var till = new Till())
            {
                till.Inside = letter => till.Seen.Clear();
                Usage before = new Usage(), after = new Usage();
                for (int i = 1; i <= 1000; i++)
                {
                    Result result = till.Pay();
                    Check.True(result.Approved, "paid");
                    result.Acknowledge();
                    till.Trace = "";
                    if (i % 100 == 0)
                        after = Usage.Now(); // collects garbage: what stays is counted
                    if (i == 300)
                        before = after; // pools and caches are full
                }
                till.CheckNet(1250 * 1000);
                Check.True(after.Managed - before.Managed < 1 << 20, "managed memory: " + before.Managed + " to " + after.Managed);
                Check.True(after.Resident - before.Resident < 16 << 10, "resident kB: " + before.Resident + " to " + after.Resident);
                Check.True(after.Files <= before.Files + 3, "open files: " + before.Files + " to " + after.Files);
                Check.True(after.Threads <= before.Threads + 3, "threads: " + before.Threads + " to " + after.Threads);
            }
        }

        private struct Usage
        {
            internal long Managed, Resident;
            internal int Files, Threads;

            internal static Usage Now()
            {
                for (int i = 0; i < 3; i++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
                string resident = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmRSS:"));
                return new Usage
                {
                    Managed = GC.GetTotalMemory(true),
                    Resident = long.Parse(new string(resident.Where(char.IsDigit).ToArray())),
                    Files = Directory.GetFileSystemEntries("/proc/self/fd").Length,
                    Threads = Directory.GetDirectories("/proc/self/task").Length,
                };
            }
        }
    }
}
