using System.Diagnostics;
using System.Globalization;

namespace Goodgate.LogSpeed;

/// <summary>What a command took: time by the clock, and the most memory it held.</summary>
internal sealed record Cost(double Seconds, double Megabytes)
{
    public static Cost Of(string command, params string[] args)
    {
        var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%e %M", command, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var told = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.Wait();
        var last = told.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ');
        return new Cost(double.Parse(last[0], CultureInfo.InvariantCulture), double.Parse(last[1], CultureInfo.InvariantCulture) / 1024);
    }

    public static Cost Median(List<Cost> costs) => costs.OrderBy(cost => cost.Seconds).ElementAt(costs.Count / 2);
}
