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

    /// <summary>Characters kept per name.</summary>
    public const int MaxName = 64;

    /// <summary>Characters read of a text before it is cut. Four times the longest thing shown; a peer must not make us scan megabytes.</summary>
    private const int MaxRead = 1600;

    /// <summary>Lists what an observation knows, most decisive first.</summary>
    public static IReadOnlyList<Fact> Of(Observation seen)
    {
        var list = new List<Fact>(MaxItems);
        Add(list, "phase", seen.Phase is { } phase ? Wording.Kebab(phase) : null);
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
        AddFacts(list, seen);
        return list;
    }

    /// <summary>Escapes everything but printable ASCII (and § …) as <c>\xNN</c> or <c>\u{NNNN}</c>; the result has at most <paramref name="max"/> characters.</summary>
    public static string Printable(string value, int max = MaxValue)
    {
        // Most texts need no change at all.
        if (value.Length <= max && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return value;
        }

        var clean = new StringBuilder(Math.Min(value.Length, max));
        foreach (var rune in value.EnumerateRunes())
        {
            var piece = Escaped(rune);
            if (clean.Length + piece.Length > max)
            {
                // Room for the mark of the cut; an escape may lose its tail, which is harmless: no escape is decoded again.
                clean.Length = Math.Min(clean.Length, Math.Max(0, max - 1));
                return max > 0 ? clean.Append('…').ToString() : "";
            }

            clean.Append(piece);
        }

        return clean.ToString();
    }

    /// <summary>As <see cref="Printable"/>, and the values of credential fields masked first.</summary>
    public static string Safe(string value, int max = MaxValue) =>
        Printable(Secrets.Masked(value.Length > MaxRead ? value[..MaxRead] : value), max);

    /// <summary>A duration as people write it: 0.4 ms, 2.0 s.</summary>
    public static string? Duration(TimeSpan? time) => time switch
    {
        null => null,
        { TotalSeconds: >= 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.0} s"),
        { } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMilliseconds:0.0} ms"),
    };

    private static string Escaped(Rune rune) => rune.Value switch
    {
        (>= ' ' and <= '~') or '§' or '…' => rune.ToString(),
        <= 0xFF => $"\\x{rune.Value:X2}",
        _ => $"\\u{{{rune.Value:X4}}}",
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
        Add(list, "bytes", violation.Field is { } field && Secrets.IsSecretName(field) ? null : violation.Sample);
    }

    /// <summary>The source's own facts, then three that always find room: a peer that sends many fields must not push them out.</summary>
    private static void AddFacts(List<Fact> list, Observation seen)
    {
        (string Name, string? Value)[] last =
        [
            ("attempts", seen.Attempts?.ToString(CultureInfo.InvariantCulture)),
            ("not-retried", seen.NotRetried),
            ("detail", seen.Detail),
        ];
        var room = MaxItems - last.Count(item => item.Value is not null);
        foreach (var fact in seen.Facts)
        {
            if (list.Count >= room)
            {
                break;
            }

            if (!Secrets.IsSecretName(fact.Name))
            {
                Add(list, fact.Name, fact.Value);
            }
        }

        foreach (var (name, value) in last)
        {
            Add(list, name, value);
        }
    }

    private static void Add(List<Fact> list, string name, string? value)
    {
        if (value is not null && list.Count < MaxItems)
        {
            list.Add(new Fact(Printable(name, MaxName), Safe(value)));
        }
    }
}
