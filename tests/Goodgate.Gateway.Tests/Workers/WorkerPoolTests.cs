using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class WorkerPoolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-pool-");
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_setting_goes_before_the_file_and_the_file_before_nothing()
    {
        var conf = Path.Combine(_folder.FullName, "www.conf");
        File.WriteAllText(conf, "[www]\nlisten = 127.0.0.1:9000\npm = static\npm.max_children = 7\n[other]\nlisten = 127.0.0.1:9001\npm.max_children = 8\n");
        Upstream(new FpmPoolSettings { Workers = 3, Conf = conf }).Workers!.Gate.Limit.ShouldBe(3);
        Upstream(new FpmPoolSettings { Conf = conf }).Workers!.Gate.Limit.ShouldBe(7);
        Upstream(new FpmPoolSettings { Conf = conf }).Workers!.Gate.Room.ShouldBe(70);
        Upstream(new FpmPoolSettings { Log = "/var/log/fpm.log" }).Workers!.Gate.Limit.ShouldBeNull();
        Upstream(new FpmPoolSettings()).Workers.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_tells_nothing_says_so_and_limits_nobody()
    {
        var conf = Path.Combine(_folder.FullName, "none.conf");
        var pool = Upstream(new FpmPoolSettings { Conf = conf }).Workers!;
        pool.Gate.Limit.ShouldBeNull();
        pool.Problem.ShouldNotBeNull().ShouldContain("none.conf");
    }

    [Fact]
    public void A_reload_keeps_count_of_what_is_with_the_same_servers()
    {
        var before = Upstream(new FpmPoolSettings { Workers = 2 });
        var place = before.Workers!.Gate.TryEnter().ShouldNotBeNull();
        var after = Upstream(new FpmPoolSettings { Workers = 1 }, before);
        before.Workers.Gate.Limit.ShouldBe(2, "it is not in force yet");
        after.Workers!.Start();
        after.Workers.Gate.Limit.ShouldBe(1);
        after.Workers.Gate.TryEnter().ShouldBeNull();
        place.Release();
        after.Workers.Gate.TryEnter().ShouldNotBeNull();
        Upstream(new FpmPoolSettings { Workers = 1 }, before, "fastcgi://127.0.0.1:9009").Workers!.Gate.ShouldNotBeSameAs(before.Workers.Gate);
    }

    [Fact]
    public void A_size_that_was_said_does_not_outlive_the_settings_that_said_it()
    {
        var before = Upstream(new FpmPoolSettings { Workers = 2, StatusPath = "/fpm-status" });
        var after = Upstream(new FpmPoolSettings { StatusPath = "/fpm-status" }, before);
        after.Workers!.Gate.ShouldBeSameAs(before.Workers!.Gate);
        after.Workers.Start();
        after.Workers.Dispose();
        after.Workers.Gate.Limit.ShouldBeNull();
    }

    [Fact]
    public void A_changed_file_is_seen_by_a_reload_and_one_that_cannot_be_read_changes_nothing()
    {
        var conf = Path.Combine(_folder.FullName, "www.conf");
        File.WriteAllText(conf, "[www]\nlisten = 127.0.0.1:9000\npm = static\npm.max_children = 7\n");
        var before = Upstream(new FpmPoolSettings { Conf = conf });
        before.HasItsPoolFile.ShouldBeTrue();
        File.WriteAllText(conf, "");
        before.HasItsPoolFile.ShouldBeTrue();
        File.WriteAllText(conf, "[www]\nlisten = 127.0.0.1:9000\npm = static\npm.max_children = 9\n");
        before.HasItsPoolFile.ShouldBeFalse();
        var after = Upstream(new FpmPoolSettings { Conf = conf }, before);
        after.Workers!.Start();
        before.Workers!.Gate.Limit.ShouldBe(9);
    }

    [Theory]
    [InlineData("static", 8, 4)]
    [InlineData("dynamic", 5, 2)]
    [InlineData("static", 1, 0)]
    [InlineData("ondemand", 8, 0)]
    public void Connections_are_kept_to_half_of_the_workers(string pm, int workers, int kept)
    {
        var conf = Path.Combine(_folder.FullName, "www.conf");
        File.WriteAllText(conf, $"[www]\nlisten = 127.0.0.1:9000\npm = {pm}\npm.max_children = {workers}\n");
        Kept(new FpmPoolSettings { Conf = conf }, 100).ShouldBe(kept);
        Kept(new FpmPoolSettings { Conf = conf }, 1).ShouldBe(Math.Min(kept, 1));
        Kept(new FpmPoolSettings { Conf = conf }, null).ShouldBe(0, "nobody asked for it");
        Kept(new FpmPoolSettings { Find = false }, 100).ShouldBe(0, "their number is not known");
        File.AppendAllText(conf, "request_terminate_timeout = 1s\n");
        Kept(new FpmPoolSettings { Conf = conf }, 100).ShouldBe(0, "FPM would end them at rest");
    }

    private int Kept(FpmPoolSettings pool, int? most) => new Upstream(
        new UpstreamSettings { Name = "php", Servers = ["fastcgi://127.0.0.1:9000"], Pool = new PoolSettings { MaxIdle = most }, FastCgi = new FastCgiSettings { Root = "/srv", Pool = pool } },
        _clock).Servers[0].Pool.MostKept;

    private Upstream Upstream(FpmPoolSettings pool, Upstream? before = null, string server = "fastcgi://127.0.0.1:9000") =>
        new(new UpstreamSettings { Name = "php", Servers = [server], FastCgi = new FastCgiSettings { Root = "/srv", Pool = pool } }, _clock, before);
}
