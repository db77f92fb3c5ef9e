using System.Globalization;
using System.Text.Json;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Failures;

/// <summary>A verdict as JSON, for the operator: all of its evidence.</summary>
internal static class VerdictJson
{
    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        var seen = verdict.Observation;
        json.WriteStartObject();
        Text(json, "time", seen.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Text(json, "request_id", seen.RequestId);
        json.WriteString("cause", verdict.Cause.Id);
        json.WriteString("title", verdict.Cause.Text.Title);
        json.WriteString("party", Word(verdict.Party));
        json.WriteString("confidence", Word(verdict.Confidence));
        json.WriteString("severity", Word(verdict.Cause.Severity));
        json.WriteBoolean("failure", !VerdictLog.IsNews(verdict));
        json.WriteBoolean("saved", seen.Saved);
        json.WriteString("summary", verdict.Summary);
        if (seen.ClientStatus is { } status)
        {
            json.WriteNumber("status", status);
        }

        Text(json, "method", seen.Method);
        Text(json, "host", seen.Host);
        Text(json, "target", seen.Target);
        Text(json, "site", seen.Site);
        Text(json, "route", seen.Route);
        Text(json, "upstream", seen.Upstream);
        Text(json, "server", seen.Server);
        Text(json, "peer", seen.Peer);
        Text(json, "phase", seen.Phase is { } phase ? Word(phase) : null);
        Text(json, "happening", seen.Happening is { } what ? Word(what) : null);
        WriteEvidence(json, verdict);
        Texts(json, "first_steps", verdict.Cause.Text.FirstSteps);
        json.WriteString("more", "/api/causes/" + verdict.Cause.Id);
        json.WriteEndObject();
    }

    /// <summary>A list of texts.</summary>
    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary><c>timed-out</c> for TimedOut: the spelling of all our JSON.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static void WriteEvidence(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartArray("evidence");
        foreach (var fact in verdict.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("value", fact.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
