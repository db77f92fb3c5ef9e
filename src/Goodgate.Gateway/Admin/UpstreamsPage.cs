using System.Globalization;
using System.Text.Json;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Admin;

/// <summary><c>/api/upstreams</c>: the servers and their connections.</summary>
internal static class UpstreamsPage
{
    public static AdminAnswer Answer(GatewayModel model, TimeProvider time) => AdminAnswer.Json(200, json =>
    {
        json.WriteStartArray("upstreams");
        foreach (var upstream in model.Upstreams.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", upstream.Settings.Name);
            json.WriteStartArray("servers");
            foreach (var server in upstream.Servers)
            {
                Write(json, server);
            }

            json.WriteEndArray();
            if (upstream.Workers is { } pool)
            {
                WorkersText.Write(json, pool, time);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Server server)
    {
        // Two reads of a moving thing: never say that more are idle than are open.
        var idle = server.Pool.Idle;
        var open = server.Pool.Open;
        json.WriteStartObject();
        json.WriteString("server", server.Address.Url);
        json.WriteNumber("requests", server.Requests);
        json.WriteNumber("failures", server.Failures);
        json.WriteNumber("active", server.Active);
        json.WriteStartObject("connections");
        json.WriteNumber("open", open);
        json.WriteNumber("idle", idle);
        json.WriteNumber("busy", open - idle);
        json.WriteEndObject();
        json.WriteNumber("idle_limit_seconds", Math.Round(server.Pool.IdleLimit.TotalSeconds, 3));
        if (server.LastFailure is { } last)
        {
            json.WriteStartObject("last_failure");
            json.WriteString("cause", last.Cause);
            json.WriteString("time", last.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
