using System.Diagnostics;
using System.Text;
using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>A folder in which one process after the other stores pages and is killed, and what must be in it.</summary>
internal sealed class KilledFolder(int seed) : IDisposable
{
    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-killed-").FullName;
    private readonly Random _random = new(seed);

    // What is known to be on disk: version and revision of each page; null = removed. Pages something was done to since are not in it.
    private readonly Dictionary<string, (int Version, int Revision)?> _kept = [];
    private readonly Dictionary<string, (int Version, int Revision)?> _said = [];

    /// <summary>Pages that were found, all of them whole.</summary>
    public int Found { get; private set; }

    /// <summary>Pages of which it was known what must be found.</summary>
    public int Sure { get; private set; }

    /// <summary>After how many lines it was killed.</summary>
    public HashSet<int> Moments { get; } = [];

    private string Folder => Path.Combine(_around, "cache");

    public void Dispose() => Directory.Delete(_around, recursive: true);

    public async Task KillAsync(int times)
    {
        for (var kill = 0; kill < times; kill++)
        {
            Moments.Add(await WriteUntilKilledAsync((seed * 1000) + kill));
            await using var store = CacheStore.Open(PageWriter.Options(Folder), TimeProvider.System);
            await store.Loaded;
            store.Figures.Evictions.ShouldBe(0);
            Found += await CheckAsync(store);
            Sure += CheckKept(store);
        }
    }

    private async Task<int> WriteUntilKilledAsync(int run)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PageWriter).Assembly.Location, "store-pages", Folder, $"{run}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var moment = _random.Next(1, 150);
        for (var i = 0; i < moment; i++)
        {
            Note(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await errors));
        }

        Thread.SpinWait(_random.Next(200_000));
        process.Kill();

        // What it said before it died, it may have done.
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
        }

        await process.WaitForExitAsync();
        (await errors).ShouldBe("");
        return moment;
    }

    private void Note(string line)
    {
        var words = line.Split(' ');
        if (words[0] == "kept")
        {
            foreach (var (key, state) in _said)
            {
                _kept[key] = state;
            }

            _said.Clear();
            return;
        }

        // The state before counts no more: what was begun may be done or not.
        var page = words[1];
        var isKnown = _said.TryGetValue(page, out var before) || _kept.TryGetValue(page, out before);
        _kept.Remove(page);
        _said.Remove(page);
        switch (words)
        {
            case ["store", var key, var version]:
                _said[key] = (int.Parse(version), 0);
                break;
            case ["validate", var key, var version, var revision]:
                _said[key] = (int.Parse(version), int.Parse(revision));
                break;
            case ["remove", var key]:
                _said[key] = null;
                break;
            case ["mark", var key] when isKnown:
                _said[key] = before;
                break;
        }
    }

    // Every page that is there is the one that its head says, byte by byte.
    private static async Task<int> CheckAsync(CacheStore store)
    {
        var found = 0;
        foreach (var entry in store.Entries().ToList())
        {
            var words = Encoding.UTF8.GetString(entry.Head.Span).Split(' ');
            words[0].ShouldBe(entry.Key);
            entry.BodyLength.ShouldBe(int.Parse(words[3]));
            entry.Tags.ShouldBe(["all", entry.Key]);
            entry.Head.ToArray().ShouldBe(PageWriter.Head(entry.Key, int.Parse(words[1]), int.Parse(words[2]), int.Parse(words[3])));
            var body = (await StoreStage.ReadAsync(store, entry)).ShouldNotBeNull();
            body.AsSpan().SequenceEqual(StoreStage.Body($"{entry.Key} {words[1]}", body.Length)).ShouldBeTrue(entry.Key);
            found++;
        }

        return found;
    }

    private int CheckKept(CacheStore store)
    {
        foreach (var (key, state) in _kept)
        {
            var entry = store.Find(key).SingleOrDefault();
            if (state is not { } expected)
            {
                entry.ShouldBeNull($"{key} was removed");
                continue;
            }

            var words = Encoding.UTF8.GetString(entry.ShouldNotBeNull($"{key} was kept").Head.Span).Split(' ');
            (int.Parse(words[1]), int.Parse(words[2])).ShouldBe(expected, key);
        }

        // What was only said begins anew: some of it was done, some was not.
        _said.Clear();
        return _kept.Count;
    }
}
