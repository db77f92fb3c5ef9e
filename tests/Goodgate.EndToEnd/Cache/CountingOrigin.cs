using System.Collections.Concurrent;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Cache;

/// <summary>A server whose answers a test makes of request and number; it keeps the requests.</summary>
internal sealed class CountingOrigin : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly RawOrigin _origin;

    private CountingOrigin(Func<string, int, Task<string?>> answer) => _origin = RawOrigin.Start(async peer =>
    {
        while (await peer.ReadRequestAsync() is { } request)
        {
            _requests.Enqueue(request);
            if (await answer(request, _requests.Count) is not { } response)
            {
                return;
            }

            await peer.SendAsync(response);
        }
    }, OwnAddress.Next());

    public string Url => _origin.Url;

    /// <summary>Heads of the requests so far, with their bodies.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public int Count => _requests.Count;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Makes the response of a request and its number, from 1; null closes the connection.</param>
    public static CountingOrigin Start(Func<string, int, string?> answer) => new((request, number) => Task.FromResult(answer(request, number)));

    /// <summary>Starts one that takes its time.</summary>
    public static CountingOrigin Start(Func<string, int, Task<string?>> answer) => new(answer);

    /// <summary>A whole response.</summary>
    public static string Page(string content, string fields = "Cache-Control: max-age=60\r\n", string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{fields}Content-Length: {content.Length}\r\n\r\n{content}";

    public ValueTask DisposeAsync() => _origin.DisposeAsync();
}
