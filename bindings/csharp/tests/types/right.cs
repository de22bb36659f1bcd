// Compiles as it stands, and with no line of wrong.txt in the place below: build.sh test sees to both.
using System;
using System.Collections.Generic;
using System.IO;
using Opi;

internal static class Till
{
    private static void Main()
    {
        var url = new TerminalUrl("192.168.0.60", 4100)
        {
            Dialect = Dialect.Ch, Workstation = "lane-1", Connect = TimeSpan.FromSeconds(3), Keep = TimeSpan.FromDays(400), AdoptJournal = false,
            MaxPapers = 256, Settings = { ListenPort = 4110, CloseDay = RequestKind.CloseDay, Reference = ReferenceHolds.Merchant, Refuse = new[] { "tip" } },
        };
        var devices = new Devices
        {
            Display = text => { Console.WriteLine(text.Lines[0]); return Answer.Yes; },
            Input = question => question.Prompt == Prompt.Number ? Reply.Number(12.50m) : Answer.No,
            Journal = entry => { Money? charged = entry.Amount; return charged == null ? Answer.No : Answer.Yes; },
        };
        var request = new Request(RequestKind.CardPayment)
        {
            Amount = new Money(12.50m, "CHF"), Tip = new Money(1, "CHF"), Shift = 3, AlthoughUnresolved = true, OriginalTime = new DateTime(2026, 4, 8),
            LoyaltyAmount = 12.5m, CardCircuits = new List<string> { "VISA" }, DiagnosisMethod = DiagnosisMethod.OnLine,
        };
        using (var terminal = new Terminal(url, devices))
        {
            Result result = terminal.Run(request);
            Verdict verdict = result.Verdict;
            Money? amount = result.Amount;
            bool? stored = result.FromJournal;
            DateTime? time = result.AuthorisedAt;
            decimal? rate = result.DccRate;
            IReadOnlyList<string> circuits = result.CardCircuits;
            foreach (Evidence evidence in result.Evidence)
                Console.WriteLine(evidence.Says == EvidenceSays.Paid ? evidence.Text : result[ResultField.Stan]);
            using (Stream raw = result.OpenRaw())
                Console.WriteLine(verdict + " " + amount + " " + stored + " " + time + " " + rate + " " + circuits.Count + " " + raw.Length);
            TimeSpan? patience = null;
            // HERE
            Console.WriteLine(patience);
        }
    }
}
