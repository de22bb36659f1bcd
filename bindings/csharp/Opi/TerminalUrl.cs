using System;
using System.Collections.Generic;
using System.Text;

namespace Opi
{
    /// <summary>
    /// The URL of a terminal, option by option: what is set is written into it, percent-encoded; what is not set holds as the
    /// library has it. Whether a value will do, the library says when the terminal is opened.
    /// </summary>
    /// <example>
    /// <code>
    /// var url = new TerminalUrl("192.168.0.60") { Workstation = "lane-1", Idle = TimeSpan.FromMinutes(2), Settings = { ListenPort = 4110 } };
    /// var terminal = new Terminal(url);
    /// </code>
    /// </example>
    public sealed partial class TerminalUrl
    {
        private readonly SortedDictionary<string, string> options = new SortedDictionary<string, string>(StringComparer.Ordinal);

        /// <summary>Makes the URL of a terminal.</summary>
        /// <param name="host">A name or an address; of IPv6 as well.</param>
        /// <param name="port">Where it listens; null for the dialect's port.</param>
        public TerminalUrl(string host, int? port = null)
        {
            Host = host;
            Port = port;
            Settings = new DialectSettings(this);
        }

        /// <summary>The name or address of the terminal.</summary>
        public string Host { get; }

        /// <summary>Where it listens; null for the dialect's port.</summary>
        public int? Port { get; }

        /// <summary>What is different at this terminal from what its dialect says.</summary>
        public DialectSettings Settings { get; }

        /// <summary>The text of an option by its name, one of <see cref="UrlOption"/>; null when it is not set.</summary>
        /// <param name="option">The name of the option.</param>
        public string this[string option]
        {
            get
            {
                string value;
                return options.TryGetValue(option, out value) ? value : null;
            }
            set
            {
                if (value == null)
                    options.Remove(option);
                else
                    options[option] = value;
            }
        }

        /// <summary>The URL.</summary>
        /// <returns>Such as "opi://192.168.0.60?workstation=lane-1".</returns>
        /// <exception cref="OpiException">The host cannot be part of a URL, or a text is no Unicode.</exception>
        public override string ToString()
        {
            if (string.IsNullOrEmpty(Host) || Host.IndexOfAny(new[] { '/', '?', '#', '@' }) >= 0)
                throw new OpiException(Status.InvalidUrl, "'" + Host + "' is no host.");
            var url = new StringBuilder("opi://");
            url.Append(Host.IndexOf(':') >= 0 && Host[0] != '[' ? "[" + Host + "]" : Host);
            if (Port != null)
                url.Append(':').Append(Typed.Text(Port));
            char before = '?';
            foreach (KeyValuePair<string, string> option in options)
            {
                Encode(url.Append(before), option.Key);
                Encode(url.Append('='), option.Value);
                before = '&';
            }
            return url.ToString();
        }

        // By hand, because Uri repairs half characters, each version of .NET in its own way.
        private static void Encode(StringBuilder url, string text)
        {
            foreach (byte letter in Utf8.Bytes(text))
            {
                if (letter >= '0' && letter <= '9' || letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z' || "-._~".IndexOf((char)letter) >= 0)
                    url.Append((char)letter);
                else
                    url.Append('%').Append(letter.ToString("X2"));
            }
        }
    }

    /// <summary>The settings of a dialect, as options of a <see cref="TerminalUrl"/>.</summary>
    public sealed partial class DialectSettings
    {
        private readonly TerminalUrl url;

        internal DialectSettings(TerminalUrl url)
        {
            this.url = url;
        }

        /// <summary>The text of a setting by its name, one of <see cref="DialectSetting"/>; null when it is not set.</summary>
        /// <param name="setting">The name of the setting.</param>
        public string this[string setting]
        {
            get { return url["dialect." + setting]; }
            set { url["dialect." + setting] = value; }
        }
    }
}
