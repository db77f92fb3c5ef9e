using Goodgate.Cli.Running;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Running;

public sealed class RunSettingsTests : IAsyncDisposable
{
    private readonly Called _called = new();

    public ValueTask DisposeAsync() => _called.DisposeAsync();

    private RunSettings Read(RunOptions options) => RunSettings.Read(options, _called.Session);

    [Fact]
    public void Servers_on_the_command_line_are_one_upstream_for_every_host()
    {
        var settings = Read(new RunOptions { To = ["http://127.0.0.1:3000", "http+unix:/run/app.sock"], Retries = "0" }).Settings.ShouldNotBeNull();
        var upstream = settings.Upstreams.ShouldHaveSingleItem();
        upstream.Servers.ShouldBe(["http://127.0.0.1:3000", "http+unix:/run/app.sock"]);
        upstream.Retries.ShouldBe(0);
        settings.Sites.ShouldHaveSingleItem().Hosts.ShouldBe(["*"]);
        settings.Sites[0].Routes.ShouldHaveSingleItem().Upstream.ShouldBe(upstream.Name);
        settings.Listen.ShouldHaveSingleItem().Url.ShouldBe("http://127.0.0.1:8080");
        settings.Admin.Listen.ShouldBe("127.0.0.1:9502");
    }

    [Fact]
    public void A_dollar_sign_on_the_command_line_is_one() =>
        Read(new RunOptions { To = ["http+unix:/run/${X}/$$.sock"] }).Settings!.Upstreams[0].Servers.ShouldBe(["http+unix:/run/${X}/$$.sock"]);

    [Fact]
    public void A_file_in_the_folder_is_found()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:3000\n");
        var read = Read(new RunOptions());
        read.File.ShouldBe("goodgate.yaml");
        read.Settings!.Upstreams[0].Servers.ShouldBe(["http://127.0.0.1:3000"]);
    }

    [Fact]
    public void The_command_line_goes_over_the_file()
    {
        _called.Write("mine.yaml", "to: http://127.0.0.1:3000\nadmin: {listen: '127.0.0.1:9999', token: abc}\ndata: kept\naccess_log: {path: '-', format: combined}\n");
        var settings = Read(new RunOptions { Config = "mine.yaml", Listen = ["http://127.0.0.1:81"], Admin = "0.0.0.0:9000", Retries = "5", AccessLog = "a.log" }).Settings.ShouldNotBeNull();
        settings.Listen.ShouldHaveSingleItem().Url.ShouldBe("http://127.0.0.1:81");
        settings.Admin.Listen.ShouldBe("0.0.0.0:9000");
        settings.Admin.Token.ShouldBe("abc");
        settings.Upstreams[0].Retries.ShouldBe(5);
        settings.AccessLog!.Path.ShouldBe(Path.Combine(_called.Folder, "a.log"));
        settings.AccessLog.Format.ShouldBe("combined");
        settings.Data.ShouldBe(Path.Combine(_called.Folder, "kept"));
        Read(new RunOptions { Config = "mine.yaml", Data = "other" }).Settings!.Data.ShouldBe(Path.Combine(_called.Folder, "other"));
    }

    [Fact]
    public void The_cache_is_turned_on()
    {
        Read(new RunOptions { To = ["http://127.0.0.1:3000"] }).Settings!.Sites[0].Cache.ShouldBeNull();
        Read(new RunOptions { To = ["http://127.0.0.1:3000"], Cache = "on" }).Settings!.Sites[0].Cache.ShouldBe(new CacheSettings());
        Read(new RunOptions { To = ["http://127.0.0.1:3000"], Cache = "on", CacheTtl = "10m" }).Settings!.Sites[0].Cache.ShouldBe(new CacheSettings { Ttl = TimeSpan.FromMinutes(10) });
        Read(new RunOptions { Root = _called.Folder, Php = "127.0.0.1:9000", Cache = "wordpress" }).Settings!.Sites[0].Cache.ShouldBe(new CacheSettings { Mode = CacheMode.WordPress });
        _called.Write("mine.yaml", "to: http://127.0.0.1:3000\n");
        Read(new RunOptions { Config = "mine.yaml", Cache = "on" }).Settings!.Sites[0].Cache.ShouldBe(new CacheSettings());
        Read(new RunOptions { To = ["http://127.0.0.1:3000"], CacheTtl = "10m" }).Problems.ShouldHaveSingleItem().ShouldStartWith("--cache-ttl needs --cache");
        Read(new RunOptions { To = ["http://127.0.0.1:3000"], Cache = "sometimes" }).Problems.ShouldHaveSingleItem().ShouldContain("--cache");
        Read(new RunOptions { To = ["http://127.0.0.1:3000"], Cache = "on", CacheTtl = "10" }).Problems.ShouldHaveSingleItem().ShouldContain("--cache-ttl");
    }

    [Fact]
    public void What_is_not_said_stays_as_the_file_has_it()
    {
        _called.Write("mine.yaml", "to: http://127.0.0.1:3000\nlisten: ['http://127.0.0.1:82']\nadmin: {listen: 'off'}\n");
        var settings = Read(new RunOptions { Config = "mine.yaml" }).Settings.ShouldNotBeNull();
        settings.Listen[0].Url.ShouldBe("http://127.0.0.1:82");
        settings.Admin.Listen.ShouldBe("off");
        settings.AccessLog.ShouldBeNull();
    }

    [Theory]
    [InlineData("--to", "htp://x:1", "did you mean \"http://x:1\"?")]
    [InlineData("--to", "http://x:1/path", "has a path")]
    [InlineData("--to", "", "--to:")]
    [InlineData("--listen", "foo", "has no scheme")]
    [InlineData("--listen", "https://127.0.0.1:1", "certificate")]
    [InlineData("--listen", "http://127.0.0.1:80000", "1 to 65535")]
    [InlineData("--retries", "many", "expected a whole number from 0 to 10")]
    [InlineData("--retries", "-1", "expected a whole number from 0 to 10")]
    [InlineData("--admin", "0.0.0.0:9502", "has no token")]
    [InlineData("--admin", "nonsense", "--admin:")]
    [InlineData("--access-log", "", "--access-log:")]
    [InlineData("--data", "", "is empty")]
    [InlineData("--to", "a\n  - \"b", "--to:")]
    public void Bad_values_name_their_option(string option, string value, string expected)
    {
        var read = Read(option switch
        {
            "--to" => new RunOptions { To = [value] },
            "--listen" => new RunOptions { To = ["http://127.0.0.1:1"], Listen = [value] },
            "--retries" => new RunOptions { To = ["http://127.0.0.1:1"], Retries = value },
            "--admin" => new RunOptions { To = ["http://127.0.0.1:1"], Admin = value },
            "--data" => new RunOptions { To = ["http://127.0.0.1:1"], Data = value },
            _ => new RunOptions { To = ["http://127.0.0.1:1"], AccessLog = value },
        });
        read.Settings.ShouldBeNull();
        read.Problems.ShouldHaveSingleItem().ShouldStartWith(option + ": ");
        read.Problems[0].ShouldContain(expected);
    }

    [Fact]
    public void A_file_and_a_server_contradict_each_other()
    {
        var read = Read(new RunOptions { Config = "goodgate.yaml", To = ["http://127.0.0.1:1"] });
        read.Settings.ShouldBeNull();
        read.Problems.ShouldHaveSingleItem().ShouldContain("cannot be used together");
    }

    [Fact]
    public void Without_anything_it_says_what_to_type() =>
        Read(new RunOptions()).Problems.ShouldHaveSingleItem().ShouldContain("goodgate run --to http://127.0.0.1:3000");
}
