using System.Net.Sockets;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Stages;

/// <summary>What is wrong with the Unix socket.</summary>
internal enum SocketTrouble
{
    /// <summary>No file of that name: ENOENT.</summary>
    Missing,

    /// <summary>A file left by a server that died: ECONNREFUSED.</summary>
    Dead,

    /// <summary>Mode 000: EACCES, unless the client is root.</summary>
    Forbidden,

    /// <summary>Its queue is full: EAGAIN.</summary>
    Full,
}

/// <summary>A Unix socket that cannot be connected to.</summary>
internal sealed class UnixSocketStage(SocketTrouble trouble) : Stage
{
    // With a backlog of 0 Linux queues one connection; other systems round up.
    private const int MaxFill = 64;

    public override string? Doubt => (trouble, Root: Environment.IsPrivilegedProcess) switch
    {
        (SocketTrouble.Forbidden, true) => "root may connect whatever the mode says; run the gateway as another user",
        (SocketTrouble.Full, _) when !OperatingSystem.IsLinux() => "only Linux is known to answer EAGAIN when the queue is full; play it on Linux",
        _ => null,
    };

    public override Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel)
    {
        var path = plan.SocketPath;
        var url = $"http+unix:{path}";
        var note = Doubt ?? "";
        if (trouble is SocketTrouble.Missing)
        {
            File.Delete(path);
            return Task.FromResult(new OpenStage(url, note));
        }

        var socket = Listener.BindUnix(path, plan.Name);
        List<object> held = [socket, new SocketFile(path)];
        switch (trouble)
        {
            case SocketTrouble.Full:
                socket.Listen(0);
                held.InsertRange(0, Fill(path));
                break;
            case SocketTrouble.Forbidden:
                socket.Listen(1);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(path, UnixFileMode.None);
                }

                break;
        }

        return Task.FromResult(new OpenStage(url, note, held));
    }

    private static List<Socket> Fill(string path)
    {
        var fillers = new List<Socket>();
        while (fillers.Count < MaxFill)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                fillers.Add(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                break;
            }
        }

        return fillers;
    }

    /// <summary>The file, removed at the end.</summary>
    private sealed class SocketFile(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
