using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;

namespace Opi
{
    /// <summary>The log of the whole library. Nothing is logged unless you ask for it; card data is masked.</summary>
    public static class OpiLog
    {
        private static readonly NativeCallbacks.LogSetCallback onLine = OnLine;
        private static readonly NativeCallbacks.LogSetDestroy onDestroy = OnDestroy;
        private static readonly ConcurrentDictionary<int, Action<LogLevel, string, string>> registry =
            new ConcurrentDictionary<int, Action<LogLevel, string, string>>();
        private static int lastKey;

        internal static int Registered
        {
            get { return registry.Count; }
        }

        /// <summary>
        /// Sends the log to a function, in place of the one before: level, name of the part of the library, one line of text. It
        /// must be quick, may be called by several threads at once, also by the library's own, must not use a terminal; what it
        /// throws is dropped.
        /// </summary>
        /// <param name="level">How much is logged.</param>
        /// <param name="line">The function; null for no log.</param>
        public static void Set(LogLevel level, Action<LogLevel, string, string> line)
        {
            OpiException.Check(NativeLibrary.Call(() => SetNative(level, line)), null);
        }

        private static Status SetNative(LogLevel level, Action<LogLevel, string, string> line)
        {
            if (line == null)
                return NativeMethods.opi_log_set((int)level, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero);
            int key;
            do
                key = Interlocked.Increment(ref lastKey);
            while (!registry.TryAdd(key, line));
            return NativeMethods.opi_log_set((int)level, Marshal.GetFunctionPointerForDelegate(onLine), (IntPtr)key,
                Marshal.GetFunctionPointerForDelegate(onDestroy));
        }

        // No exception may leave this method: there is C below it.
        private static void OnLine(IntPtr key, int level, IntPtr target, IntPtr text, UIntPtr length)
        {
            try
            {
                MonoSignals.Hear();
                registry[(int)key]((LogLevel)level, Utf8.Read(target), Utf8.Read(text, length));
            }
            catch (Exception error)
            {
                CallbackBridge.EndAbort(error);
            }
        }

        private static void OnDestroy(IntPtr key)
        {
            MonoSignals.Hear();
            Action<LogLevel, string, string> line;
            registry.TryRemove((int)key, out line);
        }
    }
}
