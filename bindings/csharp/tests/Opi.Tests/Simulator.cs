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

        internal Simulator(string dialect = "ch")
        {
            string program = Environment.GetEnvironmentVariable("OPI_SIM");
            process = Process.Start(new ProcessStartInfo(program, "--control --port 0 --dialect " + dialect)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            });
            string ready = process.StandardOutput.ReadLine();
            Check.True(ready != null && ready.StartsWith("ready "), "the simulator is ready: " + ready);
            Address = ready.Substring("ready ".Length);
        }

        internal string Address { get; }

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
