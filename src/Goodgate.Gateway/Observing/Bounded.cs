using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Observing;

/// <summary>Cuts what waits in queues and rings: a peer that sends 60 KiB of a field must not fill the memory with it.</summary>
internal static class Bounded
{
    /// <summary>Most characters of a target kept. nginx's default line buffer would allow 8,192; the evidence keeps 2,048 too.</summary>
    public const int Target = 2048;

    /// <summary>Most characters of Referer and User-Agent kept. Real ones are below 300.</summary>
    public const int Field = 512;

    /// <summary>Most characters of a host kept: a name has at most 253 (RFC 1035 §2.3.4), a port at most 6.</summary>
    public const int Host = 260;

    /// <summary>Most characters of a method kept; the longest registered one has 17 (UPDATEREDIRECTREF).</summary>
    public const int Method = 32;

    public static string Cut(string text, int max) => text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 3), "...");

    /// <summary>The verdict with the observation's own texts cut. The evidence is bounded already.</summary>
    public static Verdict Cut(Verdict verdict)
    {
        var seen = verdict.Observation;
        return verdict with
        {
            Observation = seen with
            {
                Host = seen.Host is { } host ? Cut(host, Host) : null,
                Method = seen.Method is { } method ? Cut(method, Method) : null,
                Detail = seen.Detail is { } detail ? Cut(detail, Field) : null,
                Facts = Cut(seen.Facts),
            },
        };
    }

    private static IReadOnlyList<Fact> Cut(IReadOnlyList<Fact> facts)
    {
        if (facts.Count <= Evidence.MaxItems && facts.All(fact => fact.Value.Length <= Field && fact.Name.Length <= Evidence.MaxName))
        {
            return facts;
        }

        return [.. facts.Take(Evidence.MaxItems).Select(fact => new Fact(Cut(fact.Name, Evidence.MaxName), Cut(fact.Value, Field)))];
    }
}
