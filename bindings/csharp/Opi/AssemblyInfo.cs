using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("Opi")]
[assembly: AssemblyDescription("Drives a payment terminal over OPI, and tells honestly how it ended.")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: AssemblyInformationalVersion("0.1.0")]
[assembly: InternalsVisibleTo("Opi.Tests")]
[assembly: InternalsVisibleTo("Runner")]
