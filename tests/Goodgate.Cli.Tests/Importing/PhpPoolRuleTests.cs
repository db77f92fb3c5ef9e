using Goodgate.Cli.Importing.Apache;
using Goodgate.Cli.Importing.Apache.Rules;
using Goodgate.Cli.Importing.Nginx;
using Goodgate.Cli.Importing.Nginx.Rules;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>The gateway's patience against the limit of the pool it speaks to, which stands in a file of its own.</summary>
public sealed class PhpPoolRuleTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("goodgate-pools-");

    public PhpPoolRuleTests()
    {
        var folder = _root.CreateSubdirectory("etc/php/8.2/fpm/pool.d").FullName;
        File.WriteAllText(Path.Combine(folder, "www.conf"), "[www]\nlisten = /run/php/shop.sock\npm = static\npm.max_children = 5\nrequest_terminate_timeout = 300s\n");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("fastcgi_read_timeout 120s;", "fastcgi_read_timeout 310s;")]
    [InlineData("", "fastcgi_read_timeout 310s;")]
    [InlineData("fastcgi_read_timeout 310s;", null)]
    public void Nginx_gives_up_before_the_pool(string set, string? better)
    {
        var config = new NginxConfig(Tree(NginxReader.Read, $"server {{ root /srv; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; location ~ \\.php$ {{ {set} fastcgi_pass unix:/run/php/shop.sock; }} }}").Root)
        {
            Pools = new PhpPools(new PoolSearch(_root.FullName)),
        };
        var found = FastCgiRules.All.SelectMany(rule => rule.Apply(config)).ToList();
        found.Select(one => one.Better).ShouldBe(better is null ? [] : [better]);
        found.ShouldAllBe(one => one.Rule == "timeout-below-php" && one.What.Contains("request_terminate_timeout = 300s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ProxyTimeout 60\n", "ProxyTimeout 310")]
    [InlineData("ProxyTimeout 310\n", null)]
    public void Apache_gives_up_before_the_pool(string set, string? better)
    {
        var config = new ApacheConfig(Tree(ApacheReader.Read, set + "<FilesMatch \\.php$>\nSetHandler \"proxy:unix:/run/php/shop.sock|fcgi://localhost\"\n</FilesMatch>\n").Root)
        {
            Pools = new PhpPools(new PoolSearch(_root.FullName)),
        };
        ProcessRules.All.SelectMany(rule => rule.Apply(config)).Select(one => one.Better).ShouldBe(better is null ? [] : [better]);
    }

    private TConfig Tree<TConfig>(Func<FileSet, TConfig> read, string text)
    {
        File.WriteAllText(Path.Combine(_root.FullName, "conf"), text);
        return read(new FileSet("conf", _root.FullName));
    }
}
