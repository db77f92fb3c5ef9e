using System.Text;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>The status page: as PHP 8.2 wrote it, as others write it, and as nobody should.</summary>
public sealed class PoolStatusTests
{
    // Taken from PHP 8.2.36 while two requests slept.
    private const string Real = """
        {"pool":"www","process manager":"static","start time":1795824414,"start since":3,"accepted conn":2,"listen queue":0,"max listen queue":0,"listen queue len":0,"idle processes":0,"active processes":2,"total processes":2,"max active processes":2,"max children reached":0,"slow requests":2, "processes":[{"pid":22931,"state":"Running","start time":1795824414,"start since":3,"requests":1,"request duration":1275341,"request method":"GET","request uri":"\/sleep.php?s=10&tok=\"a","content length":0,"user":"-","script":"\/srv\/www\/sleep.php","last request cpu":0.00,"last request memory":0},{"pid":22932,"state":"Idle","start time":1795824414,"start since":3,"requests":7,"request duration":384,"request method":"POST","request uri":"\/","content length":12,"user":"ann","script":"\/srv\/www\/index.php","last request cpu":97.50,"last request memory":2097152}]}
        """;

    [Fact]
    public void A_real_page_is_read()
    {
        var status = Read(Real);
        status.Pool.ShouldBe("www");
        status.ProcessControl.ShouldBe("static");
        status.Started.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795824414));
        status.Since.ShouldBe(TimeSpan.FromSeconds(3));
        (status.Accepted, status.Active, status.Idle, status.Total, status.MaxActive).ShouldBe((2, 2, 0, 2, 2));
        (status.MaxChildrenReached, status.SlowRequests, status.MemoryPeak).ShouldBe((0, 2, null));
        status.Processes.Count.ShouldBe(2);
        status.Processes[1].ShouldBe(new PoolProcess
        {
            Pid = 22932, State = "Idle", Started = status.Started, Requests = 7, Duration = TimeSpan.FromMicroseconds(384), Method = "POST", Path = "/",
            ContentLength = 12, User = "ann", Script = "/srv/www/index.php", LastRequestCpu = 97.5, LastRequestMemory = 2_097_152,
        });
    }

    [Fact]
    public void Queries_are_dropped_and_the_longest_comes_first()
    {
        var status = Read(Real.Replace("\"Idle\"", "\"Running\"", StringComparison.Ordinal));
        status.Busy.Select(process => process.Path).ShouldBe(["/sleep.php", "/"]);
        status.Processes[0].User.ShouldBeNull();
        status.ToString().ShouldNotContain("tok");
    }

    [Fact]
    public void Only_the_newest_has_a_peak_of_memory() => Read(Real.Replace("\"slow requests\":2,", "\"slow requests\":2,\"memory peak\":4194304,", StringComparison.Ordinal)).MemoryPeak.ShouldBe(4_194_304);

    [Fact]
    public void Names_of_the_future_are_passed_over() => Read(Real.Replace("{\"pid\"", "{\"new\":{\"a\":[1]},\"pid\"", StringComparison.Ordinal)).Processes[0].Pid.ShouldBe(22931);

    // FPM copies the request's bytes into the page; a client may send anything.
    [Fact]
    public void Bytes_that_are_no_UTF_8_do_not_cost_the_page()
    {
        var bytes = Encoding.Latin1.GetBytes(Real.Replace("sleep.php?", "sl\u00e9\u00ffep.php?", StringComparison.Ordinal));
        var status = PoolStatusReader.Read(bytes, out var problem);
        problem.ShouldBeNull();
        status!.Processes[0].Path.ShouldContain("ep.php");
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("pool: www", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "does not name a pool")]
    [InlineData("{\"pool\":\"www\"}", "does not name a pool")]
    [InlineData("{\"pool\":7,\"process manager\":\"static\"}", "not of the kind")]
    [InlineData("{\"pool\":\"a\",\"process manager\":\"b\",\"processes\":{}}", "not of the kind")]
    [InlineData("{\"pool\":\"a\",\"process manager\":\"b\",\"processes\":[7]}", "not of the kind")]
    [InlineData("{\"pool\":\"a\",\"process manager\":\"b\",\"idle processes\":\"7\"}", "not of the kind")]
    [InlineData("{\"pool\":\"a\",\"process manager\":\"b\"", "not JSON")]
    [InlineData("{\"a\":[[[[[[[[[[1]]]]]]]]]]}", "not JSON")]
    public void What_is_no_page_is_said(string text, string expected)
    {
        PoolStatusReader.Read(Encoding.UTF8.GetBytes(text), out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public void Numbers_beyond_reason_are_cut()
    {
        var status = Read("{\"pool\":\"a\",\"process manager\":\"b\",\"idle processes\":1e300,\"start since\":-5,\"start time\":1e18,\"accepted conn\":99999999999999999999,\"processes\":[{\"request duration\":1e300,\"last request cpu\":1e999}]}");
        status.Idle.ShouldBe(int.MaxValue);
        status.Since.ShouldBe(TimeSpan.Zero);
        status.Started.ShouldBeNull();
        status.Accepted.ShouldBe(1L << 52);
        status.Processes[0].Duration.ShouldBeGreaterThan(TimeSpan.FromDays(365));
    }

    [Fact]
    public void Cut_anywhere_it_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Real.Trim());
        for (var length = 0; length < bytes.Length; length++)
        {
            PoolStatusReader.Read(bytes.AsSpan(0, length), out var problem).ShouldBeNull();
            problem.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Changed_anywhere_it_never_throws()
    {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Real);
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var status = PoolStatusReader.Read(bytes, out var problem);
            (status is null).ShouldBe(problem is not null);
        }
    }

    private static PoolStatus Read(string text)
    {
        var status = PoolStatusReader.Read(Encoding.UTF8.GetBytes(text), out var problem);
        problem.ShouldBeNull();
        return status.ShouldNotBeNull();
    }
}
