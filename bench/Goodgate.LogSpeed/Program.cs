using System.Globalization;
using Goodgate.LogSpeed;

// How fast foreign logs are read: goodgate logs and GoAccess on the same file, in turns, each on one core; or what the worst log costs in memory (bench/logs).
const double MostMemory = 150;
if (args.Length != 3 || !long.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !(args[1] == "failures" || long.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("usage: goodgate-log-speed GOODGATE MEGABYTES ROUNDS | GOODGATE failures LINES");
    return 2;
}

var log = Path.Combine(Path.GetTempPath(), $"goodgate-bench-{Environment.ProcessId}.log");
try
{
    return args[1] == "failures" ? Worst(args[0], count) : Speed(args[0], long.Parse(args[1], CultureInfo.InvariantCulture), count);
}
finally
{
    File.Delete(log);
    File.Delete(Path.ChangeExtension(log, ".json"));
}

int Speed(string goodgate, long megabytes, long rounds)
{
    LogFile.Write(log, megabytes * 1_000_000);
    var size = new FileInfo(log).Length / 1e6;
    Console.WriteLine($"{size:0} MB of nginx combined log, 1 % failures; one core; medians of {rounds} rounds, in turns");
    var ours = new List<Cost>();
    var theirs = new List<Cost>();
    for (var round = 0; round < rounds; round++)
    {
        ours.Add(Cost.Of("taskset", "-c", "1", goodgate, "logs", log, "--each"));
        if (round == 0)
        {
            // GoAccess takes its time: once is enough to know it.
            theirs.Add(Cost.Of("taskset", "-c", "1", "goaccess", log, "--log-format=COMBINED", "-o", Path.ChangeExtension(log, ".json"), "--no-progress"));
        }
    }

    var (mine, other) = (Cost.Median(ours), Cost.Median(theirs));
    Console.WriteLine($"goodgate logs --each   {size / mine.Seconds,8:0} MB/s   {mine.Seconds,7:0.00} s   {mine.Megabytes,5:0} MB of memory");
    Console.WriteLine($"goaccess               {size / other.Seconds,8:0.0} MB/s   {other.Seconds,7:0.00} s   {other.Megabytes,5:0} MB of memory");
    Console.WriteLine($"ratio                  {other.Seconds / mine.Seconds,8:0.0} x");
    return size / mine.Seconds >= 300 && other.Seconds / mine.Seconds >= 20 && mine.Megabytes <= MostMemory ? 0 : 1;
}

int Worst(string goodgate, long lines)
{
    FailureLog.Write(log, lines);
    Console.WriteLine($"{new FileInfo(log).Length / 1e6:0} MB of nginx combined log: {lines} failures, each of another client at another page of another host, targets of 60 to 30,000 characters");
    var most = 0.0;
    foreach (var options in (string[][])[[], ["--each"]])
    {
        var cost = Cost.Of(goodgate, ["logs", log, .. options]);
        Console.WriteLine($"goodgate logs {string.Join(' ', options),-8} {cost.Seconds,7:0.0} s   {cost.Megabytes,5:0} MB of memory at most");
        most = Math.Max(most, cost.Megabytes);
    }

    return most <= MostMemory ? 0 : 1;
}
