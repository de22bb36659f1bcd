using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Opi.Tests
{
    // Texts as types of .NET and back, with what terminals and newer libraries make of them; and when they are read.
    internal static class TypeTests
    {
        private static Result With(string field, string text)
        {
            return new Result(new FakeReader { Named = { { field, text } } });
        }

        [Test]
        internal static void A_text_that_has_not_its_form_is_no_value()
        {
            foreach (string text in new[] { "", "true", "YES", "yes ", "1" })
                Check.Equal(null, Typed.Flag(text));
            foreach (string text in new[] { "", "-7", "+7", "7.0", " 7", "1'000", "0x7", "9223372036854775808" })
                Check.Equal(null, Typed.Number(text));
            foreach (string text in new[] { "", "12,50", "1,250.00", "1e3", " 1", "CHF 1", "79228162514264337593543950336" })
            {
                Check.Equal(null, Typed.Decimal(text));
                Check.Equal(null, Typed.Amount(text, "CHF"));
            }
            foreach (string text in new[] { "", "2026-04-08", "08.04.2026 10:30", "2026-04-08T25:00:00", "2026-02-30T10:30:00", "10:30:00", "now" })
                Check.Equal(null, Typed.Time(text));
            foreach (string text in new[] { "", "-1", "1.5", "soon", "9223372036854775807" })
                Check.Equal(null, Typed.Duration(text, Typed.Day));
            Check.Equal(null, Typed.Flag(-1));
            Check.Equal(null, Typed.Number(-1));
            Check.Equal(null, Typed.Duration(-1, Typed.Second));
        }

        [Test]
        internal static void A_text_that_has_its_form_is_that_value()
        {
            Check.Equal(true, Typed.Flag("yes").Value);
            Check.Equal(long.MaxValue, Typed.Number("9223372036854775807").Value);
            Check.Equal("12.50", Typed.Decimal("12.50").Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Check.Equal(-0.01m, Typed.Decimal("-0.01").Value);
            Check.Equal(new Money(12.5m, "CHF"), Typed.Amount("12.50", "CHF").Value);
            Check.Equal("12.50", Typed.Amount("12.50", null).Value.ToString());
            Check.Equal(TimeSpan.FromDays(400), Typed.Duration("400", Typed.Day).Value);
            Check.Equal(0, Typed.List(null).Count);
            Check.Equal(0, Typed.List("").Count);
            Check.Equal("a||b", string.Join("|", Typed.List("a,,b")));
        }

        // The clock on the wall where the terminal stands: what it told of UTC changes nothing, nor does the till's own clock.
        [Test]
        internal static void A_time_is_what_the_clock_there_showed()
        {
            var time = new DateTime(2026, 4, 8, 10, 30, 5);
            foreach (string zone in new[] { "", "Z", "+02:00", "-11:30" })
            {
                DateTime found = Typed.Time("2026-04-08T10:30:05" + zone).Value;
                Check.Equal(time, found);
                Check.Equal(DateTimeKind.Unspecified, found.Kind);
            }
            Check.Equal(time.AddMilliseconds(250), Typed.Time("2026-04-08T10:30:05.250+02:00").Value);
            Check.Equal(time.AddSeconds(-5), Typed.Time("2026-04-08T10:30").Value);
            Check.Equal("2026-04-08T10:30:05", Typed.Text((DateTime?)time));
            Check.Equal("2026-04-08T10:30:05Z", Typed.Text((DateTime?)DateTime.SpecifyKind(time, DateTimeKind.Utc)));
        }

        [Test]
        internal static void A_value_that_only_a_newer_library_knows_stays_readable()
        {
            Result result = With("kind", "CardBlessing");
            Check.Equal(null, result.Kind);
            Check.Equal("CardBlessing", result[ResultField.Kind]);
            Check.Equal("CardBlessing", result["kind"]);
            Check.Equal(RequestKind.CardPayment, With("kind", "CardPayment").Kind.Value);
            var settled = new RecoveredRequest(new FakeReader { Numbers = { { "verdict", 17 } }, Named = { { "settled_by", "oracle" } } });
            Check.Equal("17", settled.Verdict.ToString());
            Check.Equal(null, settled.SettledBy);
            Check.Equal("oracle", settled["settled_by"]);
            var url = new TerminalUrl("pos.example");
            url["new_option"] = "a b";
            url.Settings["new_setting"] = "x";
            url["recover"] = "sometimes";
            Check.Equal(null, url.Recover);
            Check.Equal("opi://pos.example?dialect.new_setting=x&new_option=a%20b&recover=sometimes", url.ToString());
            Check.Throws<ArgumentOutOfRangeException>(() => url.Recover = (RecoverWhen)17);
        }

        [Test]
        internal static void Values_that_no_text_can_say_are_refused()
        {
            var url = new TerminalUrl("pos.example");
            Check.Throws<ArgumentOutOfRangeException>(() => url.Keep = TimeSpan.FromHours(36));
            Check.Throws<ArgumentOutOfRangeException>(() => url.Idle = new TimeSpan(1));
            Check.Throws<ArgumentException>(() => url.Settings.Refuse = new[] { "tip", "a,b" });
            Check.Throws<ArgumentException>(() => url.Settings.Refuse = new string[] { null });
            Check.Equal("opi://pos.example", url.ToString());
            url.Settings.Refuse = new string[0];
            Check.Equal("opi://pos.example?dialect.refuse=", url.ToString());
        }

        [Test]
        internal static void A_part_of_the_amount_is_in_its_currency()
        {
            var request = new Request(RequestKind.CardPayment) { Tip = new Money(1.5m, "CHF") };
            Check.Equal("150", request["tip"]);
            Check.Equal(new Money(1.50m, "CHF"), request.Tip.Value);
            request["tip"] = "200"; // of whatever the request will be in
            Check.Equal(null, request.Tip);
            request.Amount = new Money(1000, "JPY");
            Check.Equal(new Money(200, "JPY"), request.Tip.Value);
            Check.Refused(Status.InvalidAmount, () => request.Tip = new Money(1.505m, "CHF"));
            request.Tip = new Money(2, "CHF");
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
                Check.Holds("in JPY, its tip in CHF", Check.Refused(Status.InvalidAmount, () => terminal.Run(request)).Message);
        }

        // ---- the URL ------------------------------------------------------------------------------------------------------

        [Test]
        internal static void Every_letter_of_an_option_arrives()
        {
            const string odd = "a&b=c?d#e+f %20/ü€😀";
            var url = new TerminalUrl("pos.example", 4100) { Sender = odd };
            Check.Equal("opi://pos.example:4100?sender=a%26b%3Dc%3Fd%23e%2Bf%20%2520%2F%C3%BC%E2%82%AC%F0%9F%98%80", url.ToString());
            Check.Equal("opi://[fe80::1]:4100", new TerminalUrl("fe80::1", 4100).ToString());
            Check.Equal("opi://[::1]", new TerminalUrl("[::1]").ToString());
            foreach (string host in new[] { null, "", "a?listen=1", "a/b", "a#b", "user@a" })
                Check.Refused(Status.InvalidUrl, () => new TerminalUrl(host).ToString());
            Check.Refused(Status.InvalidUtf8, () => new TerminalUrl("a") { Sender = "\uD83D" }.ToString());
            Check.Refused(Status.InvalidArgument, () => new TerminalUrl("a") { Sender = "a\0b" }.ToString());
            var asked = new TerminalUrl("127.0.0.1", 1) { Listen = "127.0.0.1:0", Workstation = "Kasse 1 & 2 + Büro" };
            using (var terminal = new Terminal(asked))
                Check.True(terminal.ListenPort > 0, "it is open");
        }

        [Test]
        internal static void The_library_takes_what_a_url_says()
        {
            string folder = Path.Combine(Path.GetTempPath(), "opi csharp & co " + Guid.NewGuid());
            var url = new TerminalUrl("127.0.0.1", 1)
            {
                Dialect = Dialect.Ch, Listen = "127.0.0.1:0", Connect = TimeSpan.FromSeconds(1), Idle = TimeSpan.FromMinutes(2), Hard = TimeSpan.FromMinutes(4),
                Abort = TimeSpan.FromSeconds(5), AbortSpacing = TimeSpan.FromSeconds(1), AskAgain = TimeSpan.FromSeconds(1), RecoverTime = TimeSpan.FromMinutes(1),
                MaxPapers = 100, MaxPaperBytes = 100000, Language = "fr", CustomerReceipt = ReceiptPlace.Till, MerchantReceipt = ReceiptPlace.None,
                ElectronicJournal = JournalTaker.None, Journal = Path.Combine(folder, "journal.db"), Recover = RecoverWhen.Open,
                Acknowledge = AcknowledgedBy.Auto, Keep = TimeSpan.FromDays(30), AdoptJournal = true, MaxFrame = 65536,
                Settings = { TimedOut = TimedOutMeans.Unknown, CloseDay = RequestKind.CloseDay, AnnouncesPrinters = true, Refuse = new[] { "Login", "tip" } },
            };
            try
            {
                using (var terminal = new Terminal(url))
                {
                    Check.True(File.Exists(url.Journal), "its journal is where the URL says");
                    Check.Refused(Status.Unsupported, () => terminal.Run(new Request(RequestKind.Login)));
                }
            }
            finally
            {
                Directory.Delete(folder, true);
            }
            url.Hard = TimeSpan.FromDays(30);
            Check.Holds("hard_ms", Check.Refused(Status.InvalidUrl, () => new Terminal(url)).Message);
        }

        // ---- when a field is read -------------------------------------------------------------------------------------------

        [Test]
        internal static void Only_what_is_asked_for_is_read()
        {
            var reader = new FakeReader { Numbers = { { "verdict", (int)Verdict.Approved }, { "receipt_count", 2 }, { "journal_count", 1000000 } } };
            var result = new Result(reader);
            Check.Equal(0, reader.Asked.Count);
            Check.True(result.Approved, "approved");
            Check.Equal("verdict", reader.Asked.Single());
            Check.Equal(null, result.Stan);
            Check.Equal("verdict,stan", string.Join(",", reader.Asked));
            IReadOnlyList<JournalEntry> journal = result.Journal;
            Check.Equal(1000000, journal.Count);
            Check.Equal("verdict,stan,journal_count", string.Join(",", reader.Asked));
            Check.Equal(null, journal[999999].Amount);
            Check.Equal("journal 999999", reader.Asked.Last());
            Check.Equal(2, result.Receipts.ToArray().Length);
            foreach (int wrong in new[] { -1, 2 })
                Check.Throws<ArgumentOutOfRangeException>(() => result.Receipts[wrong].ToString());
        }

        [Test]
        internal static void The_raw_message_is_read_where_it_lies()
        {
            using (var till = new Till())
            {
                Result result = till.Pay();
                using (Stream raw = result.OpenRaw())
                {
                    Check.True(raw is UnmanagedMemoryStream && raw.CanSeek && !raw.CanWrite, "no copy, read only");
                    Check.Equal(Encoding.UTF8.GetByteCount(result.Raw), (int)raw.Length);
                    using (var reader = new StreamReader(raw, Encoding.UTF8))
                        Check.Equal(result.Raw, reader.ReadToEnd());
                }
                Stream last = till.Terminal.Run(new Request(RequestKind.GetStatus)).OpenRaw(); // nobody has its result
                till.Terminal.Dispose();
                for (int i = 0; i < 3; i++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
                Check.Holds("RequestType=\"GetStatus\"", new StreamReader(last).ReadToEnd());
                last.Dispose();
                Check.Throws<ObjectDisposedException>(() => last.ReadByte());
            }
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0"))
                Check.Equal(null, terminal.Pay(1, "CHF").OpenRaw()); // nobody answered
        }

        // Stands for a result: memory that is freed once.
        private sealed class Owner : Handle
        {
            internal bool Freed;

            internal Owner()
            {
                SetHandle(Marshal.AllocHGlobal(2));
                Marshal.Copy(new[] { (byte)'o', (byte)'k' }, 0, handle, 2);
            }

            internal Stream Open()
            {
                return new LentStream(new LentText(this, handle, (UIntPtr)2));
            }

            protected override bool ReleaseHandle()
            {
                Marshal.FreeHGlobal(handle);
                return Freed = true;
            }
        }

        [Test]
        internal static void A_stream_holds_what_its_bytes_belong_to()
        {
            var owner = new Owner();
            Stream one = owner.Open(), other = owner.Open();
            owner.Dispose();
            one.Dispose();
            one.Dispose();
            Check.True(!owner.Freed, "another one reads");
            Check.Equal("ok", new StreamReader(other).ReadToEnd());
            other.Dispose();
            Check.True(owner.Freed, "nobody reads");

            var forgotten = new Owner();
            var thread = new Thread(() => forgotten.Open()); // no stack remembers it
            thread.Start();
            thread.Join();
            forgotten.Dispose();
            for (int i = 0; i < 100 && !forgotten.Freed; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            Check.True(forgotten.Freed, "a stream that nobody closed lets go");
        }

        // Whoever has a part of a result reads it for as long as he likes, whatever became of the rest.
        [Test("gc-stream")]
        internal static void Parts_of_results_are_read_by_many_threads_while_garbage_is_collected()
        {
            using (var till = new Till())
            using (var collector = new Collector())
            {
                Task[] readers = Enumerable.Range(0, 8).Select(number => ReadParts(till.Pay(number + 1))).ToArray();
                till.Terminal.Dispose();
                Task.WaitAll(readers);
                Check.True(collector.Rounds > 0, "collected");
            }
        }

        private static Task ReadParts(Result result)
        {
            Receipt receipt = result.Receipts[0];
            JournalEntry entry = result.Journal[0];
            Stream raw = result.OpenRaw();
            string text = receipt.Text, all = result.Raw;
            Money amount = result.Amount.Value;
            return Task.Factory.StartNew(() =>
            {
                for (int i = 0; i < 500; i++)
                {
                    Check.Equal(text, receipt.Text);
                    Check.Equal(amount, entry.Amount.Value);
                    raw.Position = 0;
                    Check.Equal(all, new StreamReader(raw, Encoding.UTF8).ReadToEnd());
                }
            }, TaskCreationOptions.LongRunning);
        }

        // Each of these texts is the last that is wanted of its result.
        [Test("gc-stream")]
        internal static void A_text_is_whole_when_its_result_is_collected()
        {
            using (var till = new Till())
            using (new Collector())
            {
                var sale = new Request(RequestKind.CardPayment) { Amount = new Money(12.50m, "CHF"), Key = "sale-" + Guid.NewGuid() };
                Check.True(till.Terminal.Run(sale).Approved, "paid");
                Func<Result> stored = () => till.Terminal.Run(sale);
                string json = stored().Json, receipt = stored().Receipts[0].Text, recovery = till.Terminal.Unresolved().Json;
                for (int i = 0; i < 100; i++)
                {
                    Check.Equal(json, stored().Json);
                    Check.Equal(receipt, stored().Receipts[0].Text);
                    Check.Equal(recovery, till.Terminal.Unresolved().Json);
                    Check.Equal(receipt, till.Terminal.Unresolved()[0].Receipts[0].Text);
                }
            }
        }
    }
}
