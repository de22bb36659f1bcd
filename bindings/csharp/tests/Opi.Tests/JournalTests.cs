using System;
using System.Linq;

namespace Opi.Tests
{
    // What the journal remembers of payments, and what recovery makes of it.
    internal static class JournalTests
    {
        // A till whose payment was charged, and whose answer got lost.
        private static Till WithALostAnswer(out Result result)
        {
            var till = new Till("drop-pay:37");
            result = till.Terminal.Run(new Request(RequestKind.CardPayment) { Amount = new Money(12.50m, "CHF"), Reference = "A-1" });
            Check.True(result.Unknown, result.ToString());
            till.Simulator.Tell("outcome approve");
            return till;
        }

        [Test("idempotency-key")]
        internal static void The_same_key_gives_the_stored_outcome_and_sends_nothing()
        {
            using (var till = new Till())
            {
                string key = "sale-" + Guid.NewGuid();
                var sale = new Request(RequestKind.CardPayment) { Amount = new Money(12.50m, "CHF"), Key = key };
                Result first = till.Terminal.Run(sale);
                Check.True(first.Approved && first.FromJournal == null, first.ToString());
                string trace = till.Trace;
                Result again = till.Terminal.Run(sale);
                Check.True(again.Approved, again.ToString());
                Check.Equal(true, again.FromJournal.Value);
                Check.Equal(first.Stan, again.Stan);
                Check.Equal(new Money(12.50m, "CHF"), again.Amount.Value);
                Check.Equal(trace, till.Trace);
                sale.Amount = new Money(7m, "CHF");
                Check.Refused(Status.KeyMismatch, () => till.Terminal.Run(sale));
                till.CheckNet(1250);
            }
        }

        [Test("journal-recover", "journal-acknowledge")]
        internal static void A_lost_answer_is_recovered_with_its_receipts()
        {
            Result lost;
            using (Till till = WithALostAnswer(out lost))
            {
                Check.Refused(Status.Pending, lost.Acknowledge);
                Recovery recovery = till.Terminal.Recover();
                RecoveredRequest payment = recovery.Single();
                Check.Equal(RecoveryVerdict.Approved, payment.Verdict);
                Check.Equal(new Money(12.50m, "CHF"), payment.Amount.Value);
                Check.Equal(RequestKind.CardPayment, payment.Kind.Value);
                Check.Equal("A-1", payment.Reference);
                Check.Equal(lost.RequestId, payment.RequestId);
                Check.Equal(lost.JournalId, payment.Id);
                Check.Equal(payment.Stan, payment[RecoveredField.Stan]);
                Check.True(payment.Receipts.Any(receipt => receipt.Role == ReceiptRole.Customer && receipt.Text.Contains("12.50")), "its receipt");
                Check.Equal(new Money(12.50m, "CHF"), payment.Journal.Single().Amount.Value);
                Check.Equal("Recovery=Paid", payment.Evidence.Last().Source + "=" + payment.Evidence.Last().Says);
                Check.Equal(0, payment.Contradictions.Count);
                Check.Holds("\"verdict\":\"approved\"", recovery.Json);
                Check.Equal(0, recovery.CallbackFailures.Count);
                till.CheckNet(1250);

                Check.Equal(1, till.Terminal.RecoverAsync().Result.Count); // until it is acknowledged
                payment.Acknowledge();
                Check.Equal(0, till.Terminal.Recover().Count);
                Check.True(till.Pay().Approved, "the terminal is free again");
            }
        }

        [Test("journal-acknowledge")]
        internal static void What_the_till_knows_is_not_recovered()
        {
            using (var till = new Till())
            {
                Result known = till.Pay(), unknown = till.Pay(7m);
                known.Acknowledge();
                known.Acknowledge();
                Check.Equal(unknown.JournalId, till.Terminal.Recover().Single().Id);
                till.Terminal.Dispose();
                unknown.Acknowledge(); // also when the terminal is gone
            }
        }

        [Test("journal-unresolved")]
        internal static void While_a_payment_is_open_another_one_is_refused()
        {
            Result lost;
            using (Till till = WithALostAnswer(out lost))
            {
                Check.Equal(lost.JournalId, till.Terminal.Unresolved().Single().Id);
                Result refused = null;
                try
                {
                    refused = till.Pay(7m);
                }
                catch (OpiException error)
                {
                    Check.Equal(Status.Unresolved, error.Status);
                }
                Check.Equal(Status.Unresolved, refused == null ? Status.Unresolved : refused.Status);
                till.CheckNet(1250);
                var although = new Request(RequestKind.CardPayment) { Amount = new Money(7m, "CHF"), AlthoughUnresolved = true };
                Check.True(till.Terminal.Run(although).Approved, "in so many words");
                till.CheckNet(1950);
            }
        }

        [Test("journal-resolve")]
        internal static void A_human_settles_what_nobody_can_know()
        {
            Result lost;
            using (Till till = WithALostAnswer(out lost))
            {
                till.Simulator.Dispose(); // nobody is there to be asked
                RecoveredRequest open = till.Terminal.Recover().Single();
                Check.Equal(RecoveryVerdict.AskHuman, open.Verdict);
                Check.Equal(true, open.AskAgain.Value);
                Check.Equal(null, open.Amount);
                Check.Refused(Status.Pending, open.Acknowledge);
                Check.Refused(Status.InvalidArgument, () => till.Terminal.Resolve(open.Id, RecoveryVerdict.Approved, "", "receipt"));
                Check.Refused(Status.InvalidArgument, () => till.Terminal.Resolve("4711-0", RecoveryVerdict.Approved, "Anna", "receipt"));
                Check.Equal(EvidenceSays.Open, open.Evidence.Last().Says.Value);
                till.Terminal.Resolve(open.Id, RecoveryVerdict.NotCharged, "Änni", "Beleg vom Terminal");
                Check.Equal(RecoveryVerdict.NotCharged, till.Terminal.Unresolved().Single().Verdict);
                RecoveredRequest settled = till.Terminal.Recover().Single();
                Check.Equal(RecoveryVerdict.NotCharged, settled.Verdict);
                Check.Equal("Änni", settled.Who);
                Check.Equal(EvidenceSource.Person, settled.Contradictions[0].Second.Value); // the journal entry says that it was charged
                Check.Holds(" But: ", settled.Contradictions[0].Text);
                Check.Equal(SettledBy.Person, settled.SettledBy.Value);
                settled.Acknowledge();
                Check.Equal(0, till.Terminal.Recover().Count);
            }
        }

        [Test]
        internal static void Without_a_journal_there_is_nothing_to_recover()
        {
            using (var terminal = new Terminal("opi://127.0.0.1:1?listen=127.0.0.1:0&journal=none"))
            {
                Check.Refused(Status.NoJournal, () => terminal.Recover());
                Check.Refused(Status.NoJournal, () => terminal.Unresolved());
                Check.Refused(Status.NoJournal, () => terminal.Resolve("1", RecoveryVerdict.Approved, "Anna", "receipt"));
            }
        }
    }
}
