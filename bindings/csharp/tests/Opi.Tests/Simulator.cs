using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Opi.Tests
{
    // opi-sim as a child process: a payment terminal that does what it is told.
    internal sealed class Simulator : IDisposable
    {
        private readonly Process process;
        private bool ended;

        internal Simulator(string dialect = "ch") : this(1, "OPI_SIM", "--dialect " + dialect)
        {
        }

        // A shop of terminals in one process: a command is for all, or with "@K " in front for the K-th alone, counted from 1.
        internal static Simulator Shop(int terminals)
        {
            return new Simulator(terminals, "OPI_SIM", "--dialect ch --terminals " + terminals);
        }

        private Simulator(int terminals, string variable, string arguments)
        {
            string program = Environment.GetEnvironmentVariable(variable);
            process = Process.Start(new ProcessStartInfo(program, "--control --port 0 " + arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            });
            Addresses = new string[terminals];
            for (int i = 0; i < terminals; i++)
            {
                string ready = process.StandardOutput.ReadLine();
                Check.True(ready != null && ready.StartsWith("ready "), "the simulator is ready: " + ready);
                Addresses[i] = ready.Substring("ready ".Length);
            }
        }

        internal string[] Addresses { get; }

        internal string Address
        {
            get { return Addresses[0]; }
        }

        internal string Ask(string command)
        {
            process.StandardInput.Write(command + "\n");
            process.StandardInput.Flush();
            return process.StandardOutput.ReadLine();
        }

        internal void Tell(string command)
        {
            Check.Equal("ok", Ask(command));
        }

        public void Dispose()
        {
            if (ended)
                return;
            ended = true;
            process.StandardInput.Close(); // the end of its commands is its end
            process.WaitForExit();
            process.Dispose();
        }
    }

    // What a terminal does by itself: connects to the till's port and asks for a device.
    internal sealed class DeviceCaller : IDisposable
    {
        internal const string Display = "<DeviceRequest RequestType=\"Output\" WorkstationID=\"lane-1\" RequestID=\"77\">"
            + "<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Grüezi</TextLine></Output></DeviceRequest>";

        private readonly TcpClient client = new TcpClient();

        internal DeviceCaller(int port)
        {
            client.Connect(IPAddress.Loopback, port);
        }

        internal static string Question(string command)
        {
            return "<DeviceRequest RequestType=\"Input\" WorkstationID=\"lane-1\" RequestID=\"77\">"
                + "<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Grüezi</TextLine></Output>"
                + "<Input InDeviceTarget=\"CashierKeyboard\">" + command + "</Input></DeviceRequest>";
        }

        internal static string Output(string target)
        {
            return Display.Replace("CashierDisplay", target);
        }

        internal void Send(string xml)
        {
            byte[] body = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + xml);
            byte[] head = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(body.Length));
            client.GetStream().Write(head, 0, head.Length);
            client.GetStream().Write(body, 0, body.Length);
        }

        internal string Receive()
        {
            int length = IPAddress.NetworkToHostOrder(BitConverter.ToInt32(Read(4), 0));
            return Encoding.UTF8.GetString(Read(length));
        }

        private byte[] Read(int length)
        {
            var bytes = new byte[length];
            for (int at = 0; at < length;)
            {
                int got = client.GetStream().Read(bytes, at, length - at);
                if (got == 0)
                    throw new EndOfStreamException();
                at += got;
            }
            return bytes;
        }

        public void Dispose()
        {
            client.Close();
        }
    }
}
