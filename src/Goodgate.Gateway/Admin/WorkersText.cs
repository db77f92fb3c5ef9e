using System.Globalization;
using System.Text.Json;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Admin;

/// <summary>The pool of workers behind an upstream, for <c>/api/upstreams</c>.</summary>
internal static class WorkersText
{
    public static void Write(Utf8JsonWriter json, WorkerPool pool, TimeProvider time)
    {
        var gate = pool.Gate;
        json.WriteStartObject("workers");
        Number(json, "limit", gate.Limit);
        json.WriteNumber("in_flight", gate.Held);
        json.WriteNumber("abandoned", gate.Places.Count(place => place.IsAbandoned));
        json.WriteNumber("queue", gate.Depth);
        json.WriteNumber("queue_room", gate.Room);
        json.WriteNumber("restarts", pool.Restarts);
        if (pool.RestartedAt is { } restarted)
        {
            json.WriteString("restarted", restarted.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        if (pool.Source is { } source)
        {
            json.WriteString("source", source);
        }

        if (pool.Problem is { } problem)
        {
            json.WriteString("conf_problem", problem);
        }

        if (pool.Reading is { } reading)
        {
            WriteStatus(json, reading, time);
        }

        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, PoolReading reading, TimeProvider time)
    {
        json.WriteStartObject("fpm");
        json.WriteNumber("age_seconds", Math.Round(time.GetElapsedTime(reading.At).TotalSeconds, 1));
        if (reading.Status is { } status)
        {
            json.WriteString("pool", status.Pool);
            json.WriteNumber("active", status.Active);
            json.WriteNumber("idle", status.Idle);
            json.WriteNumber("total", status.Total);
            json.WriteNumber("max_children_reached", status.MaxChildrenReached);
            json.WriteNumber("slow_requests", status.SlowRequests);
        }
        else
        {
            json.WriteString("problem", reading.Problem);
        }

        if (reading.Ping is { } ping)
        {
            json.WriteString("ping", ping);
        }

        Number(json, "listen_queue", reading.Waiting);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
