using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MailOperator.Wire;

/// <summary>Connects and listens within the network namespace of another process.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>
    /// A connected socket. A network namespace belongs to a thread, and a socket to the namespace that it was made in: so a thread of
    /// its own goes there, connects, and ends.
    /// </summary>
    public static Socket Connect(int process, IPEndPoint endpoint, IPAddress? from = null) => Within(process, endpoint, socket =>
    {
        if (from is not null)
            socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(endpoint);
    });

    /// <summary>A socket that listens.</summary>
    public static Socket Listen(int process, IPEndPoint endpoint) => Within(process, endpoint, socket =>
    {
        socket.Bind(endpoint);
        socket.Listen();
    });

    private static Socket Within(int process, IPEndPoint endpoint, Action<Socket> use)
    {
        Socket? socket = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/proc/{process}/ns/net");
                if (SetNamespace((int)space.DangerousGetHandle(), CloneNewNet) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                use(socket);
            }
#pragma warning disable CA1031 // Whatever it is, the caller throws it on its own thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                socket?.Dispose();
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new IOException($"{endpoint} cannot be had: {failure.Message}", failure);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
