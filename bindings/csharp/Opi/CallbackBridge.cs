using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Opi
{
    // Takes the library's callbacks to the till's devices. C gets static delegates (Generated/Devices.cs), which are never
    // collected, and a number as user_data; the number leads to the devices until `destroy` says that nobody will call any more.
    internal sealed class CallbackBridge
    {
        private static readonly NativeCallbacks.Destroy onDestroy = OnDestroy;
        private static readonly ConcurrentDictionary<int, Devices> registry = new ConcurrentDictionary<int, Devices>();
        private static int lastKey;

        // What the devices threw during the call that this thread is inside of: callbacks run on the caller's thread.
        [ThreadStatic]
        private static List<Exception> failures;

        internal static int Registered
        {
            get { return registry.Count; }
        }

        internal static DevicesTable Register(Devices devices)
        {
            devices = devices == null ? new Devices() : devices.Copy();
            int key;
            do
                key = Interlocked.Increment(ref lastKey);
            while (!registry.TryAdd(key, devices));
            var table = new DevicesTable
            {
                struct_size = (uint)Marshal.SizeOf(typeof(DevicesTable)),
                user_data = (IntPtr)key,
                destroy = Marshal.GetFunctionPointerForDelegate(onDestroy),
            };
            devices.Fill(ref table);
            return table;
        }

        // For a table that the library never took over.
        internal static void Unregister(DevicesTable table)
        {
            OnDestroy(table.user_data);
        }

        // Gives each call its own list of failures; calls nest when a device uses another terminal.
        internal static Status Call(Func<Status> call, out IReadOnlyList<Exception> thrown)
        {
            List<Exception> outer = failures;
            failures = new List<Exception>();
            MonoExit.Watch();
            try
            {
                return call();
            }
            finally
            {
                MonoExit.Unwatch();
                thrown = failures;
                failures = outer;
            }
        }

        // No exception may leave this method: there is C below it.
        internal static int Ask(IntPtr key, Func<Devices, Answer> device)
        {
            try
            {
                return (int)device(registry[(int)key]);
            }
            catch (Exception error)
            {
                failures?.Add(error);
                EndAbort(error);
                return (int)Answer.Failed;
            }
        }

        // The same for a device that answers in words.
        internal static int AskForReply(IntPtr key, IntPtr answer, Func<Devices, Reply> device)
        {
            return Ask(key, devices => (device(devices) ?? Reply.None).Give(answer));
        }

        private static void OnDestroy(IntPtr key)
        {
            Devices devices;
            registry.TryRemove((int)key, out devices);
        }

        // An aborted thread (.NET Framework, Mono) would go on throwing after the catch, through C.
        internal static void EndAbort(Exception error)
        {
#if !NET8_0_OR_GREATER
            if (error is ThreadAbortException)
                Thread.ResetAbort();
#endif
        }
    }

    // Before it ends its process, Mono waits for threads that are in C, and a payment may take minutes. So while a call runs, the
    // process ends here: after the till's own handlers, which were there before the call.
    internal static class MonoExit
    {
        private static readonly bool needed = Type.GetType("Mono.Runtime") != null && Environment.OSVersion.Platform != PlatformID.Win32NT;

        internal static void Watch()
        {
            if (needed)
                AppDomain.CurrentDomain.ProcessExit += Leave;
        }

        internal static void Unwatch()
        {
            if (needed)
                AppDomain.CurrentDomain.ProcessExit -= Leave;
        }

        private static void Leave(object sender, EventArgs arguments)
        {
            Console.Out.Flush();
            Console.Error.Flush();
            _exit(Environment.ExitCode);
        }

        [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        private static extern void _exit(int code);
    }

    // The library's own thread takes no signals, but Mono stops threads by one when it collects garbage, also a thread that once
    // wrote to the log: it would wait for ever. So where managed code runs on it, it hears the signals of the runtime.
    internal static class MonoSignals
    {
        private const int Unblock = 1; // SIG_UNBLOCK of Linux
        private const int FirstRealTime = 34;
        private const int Last = 64;

        private static readonly bool needed = Type.GetType("Mono.Runtime") != null && RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

        [ThreadStatic]
        private static bool heard;

        internal static void Hear()
        {
            if (!needed || heard)
                return;
            heard = true;
            var set = new byte[128]; // sigset_t
            foreach (int signal in new[] { 24, 30 }) // SIGXCPU and SIGPWR, of a Mono without real-time signals
                Add(set, signal);
            for (int signal = FirstRealTime; signal <= Last; signal++)
                Add(set, signal);
            pthread_sigmask(Unblock, set, IntPtr.Zero);
        }

        private static void Add(byte[] set, int signal)
        {
            set[(signal - 1) / 8] |= (byte)(1 << (signal - 1) % 8);
        }

        [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        private static extern int pthread_sigmask(int how, byte[] set, IntPtr before);
    }
}
