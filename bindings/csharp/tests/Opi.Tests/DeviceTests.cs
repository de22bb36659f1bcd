using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Opi.Tests
{
    // What the till's devices are asked, and what becomes of their answers.
    internal static class DeviceTests
    {
        private static readonly TimeSpan longTime = TimeSpan.FromMinutes(1);

        [Test("device-display")]
        internal static void A_display_sees_its_lines()
        {
            using (var till = new Till())
            {
                till.Pay();
                DisplayText[] shown = till.Seen.OfType<DisplayText>().ToArray();
                Check.Equal(4, shown.Length);
                foreach (DisplayText text in shown)
                {
                    Check.Equal("CashierDisplay", text.Target);
                    Check.Equal(false, text.ForCustomer.Value);
                    Check.True(text.Lines.Count > 0, "lines");
                    Check.Equal(text.Text, string.Join("\n", text.Lines));
                }
            }
        }

        [Test("device-print")]
        internal static void A_receipt_not_taken_is_reprinted_first()
        {
            using (var till = new Till())
            {
                till.Print = Answer.No;
                Result result = till.Pay();
                Check.True(result.Approved, result.ToString());
                Check.Equal(false, result.Receipts[0].Acknowledged.Value);
                till.Print = Answer.Yes;
                Result refused = till.Pay(7m);
                Check.Equal(Verdict.Refused, refused.Verdict);
                Check.Equal(Status.PrintLastTicket, refused.Status);
                Result reprint = till.Run(RequestKind.TicketReprint);
                Check.True(reprint.Approved && reprint.Receipts.Count > 0, reprint.ToString());
                Check.True(till.Pay(7m).Approved, "paid");
                Check.True(till.Last<Receipt>().Lines.Count > 3, "lines");
                till.CheckNet(1950);
            }
        }

        [Test("device-input")]
        internal static void The_cashier_accepts_or_rejects_a_signature()
        {
            foreach (Reply reply in new[] { Reply.Yes, Reply.No, Reply.None, null })
            {
                using (var till = new Till("signature"))
                {
                    till.Input = reply;
                    Result result = till.Pay();
                    Check.Equal(reply == Reply.Yes ? Verdict.Approved : Verdict.Aborted, result.Verdict);
                    Question question = till.Last<Question>();
                    Check.Equal(Prompt.Confirmation, question.Prompt);
                    Check.Equal("GetConfirmation", question.Command);
                    Check.True(question.Text.Length > 0, "it says what is asked");
                    till.CheckNet(reply == Reply.Yes ? 1250 : 0);
                }
            }
        }

        [Test("device-input")]
        internal static void Numbers_and_texts_go_to_the_terminal()
        {
            const string amount = "<Command MinLength=\"1\" MaxLength=\"8\" Decimals=\"2\" TimeOut=\"30\">GetAmount</Command>";
            using (var till = Till.Alone())
            {
                till.Input = Reply.Number(12.50m);
                Check.Holds("<InNumber>12.50</InNumber>", Serve(till, DeviceCaller.Question(amount)));
                Question question = till.Last<Question>();
                Check.Equal(Prompt.Number, question.Prompt);
                Check.Equal("1 8 2", question.MinLength + " " + question.MaxLength + " " + question.Decimals);
                Check.Equal(TimeSpan.FromSeconds(30), question.Timeout.Value);

                till.Input = Reply.Number("007");
                Check.Holds("<InNumber>007</InNumber>", Serve(till, DeviceCaller.Question(amount)));

                till.Input = Reply.Text("Zürich <&>");
                Check.Holds("Zürich &lt;&amp;&gt;", Serve(till, DeviceCaller.Question("<Command>GetChar</Command>")));
                Check.Equal(Prompt.Text, till.Last<Question>().Prompt);
                Check.Equal(null, till.Last<Question>().MinLength);
                Check.Equal(null, till.Last<Question>().Timeout);

                till.Input = Answer.Yes;
                Check.Holds("<InBoolean>true</InBoolean>", Serve(till, DeviceCaller.Question("<Command>GetConfirmation</Command>")));
                till.Input = Reply.No;
                Check.Holds("OverallResult=\"Aborted\"", Serve(till, DeviceCaller.Question(amount)));
            }
        }

        [Test("callback-throws")]
        internal static void A_number_that_is_none_is_a_failure_of_the_device()
        {
            using (var till = Till.Alone())
            using (var caller = new DeviceCaller(till.Terminal.ListenPort))
            {
                till.Input = Reply.Number("twelve");
                caller.Send(DeviceCaller.Question("<Command>GetDecimals</Command>"));
                var error = Check.Throws<AggregateException>(() => till.Terminal.Dispatch(longTime));
                Check.Equal(Status.InvalidArgument, ((OpiException)error.InnerExceptions.Single()).Status);
                Check.Holds("OverallResult=\"Failure\"", caller.Receive());
            }
        }

        [Test("device-deliver")]
        internal static void Goods_are_handed_out_or_refused()
        {
            string goods = "<DeviceRequest RequestType=\"Output\" WorkstationID=\"lane-1\" RequestID=\"77\">"
                + "<Output OutDeviceTarget=\"DeliveryBox\"><TextLine>Ticket</TextLine></Output></DeviceRequest>";
            using (var till = Till.Alone())
            {
                Check.Holds("OverallResult=\"Success\"", Serve(till, goods));
                Check.Equal("DeliveryBox", till.Last<Delivery>().Target);
                Check.Equal("Ticket", till.Last<Delivery>().Text);
                till.Deliver = Answer.No;
                Check.Holds("OverallResult=\"Failure\"", Serve(till, goods));
                Check.Equal("GG", till.Trace);
            }
        }

        [Test("device-journal")]
        internal static void The_journal_gets_its_entry()
        {
            using (var till = new Till())
            {
                Result result = till.Pay();
                JournalEntry entry = till.Last<JournalEntry>();
                Check.Equal(new Money(12.50m, "CHF"), entry.Amount.Value);
                Check.Equal("12.50", entry[JournalEntryField.Amount]);
                Check.Equal(null, entry["no_such_field"]);
                Check.Equal(null, entry[null]);
                foreach (string name in JournalEntryField.All)
                    Check.Equal(entry[name], result.Journal.Single()[name]);
            }
        }

        [Test("dispatch")]
        internal static void What_comes_between_payments_is_dispatched()
        {
            using (var till = Till.Alone())
            {
                Check.Equal(false, till.Terminal.Dispatch(TimeSpan.Zero));
                Check.Holds("OverallResult=\"Success\"", Serve(till, DeviceCaller.Output("Printer")));
                Check.Equal("C", till.Trace);
                Check.Equal("Grüezi", till.Last<Receipt>().Text);
                Check.Throws<ArgumentOutOfRangeException>(() => till.Terminal.Dispatch(TimeSpan.FromSeconds(-7)));
            }
        }

        // The payment is paid, whatever the till's devices throw; and what they threw is not lost.
        [Test("callback-throws")]
        internal static void Whatever_devices_throw_the_paid_result_is_there()
        {
            foreach (char thrower in "dCMj")
            {
                using (var till = new Till())
                {
                    till.Inside = letter =>
                    {
                        if (letter == thrower)
                            throw new InvalidOperationException("thrown by " + letter);
                    };
                    Result result = till.Pay();
                    Check.True(result.Approved, result.ToString());
                    Check.Equal(thrower == 'd' ? 4 : 1, result.CallbackFailures.Count);
                    Check.Equal(result.CallbackFailures.Count, (int)result.FailedCallbacks.Value);
                    Check.True(result.CallbackFailures.All(error => error.Message == "thrown by " + thrower), "what was thrown");
                    Check.Holds("Whatever_devices_throw", result.CallbackFailures[0].StackTrace);
                    till.CheckNet(1250);
                }
            }
        }

        [Test("callback-throws")]
        internal static void A_question_or_a_delivery_that_throws_is_a_failure_in_words()
        {
            using (var till = new Till("signature"))
            {
                till.Inside = letter =>
                {
                    if (letter == 'i')
                        throw new OutOfMemoryException("thrown by i");
                };
                Result result = till.Pay();
                Check.Equal(Verdict.Aborted, result.Verdict); // nobody accepted the signature
                Check.Equal("thrown by i", result.CallbackFailures.Single().Message);
                till.CheckNet(0);
            }
            using (var till = Till.Alone())
            using (var caller = new DeviceCaller(till.Terminal.ListenPort))
            {
                till.Inside = letter => { throw new InvalidOperationException("thrown by " + letter); };
                caller.Send(DeviceCaller.Output("DeliveryBox"));
                var error = Check.Throws<AggregateException>(() => till.Terminal.Dispatch(longTime));
                Check.Equal("thrown by G", error.InnerExceptions.Single().Message);
                Check.Holds("OverallResult=\"Failure\"", caller.Receive());
            }
        }

        // Where threads can be aborted (Mono, .NET Framework) the abort ends in the device; elsewhere it is just one more exception.
        [Test("callback-throws")]
        internal static void An_aborted_thread_still_brings_its_paid_result()
        {
            using (var till = new Till())
            {
                till.Inside = letter =>
                {
                    if (letter == 'C')
#pragma warning disable 618 // obsolete where it cannot be done
                        Thread.CurrentThread.Abort();
#pragma warning restore 618
                };
                Result result = till.Pay();
                Check.True(result.Approved, result.ToString());
                Check.Equal(1, result.CallbackFailures.Count);
                till.CheckNet(1250);
            }
        }

        [Test("gc-stream")]
        internal static void Garbage_is_collected_while_device_requests_stream()
        {
            const int requests = 500;
            using (var till = Till.Alone())
            using (var collector = new Collector())
            using (var caller = new DeviceCaller(till.Terminal.ListenPort))
            {
                for (int i = 0; i < requests; i++)
                {
                    caller.Send(DeviceCaller.Display);
                    Check.True(till.Terminal.Dispatch(longTime), "served");
                    Check.Holds("OverallResult=\"Success\"", caller.Receive());
                }
                Check.Equal(requests, till.Trace.Length);
                Check.True(till.Seen.Cast<DisplayText>().All(text => text.Text == "Grüezi" && text.Lines.Single() == "Grüezi"), "texts");
                Check.True(collector.Rounds > 0, "collected");
            }
        }

        [Test("gc-stream")]
        internal static void Garbage_is_collected_while_tills_pay()
        {
            using (var till = new Till())
            using (var collector = new Collector())
            {
                till.Inside = letter => GC.Collect();
                for (int i = 0; i < 10; i++)
                    Check.True(till.Pay().Approved, "paid");
                till.CheckNet(12500);
                Check.True(collector.Rounds > 0, "collected");
            }
        }

        // Nobody holds the devices but the library, nor the terminal but the call.
        [Test("gc-stream")]
        internal static void Devices_live_as_long_as_the_terminal()
        {
            using (var simulator = new Simulator())
            {
                var shown = new List<string>();
                Terminal terminal = OpenWithLooseDevices(simulator, shown);
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Check.True(terminal.Pay(12.50m, "CHF").Approved, "paid");
                Check.Equal(4, shown.Count);
                terminal.Dispose();
                Check.Equal(0, CallbackBridge.Registered);
            }
        }

        private static Terminal OpenWithLooseDevices(Simulator simulator, List<string> shown)
        {
            var devices = new Devices
            {
                Display = text =>
                {
                    shown.Add(text.Text);
                    return Answer.Yes;
                },
            };
            var terminal = new Terminal("opi://" + simulator.Address + "?listen=127.0.0.1:0", devices);
            simulator.Tell("till " + terminal.ListenAddress);
            devices.Display = null; // copied when it was opened
            return terminal;
        }

        [Test("utf8-umlauts")]
        internal static void Umlauts_arrive_also_in_Latin_1()
        {
            foreach (string outcome in new[] { "approve", "split:1,latin" })
            {
                using (var till = new Till(outcome))
                {
                    Check.True(till.Pay().Approved, "paid");
                    Check.Holds("Karte einführen", string.Join("\n", till.Seen.OfType<DisplayText>().Select(text => text.Text)));
                }
            }
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=Gr%C3%BCezi"))
                Check.Holds("'Zürich'", Check.Refused(Status.InvalidArgument, () =>
                    terminal.Run(new Request(RequestKind.CardPayment) { Amount = new Money(1, "CHF"), Clerk = "Zürich" })).Message);
        }

        [Test("utf8-invalid")]
        internal static void Half_characters_are_refused_and_never_repaired()
        {
            const string half = "Z\uD83Drich";
            Check.Refused(Status.InvalidUtf8, () => new Terminal("opi://127.0.0.1?workstation=" + half));
            Check.Refused(Status.InvalidArgument, () => new Terminal("opi://127.0.0.1?workstation=1\0&listen=0"));
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
            {
                Check.Refused(Status.InvalidUtf8, () => terminal.Pay(12.50m, half));
                Check.Refused(Status.InvalidUtf8, () => terminal.Pay(12.50m, "CHF", half));
            }
            Check.Equal(0, CallbackBridge.Registered);
            using (var till = Till.Alone())
            using (var caller = new DeviceCaller(till.Terminal.ListenPort))
            {
                till.Input = Reply.Text(half);
                caller.Send(DeviceCaller.Question("<Command>GetChar</Command>"));
                var error = Check.Throws<AggregateException>(() => till.Terminal.Dispatch(longTime));
                Check.Equal(Status.InvalidUtf8, ((OpiException)error.InnerExceptions.Single()).Status);
                Check.Holds("OverallResult=\"Failure\"", caller.Receive());
            }
        }

        [Test("log")]
        internal static void The_log_reaches_its_function_and_throws_nowhere()
        {
            var lines = new List<string>();
            OpiLog.Set(LogLevel.Trace, (level, target, text) =>
            {
                lock (lines)
                    lines.Add(level + " " + target + " " + text);
                throw new InvalidOperationException("dropped");
            });
            using (var till = new Till())
                Check.True(till.Pay().Approved, "paid");
            OpiLog.Set(LogLevel.Off, null);
            Check.Equal(0, OpiLog.Registered);
            Check.True(lines.Any(line => line.StartsWith("Info opi") && line.Contains("CardPayment")), "the request and its outcome");
            // No line shows more of a card than the first six and the last four digits.
            Check.True(lines.All(line => !System.Text.RegularExpressions.Regex.IsMatch(line, "[^0-9][0-9]{12,19}[^0-9]")), "no card number");
            int count = lines.Count;
            using (var till = new Till())
                Check.True(till.Pay().Approved, "paid");
            Check.Equal(count, lines.Count);
        }

        // One request of the terminal between payments, and what it is answered.
        private static string Serve(Till till, string xml)
        {
            using (var caller = new DeviceCaller(till.Terminal.ListenPort))
            {
                caller.Send(xml);
                Check.True(till.Terminal.Dispatch(longTime), "served");
                return caller.Receive();
            }
        }
    }
}
