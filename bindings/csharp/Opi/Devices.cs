using System;
using System.Collections.Generic;

namespace Opi
{
    /// <summary>
    /// The till's devices: set a function for each one that you have. What is not set is a device that the till does not have;
    /// without <see cref="Print"/> the receipts are in the result, and so is the journal.
    /// <para>
    /// The functions run on the thread that is inside Pay, Run, Recover or Dispatch of the terminal, or inside DispatchAll, one at a time; a user interface
    /// must be told by its own means (Invoke, Dispatcher). What they throw is kept in <see cref="Result.CallbackFailures"/>, and
    /// the payment goes on.
    /// </para>
    /// </summary>
    public sealed class Devices
    {
        /// <summary>Shows text to the cashier or the customer.</summary>
        public Func<DisplayText, Answer> Display { get; set; }

        /// <summary>
        /// Prints a receipt. Only <see cref="Answer.Yes"/> tells the terminal that it is in safe hands; after anything else it
        /// keeps the receipt and wants a reprint before the next payment.
        /// </summary>
        public Func<Receipt, Answer> Print { get; set; }

        /// <summary>Asks the cashier.</summary>
        public Func<Question, Reply> Input { get; set; }

        /// <summary>Hands out the goods (unattended terminals). Only <see cref="Answer.Yes"/> says that it was done.</summary>
        public Func<Delivery, Answer> Deliver { get; set; }

        /// <summary>Stores an entry of the electronic journal. Only <see cref="Answer.Yes"/> says that it was done.</summary>
        public Func<JournalEntry, Answer> Journal { get; set; }

        internal Devices Copy()
        {
            return (Devices)MemberwiseClone();
        }
    }

    /// <summary>What the terminal wants of one of the till's devices. A copy: it may be kept.</summary>
    public abstract class DeviceRequest
    {
        internal DeviceRequest(IntPtr request)
        {
            UIntPtr length;
            Target = Utf8.Read(NativeMethods.opi_device_request_target(request, out length), length);
            Text = Utf8.Read(NativeMethods.opi_device_request_text(request, out length), length);
            Lines = Array.AsReadOnly(LinesOf(request, Text));
        }

        // Text split at line feeds, unless there are none or a line has one inside.
        private static string[] LinesOf(IntPtr request, string text)
        {
            var count = (int)NativeMethods.opi_device_request_line_count(request);
            string[] lines = count == 0 ? new string[0] : text.Split('\n');
            if (lines.Length == count)
                return lines;
            lines = new string[count];
            for (int i = 0; i < count; i++)
            {
                UIntPtr length;
                lines[i] = Utf8.Read(NativeMethods.opi_device_request_line(request, (UIntPtr)i, out length), length);
            }
            return lines;
        }

        internal DeviceRequest(string text)
        {
            Target = "";
            Text = text;
            Lines = Array.AsReadOnly(text.Split('\n'));
        }

        /// <summary>The name of the device on the wire, such as "CashierDisplay"; may be empty.</summary>
        public string Target { get; }

        /// <summary>All lines, separated by line feeds, exactly as the terminal sent them.</summary>
        public string Text { get; }

        /// <summary>The lines; an empty one is a blank line.</summary>
        public IReadOnlyList<string> Lines { get; }
    }

    /// <summary>Text to show.</summary>
    public sealed class DisplayText : DeviceRequest
    {
        internal DisplayText(IntPtr request) : base(request)
        {
            ForCustomer = NativeMethods.opi_device_request_for_customer(request) != 0;
        }

        /// <summary>For the customer, not for the cashier.</summary>
        public bool ForCustomer { get; }
    }

    /// <summary>A receipt, to be printed or from a result.</summary>
    public sealed class Receipt : DeviceRequest
    {
        internal Receipt(IntPtr request) : base(request)
        {
            Role = (ReceiptRole)NativeMethods.opi_device_request_role(request);
        }

        internal Receipt(ResultHandle result, UIntPtr index) : base(TextOf(result, index))
        {
            Role = (ReceiptRole)NativeMethods.opi_result_receipt_role(result, index);
            Acknowledged = NativeMethods.opi_result_receipt_acknowledged(result, index) != 0;
        }

        internal Receipt(ReceiptRole role, string text) : base(text)
        {
            Role = role;
        }

        /// <summary>For whom it is.</summary>
        public ReceiptRole Role { get; }

        /// <summary>
        /// In a result: the terminal was told that the receipt is in safe hands, by the till's printer or because the till has
        /// none; then it is for you to print or keep it.
        /// </summary>
        public bool Acknowledged { get; }

        private static string TextOf(ResultHandle result, UIntPtr index)
        {
            UIntPtr length;
            return Utf8.Read(NativeMethods.opi_result_receipt_text(result, index, out length), length);
        }
    }

    /// <summary>Goods to hand out.</summary>
    public sealed class Delivery : DeviceRequest
    {
        internal Delivery(IntPtr request) : base(request)
        {
        }
    }

    /// <summary>A question to the cashier.</summary>
    public sealed class Question : DeviceRequest
    {
        internal Question(IntPtr request) : base(request)
        {
            UIntPtr length;
            Prompt = (Prompt)NativeMethods.opi_device_request_prompt_kind(request);
            Command = Utf8.Read(NativeMethods.opi_device_request_command(request, out length), length);
            MinLength = Number(NativeMethods.opi_device_request_min_length(request));
            MaxLength = Number(NativeMethods.opi_device_request_max_length(request));
            Decimals = Number(NativeMethods.opi_device_request_decimals(request));
            TimeoutSeconds = Number(NativeMethods.opi_device_request_timeout_seconds(request));
        }

        /// <summary>What kind of answer it wants.</summary>
        public Prompt Prompt { get; }

        /// <summary>The name of its command on the wire, such as "GetConfirmation".</summary>
        public string Command { get; }

        /// <summary>The least number of characters of an answer; null when the terminal did not say.</summary>
        public int? MinLength { get; }

        /// <summary>The greatest number of characters of an answer; null when the terminal did not say.</summary>
        public int? MaxLength { get; }

        /// <summary>The number of decimals of an amount; null when the terminal did not say.</summary>
        public int? Decimals { get; }

        /// <summary>The seconds until the terminal gives up waiting; null when it did not say.</summary>
        public int? TimeoutSeconds { get; }

        private static int? Number(int value)
        {
            return value < 0 ? (int?)null : value;
        }
    }

    /// <summary>What the cashier answers. An <see cref="Answer"/> alone is a reply too.</summary>
    public sealed class Reply
    {
        private readonly Answer answer;
        private readonly string text;
        private readonly string number;

        private Reply(Answer answer, string text, string number)
        {
            this.answer = answer;
            this.text = text;
            this.number = number;
        }

        /// <summary>Yes, or any key.</summary>
        public static readonly Reply Yes = new Reply(Answer.Yes, null, null);

        /// <summary>No, or refused.</summary>
        public static readonly Reply No = new Reply(Answer.No, null, null);

        /// <summary>Nobody answers: the harmless thing is done.</summary>
        public static readonly Reply None = new Reply(Answer.Default, null, null);

        /// <summary>A text.</summary>
        /// <param name="text">What was typed.</param>
        public static Reply Text(string text)
        {
            return new Reply(Answer.Yes, text, null);
        }

        /// <summary>Digits, as they were typed: leading zeros count. An amount in major units has one point: "12.50".</summary>
        /// <param name="digits">What was typed.</param>
        public static Reply Number(string digits)
        {
            return new Reply(Answer.Yes, null, digits);
        }

        /// <summary>An amount in major units: 12.50m.</summary>
        /// <param name="amount">What was typed.</param>
        public static Reply Number(decimal amount)
        {
            return Number(Money.Write(amount));
        }

        /// <summary>An answer without text or number.</summary>
        /// <param name="answer">The answer.</param>
        public static implicit operator Reply(Answer answer)
        {
            return new Reply(answer, null, null);
        }

        internal Answer Give(IntPtr native)
        {
            Status status = text != null ? NativeMethods.opi_answer_set_text(native, Utf8.Native(text))
                : number != null ? NativeMethods.opi_answer_set_number(native, Utf8.Native(number))
                : Status.Ok;
            if (status != Status.Ok)
                throw OpiException.From(status);
            return answer;
        }
    }

    /// <summary>An entry of the electronic journal.</summary>
    public sealed class JournalEntry
    {
        private readonly Dictionary<string, string> fields;

        private JournalEntry(Fields.Getter get)
        {
            fields = Fields.Read(JournalField.All, get);
        }

        /// <summary>A field by its name, one of <see cref="JournalField"/>; null when it is empty.</summary>
        /// <param name="field">The name of the field.</param>
        public string this[string field]
        {
            get
            {
                string value;
                return fields.TryGetValue(field, out value) ? value : null;
            }
        }

        internal static JournalEntry Of(IntPtr request)
        {
            return new JournalEntry((byte[] name, out UIntPtr length) => NativeMethods.opi_device_request_get(request, name, out length));
        }

        internal static JournalEntry Of(ResultHandle result, UIntPtr index)
        {
            return new JournalEntry((byte[] name, out UIntPtr length) => NativeMethods.opi_result_journal_get(result, index, name, out length));
        }
    }
}
