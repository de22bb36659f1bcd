using System;
using System.Runtime.InteropServices;

namespace Opi
{
    // What the library gave us to free, once, whatever happens; Generated/Native.cs has a class for each opi_..._free. A call
    // that uses a handle keeps it alive; one that is let go of meanwhile is freed when that call ends. NULL, which is allowed,
    // when it was made by its constructor.
    internal abstract class Handle : SafeHandle
    {
        internal delegate IntPtr TextReader(out UIntPtr length);

        protected Handle() : base(IntPtr.Zero, true)
        {
        }

        public sealed override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        // Copies a text that belongs to this, which nobody frees meanwhile.
        internal string Text(TextReader read)
        {
            bool held = false;
            try
            {
                DangerousAddRef(ref held);
                UIntPtr length;
                IntPtr text = read(out length);
                return Utf8.Read(text, length);
            }
            finally
            {
                if (held)
                    DangerousRelease();
            }
        }
    }
}
