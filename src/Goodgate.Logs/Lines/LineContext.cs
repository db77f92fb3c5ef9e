using Goodgate.Logs.Access;

namespace Goodgate.Logs.Lines;

/// <summary>What is known about the place of a line before it is read.</summary>
internal sealed record LineContext
{
    /// <summary>Zone of times that say none.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The newest time a line may have: syslog leaves the year out, and the line is not from the future.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The system the file's name, or the caller, points to: <c>nginx</c>, <c>apache</c>; null when neither does.</summary>
    public string? System { get; init; }

    /// <summary>Columns of a W3C log, from the last <c>#Fields:</c> line above.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Formats of the access log, as told by the caller or found in nginx.conf; the first that fits reads a line.</summary>
    public IReadOnlyList<AccessFormat> Formats { get; init; } = [];

    /// <summary>A local time made UTC. A time that the zone skips (spring) is taken as if it had not.</summary>
    public DateTimeOffset? Utc(DateTime local)
    {
        try
        {
            var written = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
            return new DateTimeOffset(written, Zone.GetUtcOffset(written)).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
