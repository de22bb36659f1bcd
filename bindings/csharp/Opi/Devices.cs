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
    /// <para>What a device is asked is a copy: it may be kept, and read on any thread.</para>
    /// </summary>
    public sealed partial class Devices
    {
        // Of this moment: the till may change its own afterwards.
        internal Devices Copy()
        {
            return (Devices)MemberwiseClone();
        }
    }

    public sealed partial class Receipt
    {
        /// <summary>The lines of its text; an empty one is a blank line.</summary>
        public IReadOnlyList<string> Lines
        {
            get { return Array.AsReadOnly(string.IsNullOrEmpty(Text) ? new string[0] : Text.Split('\n')); }
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
            return Number(Typed.Text((decimal?)amount));
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
}
