using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>
/// Finds the request of each line of an error log. Where access lines exist their number decides; several error lines belong to one request only when its
/// access line has several servers, or, where it does not tell, when they name different servers on one connection. nginx's <c>*N</c> alone is no request:
/// it is the client's connection, which keep-alive, HTTP/2 and health checks use again and again.
/// </summary>
internal sealed class RequestJoin
{
    /// <summary>An error line and its access line are written when the request ends: a second apart at most, and one more for clocks cut to seconds.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string?, string?), TimeWindow> _records;
    private readonly Dictionary<Failure, Request> _taken = [];
    private readonly Dictionary<(int, string, string?), Request> _last = [];
    private readonly (DateTimeOffset First, DateTimeOffset Last)? _logged;

    private RequestJoin(List<Failure> failures, IReadOnlyDictionary<DateTimeOffset, long> quiet)
    {
        _records = failures.Where(one => one is { IsRecord: true, Client: not null, Time: not null })
            .GroupBy(one => (one.Client, one.Target)).ToDictionary(group => group.Key, group => new TimeWindow(group));
        _logged = Logged(failures, quiet);
    }

    /// <param name="failures">In the order of the logs.</param>
    /// <param name="quiet">Requests without failure, by minute: they tell which time the access logs cover.</param>
    public static void Join(List<Failure> failures, IReadOnlyDictionary<DateTimeOffset, long> quiet)
    {
        var join = new RequestJoin(failures, quiet);
        foreach (var error in failures.Where(one => one is { IsRecord: false, IsAboutRequest: true }))
        {
            join.Place(error);
        }
    }

    private void Place(Failure error)
    {
        var key = (error.Source, error.Exchange ?? "", error.Target);
        var earlier = error.Exchange is not null && _last.TryGetValue(key, out var last) && IsNear(last.Latest, error) ? last : null;

        // "temporarily disabled" stands beside the reason, and is none.
        if (earlier is not null && (IsRemark(error) || earlier.HasMore))
        {
            earlier.Add(error);
            return;
        }

        var request = Free(error) is { } record ? new Request(record) : null;
        if (request is not null)
        {
            _taken[request.Kept] = request;
            request.Add(error);
        }
        else if (earlier is { MayHaveMore: true } && !earlier.HasMet(error.Peer))
        {
            earlier.Add(error);
            return;
        }
        else
        {
            request = new Request(error);
            error.IsRepaired = IsRepaired(error);
        }

        _last[key] = request;
    }

    private Failure? Free(Failure error) => error is { Client: not null, Time: { } time } && _records.TryGetValue((error.Client, error.Target), out var records)
        ? records.Between(time - Near, time + Near).Where(one => !_taken.ContainsKey(one)).MinBy(one => (one.Time!.Value - time).Duration())
        : null;

    // The access log of that time has no failure for it: another server answered. A cut answer is logged with 200, and is none of these.
    private bool IsRepaired(Failure error) =>
        error is { Status: 502 or 503 or 504, Client: not null, Time: { } time } && _logged is { } logged && time >= logged.First - Near && time <= logged.Last + Near;

    private static (DateTimeOffset, DateTimeOffset)? Logged(List<Failure> failures, IReadOnlyDictionary<DateTimeOffset, long> quiet)
    {
        var minutes = quiet.Keys.Where(one => one != DateTimeOffset.MinValue).ToList();
        var times = failures.Where(one => one is { IsRecord: true, Time: not null }).Select(one => one.Time!.Value).Concat(minutes).Concat(minutes.Select(one => one.AddMinutes(1))).ToList();
        return times.Count == 0 ? null : (times.Min(), times.Max());
    }

    private static bool IsRemark(Failure one) => one.Cause.Id == CauseIds.NoHealthyUpstream && one.Confidence != Confidence.Certain;

    private static bool IsNear(Failure one, Failure other) =>
        one.Time is { } first && other.Time is { } second ? (first - second).Duration() <= Near : one.Time is null && other.Time is null;

    /// <summary>One request with the lines found for it.</summary>
    private sealed class Request
    {
        private readonly HashSet<string> _peers = new(StringComparer.Ordinal);
        private readonly int _own;
        private int _errors;

        public Request(Failure kept)
        {
            (Kept, Latest, _own) = (kept, kept, kept.IsRecord ? FailureJoin.Weight(kept) : -1);
            if (!kept.IsRecord)
            {
                _peers.Add(kept.Peer ?? "");
                _errors = 1;
            }
        }

        public Failure Kept { get; }

        public Failure Latest { get; private set; }

        /// <summary>Its access line has more servers than error lines were found.</summary>
        public bool HasMore => Kept.Servers > _errors;

        /// <summary>Nothing says how many servers were asked.</summary>
        public bool MayHaveMore => Kept.Servers == 0;

        public bool HasMet(string? peer) => _peers.Contains(peer ?? "");

        public void Add(Failure error)
        {
            error.IsJoined = true;
            Latest = error;
            Kept.Host ??= error.Host;
            Kept.Peer ??= error.Peer;
            if (IsRemark(error) && _errors > 0)
            {
                return;
            }

            _peers.Add(error.Peer ?? "");
            _errors++;

            // The last attempt ended it.
            if (FailureJoin.Weight(error) > _own)
            {
                (Kept.Cause, Kept.Party, Kept.Confidence) = (error.Cause, error.Party, error.Confidence);
            }
        }
    }
}
