using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Opi
{
    /// <summary>The native library that is in use.</summary>
    public static class OpiLibrary
    {
        /// <summary>Its version, such as "0.1.0".</summary>
        public static string Version
        {
            get { return NativeLibrary.Call(() => Utf8.Read(NativeMethods.opi_version())); }
        }

        /// <summary>Its ABI: major number * 65536 + minor number.</summary>
        public static uint AbiVersion
        {
            get { return NativeLibrary.Call(() => NativeMethods.opi_abi_version()); }
        }

        /// <summary>The file that was loaded.</summary>
        public static string File
        {
            get { return NativeLibrary.Call(() => NativeLibrary.Loaded); }
        }
    }

    // Finds libopi.so, opi.dll or libopi.dylib, looks at it before loading it, loads it by its absolute path, and compares
    // ABIs before anything else is called. The error names every path that was tried, and why it would not do.
    internal static class NativeLibrary
    {
        private static readonly object gate = new object();
        private static volatile string loaded;

        internal static string Loaded
        {
            get { return loaded; }
        }

        // Every public way into the library leads through here. As a function of its own, the call is compiled only when the
        // library is loaded: Mono looks for the library already when it compiles the caller.
        internal static T Call<T>(Func<T> call)
        {
            if (loaded == null)
            {
                lock (gate)
                {
                    if (loaded == null)
                        loaded = LoadFirst(Candidates());
                }
            }
            return call();
        }

        internal static string LoadFirst(IEnumerable<string> candidates)
        {
            var loader = Loader.OfThisRuntime();
            var tried = new StringBuilder();
            foreach (string path in candidates)
            {
                string objection = Objection(path) ?? Bind(loader, path);
                if (objection == null)
                    return path;
                tried.Append("\n  ").Append(path).Append(": ").Append(objection);
            }
            throw new DllNotFoundException("The native library of Opi cannot be loaded. Wanted: " + FileName + ", "
                + Machine.OfThisProcess + ", ABI " + Abi(NativeMethods.OPI_ABI_VERSION) + ". Tried:" + tried
                + "\nInstall the package Opi with its native files, or name the file in the environment variable OPI_LIBRARY.");
        }

        private static string Objection(string path)
        {
            if (!File.Exists(path))
                return "not there";
            string found;
            try
            {
                found = Machine.OfFile(path);
            }
            catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
            {
                return error.Message;
            }
            if (found == null)
                return "not a native library";
            return found == Machine.OfThisProcess || found == Machine.Several ? null : "is for " + found;
        }

        private static string Bind(Loader loader, string path)
        {
            string error;
            IntPtr library = loader.Open(path, out error);
            if (library == IntPtr.Zero)
                return error;
            IntPtr function = loader.Symbol(library, "opi_abi_version");
            if (function == IntPtr.Zero)
                return "is not libopi: it has no opi_abi_version";
            uint abi = Marshal.GetDelegateForFunctionPointer<AbiVersion>(function)();
            if (!Fits(abi, NativeMethods.OPI_ABI_VERSION))
                return "has ABI " + Abi(abi);
            loader.Use(path, library);
            return null;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate uint AbiVersion();

        // The rule of opi.h: the same major number, and at least this minor number.
        internal static bool Fits(uint found, uint wanted)
        {
            return found >> 16 == wanted >> 16 && (found & 0xFFFF) >= (wanted & 0xFFFF);
        }

        private static string Abi(uint version)
        {
            return (version >> 16) + "." + (version & 0xFFFF);
        }

        // ---- where it may lie ------------------------------------------------------------------------------------

        private static readonly bool windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        private static readonly bool mac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        internal static string FileName
        {
            get { return windows ? "opi.dll" : mac ? "libopi.dylib" : "libopi.so"; }
        }

        private static IEnumerable<string> Candidates()
        {
            string named = Environment.GetEnvironmentVariable("OPI_LIBRARY");
            if (!string.IsNullOrEmpty(named))
            {
                yield return Path.GetFullPath(named);
                yield break; // somebody chose: nothing else will do
            }
            var seen = new HashSet<string>();
            foreach (string folder in Folders())
            {
                foreach (string path in new[] { Path.Combine(folder, "runtimes", Rid(), "native", FileName), Path.Combine(folder, FileName) })
                {
                    string full = Path.GetFullPath(path);
                    if (seen.Add(full))
                        yield return full;
                }
            }
            if (windows)
                yield break;
            // Where `make install` puts it: the name with the major number of the ABI.
            string installed = mac ? "libopi.0.dylib" : "libopi.so.0";
            foreach (string folder in new[] { "/usr/local/lib", "/usr/lib/" + Machine.DebianName + "-linux-gnu", "/usr/lib64", "/usr/lib" })
                yield return Path.Combine(folder, installed);
        }

        private static IEnumerable<string> Folders()
        {
            string assembly = typeof(NativeLibrary).Assembly.Location; // empty in a single-file program
            if (!string.IsNullOrEmpty(assembly))
            {
                string folder = Path.GetDirectoryName(assembly);
                yield return folder;
                yield return Path.Combine(folder, "..", ".."); // used straight from lib/netstandard2.0 of an unpacked package
            }
            yield return AppContext.BaseDirectory;
            // .NET lists the native folders of the packages that it did not copy.
            string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
            foreach (string folder in listed.Split(new[] { Path.PathSeparator }, StringSplitOptions.RemoveEmptyEntries))
                yield return folder;
        }

        private static string Rid()
        {
            string system = windows ? "win" : mac ? "osx" : File.Exists("/lib/ld-musl-" + Machine.DebianName + ".so.1") ? "linux-musl" : "linux";
            return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        }
    }

    // For which kind of computer a library file is made, in words: "64-bit x64".
    internal static class Machine
    {
        internal const string Several = "several machines";

        internal static string OfThisProcess
        {
            get { return (IntPtr.Size * 8) + "-bit " + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(); }
        }

        internal static string DebianName
        {
            get
            {
                switch (RuntimeInformation.ProcessArchitecture)
                {
                    case Architecture.X86: return "i386";
                    case Architecture.Arm: return "arm";
                    case Architecture.Arm64: return "aarch64";
                    default: return "x86_64";
                }
            }
        }

        // Null when the file is not a library of any system.
        internal static string OfFile(string path)
        {
            var head = new byte[4096];
            int length;
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                length = file.Read(head, 0, head.Length);
            if (length < 64)
                return null;
            if (head[0] == 0x7F && head[1] == 'E' && head[2] == 'L' && head[3] == 'F')
                return OfElf(head);
            if (head[0] == 'M' && head[1] == 'Z')
                return OfPe(head);
            switch (BitConverter.ToUInt32(head, 0))
            {
                case 0xFEEDFACF: return Name(64, BitConverter.ToUInt32(head, 4) == 0x0100000C ? "arm64" : "x64");
                case 0xFEEDFACE: return Name(32, "x86");
                case 0xBEBAFECA: return Several;
                default: return null;
            }
        }

        private static string OfElf(byte[] head)
        {
            int bits = head[4] == 2 ? 64 : 32;
            int machine = BitConverter.ToUInt16(head, 18);
            switch (machine)
            {
                case 3: return Name(bits, "x86");
                case 40: return Name(bits, "arm");
                case 62: return Name(bits, "x64");
                case 183: return Name(bits, "arm64");
                default: return Name(bits, "machine " + machine);
            }
        }

        private static string OfPe(byte[] head)
        {
            int at = BitConverter.ToInt32(head, 60);
            if (at < 0 || at > head.Length - 6 || head[at] != 'P' || head[at + 1] != 'E')
                return null;
            int machine = BitConverter.ToUInt16(head, at + 4);
            switch (machine)
            {
                case 0x014C: return Name(32, "x86");
                case 0x01C4: return Name(32, "arm");
                case 0x8664: return Name(64, "x64");
                case 0xAA64: return Name(64, "arm64");
                default: return "machine 0x" + machine.ToString("x4");
            }
        }

        private static string Name(int bits, string machine)
        {
            return bits + "-bit " + machine;
        }
    }

    // Each runtime has its own way to load a file and to make [DllImport("opi")] mean it.
    internal abstract class Loader
    {
        internal static Loader OfThisRuntime()
        {
#if NET8_0_OR_GREATER
            return new CoreLoader();
#else
            bool windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
            if (!windows && Type.GetType("Mono.Runtime") != null)
                return new MonoLoader();
            Type core = Type.GetType("System.Runtime.InteropServices.NativeLibrary, System.Runtime.InteropServices");
            if (core != null)
                return new CoreLoader(core);
            if (windows)
                return new FrameworkLoader();
            throw new PlatformNotSupportedException("Opi needs .NET Framework 4.7.2, Mono, or .NET Core 3.0 or newer.");
#endif
        }

        internal abstract IntPtr Open(string path, out string error);

        internal abstract IntPtr Symbol(IntPtr library, string name);

        internal abstract void Use(string path, IntPtr library);

#if NET8_0_OR_GREATER
        private sealed class CoreLoader : Loader
        {
            internal override IntPtr Open(string path, out string error)
            {
                error = null;
                try
                {
                    return System.Runtime.InteropServices.NativeLibrary.Load(path);
                }
                catch (Exception failure) when (failure is DllNotFoundException || failure is BadImageFormatException)
                {
                    error = failure.Message;
                    return IntPtr.Zero;
                }
            }

            internal override IntPtr Symbol(IntPtr library, string name)
            {
                IntPtr address;
                return System.Runtime.InteropServices.NativeLibrary.TryGetExport(library, name, out address) ? address : IntPtr.Zero;
            }

            internal override void Use(string path, IntPtr library)
            {
                System.Runtime.InteropServices.NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly,
                    (name, assembly, search) => name == NativeMethods.Library ? library : IntPtr.Zero);
            }
        }
#else
        // .NET Core 3.0 and later: what netstandard2.0 does not name is called by reflection.
        private sealed class CoreLoader : Loader
        {
            private readonly Type core;
            private IntPtr library;

            internal CoreLoader(Type core)
            {
                this.core = core;
            }

            internal override IntPtr Open(string path, out string error)
            {
                error = null;
                try
                {
                    return (IntPtr)core.GetMethod("Load", new[] { typeof(string) }).Invoke(null, new object[] { path });
                }
                catch (TargetInvocationException failure)
                {
                    error = failure.InnerException.Message;
                    return IntPtr.Zero;
                }
            }

            internal override IntPtr Symbol(IntPtr opened, string name)
            {
                var arguments = new object[] { opened, name, IntPtr.Zero };
                return (bool)core.GetMethod("TryGetExport").Invoke(null, arguments) ? (IntPtr)arguments[2] : IntPtr.Zero;
            }

            internal override void Use(string path, IntPtr opened)
            {
                library = opened;
                MethodInfo setter = core.GetMethod("SetDllImportResolver");
                var resolver = Delegate.CreateDelegate(setter.GetParameters()[1].ParameterType, this,
                    typeof(CoreLoader).GetMethod("Resolve", BindingFlags.Instance | BindingFlags.NonPublic));
                setter.Invoke(null, new object[] { typeof(NativeMethods).Assembly, resolver });
            }

            private IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? search)
            {
                return name == NativeMethods.Library ? library : IntPtr.Zero;
            }
        }

        // Mono, but on Windows: a line of its DLL map, as Opi.dll.config would have it. "__Internal" is the program itself, where
        // the functions of the C library are as well.
        private sealed class MonoLoader : Loader
        {
            private const int ResolveNow = 2; // RTLD_NOW

            internal override IntPtr Open(string path, out string error)
            {
                IntPtr library = dlopen(Utf8.Native(path), ResolveNow);
                error = library == IntPtr.Zero ? Utf8.Read(dlerror()) : null;
                return library;
            }

            internal override IntPtr Symbol(IntPtr library, string name)
            {
                return dlsym(library, Utf8.Native(name));
            }

            internal override void Use(string path, IntPtr library)
            {
                mono_dllmap_insert(IntPtr.Zero, Utf8.Native(NativeMethods.Library), null, Utf8.Native(path), null);
            }

            [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
            private static extern IntPtr dlopen(byte[] path, int flags);

            [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
            private static extern IntPtr dlsym(IntPtr library, byte[] name);

            [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
            private static extern IntPtr dlerror();

            [DllImport("__Internal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
            private static extern void mono_dllmap_insert(IntPtr assembly, byte[] dll, byte[] function, byte[] target, byte[] targetFunction);
        }

        // .NET Framework, and Mono on Windows: when a library of the same name is loaded already, Windows takes that.
        private sealed class FrameworkLoader : Loader
        {
            private const uint SearchBesideTheFile = 8; // LOAD_WITH_ALTERED_SEARCH_PATH

            internal override IntPtr Open(string path, out string error)
            {
                IntPtr library = LoadLibraryExW(path, IntPtr.Zero, SearchBesideTheFile);
                error = library == IntPtr.Zero ? new System.ComponentModel.Win32Exception(Marshal.GetLastWin32Error()).Message : null;
                return library;
            }

            internal override IntPtr Symbol(IntPtr library, string name)
            {
                return GetProcAddress(library, Utf8.Native(name));
            }

            internal override void Use(string path, IntPtr library)
            {
                if (!string.Equals(Path.GetFileName(path), "opi.dll", StringComparison.OrdinalIgnoreCase))
                    throw new DllNotFoundException(path + ": .NET Framework needs the file to be called opi.dll.");
            }

            [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
            private static extern IntPtr LoadLibraryExW(string path, IntPtr reserved, uint flags);

            [DllImport("kernel32", ExactSpelling = true)]
            private static extern IntPtr GetProcAddress(IntPtr library, byte[] name);
        }
#endif
    }
}
