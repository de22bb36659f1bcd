// The scenario runner in C#: reads a till's steps from standard input, one per line, does them, and writes what the till
// saw to standard output, one JSON object per line. tests/scenarios/README.md has the words.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Opi;

internal static class Program
{
    private static int Main()
    {
        Json.Output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var till = new Till();
        for (string line = input.ReadLine(); line != null && line != "quit"; line = input.ReadLine())
        {
            string[] words = line.Split(' ').Select(word => word == "%" ? "" : Uri.UnescapeDataString(word)).ToArray();
            try
            {
                till.Do(words[0], words.Skip(1).ToArray());
            }
            catch (OpiException error)
            {
                Json.Write("error", "call", words[0], "status", error.Status.Name(), "money", Words.MoneyMoved.Write(error.MoneyMoved));
            }
        }
        till.Dispose();
        return 0;
    }
}

// One till at one terminal, as the scenario tells it.
internal sealed class Till : IDisposable
{
    private readonly Dictionary<string, string> answers = new Dictionary<string, string>();
    private readonly Dictionary<string, int> cancelOn = new Dictionary<string, int>();
    private readonly Dictionary<string, int> seen = new Dictionary<string, int>();
    private Terminal terminal;
    private CancellationTokenSource running;
    private Result last;

    public void Dispose()
    {
        if (terminal != null)
            terminal.Dispose();
    }

    internal void Do(string step, string[] words)
    {
        switch (step)
        {
            case "open": Open(words); break;
            case "answer": answers[words[0]] = words[1]; break;
            case "cancel-on": cancelOn[words[0]] = int.Parse(words[1]); break;
            case "run": Run(words); break;
            case "acknowledge": Acknowledge(); break;
            case "recover": Json.Write("recovered", "items", new Json(terminal.Recover().Json)); break;
            case "dispatch": Dispatch(Time(words[0])); break;
            case "close": Json.Write("closed", "status", terminal.Close(Time(words[0])) ? "OPI_OK" : Status.Timeout.Name()); break;
            default: throw new InvalidDataException("no step '" + step + "'");
        }
    }

    private static TimeSpan Time(string milliseconds)
    {
        return TimeSpan.FromMilliseconds(uint.Parse(milliseconds));
    }

    private void Open(string[] words)
    {
        string[] without = words.Skip(1).Where(word => word.StartsWith("without=")).SelectMany(word => word.Substring(8).Split(',')).ToArray();
        var devices = new Devices();
        if (!without.Contains("display"))
            devices.Display = Display;
        if (!without.Contains("print"))
            devices.Print = Print;
        if (!without.Contains("input"))
            devices.Input = Input;
        if (!without.Contains("deliver"))
            devices.Deliver = Deliver;
        if (!without.Contains("journal"))
            devices.Journal = Journal;
        Dispose();
        seen.Clear();
        terminal = new Terminal(words[0], devices);
        Json.Write("opened", "status", "OPI_OK");
    }

    private void Run(string[] words)
    {
        RequestKind kind;
        if (!Enum.TryParse(words[0], true, out kind))
            throw new InvalidDataException("no kind '" + words[0] + "'");
        var request = new Request(kind);
        foreach (string word in words.Skip(1))
        {
            string name = word.Substring(0, word.IndexOf('='));
            string value = word.Substring(name.Length + 1);
            if (name != "amount")
            {
                request[name] = value;
                continue;
            }
            string[] parts = value.Split(':');
            request.Amount = Money.OfMinorUnits(long.Parse(parts[0]), parts[1]);
        }
        using (running = new CancellationTokenSource())
            last = terminal.Run(request, running.Token);
        Json.Write("result", "result", new Json(last.Json));
    }

    private void Acknowledge()
    {
        Status status = Status.Ok;
        try
        {
            last.Acknowledge();
        }
        catch (OpiException error)
        {
            status = error.Status;
        }
        Json.Write("acknowledged", "status", status.Name());
    }

    private void Dispatch(TimeSpan time)
    {
        bool served;
        try
        {
            served = terminal.Dispatch(time);
        }
        catch (AggregateException)
        {
            served = true; // what a device was told to throw
        }
        Json.Write("dispatched", "status", served ? "OPI_OK" : Status.Timeout.Name());
    }

    // ---- devices ---------------------------------------------------------------------------------------------------

    private Answer Display(DisplayText text)
    {
        Json.Write("display", "target", text.Target, "for_customer", text.ForCustomer, "lines", text.Lines);
        return Answered("display");
    }

    private Answer Print(Receipt receipt)
    {
        Json.Write("print", "role", Words.ReceiptRole.Write(receipt.Role), "target", receipt.Target, "lines", receipt.Lines);
        return Answered("print");
    }

    private Reply Input(Question question)
    {
        Json.Write("input", "prompt", Words.Prompt.Write(question.Prompt), "command", question.Command, "lines", question.Lines,
            "min_length", question.MinLength, "max_length", question.MaxLength, "decimals", question.Decimals,
            "timeout_seconds", question.Timeout == null ? null : (object)(long)question.Timeout.Value.TotalSeconds);
        CancelHere("input");
        string answer = AnswerFor("input");
        string[] parts = answer.Split(new[] { ':' }, 2);
        switch (parts[0])
        {
            case "confirm": return parts[1] == "true" ? Reply.Yes : Reply.No;
            case "number": return Reply.Number(parts[1]);
            case "text": return Reply.Text(parts[1]);
            case "refuse": return Reply.No;
            default: return Plain(answer);
        }
    }

    private Answer Deliver(Delivery delivery)
    {
        Json.Write("deliver", "target", delivery.Target, "lines", delivery.Lines);
        return Answered("deliver");
    }

    private Answer Journal(JournalEntry entry)
    {
        Json.Write("journal", "fields", JournalEntryField.All.Where(name => entry[name] != null).ToDictionary(name => name, name => entry[name]));
        return Answered("journal");
    }

    private Answer Answered(string device)
    {
        CancelHere(device);
        return Plain(AnswerFor(device));
    }

    private void CancelHere(string device)
    {
        int count, wanted;
        seen.TryGetValue(device, out count);
        seen[device] = ++count;
        if (running != null && cancelOn.TryGetValue(device, out wanted) && wanted == count)
            running.Cancel();
    }

    private string AnswerFor(string device)
    {
        string answer;
        return answers.TryGetValue(device, out answer) ? answer : "yes";
    }

    private static Answer Plain(string answer)
    {
        switch (answer)
        {
            case "yes": return Answer.Yes;
            case "no": return Answer.No;
            case "default": return Answer.Default;
            case "throw": throw new InvalidOperationException("as the scenario wants it");
            default: throw new InvalidDataException("no answer '" + answer + "'");
        }
    }
}

// A JSON text as it is; and the few lines it takes to write one.
internal sealed class Json
{
    internal static TextWriter Output;

    private readonly string text;

    internal Json(string text)
    {
        this.text = text;
    }

    // One object in one line; what is null is left out.
    internal static void Write(string what, params object[] namesAndValues)
    {
        var line = new StringBuilder("{\"event\":");
        Append(line, what);
        for (int i = 0; i < namesAndValues.Length; i += 2)
        {
            if (namesAndValues[i + 1] == null)
                continue;
            line.Append(',');
            Append(line, namesAndValues[i]);
            line.Append(':');
            Append(line, namesAndValues[i + 1]);
        }
        Output.WriteLine(line.Append('}'));
    }

    private static void Append(StringBuilder line, object value)
    {
        if (value is Json)
            line.Append(((Json)value).text);
        else if (value is bool)
            line.Append((bool)value ? "true" : "false");
        else if (value is long)
            line.Append((long)value);
        else if (value is string)
            AppendText(line, (string)value);
        else if (value is Dictionary<string, string>)
            AppendAll(line, '{', '}', (Dictionary<string, string>)value, pair =>
            {
                AppendText(line, pair.Key);
                line.Append(':');
                AppendText(line, pair.Value);
            });
        else
            AppendAll(line, '[', ']', (IEnumerable<string>)value, item => AppendText(line, item));
    }

    private static void AppendAll<T>(StringBuilder line, char left, char right, IEnumerable<T> items, Action<T> append)
    {
        line.Append(left);
        foreach (T item in items)
        {
            if (line[line.Length - 1] != left)
                line.Append(',');
            append(item);
        }
        line.Append(right);
    }

    private static void AppendText(StringBuilder line, string text)
    {
        line.Append('"');
        foreach (char letter in text)
        {
            if (letter == '"' || letter == '\\')
                line.Append('\\').Append(letter);
            else if (letter < ' ')
                line.Append("\\u").Append(((int)letter).ToString("x4"));
            else
                line.Append(letter);
        }
        line.Append('"');
    }
}
