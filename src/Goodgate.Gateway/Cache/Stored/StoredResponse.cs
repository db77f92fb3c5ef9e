using System.Text;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>The head of a stored response, read once and kept with its entry.</summary>
internal sealed class StoredResponse
{
    private readonly ReadOnlyMemory<byte> _lines;
    private FieldBlock? _notModified;
    private AgeBlock? _age;
    private long _failedUntil;
    private bool _hangs;

    private StoredResponse(StoredEntry entry, HeadFacts facts, ReadOnlyMemory<byte> lines)
    {
        (Entry, Facts, _lines) = (entry, facts, lines);
        Fields = new FieldBlock(lines, hasDate: true);
        var rest = lines.Span;
        while (FieldLineSplit.Next(ref rest, out var name, out var value))
        {
            switch (KnownFields.Find(name))
            {
                case KnownField.ETag:
                    Tag ??= Encoding.Latin1.GetString(value);
                    break;
                case KnownField.LastModified:
                    Modified ??= Encoding.Latin1.GetString(value);
                    break;
                case KnownField.ContentEncoding:
                    // Of several in a row nobody asks for.
                    Coding = Coding.Length == 0 ? Encoding.Latin1.GetString(value).ToLowerInvariant() : $"{Coding},";
                    break;
                case KnownField.Date:
                    Date = HttpDateReader.Read(value, DateTimeOffset.FromUnixTimeMilliseconds(facts.Received));
                    break;
            }
        }
    }

    public StoredEntry Entry { get; }

    public HeadFacts Facts { get; }

    /// <summary>All its fields but Age, the length and what we say ourselves; Date is among them.</summary>
    public FieldBlock Fields { get; }

    /// <summary>Entity tag as received; null = none.</summary>
    public string? Tag { get; }

    /// <summary>Content-Encoding in lower case; empty = none.</summary>
    public string Coding { get; } = "";

    /// <summary>Last-Modified as received; null = none.</summary>
    public string? Modified { get; }

    /// <summary>The time in Date; null when it is none.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>The lines of <see cref="Fields"/>.</summary>
    public ReadOnlySpan<byte> Lines => _lines.Span;

    /// <summary>True when its server can be asked whether it still holds.</summary>
    public bool HasValidator => Tag is not null || Modified is not null;

    /// <summary>What a 304 carries of it: nothing that describes the content it leaves out (RFC 9110 §15.4.5).</summary>
    public FieldBlock NotModified => _notModified ??= new FieldBlock(FieldLines.Without(Lines, FieldLines.DescribesContent), hasDate: true);

    /// <summary>The response of an entry; null when its head cannot be read.</summary>
    public static StoredResponse? Of(StoredEntry entry) => entry.Parsed as StoredResponse ?? Read(entry);

    /// <summary>The content of an entry with another head, for one client alone; null when the head cannot be read.</summary>
    public static StoredResponse? ForOne(StoredEntry entry, ReadOnlyMemory<byte> head) =>
        HeadFormat.Read(head.Span, out var at) is { } facts ? new StoredResponse(entry, facts, head[at..]) : null;

    /// <summary>current_age in seconds (RFC 9111 §4.2.3).</summary>
    public long Age(DateTimeOffset now) => Facts.Age(now);

    /// <summary>Age and Cache-Status of an answer from the store. The same for all within a second.</summary>
    /// <param name="age">Its age, seconds.</param>
    /// <param name="spared">True when it is given because its server failed a moment ago.</param>
    public FieldBlock AgeFields(long age, bool spared)
    {
        var kept = Volatile.Read(ref _age);
        if (kept is null || kept.Age != age || kept.Spared != spared)
        {
            var lines = $"Age: {age}\r\nCache-Status: {GatewayServices.Name}; hit; ttl={Facts.Lifetime - age}{(spared ? "; detail=stale-if-error" : "")}\r\n";
            kept = new AgeBlock(age, spared, new FieldBlock(Encoding.ASCII.GetBytes(lines), hasDate: false));
            Volatile.Write(ref _age, kept);
        }

        return kept.Fields;
    }

    /// <summary>Its server failed a moment ago: until the time given a page beyond its time is used without asking again.</summary>
    public void Spare(DateTimeOffset until) => Volatile.Write(ref _failedUntil, until.ToUnixTimeMilliseconds());

    /// <summary>True while <see cref="Spare"/> holds.</summary>
    public bool IsSpared(DateTimeOffset now) => Volatile.Read(ref _failedUntil) > now.ToUnixTimeMilliseconds();

    /// <summary>Its server was asked for it and hung.</summary>
    public bool Hangs => Volatile.Read(ref _hangs);

    /// <summary>Its server hangs.</summary>
    public void Hang() => Volatile.Write(ref _hangs, true);

    /// <summary>Its server hangs no more.</summary>
    public void Answer() => Volatile.Write(ref _hangs, false);

    private static StoredResponse? Read(StoredEntry entry) => entry.Read(head => ForOne(entry, head));

    private sealed record AgeBlock(long Age, bool Spared, FieldBlock Fields);
}
