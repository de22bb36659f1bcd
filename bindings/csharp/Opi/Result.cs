using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Opi
{
    /// <remarks>
    /// It does not change, needs no disposing, may be used on any thread, and stays when the terminal is closed. What is not
    /// asked for is not read.
    /// </remarks>
    public sealed partial class Result
    {
        private readonly ResultHandle native;

        internal Result(ResultHandle native, IReadOnlyList<Exception> callbackFailures) : this(new ResultReader(native))
        {
            this.native = native;
            CallbackFailures = callbackFailures;
        }

        /// <summary>The terminal did it. Anything else is explained by <see cref="Message"/> and <see cref="Advice"/>.</summary>
        public bool Approved
        {
            get { return Verdict == Verdict.Approved; }
        }

        /// <summary>Nobody told how it ended: never send it again, find out.</summary>
        public bool Unknown
        {
            get { return Verdict == Verdict.Unknown; }
        }

        /// <summary>What the devices of the till threw during the call, in order; empty when all went well.</summary>
        public IReadOnlyList<Exception> CallbackFailures { get; }

        /// <summary>
        /// Tells the journal that the till knows this outcome, so that recovery does not list it again: call it once the sale is
        /// booked. Without a journal, and for what moves no money, it does nothing. The terminal may be closed.
        /// </summary>
        /// <exception cref="OpiException"><see cref="Status.Pending"/> when the outcome is unknown: recover it instead.</exception>
        [MethodImpl(MethodImplOptions.NoInlining)] // see NativeLibrary.Call
        public void Acknowledge()
        {
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_result_acknowledge(native, out error), error);
        }

        /// <summary>The verdict and, unless approved, why.</summary>
        /// <returns>Such as "declined: The payment was declined. (OPI_E_DECLINED)".</returns>
        public override string ToString()
        {
            return this[ResultField.Verdict] + (Approved ? "" : ": " + Message + " (" + this[ResultField.Status] + ")");
        }
    }
}
