using System.Globalization;
using System.Text.Json;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Admin;

/// <summary><c>/api/verdicts</c>: the last failures, the newest first.</summary>
internal static class VerdictsPage
{
    private const int MaxLimit = VerdictLog.FailuresKept + VerdictLog.NewsKept;

    private static readonly string[] Known = ["limit", "cause", "request_id", "since"];

    public static AdminAnswer Answer(AdminRequest request, VerdictLog log, TimeProvider time)
    {
        var query = Read(request, time.GetUtcNow(), out var wrong);
        if (wrong is not null)
        {
            return AdminAnswer.Wrong(400, wrong);
        }

        var found = log.Find(query);
        return AdminAnswer.Json(200, json =>
        {
            json.WriteNumber("held", log.Held);
            json.WriteNumber("seen", log.Seen);
            json.WriteNumber("dropped", log.Dropped);
            json.WriteStartArray("verdicts");
            foreach (var verdict in found)
            {
                VerdictJson.Write(json, verdict);
            }

            json.WriteEndArray();
        });
    }

    private static VerdictQuery Read(AdminRequest request, DateTimeOffset now, out string? wrong)
    {
        var query = new VerdictQuery();
        wrong = request.Query.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown
            ? $"\"{Evidence.Printable(unknown, 60)}\" is no parameter here: limit, cause, request_id, since are"
            : null;
        if (request.Query.TryGetValue("limit", out var limit))
        {
            query = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit
                ? query with { Limit = number }
                : Wrong(query, $"limit: expected a number from 1 to {MaxLimit}", ref wrong);
        }

        if (request.Query.TryGetValue("cause", out var cause))
        {
            query = Causes.Find(cause) is not null ? query with { Cause = cause } : Wrong(query, CausePage.Unknown(cause), ref wrong);
        }

        if (request.Query.TryGetValue("since", out var since))
        {
            query = Since(since, now) is { } from
                ? query with { Since = from }
                : Wrong(query, "since: expected a time (2026-11-21T01:09:10Z) or how long ago (30s, 15m, 2h, 1d)", ref wrong);
        }

        return request.Query.TryGetValue("request_id", out var id) ? query with { RequestId = id } : query;
    }

    private static VerdictQuery Wrong(VerdictQuery query, string why, ref string? wrong)
    {
        wrong ??= why;
        return query;
    }

    private static DateTimeOffset? Since(string text, DateTimeOffset now)
    {
        var unit = text.Length > 1 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
        if (unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var seconds = (double)count * unit;
            return seconds < (now - DateTimeOffset.MinValue).TotalSeconds ? now - TimeSpan.FromSeconds(seconds) : DateTimeOffset.MinValue;
        }

        // In a query + means a blank: a time zone written +02:00 arrives as " 02:00".
        return DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
