// A till: takes one card payment and shows what a cashier would see.
//
//     Till URL [AMOUNT CURRENCY]
//     Till "opi://192.168.0.60?workstation=lane-1" 12.50 CHF
//
// The display lines, the receipts and the outcome appear as they happen. Ctrl-C is the cashier's abort: the terminal is asked
// to stop, and its answer still counts.
//
// Exit code: 0 paid, 1 not paid, 2 unknown or wrong usage.
using System;
using System.Globalization;
using System.Text;
using System.Threading;
using Opi;

internal static class Till
{
    private const int Paid = 0, NotPaid = 1, Unknown = 2;

    private static int Main(string[] arguments)
    {
        string currency = arguments.Length > 2 ? arguments[2] : "CHF";
        decimal amount;
        if (arguments.Length < 1 || !TryAmount(arguments.Length > 1 ? arguments[1] : "12.50", out amount))
        {
            Console.Error.WriteLine("usage: Till URL [AMOUNT CURRENCY]    e.g. Till opi://192.168.0.60 12.50 CHF");
            return Unknown;
        }
        Console.OutputEncoding = new UTF8Encoding(false);
        var devices = new Devices { Display = Show, Print = Print, Input = Ask };
        using (var abort = new CancellationTokenSource())
        {
            Console.CancelKeyPress += (sender, key) =>
            {
                key.Cancel = true; // the terminal's answer decides, not the keyboard
                abort.Cancel();
            };
            Console.WriteLine(Bold("Payment of " + Text(new Money(amount, currency))) + "\n");
            try
            {
                using (var terminal = new Terminal(arguments[0], devices))
                {
                    SettleEarlierPayments(terminal);
                    Result result = terminal.Pay(amount, currency, "A1", abort.Token);
                    int code = ShowOutcome(result);
                    if (!result.Unknown)
                        result.Acknowledge(); // the till has booked it: nothing to recover
                    terminal.Close(TimeSpan.FromSeconds(5));
                    return code;
                }
            }
            catch (OpiException error)
            {
                Console.Error.WriteLine("till: " + error.Message);
                return error.MoneyMoved == MoneyMoved.No ? NotPaid : Unknown;
            }
        }
    }

    // ---- the till's devices: called while the payment runs -----------------------------------------------------------

    private static Answer Show(DisplayText text)
    {
        foreach (string line in text.Lines)
            Console.WriteLine("  " + Dim("\u25b8") + " " + line);
        return Answer.Yes;
    }

    private static Answer Print(Receipt receipt)
    {
        const int width = 32; // what most receipts are set for
        string title = receipt.Role == ReceiptRole.Customer ? "Customer's receipt" : "Merchant's receipt";
        Console.WriteLine("\n  \u256d\u2500 " + Bold(title) + " " + new string('\u2500', width + 1 - title.Length) + "\u256e");
        foreach (string line in receipt.Lines)
            Console.WriteLine("  \u2502  " + line.PadRight(width) + "  \u2502");
        Console.WriteLine("  \u2570" + new string('\u2500', width + 4) + "\u256f");
        return Answer.Yes; // printed: the terminal may forget it
    }

    private static Reply Ask(Question question)
    {
        Console.Write("  " + Bold("?") + " " + question.Text + (question.Prompt == Prompt.Confirmation ? " [y/n] " : " "));
        string typed = Console.ReadLine();
        if (typed == null)
            return Reply.None; // nobody there: the terminal is told so
        switch (question.Prompt)
        {
            case Prompt.Number: return Reply.Number(typed);
            case Prompt.Text: return Reply.Text(typed);
            default: return typed.StartsWith("y", StringComparison.OrdinalIgnoreCase) ? Reply.Yes : Reply.No;
        }
    }

    /// <summary>Payments of before, perhaps of a till that lost its power.</summary>
    static void SettleEarlierPayments(Terminal terminal)
    {
        foreach (RecoveredRequest payment in terminal.Recover())
        {
            Console.Write("  " + Bold("! " + payment.Reference) + "  " + Text(payment.RequestedAmount) + ": ");
            if (payment.Verdict == RecoveryVerdict.AskHuman)
            {
                Console.WriteLine("nobody knows whether it was paid\n    " + payment.Advice);
                continue;
            }
            Console.WriteLine(payment.Verdict == RecoveryVerdict.Approved ? "was paid" : "was not paid");
            payment.Acknowledge();
        }
    }

    // ---- the outcome ---------------------------------------------------------------------------------------------------

    private static int ShowOutcome(Result result)
    {
        string mark = result.Approved ? "\u2714" : result.Unknown ? "?" : "\u2718";
        Console.WriteLine("\n  " + Bold(mark + " " + result[ResultField.Verdict]) + (result.Amount == null ? "" : "  " + Text(result.Amount)));
        ShowField("tip", result[ResultField.Tip]);
        ShowField("card", result.Card);
        ShowField("brand", result.CardCircuit);
        ShowField("approval code", result.ApprovalCode);
        ShowField("trace number", result.Stan);
        ShowField("terminal", result.TerminalId);
        ShowField("reference", result.Reference);
        if (!result.Approved)
            Console.WriteLine("    " + result.Message + "\n    " + result.Advice);
        foreach (Exception failure in result.CallbackFailures)
            Console.Error.WriteLine("till: a device failed: " + failure.Message);
        return result.Approved ? Paid : result.Unknown ? Unknown : NotPaid;
    }

    private static void ShowField(string label, string value)
    {
        if (value != null)
            Console.WriteLine("    " + Dim(label.PadRight(16)) + " " + value);
    }

    // ---- small things --------------------------------------------------------------------------------------------------

    private static bool TryAmount(string text, out decimal amount)
    {
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }

    private static string Text(Money? money)
    {
        return money == null ? "?" : money.Value.Currency + " " + money.Value.Amount.ToString(CultureInfo.InvariantCulture);
    }

    private static readonly bool plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") != null;

    private static string Bold(string text)
    {
        return plain ? text : "\u001b[1m" + text + "\u001b[0m";
    }

    private static string Dim(string text)
    {
        return plain ? text : "\u001b[2m" + text + "\u001b[0m";
    }
}
