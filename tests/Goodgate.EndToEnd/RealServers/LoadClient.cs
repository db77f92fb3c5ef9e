using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>One request of a load and what the client made of it.</summary>
/// <param name="Id">Its X-Request-ID.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Status">Status received; null when none came.</param>
/// <param name="Whole">True when the response was whole.</param>
internal sealed record LoadResult(string Id, string Method, int? Status, bool Whole)
{
    public bool Succeeded => Status == 200 && Whole;
}

/// <summary>A client that sends one request after the other over one connection, every third a POST.</summary>
internal sealed class LoadClient(RunningGateway gateway, int number) : IDisposable
{
    private readonly List<LoadResult> _results = [];
    private RawClient? _connection;

    public IReadOnlyList<LoadResult> Results => _results;

    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SendOneAsync();
        }
    }

    /// <summary>Sends until <paramref name="end"/> has come, as fast as it is answered, or as the bucket allows.</summary>
    public async Task SendUntilAsync(Task end, TokenBucket? pace = null)
    {
        while (!end.IsCompleted && (pace is null || await pace.TakeAsync()))
        {
            await SendOneAsync();
        }
    }

    public void Dispose() => _connection?.Dispose();

    private async Task SendOneAsync()
    {
        var id = $"client-{number}-{_results.Count}";
        var post = _results.Count % 3 == 2;
        var method = post ? "POST" : "GET";
        var body = post ? "Content-Length: 5\r\n\r\na=b&c" : "\r\n";
        _connection ??= await gateway.ConnectAsync();
        var answer = await _connection.AskAsync($"{method} / HTTP/1.1\r\nHost: site.test\r\nX-Request-ID: {id}\r\n{body}");
        _results.Add(new LoadResult(id, method, answer.Status, answer.LooksWhole));
        if (!answer.LooksWhole || answer.Field("Connection") == "close")
        {
            _connection.Dispose();
            _connection = null;
        }
    }
}
