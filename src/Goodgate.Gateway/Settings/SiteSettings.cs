namespace Goodgate.Gateway.Settings;

/// <summary>Hosts plus the routes that serve them.</summary>
public sealed record SiteSettings
{
    public required string Name { get; init; }

    /// <summary><c>example.com</c>, <c>*.example.com</c> (any depth), or <c>*</c> for every host.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Tried from the most specific path to the least: exact before prefix, longer before shorter, with a method before without.</summary>
    public required IReadOnlyList<RouteSettings> Routes { get; init; }

    /// <summary>A folder that answers for paths of no route; null = none does.</summary>
    public FilesSettings? Files { get; init; }

    /// <summary>Directory with own failure pages: <c>502.html</c>, <c>5xx.html</c>; null = the built-in page.</summary>
    public string? ErrorPages { get; init; }

    /// <summary>What is cached of its routes; null = nothing.</summary>
    public CacheSettings? Cache { get; init; }

    /// <summary>Compress text that scripts and servers answer uncompressed; null = that of scripts, see <see cref="FilesSettings.Compress"/>.</summary>
    public bool? Compress { get; init; }

    /// <summary>Link to a status page shown on failure pages.</summary>
    public string? StatusPage { get; init; }
}

/// <summary>A match (path, method) and what is done with it: one of Upstream, Redirect, Respond; none of them where the site's files answer.</summary>
public sealed record RouteSettings
{
    /// <summary><c>/exact</c> or <c>/prefix/*</c>; default everything.</summary>
    public string Path { get; init; } = "/*";

    /// <summary>Methods matched; empty = all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    public string? Upstream { get; init; }

    public RedirectSettings? Redirect { get; init; }

    public RespondSettings? Respond { get; init; }

    /// <summary>How often one client may come; null = as often as it likes.</summary>
    public RateSettings? Rate { get; init; }

    /// <summary>What is cached here; null = as the site says.</summary>
    public CacheSettings? Cache { get; init; }

    /// <summary>Compress text that comes uncompressed; null = as the site says.</summary>
    public bool? Compress { get; init; }

    /// <summary>Where it stands in the settings file (<c>goodgate.yaml:12</c>); evidence of answers it gives.</summary>
    public string? Origin { get; init; }
}

/// <summary>A redirect; <c>{host}</c> (without a port), <c>{path}</c> and <c>{query}</c> (with its ?) of the request are put in.</summary>
public sealed record RedirectSettings
{
    public required string To { get; init; }

    /// <summary>301, 302, 303, 307 or 308 (RFC 9110 §15.4).</summary>
    public int Status { get; init; } = 308;
}

/// <summary>A fixed answer.</summary>
public sealed record RespondSettings
{
    /// <summary>200 to 599.</summary>
    public int Status { get; init; } = 200;

    public string Body { get; init; } = "";

    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>Sent as Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
