// Made of api/opi-api.json by api/templates/csharp.cs.j2; never edit by hand.
using System;
using System.Runtime.InteropServices;

namespace Opi
{
    public sealed partial class Devices
    {
        /// <summary>Shows text to the cashier or the customer. Whatever it answers, the terminal is told that it was shown.</summary>
        public Func<DisplayText, Answer> Display { get; set; }

        /// <summary>Prints a receipt. Only yes tells the terminal that it is in safe hands; after anything else it keeps the
        /// receipt and wants a reprint before the next payment. Left out: receipts are in the results.</summary>
        public Func<Receipt, Answer> Print { get; set; }

        /// <summary>Asks the cashier.</summary>
        public Func<Question, Reply> Input { get; set; }

        /// <summary>Hands out the goods (unattended terminals). Only yes says that it was done.</summary>
        public Func<Delivery, Answer> Deliver { get; set; }

        /// <summary>Stores an entry of the electronic journal. Only yes says that it was done. Left out: entries are in the
        /// results.</summary>
        public Func<JournalEntry, Answer> Journal { get; set; }

        // What is not set is a device that the till does not have.
        internal void Fill(ref DevicesTable table)
        {
            if (Display != null)
                table.display = Marshal.GetFunctionPointerForDelegate(onDisplay);
            if (Print != null)
                table.print = Marshal.GetFunctionPointerForDelegate(onPrint);
            if (Input != null)
                table.input = Marshal.GetFunctionPointerForDelegate(onInput);
            if (Deliver != null)
                table.deliver = Marshal.GetFunctionPointerForDelegate(onDeliver);
            if (Journal != null)
                table.journal = Marshal.GetFunctionPointerForDelegate(onJournal);
        }

        private static readonly NativeCallbacks.Display onDisplay = (key, request) =>
            CallbackBridge.Ask(key, devices =>
                devices.Display(new DisplayText(new CopiedReader(new DeviceRequestReader(request), DisplayText.Shape))));

        private static readonly NativeCallbacks.Print onPrint = (key, request) =>
            CallbackBridge.Ask(key, devices =>
                devices.Print(new Receipt(new CopiedReader(new DeviceRequestReader(request), Receipt.Shape))));

        private static readonly NativeCallbacks.Input onInput = (key, request, answer) =>
            CallbackBridge.AskForReply(key, answer, devices =>
                devices.Input(new Question(new CopiedReader(new DeviceRequestReader(request), Question.Shape))));

        private static readonly NativeCallbacks.Deliver onDeliver = (key, request) =>
            CallbackBridge.Ask(key, devices =>
                devices.Deliver(new Delivery(new CopiedReader(new DeviceRequestReader(request), Delivery.Shape))));

        private static readonly NativeCallbacks.Journal onJournal = (key, request) =>
            CallbackBridge.Ask(key, devices =>
                devices.Journal(new JournalEntry(new CopiedReader(new DeviceRequestReader(request), JournalEntry.Shape))));
    }
}
