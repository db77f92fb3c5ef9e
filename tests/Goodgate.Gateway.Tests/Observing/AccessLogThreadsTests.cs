using System.Text.Json;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>Many threads add lines at once, while the log moves.</summary>
public sealed class AccessLogThreadsTests : IDisposable
{
    private const int Threads = 4;
    private const int Each = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-threads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_line_is_whole_and_in_one_place_and_those_of_a_thread_are_in_order()
    {
        var log = new AccessLog(To("a"), TimeProvider.System);
        log.Start();
        var adding = Enumerable.Range(0, Threads).Select(thread => Task.Run(() => AddAll(log, thread))).ToArray();
        for (var i = 0; !Array.TrueForAll(adding, one => one.IsCompleted); i++)
        {
            log.Replace(new AccessSink(To(i % 2 == 0 ? "b" : "a")));
        }

        await Task.WhenAll(adding);
        await log.StopAsync(CancellationToken.None);
        var written = await ReadAsync("a");
        written.AddRange(await ReadAsync("b"));
        written.Count.ShouldBe(Threads * Each);
        written.Distinct().Count().ShouldBe(Threads * Each);
        log.Written.ShouldBe(Threads * Each);
        (log.Failed + log.Dropped).ShouldBe(0);
        foreach (var thread in (await ReadAsync("a")).GroupBy(one => one.Thread))
        {
            thread.Select(one => one.Number).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_and_nothing_is_open()
    {
        var log = new AccessLog(To("a"), TimeProvider.System);
        log.Start();
        await log.StopAsync(CancellationToken.None);
        log.Add(Samples.Record);
        log.IsOn.ShouldBeFalse();
        log.Replace(new AccessSink(To("b")));
        log.Add(Samples.Record);
        await log.StopAsync(CancellationToken.None);
        (await ReadAsync("a")).ShouldBeEmpty();
        (await ReadAsync("b")).ShouldBeEmpty();
        log.IsOn.ShouldBeFalse();
    }

    private AccessLogSettings To(string name) => new() { Path = Path.Combine(_folder, name) };

    private static void AddAll(AccessLog log, int thread)
    {
        for (var i = 0; i < Each; i++)
        {
            log.Add(Samples.Record with { RequestId = $"{thread}", BytesOut = i, Target = "/\u00e9" });
        }
    }

    private async Task<List<(string Thread, long Number)>> ReadAsync(string name) =>
        [.. (await File.ReadAllLinesAsync(To(name).Path)).Select(line => JsonElement.Parse(line)).Select(one => (one.GetProperty("request_id").GetString()!, one.GetProperty("bytes_out").GetInt64()))];
}
