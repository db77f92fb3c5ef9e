using Goodgate.Gateway.Resolving;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Resolving;

/// <summary>A resolver with its own hosts file, resolv.conf and clock.</summary>
internal sealed class ResolverRoom : IDisposable
{
    /// <summary>A limit no test reaches, because its clock stands still.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("goodgate-dns-");

    public ResolverRoom(params string[] servers)
        : this(53, servers)
    {
    }

    public ResolverRoom(int port, string[] servers)
    {
        HostsFile = Path.Combine(_directory.FullName, "hosts");
        ResolvConf = Path.Combine(_directory.FullName, "resolv.conf");
        Resolver = new Resolver(new DnsSettings { Resolvers = servers, HostsFile = HostsFile, ResolvConf = ResolvConf }, Clock, port);
    }

    public string HostsFile { get; }

    public string ResolvConf { get; }

    public ManualClock Clock { get; } = new();

    public Resolver Resolver { get; }

    /// <summary>Resolves; a test that hangs fails after 20 s of real time.</summary>
    public Task<Resolution> ResolveAsync(string host) => ResolveAsync(host, Limit);

    public Task<Resolution> ResolveAsync(string host, TimeSpan limit) =>
        Resolver.ResolveAsync(host, limit, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<ResolutionFailure> FailAsync(string host)
    {
        var resolution = await ResolveAsync(host);
        resolution.Addresses.ShouldBeEmpty();
        return resolution.Failure.ShouldNotBeNull();
    }

    public static string[] Texts(Resolution resolution) => [.. resolution.Addresses.Select(address => address.ToString())];

    public void Dispose() => _directory.Delete(recursive: true);
}
