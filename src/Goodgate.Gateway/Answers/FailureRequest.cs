namespace Goodgate.Gateway.Answers;

/// <summary>What the gateway knows of a request when it answers with a failure of its own. Strings from the client may be hostile.</summary>
public sealed record FailureRequest
{
    /// <summary>Id of the catalogue (<see cref="Goodgate.Verdicts.Catalogue.CauseIds"/>); an unknown one is shown as <c>undetermined</c>.</summary>
    public required string CauseId { get; init; }

    /// <summary>Status code to answer with, 400 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The id the operator finds this exchange by. Characters outside a safe set are left out (<see cref="RequestReference"/>).</summary>
    public required string RequestId { get; init; }

    /// <summary>When it failed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The request's method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>False only when no byte of this request was sent to any server in any attempt: then a visitor may send it again without fear of doing it twice.</summary>
    public bool MayHaveArrived { get; init; } = true;

    /// <summary>The request's Accept field, lines joined by commas; null = absent.</summary>
    public string? Accept { get; init; }

    /// <summary>The request's Accept-Language field, lines joined by commas; null = absent.</summary>
    public string? AcceptLanguage { get; init; }

    /// <summary>Media type of the request's content; <c>application/grpc…</c> gets a gRPC answer.</summary>
    public string? ContentType { get; init; }

    /// <summary>When trying again makes sense; null = unknown. Sent in whole seconds, rounded up.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Link to the site's status page; anything but an absolute http or https URL is left out.</summary>
    public string? StatusPage { get; init; }

    /// <summary>The site's own pages; null = the built-in page.</summary>
    public CustomPages? Pages { get; init; }
}
