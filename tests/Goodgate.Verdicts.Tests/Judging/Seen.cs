using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>Observations of our own gateway, short to write.</summary>
internal static class Seen
{
    public static Observation By(Happening happening, Phase? phase = null) => new()
    {
        Source = Source.Gateway,
        Happening = happening,
        Phase = phase,
        Server = "http://app:3000",
        Peer = "10.0.0.7:3000",
    };

    public static Observation With(this Observation seen, params (string Name, string Value)[] facts) =>
        seen with { Facts = [.. facts.Select(fact => new Fact(fact.Name, fact.Value))] };

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
