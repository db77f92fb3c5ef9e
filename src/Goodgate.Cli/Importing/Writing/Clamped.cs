using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>Values brought into the range Goodgate's settings allow; a value that had to be changed is said.</summary>
internal sealed class Clamped(Plan plan)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    /// <summary>Time to connect: 10ms to 5m.</summary>
    public string Connect(TimeSpan time, Directive from) => Time(time, TimeSpan.FromMinutes(5), from);

    /// <summary>Time to send, to the first byte, between two reads: 10ms to 24h.</summary>
    public string Wait(TimeSpan time, Directive from) => Time(time, TimeSpan.FromHours(24), from);

    /// <summary>Silence on an upgraded connection: 1s to 168h.</summary>
    public string Upgraded(TimeSpan time, Directive from) => Time(time < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : time, TimeSpan.FromHours(168), from);

    /// <summary>Bytes, as plain number or in KiB and MiB.</summary>
    public static string Size(long bytes) =>
        bytes % (1 << 20) == 0 && bytes > 0 ? $"{(bytes >> 20).ToString(CultureInfo.InvariantCulture)}MiB"
        : bytes % 1024 == 0 && bytes > 0 ? $"{(bytes >> 10).ToString(CultureInfo.InvariantCulture)}KiB"
        : bytes.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bytes within a range.</summary>
    public string Size(long bytes, long least, long most, SettingsPlace place, string what)
    {
        var fitting = Math.Clamp(bytes, least, most);
        if (fitting != bytes)
        {
            plan.Miss(place, what, $"{Size(fitting)} is written: Goodgate takes {Size(least)} to {Size(most)}");
        }

        return Size(fitting);
    }

    private string Time(TimeSpan time, TimeSpan most, Directive from)
    {
        var fitting = time < Least ? Least : time > most ? most : time;
        if (fitting != time)
        {
            plan.Miss(from, $"{Spans.Shown(fitting)} is written: Goodgate takes {Spans.Shown(Least)} to {Spans.Shown(most)}");
        }

        return Spans.Shown(fitting);
    }
}
