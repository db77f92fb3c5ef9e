using Goodgate.Logs.Following;
using Goodgate.Logs.Watching;

namespace Goodgate.Logs.Tests.Watching;

/// <summary>For tests in which both clocks agree.</summary>
internal static class BoardTimes
{
    public static void Add(this BurstBoard board, WatchFinding finding, DateTimeOffset now) => board.Add(finding, At(now));

    public static IReadOnlyList<BurstNews> Due(this BurstBoard board, DateTimeOffset now, bool all = false) => board.Due(At(now), all);

    private static Moment At(DateTimeOffset now) => new(now, now - DateTimeOffset.UnixEpoch);
}
