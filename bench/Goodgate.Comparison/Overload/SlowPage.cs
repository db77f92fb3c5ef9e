using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Overload;

/// <summary>
/// A page that takes far too long is asked for once a second by people who give up, until nobody asks for it any more. Once a second somebody wants the
/// front page as well, and gives up as soon: how many of them got it, and how long after the last slow request was it there again?
/// </summary>
public sealed class SlowPage(PhpStack stack, bool isQuick)
{
    private const string Name = "slow.php";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lasts = TimeSpan.FromSeconds(isQuick ? 30 : 90);
    private readonly TimeSpan _asked = TimeSpan.FromSeconds(isQuick ? 30 : 60);
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    // Three times the slow page: whoever has not recovered by then is said not to have.
    private TimeSpan Longest => 3 * _lasts;

    /// <summary>Plays it before each program.</summary>
    /// <returns>A table in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(IReadOnlyList<ProxyOnPort> proxies, [EnumeratorCancellation] CancellationToken cancel)
    {
        await File.WriteAllTextAsync($"{stack.Root}/{Name}", string.Create(CultureInfo.InvariantCulture, $"<?php for ($end = microtime(true) + {_lasts.TotalSeconds}; microtime(true) < $end;) {{ usleep(50000); }} echo 'slow';"), cancel);
        yield return string.Create(CultureInfo.InvariantCulture, $"A page of {_lasts.TotalSeconds} s, asked for once a second for {_asked.TotalSeconds} s by clients who give up after {_patience.TotalSeconds} s; the front page likewise.");
        yield return "";
        yield return "| program | front pages got while the slow page was asked for | first front page after the last slow request |";
        yield return "|---|---|---|";
        foreach (var proxy in proxies)
        {
            Console.Error.WriteLine($"… slow page, {proxy.Proxy.Name}");
            await stack.RenewAsync();
            await new Crowd(proxy.Port, "/").PressAsync(2, TimeSpan.Zero, Second, cancel);
            var (good, all) = await PlayAsync(proxy.Port, cancel);
            var recovered = await RecoverAsync(proxy.Port, cancel);
            var text = recovered is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s") : string.Create(CultureInfo.InvariantCulture, $"not within {Longest.TotalSeconds} s");
            yield return string.Create(CultureInfo.InvariantCulture, $"| {proxy.Proxy.Name} | {good} of {all} | {text} |");
        }
    }

    private async Task<(int Good, int All)> PlayAsync(int port, CancellationToken cancel)
    {
        List<Task<bool>> slow = [];
        List<Task<bool>> front = [];
        using var seconds = new PeriodicTimer(Second);
        for (var second = 0; second < _asked.TotalSeconds; second++)
        {
            slow.Add(IsGoodAsync(port, $"/{Name}", cancel));
            front.Add(IsGoodAsync(port, "/", cancel));
            await seconds.WaitForNextTickAsync(cancel);
        }

        // Those who still wait have given up when the last slow request has.
        var got = await Task.WhenAll(front);
        await Task.WhenAll(slow);
        return (got.Count(one => one), got.Length);
    }

    // One visitor after the other, each as patient as the others.
    private async Task<TimeSpan?> RecoverAsync(int port, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) is var at && at < Longest)
        {
            if (await IsGoodAsync(port, "/", cancel))
            {
                return TimeProvider.System.GetElapsedTime(began);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
        }

        return null;
    }

    private async Task<bool> IsGoodAsync(int port, string path, CancellationToken cancel)
    {
        using var client = new PageClient(port, path);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_patience);
        try
        {
            return await client.AskAsync(patience.Token) is { Status: 200, IsWhole: true };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
