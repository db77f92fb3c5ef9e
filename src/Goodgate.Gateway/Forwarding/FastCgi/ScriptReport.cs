using System.Text;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.FastCgi;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>Facts of what went wrong behind a FastCGI server: STDERR, the end of the request, and what a close without that end means.</summary>
internal static class ScriptReport
{
    /// <summary>A failure, with what the records and STDERR say of it.</summary>
    /// <param name="seen">As any protocol sees it.</param>
    /// <param name="script">The script asked for.</param>
    /// <param name="end">How the request ended; null when it did not.</param>
    /// <param name="errors">STDERR.</param>
    public static Observation Explain(Observation seen, ScriptTarget? script, EndOfRequest? end, ScriptErrors errors)
    {
        seen = seen with { Facts = Facts(seen.Facts, script, errors) };
        if (seen.Happening is Happening.ClientLeft or Happening.TimedOut or Happening.OtherProtocol)
        {
            return seen;
        }

        if (end is { ProtocolStatus: not ProtocolStatus.RequestComplete } refused)
        {
            return Refused(seen, refused.ProtocolStatus);
        }

        if (errors.IsFatal)
        {
            return Failed(seen, errors);
        }

        if (errors.PrimaryScriptUnknown)
        {
            return seen with { Happening = Happening.ScriptFailed, Detail = ScriptFile.Compare(script) };
        }

        // A server that keeps connections may close one at rest at any time; otherwise only a worker that dies leaves a request without its end.
        var gone = seen is { Happening: Happening.Closed or Happening.Reset, Phase: Phase.FirstByte or Phase.Head or Phase.Body };
        return gone && !(seen is { Reused: true, BytesReceived: 0 }) ? seen with { Happening = Happening.WorkerCrashed, Detail = Words(seen) } : seen;
    }

    /// <summary>A complete answer that STDERR puts in another light.</summary>
    public static void Conclude(Exchange exchange, AttemptRecord record, ScriptTarget? script, ScriptErrors errors)
    {
        var relayed = exchange.Failure;
        if (errors.PrimaryScriptUnknown)
        {
            // The file is not there and nothing else is wrong: that is a plain 404 of whoever asked for it.
            exchange.Failure = ScriptFile.IsPlainlyMissing(script) ? relayed : Seen(exchange, record, script, errors) with
            {
                Happening = Happening.ScriptFailed,
                Detail = ScriptFile.Compare(script),
            };
        }
        else if (relayed is { Happening: Happening.UpstreamError or Happening.DatabaseFailed })
        {
            // PHP's own 500: passed on, marked as the application's, and the message goes with it. A fatal error is one whether PHP had an answer left or not.
            var told = relayed with { Facts = Facts(relayed.Facts, script, errors), Detail = relayed.Detail ?? errors.Php?.ToString() };
            exchange.Failure = !errors.IsFatal ? told
                : Database(errors) is { } words ? told with { Happening = Happening.DatabaseFailed, Detail = words }
                : relayed.Happening == Happening.UpstreamError ? Failed(told, errors)
                : told;
        }
        else if (errors.IsFatal)
        {
            exchange.Failure = Failed(Seen(exchange, record, script, errors), errors);
        }
    }

    private static Observation Seen(Exchange exchange, AttemptRecord record, ScriptTarget? script, ScriptErrors errors) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Body,
        Server = record.Server.Address.Url,
        Peer = record.Peer,
        Reused = record.Reused,
        Elapsed = exchange.Services.Time.GetElapsedTime(record.Began),
        BytesReceived = record.BodyReceived,
        UpstreamStatus = record.Status,
        Facts = Facts([], script, errors),
    };

    private static Observation Failed(Observation seen, ScriptErrors errors)
    {
        var happening = Database(errors) is not null ? Happening.DatabaseFailed : errors.Php!.IsTime ? Happening.WorkerTimedOut : Happening.ScriptFailed;
        return seen with { Happening = happening, Violation = null, Protocol = null, Detail = errors.Php!.ToString() };
    }

    private static Observation Refused(Observation seen, ProtocolStatus status) => status switch
    {
        ProtocolStatus.Overloaded => seen with { Happening = Happening.WorkersExhausted, Violation = null, Detail = "the server ended the request with FCGI_OVERLOADED" },
        ProtocolStatus.CannotMultiplex => seen with { Detail = "the server ended the request with FCGI_CANT_MPX_CONN: it takes one request per connection" },
        ProtocolStatus.UnknownRole => seen with { Detail = "the server ended the request with FCGI_UNKNOWN_ROLE: it runs no scripts as a responder" },
        _ => seen with { Detail = $"the server ended the request with the unknown protocol status {(int)status}" },
    };

    private static string Words(Observation seen) =>
        $"the connection {(seen.Happening == Happening.Reset ? "was reset" : "was closed")} without FCGI_END_REQUEST";

    private static string? Database(ScriptErrors errors) => errors.Php is { } php ? DatabaseWords.Find(Encoding.UTF8.GetBytes(php.Text)) : null;

    private static List<Fact> Facts(IReadOnlyList<Fact> before, ScriptTarget? script, ScriptErrors errors)
    {
        List<Fact> facts = [.. before];
        if (script is not null)
        {
            facts.Add(new Fact(FactNames.Script, script.File));
        }

        errors.AddTo(facts);
        return facts;
    }
}
