using System.Text.Json;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>Nothing is read twice and nothing is skipped, whatever happens to the logs and to the watch.</summary>
public sealed class KilledWatchTests
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Rotations = 100;

    /// <summary>Kills of a watch that had gone on where another one was killed, and had kept what it read: the writer does not end before.</summary>
    private const int Resumed = 5;

    // Only ever reached by a test that fails.
    private const int MostKills = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_hundred_rotations_and_kills_in_between_and_the_counts_are_equal()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-watch-").FullName;
        string[] watch = ["watch", "--log", .. ((string[])["access.log", "error.log", "app.log"]).Select(log => Path.Combine(folder, log)), "--data", Path.Combine(folder, "data"), "--from-start", "--zone", "UTC", "--json"];
        using (var first = Child.Program(watch))
        {
            await StateAsync(folder, _ => true);
            first.Signal(Terminate);
            (await first.ExitAsync()).ShouldBe(0);
        }

        using var writer = new RotatingWriter(folder, seed: 1);
        var (kills, resumed) = await KillAsync(writer, folder, watch);
        using (var last = Child.Program(watch))
        {
            // The state may hold all of it already: a signal before the program listens for it ends it in another way.
            await last.Error.LineWithAsync("reading goes on where it stopped");
            await StateAsync(folder, counts => counts.Lines >= writer.Lines);
            last.Signal(Terminate);
            (await last.ExitAsync()).ShouldBe(0);
            last.Error.ToString().ShouldNotContain("is gone");
        }

        // No minute passed without a failure: each of them, also of lines that waited when a watch was killed, is in a burst that goes on.
        InBursts(folder).ShouldBe(2 * writer.Failures);

        // And one more that finds nothing new.
        using (var another = Child.Program(watch))
        {
            await another.Error.LineWithAsync("reading goes on where it stopped");
            another.Signal(Terminate);
            (await another.ExitAsync()).ShouldBe(0);
        }

        var counted = State(folder)!.Value;
        counted.ShouldBe((writer.Lines, writer.Requests, writer.Failures, writer.Failures), $"after {kills} kills");
        resumed.ShouldBeGreaterThanOrEqualTo(Resumed, $"of {kills} kills");

        Directory.Delete(folder, recursive: true);
    }

    // Kills one watch after the other while the logs are written; how many there were, and how many had gone on and kept what they read.
    private static async Task<(int Kills, int Resumed)> KillAsync(RotatingWriter writer, string folder, string[] watch)
    {
        var (kills, resumed) = (0, 0);
        var writing = writer.RunAsync(Rotations, () => Volatile.Read(ref resumed) >= Resumed || Volatile.Read(ref kills) >= MostKills);
        var random = new Random(2);
        while (!writing.IsCompleted)
        {
            using var killed = Child.Program(watch);
            if (kills % 4 == 3)
            {
                // Before it has read anything, most of the time.
                await Task.Delay(random.Next(100, 1000));
            }
            else
            {
                // It goes on where another one was killed, and has written down what it read: only then it is killed.
                var before = State(folder)!.Value.Lines;
                await Task.WhenAny(StateAsync(folder, counts => counts.Lines > before), writing);
                await Task.Delay(random.Next(0, 1500));
                resumed += before > 0 && State(folder)!.Value.Lines > before ? 1 : 0;
            }

            killed.Signal(Kill);
            await killed.ExitAsync();
            kills++;
        }

        await writing;
        return (kills, resumed);
    }

    private static long InBursts(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllLines(Path.Combine(folder, "data", "watch.state"))[1]);
        return json.RootElement.GetProperty("Bursts").EnumerateArray().Sum(burst => burst.GetProperty("Lines").GetInt64() + burst.GetProperty("Requests").GetInt64());
    }

    private static async Task StateAsync(string folder, Func<(long Lines, long Quiet, long Refused, long Unknown), bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (State(folder) is not { } counts || !wanted(counts))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    // The second line of the file; it is replaced as a whole, so it is never half.
    private static (long Lines, long Quiet, long Refused, long Unknown)? State(string folder)
    {
        var path = Path.Combine(folder, "data", "watch.state");
        if (!File.Exists(path))
        {
            return null;
        }

        using var json = JsonDocument.Parse(File.ReadAllLines(path)[1]);
        var counts = json.RootElement.GetProperty("Counts");
        var failures = counts.GetProperty("Failures");
        long Of(string cause) => failures.EnumerateObject().Where(one => one.Name.StartsWith(cause + " ", StringComparison.Ordinal)).Sum(one => one.Value.GetInt64());
        return (counts.GetProperty("Lines").GetInt64(), counts.GetProperty("Quiet").GetInt64(), Of("connect-refused"), Of("undetermined"));
    }
}
