using System.Text;
using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>Makes the head that is stored: of a new response, and of a stored one that its server has confirmed (RFC 9111 §3.1, §3.2).</summary>
internal static class HeadMaking
{
    /// <summary>The head of a new response; null when it is too large.</summary>
    /// <param name="route">Settings.</param>
    /// <param name="head">As received.</param>
    /// <param name="decision">That it is stored, and how.</param>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="received">When it came.</param>
    public static byte[]? New(RouteCache route, ResponseHead head, StoreDecision decision, DateTimeOffset asked, DateTimeOffset received)
    {
        var lines = new List<byte>(1024);
        Copy(head.Fields, CacheControl.Of(head.Fields), lines, static _ => false);
        if (head.Fields.Find(KnownField.Date) < 0)
        {
            FieldLines.Add(lines, "Date"u8, Encoding.ASCII.GetBytes(received.ToString("R")));
        }

        var facts = Facts(route, head.Status, head.Fields, decision, asked, received);
        return lines.Count + 512 > HeadFormat.Most ? null : HeadFormat.Write(facts, lines.ToArray());
    }

    /// <summary>
    /// The head of a stored response after a 304, or a HEAD: each field that came replaces the stored ones of its name, but those that describe the content,
    /// which has not come (RFC 9111 §3.2). A cookie in a confirmation is for the one who asked: others must not get it.
    /// </summary>
    /// <param name="route">Settings.</param>
    /// <param name="stored">The stored response.</param>
    /// <param name="head">Head of the confirmation.</param>
    /// <param name="request">What of the request that brought it matters.</param>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="received">When it came.</param>
    /// <returns>Null when it is too large.</returns>
    public static FreshHead? Freshened(RouteCache route, StoredResponse stored, ResponseHead head, RequestTraits request, DateTimeOffset asked, DateTimeOffset received)
    {
        var came = new List<byte>(1024);
        Copy(head.Fields, CacheControl.Of(head.Fields), came, static name => FieldLines.DescribesContent(name) || FieldLines.IsCookie(name));
        var names = NamesOf(came.ToArray());
        var kept = new List<byte>(FieldLines.Without(stored.Lines, name => names.Contains(Encoding.ASCII.GetString(name))));
        kept.AddRange(came.ToArray());

        // What holds now is read from the fields as they are now.
        var merged = Section(kept);
        if (merged is null || kept.Count + 512 > HeadFormat.Most)
        {
            return null;
        }

        var targeted = TargetedControl.Of(merged) ?? SurrogateControl.Of(head.Fields);
        var said = targeted ?? CacheControl.Of(merged);
        var freshness = Freshness.Of(stored.Facts.Status, merged, said, targeted is not null, route, received);
        var decision = new StoreDecision(null, freshness, said);
        var facts = Facts(route, stored.Facts.Status, merged, decision, asked, received) with
        {
            // Age is not stored: that of the confirmation counts.
            InitialAge = Freshness.InitialAge(head.Fields, asked, received, freshness.Source),
            Vary = stored.Facts.Vary,
        };
        // Surrogate-Control is not stored, and a confirmation need not repeat it: where it says nothing of caching, what Surrogate-Control said before holds.
        var isSilent = stored.Facts.Has(HeadFlags.BySurrogate) && targeted is null && head.Fields.Find(KnownField.CacheControl) < 0;
        var refusal = isSilent ? null : StoringRules.Refusal(route, request, stored.Facts.Status, merged, said, freshness);
        return new FreshHead(HeadFormat.Write(Kept(stored.Facts, facts, targeted is not null), kept.ToArray()), decision with { Refusal = refusal });
    }

    private static HeadFacts Kept(HeadFacts before, HeadFacts now, bool targeted) => before.Has(HeadFlags.BySurrogate) && !targeted
        ? now with { Lifetime = before.Lifetime, WhileRevalidate = before.WhileRevalidate, IfError = before.IfError, Flags = before.Flags }
        : now with { Flags = now.Flags | (targeted ? before.Flags & HeadFlags.BySurrogate : 0) };

    private static HeadFacts Facts(RouteCache route, int status, FieldSection fields, StoreDecision decision, DateTimeOffset asked, DateTimeOffset received) => new()
    {
        Status = status,
        Received = received.ToUnixTimeMilliseconds(),
        InitialAge = Freshness.InitialAge(fields, asked, received, decision.Freshness.Source),
        Lifetime = decision.Freshness.Lifetime,
        WhileRevalidate = decision.Said.ForbidsStale ? 0 : decision.Said.StaleWhileRevalidate ?? 0,
        IfError = decision.Said.StaleIfError ?? -1,
        Flags = (decision.Said.ForbidsStale ? HeadFlags.NeverStale : 0)
            | (decision.Said.NoCache ? HeadFlags.AlwaysAsk : 0)
            | (decision.Freshness.Source == FreshnessSource.Stated ? HeadFlags.Stated : 0)
            | (StoringRules.AllowsAuthorized(decision.Said) ? HeadFlags.ForAuthorized : 0)
            | (TargetedControl.Of(fields) is null && SurrogateControl.Of(fields) is not null ? HeadFlags.BySurrogate : 0),
        Vary = VaryField.Names(fields, route.Preset is { } preset ? preset.IgnoresVary : null),
    };

    private static void Copy(FieldSection fields, CacheDirectives said, List<byte> lines, LineRule without)
    {
        var options = ConnectionOptions.First(fields);
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields.Name(i);
            if (ResponseField.PassesOn(fields, i, options) && !ResponseField.IsForServerInFront(fields, i) && !FieldLines.IsPassing(name) && !without(name)
                && !Lists(said.NoCacheFields, name) && !Lists(said.PrivateFields, name))
            {
                FieldLines.Add(lines, name, fields.Value(i));
            }
        }
    }

    private static bool Lists(IReadOnlyList<string> names, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, names[i]))
            {
                return true;
            }
        }

        return false;
    }

    // They were checked when they came; null would be a defect.
    private static FieldSection? Section(List<byte> lines)
    {
        byte[] message = [.. "HTTP/1.1 200 OK\r\n"u8, .. lines, .. "\r\n"u8];
        var reader = new ResponseHeadReader();
        reader.Reset();
        if (reader.Read(message, new HeadLimits(int.MaxValue, int.MaxValue)) != ReadStatus.Done)
        {
            return null;
        }

        reader.Head.Fields.Attach(message, 0);
        return reader.Head.Fields;
    }

    private static HashSet<string> NamesOf(ReadOnlySpan<byte> lines)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (FieldLineSplit.Next(ref lines, out var name, out _))
        {
            names.Add(Encoding.ASCII.GetString(name));
        }

        return names;
    }
}
