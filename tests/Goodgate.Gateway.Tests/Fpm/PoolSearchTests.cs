using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>Which file tells of the pool behind an address: one that names it, or none.</summary>
public sealed class PoolSearchTests : IDisposable
{
    private const string Socket = "/run/php/www.sock";

    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Debians_place_is_known_with_its_log()
    {
        var log = _folder.Write("var/log/fpm.log", "");
        _folder.Write("etc/php/8.2/fpm/php-fpm.conf", $"[global]\nerror_log = {log}\ninclude={_folder.Path}/etc/php/8.2/fpm/pool.d/*.conf\n");
        var conf = _folder.Write("etc/php/8.2/fpm/pool.d/www.conf", FpmFolder.Good + "pm.status_path = /fpm-status\nping.path = /ping\n");
        _folder.Write("etc/php/8.2/fpm/pool.d/shop.conf", FpmFolder.Good.Replace("www.sock", "shop.sock", StringComparison.Ordinal).Replace("[www]", "[shop]", StringComparison.Ordinal));
        var file = Read();
        file.Problem.ShouldBeNull();
        file.Source.ShouldBe($"www, {conf}:1");
        (file.Workers, file.StatusPath, file.PingPath, file.PingResponse).ShouldBe((5, "/fpm-status", "/ping", "pong"));
        file.StatusAddress!.ToString().ShouldBe(Socket);
        file.Log.ShouldBe(log);
        Read(new FpmPoolSettings { Workers = 3, Log = "/other.log" }).Log.ShouldBe("/other.log");
        Read(new FpmPoolSettings { Find = false }).Source.ShouldBeNull();
    }

    [Fact]
    public void A_pool_file_is_enough_and_others_are_not_taken()
    {
        _folder.Write("etc/php-fpm.d/www.conf", FpmFolder.Good);
        Read().Workers.ShouldBe(5);
        Read(server: "fastcgi+unix:/run/php/other.sock").Source.ShouldBeNull();
        Read(server: "fastcgi+unix:/run/www.sock").Problem.ShouldNotBeNull().ShouldContain("names this address");
    }

    [Theory]
    [InlineData("127.0.0.1:9000", true)]
    [InlineData("9000", false)]
    [InlineData("0.0.0.0:9000", false)]
    [InlineData("127.0.0.1:9001", false)]
    public void A_port_must_be_named_with_its_host(string listen, bool isFound)
    {
        // Behind a port of this machine may be a container's FPM.
        _folder.Write("etc/php-fpm.d/www.conf", FpmFolder.Good.Replace("/run/php/www.sock", listen, StringComparison.Ordinal));
        (Read(server: "fastcgi://127.0.0.1:9000").Source is not null).ShouldBe(isFound);
        new PoolSearch(_folder.Path).Find("127.0.0.1:9000", isOwnMachine: true).Pool.ShouldSatisfyAllConditions(pool => (pool is not null).ShouldBe(!listen.EndsWith('1')));
    }

    [Fact]
    public void Two_that_name_it_are_as_good_as_none()
    {
        var old = _folder.Write("etc/php/7.4/fpm/pool.d/www.conf", FpmFolder.Good);
        var now = _folder.Write("etc/php/8.2/fpm/pool.d/www.conf", FpmFolder.Good);
        var file = Read();
        (file.Source, file.Workers).ShouldBe((null, null));
        file.Problem.ShouldBe($"several pools name this address: {old}:1, {now}:1");
    }

    [Fact]
    public void Several_servers_have_no_file_of_one()
    {
        _folder.Write("etc/php-fpm.d/www.conf", FpmFolder.Good);
        PoolFile.Read(new FpmPoolSettings { FindBelow = _folder.Path }, ServerAddress.Parse($"fastcgi+unix:{Socket}", out _)!, isOnly: false).Source.ShouldBeNull();
    }

    private PoolFile Read(FpmPoolSettings? settings = null, string server = $"fastcgi+unix:{Socket}") =>
        PoolFile.Read((settings ?? new FpmPoolSettings()) with { FindBelow = _folder.Path }, ServerAddress.Parse(server, out _)!, isOnly: true);
}
