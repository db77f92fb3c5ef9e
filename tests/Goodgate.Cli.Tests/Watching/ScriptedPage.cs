using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>A server that gives every request the same bytes.</summary>
internal sealed class ScriptedPage : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private string _answer;

    /// <param name="answer">What it answers: <see cref="Ok"/>, or anything.</param>
    public ScriptedPage(string answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/status";

    public List<string> Requests { get; } = [];

    public static string Ok(string body) => $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public void Become(string answer) => _answer = answer;

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync();
                var request = new byte[4096];
                Requests.Add(Encoding.ASCII.GetString(request, 0, await socket.ReceiveAsync(request)));
                await socket.SendAsync(Encoding.UTF8.GetBytes(_answer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }
}
