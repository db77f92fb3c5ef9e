namespace Goodgate.Logs.Access;

/// <summary>What an access line tells of a request and its upstream. Null: the format does not have it. <c>-</c> (not known to nginx) stays as it is.</summary>
internal sealed record AccessFacts
{
    public int? Status { get; init; }

    /// <summary>Bytes of the body sent to the client.</summary>
    public long? Bytes { get; init; }

    public string? UpstreamStatus { get; init; }
    public string? UpstreamAddress { get; init; }
    public string? ConnectTime { get; init; }
    public string? HeaderTime { get; init; }
    public string? ResponseTime { get; init; }

    /// <summary>$upstream_bytes_received: head and body.</summary>
    public string? BytesReceived { get; init; }

    /// <summary>$upstream_response_length: body.</summary>
    public string? ResponseLength { get; init; }

    /// <summary>$request_time, seconds.</summary>
    public double? RequestTime { get; init; }

    /// <summary>True when the format has anything of the upstream.</summary>
    public bool HasUpstream => UpstreamStatus is not null || UpstreamAddress is not null || ConnectTime is not null || HeaderTime is not null;

    /// <summary>True when nginx asked no server at all: every variable is <c>-</c> or empty.</summary>
    public bool AskedNobody => HasUpstream && IsNone(UpstreamStatus) && IsNone(UpstreamAddress) && IsNone(ConnectTime) && IsNone(HeaderTime) && IsNone(ResponseTime);

    /// <summary>The last try of a list: nginx puts <c>, </c> between tries and <c> : </c> between groups.</summary>
    public static string? Last(string? list)
    {
        if (list is null)
        {
            return null;
        }

        var cut = list.AsSpan().LastIndexOfAny(',', ' ');
        return cut < 0 ? list : list[(cut + 1)..];
    }

    public static bool IsNone(string? value) => value is null or "" or "-" || Last(value) is "" or "-";
}
