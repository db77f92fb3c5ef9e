using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Tests.Showing;

/// <summary>Verdicts to show.</summary>
internal static class SampleVerdicts
{
    public static readonly Observation Refused = new()
    {
        Source = Source.Gateway,
        Phase = Phase.Connect,
        Happening = Happening.Refused,
        Time = new DateTimeOffset(2026, 11, 21, 2, 2, 3, 123, TimeSpan.FromHours(1)),
        RequestId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Method = "GET",
        Host = "example.com",
        Target = "/path",
        Server = "http://127.0.0.1:3000",
        Peer = "127.0.0.1:3000",
        Errno = 111,
        ClientStatus = 502,
    };

    public static readonly Observation Left = Refused with { Phase = Phase.FirstByte, Happening = Happening.ClientLeft, Errno = null, ClientStatus = null };

    public static Verdict Of(Observation seen) => Judge.Decide(seen);
}
