using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Opi
{
    /// <summary>
    /// Requests of the journal with what became of each, oldest first. Does not change, needs no disposing, may be used on any
    /// thread, and stays when the terminal is closed. What is not asked for is not read.
    /// </summary>
    public sealed class Recovery : IReadOnlyList<RecoveredRequest>
    {
        private readonly RecoveryHandle native;
        private readonly IReadOnlyList<RecoveredRequest> requests;

        internal Recovery(RecoveryHandle native, IReadOnlyList<Exception> callbackFailures)
        {
            this.native = native;
            requests = new LazyList<RecoveredRequest>((long)NativeMethods.opi_recovery_count(native),
                index => new RecoveredRequest(native, (UIntPtr)index));
            CallbackFailures = callbackFailures;
        }

        /// <summary>How many there are.</summary>
        public int Count
        {
            get { return requests.Count; }
        }

        /// <summary>One of them.</summary>
        /// <param name="index">From 0.</param>
        public RecoveredRequest this[int index]
        {
            get { return requests[index]; }
        }

        /// <summary>What the devices of the till threw meanwhile, in order; empty when all went well.</summary>
        public IReadOnlyList<Exception> CallbackFailures { get; }

        /// <summary>The whole list as one JSON array, with evidence, receipts and journal entries.</summary>
        public string Json
        {
            get { return native.Text((out UIntPtr length) => NativeMethods.opi_recovery_json(native, out length)); }
        }

        /// <summary>Goes through them.</summary>
        /// <returns>One after the other.</returns>
        public IEnumerator<RecoveredRequest> GetEnumerator()
        {
            return requests.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            return GetEnumerator();
        }
    }

    /// <remarks>Stays when its list is let go of.</remarks>
    public sealed partial class RecoveredRequest
    {
        private readonly RecoveryHandle native;
        private readonly UIntPtr index;

        internal RecoveredRequest(RecoveryHandle native, UIntPtr index) : this(new RecoveryReader(native, index))
        {
            this.native = native;
            this.index = index;
        }

        /// <summary>
        /// Tells the journal that the till knows what became of it, so that it is not listed again: call it once the sale is
        /// booked or void.
        /// </summary>
        /// <exception cref="OpiException"><see cref="Status.Pending"/> while a human has to be asked: resolve it instead.</exception>
        [MethodImpl(MethodImplOptions.NoInlining)] // see NativeLibrary.Call
        public void Acknowledge()
        {
            ErrorHandle error;
            OpiException.Check(NativeMethods.opi_recovery_acknowledge(native, index, out error), error);
        }
    }
}
