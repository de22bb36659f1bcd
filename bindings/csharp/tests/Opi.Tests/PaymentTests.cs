using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Opi.Tests
{
    // What becomes of a request, and how the result tells it.
    internal static class PaymentTests
    {
        [Test("open-close")]
        internal static void A_terminal_is_opened_and_closed()
        {
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Check.True(terminal.ListenPort > 0, "it listens");
                Check.Equal("127.0.0.1:" + terminal.ListenPort, terminal.ListenAddress);
                Check.True(terminal.Close(TimeSpan.Zero), "closed");
                Check.Refused(Status.Closed, () => terminal.Pay(12.50m, "CHF"));
            }
            OpiException error = Check.Refused(Status.UnknownName, () => new Terminal("opi://127.0.0.1?workstaton=2"));
            Check.Holds("did you mean 'workstation'?", error.Message);
            Check.Equal(MoneyMoved.No, error.MoneyMoved);
            Check.True(error.Advice.Length > 0, "it says what to do");
            Check.Refused(Status.Null, () => new Terminal((string)null));
            Check.Refused(Status.Null, () => new Terminal((TerminalUrl)null));
            Check.Equal(0, CallbackBridge.Registered);
        }

        [Test("payment")]
        internal static void A_payment_is_approved()
        {
            using (var till = new Till())
            {
                Result result = till.Terminal.Pay(12.50m, "CHF", "A-1");
                Check.Equal(Verdict.Approved, result.Verdict);
                Check.True(result.Approved && !result.Unknown, "approved");
                Check.Equal(Status.Ok, result.Status);
                Check.Equal(MoneyMoved.Yes, result.MoneyMoved);
                Check.Equal(new Money(12.50m, "CHF"), result.Amount.Value);
                Check.Equal("A-1", result.Reference);
                Check.Equal(RequestKind.CardPayment, result.Kind.Value);
                Check.Equal("approved", result.ToString());
                Check.Equal(null, result.Message);
                Check.True(result.Stan != null && result.ApprovalCode != null && result.TerminalId != null, "fields of the terminal");
                Check.Equal(result.Stan, result[ResultField.Stan]);
                Check.Equal(null, result["no_such_field"]);
                Check.Equal("ddddCMj", till.Trace);
                Check.Equal("CM", string.Concat(result.Receipts.Select(receipt => receipt.Role.ToString()[0])));
                Check.True(result.Receipts.All(receipt => receipt.Acknowledged.Value && receipt.Text.Contains("12.50")), "receipts");
                Check.Equal("12.50", result.Journal.Single()[JournalEntryField.Amount]);
                Check.Holds("Answer=Paid ApprovalCode=Paid ", string.Join(" ", result.Evidence.Select(evidence => evidence.Source + "=" + evidence.Says)));
                Check.True(result.Evidence.All(evidence => evidence.Text.Length > 0), "evidence in words");
                Check.Equal(0, result.Contradictions.Count);
                Check.Holds("\"verdict\":\"approved\"", result.Json);
                Check.Equal(0L, result.FailedCallbacks.Value);
                Check.Equal(0, result.CallbackFailures.Count);
                till.CheckNet(1250);
                Check.Equal("[]", till.Simulator.Ask("findings"));
            }
        }

        [Test("payment")]
        internal static void A_tip_is_told()
        {
            using (var till = new Till("tip:10"))
            {
                Result result = till.Pay(20m);
                Check.Equal(new Money(22.00m, "CHF"), result.Amount.Value);
                Check.Equal(new Money(2.00m, "CHF"), result.Tip.Value);
                Check.Equal(new Money(20.00m, "CHF"), result.RequestedAmount.Value);
                till.CheckNet(2200);
            }
        }

        [Test("decline")]
        internal static void A_declined_card_is_a_result()
        {
            using (var till = new Till("decline:51"))
            {
                Result result = till.Pay();
                Check.Equal(Verdict.Declined, result.Verdict);
                Check.Equal(Status.Declined, result.Status);
                Check.Equal(MoneyMoved.No, result.MoneyMoved);
                Check.Equal(null, result.Amount);
                Check.True(result.Message.Length > 0 && result.Advice.Length > 0, "it says why, and what to do");
                Check.Holds("OPI_E_DECLINED", result.ToString());
                till.CheckNet(0);
            }
        }

        [Test("not-sent")]
        internal static void Nobody_listens_and_nothing_is_sent()
        {
            var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // not listening
            using (held)
            using (var terminal = new Terminal("opi://" + held.LocalEndPoint + "?listen=127.0.0.1:0"))
            {
                Result result = terminal.Pay(12.50m, "CHF");
                Check.Equal(Verdict.NotSent, result.Verdict);
                Check.Equal(Status.ConnectRefused, result.Status);
                Check.Equal(MoneyMoved.No, result.MoneyMoved);
                Check.Holds(held.LocalEndPoint.ToString(), result.Message);
            }
        }

        [Test("unknown")]
        internal static void A_lost_answer_is_unknown()
        {
            using (var till = new Till("drop-pay:37"))
            {
                Result result = till.Pay();
                Check.True(result.Unknown && !result.Approved, "unknown");
                Check.Equal(Status.ConnectionLost, result.Status);
                Check.Equal(MoneyMoved.Possibly, result.MoneyMoved);
                Check.Holds("not send again", result.Advice);
                till.CheckNet(1250);
            }
        }

        [Test("refund")]
        internal static void A_refund_is_booked()
        {
            using (var till = new Till())
            {
                till.Pay(20m);
                Result result = till.Run(RequestKind.PaymentRefund, 7.50m);
                Check.True(result.Approved, result.ToString());
                Check.Equal(new Money(7.50m, "CHF"), result.Amount.Value);
                till.CheckNet(1250);
            }
        }

        [Test("reversal")]
        internal static void The_last_payment_is_reversed()
        {
            using (var till = new Till())
            {
                till.Pay();
                Result result = till.Run(RequestKind.PaymentReversal, 12.50m);
                Check.True(result.Approved, result.ToString());
                till.CheckNet(0);
            }
        }

        [Test("service")]
        internal static void Requests_without_money()
        {
            using (var till = new Till())
            {
                till.Pay();
                Check.True(till.Run(RequestKind.GetStatus).Approved, "status");
                Result day = till.Run(RequestKind.CloseDay);
                Check.True(day.Approved, "close day: " + day);
                Check.Equal(null, day.Amount);
            }
        }

        [Test("devices-none")]
        internal static void Without_devices_the_receipts_are_in_the_result()
        {
            using (var simulator = new Simulator())
            using (var terminal = new Terminal("opi://" + simulator.Address + "?listen=127.0.0.1:0"))
            {
                simulator.Tell("till " + terminal.ListenAddress);
                Result result = terminal.Pay(12.50m, "CHF");
                Check.True(result.Approved, result.ToString());
                Check.Equal(2, result.Receipts.Count);
                Check.True(result.Receipts.All(receipt => receipt.Acknowledged.Value && receipt.Lines.Count > 3), "receipts");
                Check.Equal(1, result.Journal.Count);
                Check.Equal("[]", simulator.Ask("findings"));
            }
        }

        [Test("money")]
        internal static void Amounts_are_whole_minor_units()
        {
            Check.Equal(1250L, new Money(12.5m, "CHF").MinorUnits);
            Check.Equal(1250L, new Money(12.500m, "chf").MinorUnits);
            Check.Equal(1250L, new Money(1250m, "JPY").MinorUnits);
            Check.Equal(12345L, new Money(12.345m, "KWD").MinorUnits);
            Check.Equal(-1250L, new Money(-12.5m, "CHF").MinorUnits);
            Check.Equal(long.MaxValue, new Money(92233720368547758.07m, "CHF").MinorUnits);
            Check.Holds("CHF has 2", Check.Refused(Status.InvalidAmount, () => new Money(12.505m, "CHF").MinorUnits.ToString()).Message);
            Check.Refused(Status.InvalidAmount, () => new Money(0.5m, "JPY").MinorUnits.ToString());
            Check.Refused(Status.InvalidAmount, () => new Money(92233720368547758.08m, "CHF").MinorUnits.ToString());
            Check.Refused(Status.InvalidAmount, () => new Money(decimal.MaxValue, "CHF").MinorUnits.ToString());
            Check.Holds("no currency 'SFR'", Check.Refused(Status.InvalidAmount, () => new Money(1m, "SFR").MinorUnits.ToString()).Message);
            Check.Refused(Status.InvalidUtf8, () => new Money(1m, "C\uD83D").MinorUnits.ToString());
            Check.Equal("12.50 CHF", Money.OfMinorUnits(1250, "CHF").ToString());
            Check.Equal("1250 JPY", Money.OfMinorUnits(1250, "JPY").ToString());
            Check.Equal(new Money(-92233720368547758.08m, "CHF"), Money.OfMinorUnits(long.MinValue, "CHF"));
            Check.True(new Money(1.5m, "CHF") == new Money(1.50m, "CHF") && new Money(1, "CHF") != new Money(1, "EUR"), "the same, and another");
            Check.Equal(new Money(1.5m, "CHF").GetHashCode(), new Money(1.50m, "CHF").GetHashCode());
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Check.Refused(Status.InvalidAmount, () => terminal.Pay(0m, "CHF"));
                Check.Refused(Status.InvalidAmount, () => terminal.Pay(-12.50m, "CHF"));
                Check.Refused(Status.InvalidAmount, () => terminal.Pay(12.50m, "SFR"));
                Check.Refused(Status.InvalidAmount, () => terminal.Pay(12.50m, null));
                Check.Refused(Status.InvalidAmount, () => terminal.Run(new Request(RequestKind.CardPayment)));
            }
        }

        // The library tells what it was asked for in its own decimals, also when nothing could be sent.
        [Test("money")]
        internal static void The_decimals_of_each_currency_are_those_of_the_library()
        {
            const string known = "CHF EUR USD GBP HUF BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
                + "BHD IQD JOD KWD LYD OMR TND CLF UYW AED AUD BRL CAD CNY CZK DKK HKD INR LKR MGA MRU MXN NOK NZD PLN RON SEK "
                + "SGD THB TRY TWD UAH ZAR";
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                foreach (string currency in known.Split(' '))
                {
                    decimal smallest = 1;
                    for (int i = Money.DecimalsOf(currency).Value; i > 0; i--)
                        smallest /= 10;
                    Check.Equal(new Money(smallest, currency), terminal.Pay(smallest, currency).RequestedAmount.Value);
                }
            }
        }

        [Test("async", "dispose-not-cancel")]
        internal static void A_task_pays_on_a_thread_of_its_own()
        {
            using (var till = new Till())
            {
                var reached = new Gate();
                var goOn = new Gate();
                int deviceThread = 0;
                till.Inside = letter =>
                {
                    deviceThread = Thread.CurrentThread.ManagedThreadId;
                    reached.Open();
                    goOn.Pass();
                };
                Task<Result> task = till.Terminal.PayAsync(12.50m, "CHF");
                reached.Pass();
                Check.True(!task.IsCompleted, "the caller goes on while the payment runs");
                Check.True(deviceThread != Thread.CurrentThread.ManagedThreadId, "devices are called elsewhere");
                till.Terminal.Dispose(); // ends no payment
                goOn.Open();
                Check.True(task.Result.Approved, task.Result.ToString());
                Check.Equal("ddddCMj", till.Trace);
                till.CheckNet(1250);
            }
        }

        [Test("async", "cancel")]
        internal static void A_cancelled_task_ends_with_the_outcome()
        {
            using (var till = new Till("wait"))
            using (var cancellation = new CancellationTokenSource())
            {
                var shown = new Gate();
                till.Inside = letter => shown.Open();
                Task<Result> task = till.Terminal.PayAsync(12.50m, "CHF", null, cancellation.Token);
                shown.Pass();
                cancellation.Cancel();
                Check.Equal(Verdict.Aborted, task.Result.Verdict);
                Check.Equal(TaskStatus.RanToCompletion, task.Status);
                till.CheckNet(0);
            }
        }

        [Test]
        internal static void A_mistake_in_the_call_fails_the_task()
        {
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Task<Result> task = terminal.PayAsync(12.505m, "CHF");
                var error = Check.Throws<AggregateException>(task.Wait);
                Check.Equal(Status.InvalidAmount, ((OpiException)error.InnerException).Status);
            }
        }

        [Test]
        internal static void Options_of_a_request()
        {
            var request = new Request(RequestKind.CardPayment) { Amount = new Money(12.50m, "CHF"), Clerk = "7", Reference = "B-2" };
            Check.Equal("7", request[RequestOption.Clerk]);
            request.Clerk = null;
            Check.Equal(null, request.Clerk);
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Check.Equal("B-2", terminal.Run(request).Reference);
                request["clark"] = "7";
                Check.Holds("did you mean 'clerk'?", Check.Refused(Status.UnknownName, () => terminal.Run(request)).Message);
                request["clark"] = null;
                request["shift"] = "early";
                Check.Refused(Status.InvalidArgument, () => terminal.Run(request));
                Check.Refused(Status.UnknownName, () => terminal.Run(new Request((RequestKind)4711)));
                Check.Throws<ArgumentNullException>(() => terminal.Run(null));
            }
        }

        [Test]
        internal static void A_fault_in_the_library_is_an_exception()
        {
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Check.Equal(Status.Internal, terminal.SelfTest());
                Check.Refused(Status.Poisoned, () => terminal.Pay(12.50m, "CHF"));
            }
        }
    }
}
