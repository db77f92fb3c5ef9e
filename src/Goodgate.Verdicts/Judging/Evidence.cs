using System.Globalization;
using System.Text;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>Turns an observation's facts into evidence that is safe to keep: printable, bounded, without secrets.</summary>
public static class Evidence
{
    /// <summary>Items kept per verdict. A screenful; more would hide the decisive one.</summary>
    public const int MaxItems = 24;

    /// <summary>Characters kept per value.</summary>
    public const int MaxValue = 256;

    /// <summary>Lists what an observation knows, most decisive first.</summary>
    public static IReadOnlyList<Fact> Of(Observation seen)
    {
        var list = new List<Fact>(MaxItems);
        Add(list, "phase", seen.Phase?.ToString().ToLowerInvariant());
        Add(list, "server", seen.Server);
        Add(list, "peer", seen.Peer);
        Add(list, "errno", seen.Errno is { } number ? Errno.Name(number) : null);
        Add(list, "limit", seen.Limit is { } limit ? $"{limit.Setting} = {limit.Value}" : null);
        Add(list, "elapsed", Duration(seen.Elapsed));
        AddViolation(list, seen.Violation);
        Add(list, "looks-like", seen.Protocol);
        Add(list, "rcode", seen.Rcode is { } rcode ? Judging.Rcode.Name(rcode) : null);
        Add(list, "resolver", seen.Resolver);
        Add(list, "tls-alert", seen.TlsAlert is { } alert ? Judging.TlsAlert.Name(alert) : null);
        Add(list, "received-status", seen.UpstreamStatus?.ToString(CultureInfo.InvariantCulture));
        Add(list, "connection", seen.Reused is { } reused ? (reused ? "reused" : "new") : null);
        Add(list, "idle", Duration(seen.Idle));
        Add(list, "bytes-sent", Number(seen.BytesSent));
        Add(list, "bytes-received", Number(seen.BytesReceived));
        Add(list, "bytes-expected", Number(seen.BytesExpected));
        foreach (var fact in seen.Facts)
        {
            Add(list, fact.Name, fact.Value);
        }

        Add(list, "attempts", seen.Attempts?.ToString(CultureInfo.InvariantCulture));
        Add(list, "not-retried", seen.NotRetried);
        Add(list, "detail", seen.Detail);
        return list;
    }

    /// <summary>Escapes everything but printable ASCII as <c>\xNN</c> (bytes) or <c>\u{NNNN}</c>, and cuts at <paramref name="max"/> characters.</summary>
    public static string Printable(string value, int max = MaxValue)
    {
        var clean = new StringBuilder(Math.Min(value.Length, max));
        foreach (var c in value)
        {
            if (clean.Length >= max)
            {
                clean.Length = max - 1;
                clean.Append('…');
                break;
            }

            _ = c switch
            {
                >= ' ' and <= '~' => clean.Append(c),
                '§' or '…' => clean.Append(c),
                <= '\xFF' => clean.Append($"\\x{(int)c:X2}"),
                _ => clean.Append($"\\u{{{(int)c:X4}}}"),
            };
        }

        return clean.ToString();
    }

    /// <summary>A duration as people write it: 0.4 ms, 2.0 s.</summary>
    public static string? Duration(TimeSpan? time) => time switch
    {
        null => null,
        { TotalSeconds: >= 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.0} s"),
        { } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMilliseconds:0.0} ms"),
    };

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static void AddViolation(List<Fact> list, ViolationFact? violation)
    {
        if (violation is null)
        {
            return;
        }

        Add(list, "violation", $"{violation.Kind} ({violation.Clause})");
        Add(list, "offset", Number(violation.Offset));
        Add(list, "field", violation.Field);
        Add(list, "bytes", violation.Sample);
    }

    private static void Add(List<Fact> list, string name, string? value)
    {
        if (value is not null && list.Count < MaxItems)
        {
            list.Add(new Fact(name, Printable(value)));
        }
    }
}
