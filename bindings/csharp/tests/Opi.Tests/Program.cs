// The tests of the C# binding, one program for Mono and .NET:
//     Opi.Tests              runs all tests; exit code 0 when all passed
//     Opi.Tests NAME…        runs the tests whose names contain one of these words
//     Opi.Tests child WHAT   a till that leaves its process in some way (see ExitTests)
//     Opi.Tests bench URL    the till of the callback bench (see Bench)
//
// OPI_PARITY names a file that gets a line for each feature that a passed test proves (see tests/parity.txt).
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace Opi.Tests
{
    // Marks a test, and names the features of tests/parity.txt that it proves.
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class TestAttribute : Attribute
    {
        internal TestAttribute(params string[] proves)
        {
            Proves = proves;
        }

        internal string[] Proves { get; }
    }

    internal static class Program
    {
        private static readonly TimeSpan longest = TimeSpan.FromMinutes(3);

        private static int Main(string[] arguments)
        {
            if (arguments.Length > 1 && arguments[0] == "child")
                return ExitTests.Child(arguments[1]);
            if (arguments.Length > 1 && arguments[0] == "bench")
                return Bench.Run(arguments[1]);
            return RunAll(arguments);
        }

        private static int RunAll(string[] words)
        {
            MethodInfo[] tests = Assembly.GetExecutingAssembly().GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
                .Where(method => method.IsDefined(typeof(TestAttribute)))
                .Where(method => words.Length == 0 || words.Any(word => method.Name.Contains(word)))
                .ToArray();
            var proved = new List<string>();
            int failed = 0;
            foreach (MethodInfo test in tests)
            {
                Exception error = RunOne(test);
                Console.WriteLine(error == null ? "ok " + test.Name : "FAILED " + test.Name + ": " + error);
                if (error == null)
                    proved.AddRange(test.GetCustomAttribute<TestAttribute>().Proves.Select(feature => feature + "\t" + test.Name));
                else
                    failed++;
            }
            string parity = Environment.GetEnvironmentVariable("OPI_PARITY");
            if (!string.IsNullOrEmpty(parity))
                File.WriteAllLines(parity, proved);
            Console.WriteLine("csharp on " + RuntimeName + ": " + (tests.Length - failed) + " passed, " + failed + " failed");
            return failed == 0 && tests.Length > 0 ? 0 : 1;
        }

        // On a thread of its own, so that a test that hangs is a failure.
        private static Exception RunOne(MethodInfo test)
        {
            Exception error = null;
            var thread = new Thread(() =>
            {
                try
                {
                    test.Invoke(null, null);
                }
                catch (TargetInvocationException failure)
                {
                    error = failure.InnerException;
                }
            });
            thread.IsBackground = true;
            thread.Start();
            return thread.Join(longest) ? error : new TimeoutException("hangs");
        }

        internal static string RuntimeName
        {
            get
            {
                Type mono = Type.GetType("Mono.Runtime");
                if (mono == null)
                    return ".NET " + Environment.Version;
                var name = mono.GetMethod("GetDisplayName", BindingFlags.NonPublic | BindingFlags.Static);
                return "Mono " + ((string)name.Invoke(null, null)).Split(' ')[0];
            }
        }
    }

    internal sealed class CheckFailed : Exception
    {
        internal CheckFailed(string message) : base(message)
        {
        }
    }

    // What a test claims; the first claim that does not hold ends it.
    internal static class Check
    {
        internal static void True(bool condition, string claim)
        {
            if (!condition)
                throw new CheckFailed("not true: " + claim);
        }

        internal static void Equal<T>(T expected, T found)
        {
            if (!Equals(expected, found))
                throw new CheckFailed("expected <" + expected + ">, found <" + found + ">");
        }

        internal static void Holds(string part, string text)
        {
            if (text == null || !text.Contains(part))
                throw new CheckFailed("expected <" + part + "> in <" + text + ">");
        }

        internal static T Throws<T>(Action action) where T : Exception
        {
            try
            {
                action();
            }
            catch (T error)
            {
                return error;
            }
            throw new CheckFailed("expected a " + typeof(T).Name);
        }

        internal static OpiException Refused(Status status, Action action)
        {
            var error = Throws<OpiException>(action);
            Equal(status, error.Status);
            return error;
        }
    }
}
