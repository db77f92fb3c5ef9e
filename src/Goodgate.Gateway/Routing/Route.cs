using System.Text;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Rates;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Routing;

/// <summary>A match and what is done with it, ready for use.</summary>
public sealed class Route(RouteSettings settings, Upstream? upstream, SiteFiles? files = null)
{
    private readonly bool _isPrefix = settings.Path.EndsWith('*');
    private readonly string _path = settings.Path.TrimEnd('*');

    public RouteSettings Settings { get; } = settings;

    public Upstream? Upstream { get; } = upstream;

    /// <summary>The site's files, where they answer; null = they do not.</summary>
    public SiteFiles? Files { get; } = files;

    /// <summary>How often one client may come; null = as often as it likes.</summary>
    internal RateLimit? Rate { get; init; }

    /// <summary>What is cached of it; null = nothing.</summary>
    internal RouteCache? Cache { get; init; }

    /// <summary>True when text that comes uncompressed is compressed on its way: as settings say; else what scripts answer is.</summary>
    public bool Compresses { get; } = settings.Compress ?? (files is null ? upstream?.FastCgi is not null : files.Settings.Compress);

    /// <summary>Content of the fixed answer, UTF-8; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Content { get; } = Encoding.UTF8.GetBytes(settings.Respond?.Body ?? "");

    /// <summary>Exact before prefix, longer before shorter, with methods before without.</summary>
    public (int, int, int) Order => (_isPrefix ? 1 : 0, -_path.Length, Settings.Methods.Count > 0 ? 0 : 1);

    /// <summary>True when the path (without query) is this route's. <c>/a/*</c> takes <c>/a</c> too, and <c>/*</c> the <c>*</c> of OPTIONS.</summary>
    public bool MatchesPath(ReadOnlySpan<char> path) => _isPrefix
        ? path.StartsWith(_path, StringComparison.Ordinal) || (_path.EndsWith('/') && path.SequenceEqual(_path.AsSpan(0, _path.Length - 1))) || (_path == "/" && path is "*")
        : path.SequenceEqual(_path);

    public bool MatchesMethod(string method)
    {
        if (Settings.Methods.Count == 0)
        {
            return true;
        }

        foreach (var one in Settings.Methods)
        {
            if (string.Equals(one, method, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
