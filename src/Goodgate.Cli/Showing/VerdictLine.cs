using System.Globalization;
using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Showing;

/// <summary>
/// A verdict as one line for logs: <c>TIME STATUS CAUSE METHOD HOST/PATH → SERVER · SUMMARY · PARTY must act · next: STEP · id ID</c>.
/// Everything that came over the network is escaped: no line can pretend to be two.
/// </summary>
internal static class VerdictLine
{
    // Enough to recognise a page; the access log has it whole.
    private const int LongestTarget = 200;

    public static string Of(Verdict verdict, DateTimeOffset now)
    {
        var seen = verdict.Observation;
        var line = new StringBuilder(512);
        line.Append((seen.Time ?? now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        line.Append(' ').Append(Status(verdict)).Append(' ').Append(verdict.Cause.Id).Append(' ').Append(Request(verdict));
        if (Server(verdict) is { } server)
        {
            line.Append(" → ").Append(server);
        }

        line.Append(" · ").Append(verdict.Summary);
        line.Append(" · ").Append(Words.Of(verdict.Party)).Append(" must act");
        line.Append(" · next: ").Append(verdict.Cause.Text.FirstSteps[0]);
        return seen.RequestId is { Length: > 0 } id ? line.Append(" · id ").Append(Evidence.Printable(id)).ToString() : line.ToString();
    }

    /// <summary>The client's status; <c>-</c> when none could be sent.</summary>
    public static string Status(Verdict verdict) => verdict.Observation.ClientStatus?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary><c>GET example.com/path</c>, escaped.</summary>
    public static string Request(Verdict verdict)
    {
        var seen = verdict.Observation;
        return $"{Evidence.Printable(seen.Method ?? "-", 32)} {Evidence.Printable((seen.Host ?? "-") + (seen.Target ?? ""), LongestTarget)}";
    }

    /// <summary>The server as configured, escaped; null when none was chosen.</summary>
    public static string? Server(Verdict verdict) => (verdict.Observation.Server ?? verdict.Observation.Peer) is { } server ? Evidence.Printable(server) : null;
}
