using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>A server that answers every request with the same bytes and closes.</summary>
internal sealed class TestServer : IDisposable
{
    // Until the tests are over.
    private static readonly List<Socket> Taken = [];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly Task _run;

    public TestServer(string answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n")
    {
        _answer = Encoding.Latin1.GetBytes(answer);
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _run = Task.Run(RunAsync);
    }

    public string Url { get; }

    /// <summary>An address where nothing listens, and nobody else will: it is taken, and refuses.</summary>
    public static string Nobody()
    {
        var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        lock (Taken)
        {
            Taken.Add(taken);
        }

        return $"http://{taken.LocalEndPoint}";
    }

    public void Dispose() => _listener.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await ReadHeadAsync(connection.GetStream());
                await connection.GetStream().WriteAsync(_answer);
            }
            catch (IOException)
            {
                // The gateway closed first.
            }
        }
    }

    private static async Task ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
        {
            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
