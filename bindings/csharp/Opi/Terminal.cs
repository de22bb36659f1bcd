using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Opi
{
    /// <summary>
    /// One payment terminal. A payment is one blocking call with one answer: paid, not paid, or unknown and how to find out.
    /// <para>
    /// Any method may be called on any thread, but one call at a time runs on a terminal: a second one gets
    /// <see cref="Status.Busy"/>. The till's devices are called on the thread that is inside the call.
    /// </para>
    /// </summary>
    /// <example>
    /// <code>
    /// using (var terminal = new Terminal("opi://192.168.0.60?workstation=lane-1"))
    /// {
    ///     Result result = terminal.Pay(12.50m, "CHF");
    ///     Console.WriteLine(result.Approved ? "Paid." : "Not paid. " + result.Message);
    /// }
    /// </code>
    /// </example>
    public sealed partial class Terminal : IDisposable
    {
        private readonly TerminalHandle native;

        /// <summary>
        /// Opens a terminal: reads the URL and starts to listen for the terminal's device requests. Each request makes its own
        /// connection later.
        /// </summary>
        /// <param name="url">opi://host[:port]?option=value&amp;option=value; the options are listed in docs/options.md.</param>
        /// <param name="devices">The till's devices, copied; null when it has none, then the receipts are in the results.</param>
        /// <exception cref="OpiException">A mistake in the URL, or the till's own port cannot be opened.</exception>
        /// <exception cref="DllNotFoundException">The native library is missing or does not fit; the message says where it was sought.</exception>
        public Terminal(string url, Devices devices = null)
        {
            native = NativeLibrary.Call(() => Open(url, devices));
        }

        /// <summary>The same, with a URL made option by option.</summary>
        /// <param name="url">The terminal and its options.</param>
        /// <param name="devices">The till's devices, copied; null when it has none, then the receipts are in the results.</param>
        public Terminal(TerminalUrl url, Devices devices = null) : this(url?.ToString(), devices)
        {
        }

        private static TerminalHandle Open(string url, Devices devices)
        {
            byte[] text = Utf8.Native(url);
            TerminalHandle opened;
            ErrorHandle error;
            DevicesTable table = CallbackBridge.Register(devices);
            Status status = NativeMethods.opi_terminal_open(text, ref table, out opened, out error);
            if (status != Status.Ok)
                CallbackBridge.Unregister(table);
            OpiException.Check(status, error);
            return opened;
        }

        /// <summary>The port on which the till listens for device requests; useful with listen=0.</summary>
        public int ListenPort
        {
            get { return NativeLibrary.Call(() => NativeMethods.opi_terminal_listen_port(native)); }
        }

        /// <summary>The address on which the till listens for device requests, such as "0.0.0.0:4102".</summary>
        public string ListenAddress
        {
            get
            {
                return native.Text((out UIntPtr length) => NativeMethods.opi_terminal_listen_address(native, out length));
            }
        }

        /// <summary>Takes a card payment. See <see cref="Run"/>.</summary>
        /// <param name="amount">Major units: 12.50m.</param>
        /// <param name="currency">Three letters of ISO 4217: "CHF".</param>
        /// <param name="reference">The till's own reference of the sale; may be null.</param>
        /// <param name="cancellation">Asks the terminal to abort.</param>
        /// <returns>How it ended.</returns>
        public Result Pay(decimal amount, string currency, string reference = null, CancellationToken cancellation = default(CancellationToken))
        {
            return Run(Payment(amount, currency, reference), cancellation);
        }

        /// <summary>Takes a card payment without blocking the caller. See <see cref="RunAsync"/>.</summary>
        /// <param name="amount">Major units: 12.50m.</param>
        /// <param name="currency">Three letters of ISO 4217: "CHF".</param>
        /// <param name="reference">The till's own reference of the sale; may be null.</param>
        /// <param name="cancellation">Asks the terminal to abort.</param>
        /// <returns>How it ended.</returns>
        public Task<Result> PayAsync(decimal amount, string currency, string reference = null, CancellationToken cancellation = default(CancellationToken))
        {
            return RunAsync(Payment(amount, currency, reference), cancellation);
        }

        /// <summary>
        /// Runs one request: connects, sends it once, serves the terminal's device requests on this thread, waits for the outcome.
        /// <para>
        /// Cancelling is a wish: the terminal is asked to abort, and may answer that the customer has paid. The result tells, so
        /// a cancelled call returns one too and throws no OperationCanceledException.
        /// </para>
        /// </summary>
        /// <param name="request">What is asked for.</param>
        /// <param name="cancellation">Asks the terminal to abort; from any thread, from a device as well.</param>
        /// <returns>How it ended: also for a decline, and when nothing was sent or nobody told the outcome.</returns>
        /// <exception cref="OpiException">A mistake in the call, so that nothing was sent; or a fault in the library.</exception>
        public Result Run(Request request, CancellationToken cancellation = default(CancellationToken))
        {
            if (request == null)
                throw new ArgumentNullException(nameof(request));
            using (RequestHandle asked = request.ToNative())
            using (CancelHandle cancel = cancellation.CanBeCanceled ? NativeMethods.opi_cancel_new() : new CancelHandle())
            using (cancellation.Register(() => NativeMethods.opi_cancel_cancel(cancel), false))
            {
                ResultHandle answered = null;
                ErrorHandle error = null;
                IReadOnlyList<Exception> failures;
                Status status = CallbackBridge.Call(() =>
                    NativeMethods.opi_terminal_run(native, asked, cancel, out answered, out error), out failures);
                if (answered.IsInvalid)
                    throw OpiException.From(status, error, failures);
                error.Dispose(); // what it says is in the result
                return new Result(answered, failures);
            }
        }

        /// <summary>
        /// Runs one request on a thread of its own, where the devices are called as well. The task always ends with the outcome;
        /// letting go of it ends no payment.
        /// </summary>
        /// <param name="request">What is asked for.</param>
        /// <param name="cancellation">Asks the terminal to abort; the task then ends with what the terminal answers.</param>
        /// <returns>How it ended.</returns>
        public Task<Result> RunAsync(Request request, CancellationToken cancellation = default(CancellationToken))
        {
            return OnItsOwnThread(() => Run(request, cancellation));
        }

        /// <summary>
        /// Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome was not
        /// acknowledged, oldest first. Asks for the terminal's last message and last receipt, never for money. A terminal that
        /// cannot be reached is no error: the verdict is <see cref="RecoveryVerdict.AskHuman"/> then.
        /// </summary>
        /// <param name="cancellation">Ends it early.</param>
        /// <returns>What was found out; on disk already.</returns>
        /// <exception cref="OpiException">There is no journal, it cannot be read, or another call runs.</exception>
        public Recovery Recover(CancellationToken cancellation = default(CancellationToken))
        {
            using (CancelHandle cancel = cancellation.CanBeCanceled ? NativeMethods.opi_cancel_new() : new CancelHandle())
            using (cancellation.Register(() => NativeMethods.opi_cancel_cancel(cancel), false))
            {
                RecoveryHandle found = null;
                ErrorHandle error = null;
                IReadOnlyList<Exception> failures;
                Status status = CallbackBridge.Call(() =>
                    NativeMethods.opi_terminal_recover(native, cancel, out found, out error), out failures);
                OpiException.Check(status, error, failures);
                return new Recovery(found, failures);
            }
        }

        /// <summary>Recovers on a thread of its own. See <see cref="Recover"/>.</summary>
        /// <param name="cancellation">Ends it early.</param>
        /// <returns>What was found out.</returns>
        public Task<Recovery> RecoverAsync(CancellationToken cancellation = default(CancellationToken))
        {
            return OnItsOwnThread(() => Recover(cancellation));
        }

        /// <summary>Lists what <see cref="Recover"/> would look into, as the journal knows it, without asking the terminal.</summary>
        /// <returns>What is unresolved, and what is settled and was not acknowledged.</returns>
        /// <exception cref="OpiException">There is no journal, or it cannot be read.</exception>
        public Recovery Unresolved()
        {
            RecoveryHandle found;
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_terminal_unresolved(native, out found, out error), error);
            return new Recovery(found, new Exception[0]);
        }

        /// <summary>
        /// Resolves a request by hand, after a person has compared receipts or totals. Who and why are recorded; no card numbers in
        /// them, please. It is listed once more by <see cref="Recover"/>, until it is acknowledged.
        /// </summary>
        /// <param name="id">The number of the request in the journal: <see cref="RecoveredRequest.Id"/>.</param>
        /// <param name="verdict"><see cref="RecoveryVerdict.Approved"/> or <see cref="RecoveryVerdict.NotCharged"/>.</param>
        /// <param name="who">Who decided it.</param>
        /// <param name="why">What it rests on.</param>
        /// <exception cref="OpiException">The id names no unresolved request, or something is missing.</exception>
        public void Resolve(string id, RecoveryVerdict verdict, string who, string why)
        {
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_terminal_resolve(native, Utf8.Native(id), (int)verdict, Utf8.Native(who), Utf8.Native(why),
                out error), error);
        }

        /// <summary>
        /// Serves device requests that come while no request runs, such as a receipt that somebody asked for at the terminal.
        /// While another thread runs a request this only waits. All terminals of the process: <see cref="DispatchAll"/>.
        /// </summary>
        /// <param name="timeout">How long to wait; zero only looks.</param>
        /// <returns>True when at least one was served.</returns>
        /// <exception cref="AggregateException">What devices threw; the terminal has its answers all the same.</exception>
        /// <exception cref="OpiException">The terminal is closed, or this was called by one of its devices.</exception>
        public bool Dispatch(TimeSpan timeout)
        {
            uint milliseconds = Milliseconds(timeout);
            return Dispatched(() => NativeMethods.opi_terminal_dispatch(native, milliseconds));
        }

        /// <summary>
        /// Serves device requests of every terminal of this process that come while no call is inside it. One thread that calls
        /// this in a loop serves a shop; a second one keeps a device that takes long at one terminal from delaying the others.
        /// The devices are called on this thread.
        /// </summary>
        /// <example>
        /// <code>
        /// new Thread(() =&gt; { while (open) Terminal.DispatchAll(TimeSpan.FromSeconds(1)); }) { IsBackground = true }.Start();
        /// </code>
        /// </example>
        /// <param name="timeout">How long to wait; zero only looks.</param>
        /// <returns>True when at least one was served.</returns>
        /// <exception cref="AggregateException">What devices threw; the terminals have their answers all the same.</exception>
        /// <exception cref="OpiException">A fault in the library.</exception>
        /// <exception cref="DllNotFoundException">The native library is missing or does not fit; the message says where it was sought.</exception>
        public static bool DispatchAll(TimeSpan timeout)
        {
            uint milliseconds = Milliseconds(timeout);
            return Dispatched(() => NativeLibrary.Call(() => NativeMethods.opi_dispatch(milliseconds)));
        }

        private static bool Dispatched(Func<Status> dispatch)
        {
            IReadOnlyList<Exception> failures;
            Status status = CallbackBridge.Call(dispatch, out failures);
            if (status != Status.Ok && status != Status.Timeout)
                throw OpiException.From(status, null, failures);
            if (failures.Count > 0)
                throw new AggregateException(failures);
            return status == Status.Ok;
        }

        /// <summary>
        /// Closes the terminal: a call that runs on another thread is cancelled and waited for. After true no device of the till
        /// is called any more. Closing twice is the same as once.
        /// </summary>
        /// <param name="timeout">How long to wait for a running call.</param>
        /// <returns>False when a call still runs: it goes on closing, ask again.</returns>
        /// <exception cref="OpiException"><see cref="Status.Recursive"/> when called by one of its devices; nothing changes.</exception>
        public bool Close(TimeSpan timeout)
        {
            Status status;
            try
            {
                status = NativeMethods.opi_terminal_close(native, Milliseconds(timeout));
            }
            catch (ObjectDisposedException)
            {
                return true; // let go of before
            }
            if (status != Status.Ok && status != Status.Timeout)
                throw OpiException.From(status);
            return status == Status.Ok;
        }

        /// <summary>
        /// Lets go of the terminal. This cancels nothing and never waits: a call that runs on another thread, or that this was
        /// called in, goes on to its outcome, devices included, and the terminal is freed when it ends.
        /// </summary>
        public void Dispose()
        {
            native.Dispose();
        }

        // Only for tests: what the till sees after a fault in the library.
        internal Status SelfTest()
        {
            return NativeMethods.opi_self_test(native);
        }

        // Not the thread pool: a payment may take minutes, and a till's pool is small.
        private static Task<T> OnItsOwnThread<T>(Func<T> call)
        {
            return Task.Factory.StartNew(call, CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        }

        private static Request Payment(decimal amount, string currency, string reference)
        {
            return new Request(RequestKind.CardPayment) { Amount = new Money(amount, currency), Reference = reference };
        }

        private static uint Milliseconds(TimeSpan timeout)
        {
            if (timeout == Timeout.InfiniteTimeSpan)
                return uint.MaxValue;
            if (timeout < TimeSpan.Zero || timeout.TotalMilliseconds > uint.MaxValue)
                throw new ArgumentOutOfRangeException(nameof(timeout));
            return (uint)timeout.TotalMilliseconds;
        }
    }
}
