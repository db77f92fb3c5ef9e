using System.Collections.Concurrent;
using System.Net.Sockets;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>Visitors who ask for pages one after the other, each on a connection of its own, until they are told to end; what they got is counted by kind.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    // Fifty visitors ask for 2,500 pages a second so, as far as they get them.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly RunningGateway _gateway;
    private readonly string[] _pages;
    private readonly string _fields;
    private readonly Func<Answer, string?> _wrong;
    private readonly ConcurrentDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly int[] _rounds;
    private readonly Task _all;
    private volatile string _phase = "";

    /// <param name="gateway">Whom they ask.</param>
    /// <param name="visitors">How many.</param>
    /// <param name="pages">What they ask for, in turn.</param>
    /// <param name="fields">Further fields of their requests.</param>
    /// <param name="wrong">Says what is wrong with a page of status 200; null = nothing.</param>
    public Crowd(RunningGateway gateway, int visitors, string[] pages, string fields, Func<Answer, string?> wrong)
    {
        (_gateway, _pages, _fields, _wrong, _rounds) = (gateway, pages, fields, wrong, new int[visitors]);
        _all = Task.WhenAll(Enumerable.Range(0, visitors).Select(number => Task.Run(() => VisitAsync(number))));
    }

    /// <summary>What came, as <c>PHASE: KIND</c>, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. _kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What came in one phase.</summary>
    public IReadOnlyList<string> KindsOf(string phase) => [.. Kinds.Where(kind => kind.StartsWith($"{phase}: ", StringComparison.Ordinal))];

    /// <summary>How often something of a kind came.</summary>
    public int Count(string kind) => _kinds.Where(one => one.Key.EndsWith($": {kind}", StringComparison.Ordinal)).Sum(one => one.Value);

    /// <summary>What ends from now on counts to this phase.</summary>
    public void Begin(string phase) => _phase = phase;

    /// <summary>Waits until each of them has had so many more answers.</summary>
    public Task EachAsync(int rounds)
    {
        int[] before = [.. _rounds];
        return Eventually.IsSoAsync(() => before.Zip(_rounds).All(pair => pair.Second >= pair.First + rounds) || _all.IsCompleted, "each of them had their answers");
    }

    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _all;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    public override string ToString() => string.Join('\n', _kinds.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value,7}  {one.Key}"));

    private async Task VisitAsync(int number)
    {
        using var pause = new PeriodicTimer(Pause);
        RawClient? client = null;
        while (!_end.IsCancellationRequested)
        {
            client ??= await _gateway.ConnectAsync();
            var kind = await AskAsync(client, _pages[(number + _rounds[number]) % _pages.Length]);
            if (kind is null)
            {
                client.Dispose();
                client = null;
            }

            _kinds.AddOrUpdate($"{_phase}: {kind ?? "cut off"}", 1, (_, count) => count + 1);
            _rounds[number]++;
            await pause.WaitForNextTickAsync();
        }

        client?.Dispose();
    }

    // Null when no whole answer came.
    private async Task<string?> AskAsync(RawClient client, string page)
    {
        try
        {
            // WordPress names its cookies after the host.
            var answer = await client.AskAsync($"GET {page} HTTP/1.1\r\nHost: {_gateway.Address}\r\n{_fields}\r\n");
            return !answer.LooksWhole ? null
                : answer.Status != 200 ? $"{answer.Status}, {answer.Field("Proxy-Status")}"
                : _wrong(answer) ?? "200";
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return null;
        }
    }
}
