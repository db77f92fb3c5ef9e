using System.Globalization;

namespace Goodgate.Gateway.Settings;

/// <summary>Durations in the notation of the settings file.</summary>
public static class Durations
{
    /// <summary><c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>: the largest unit that divides it.</summary>
    public static string Text(TimeSpan time)
    {
        var (value, unit) = time switch
        {
            { Ticks: 0 } => (0, "s"),
            _ when time.Ticks % TimeSpan.TicksPerHour == 0 => (time.TotalHours, "h"),
            _ when time.Ticks % TimeSpan.TicksPerMinute == 0 => (time.TotalMinutes, "m"),
            _ when time.Ticks % TimeSpan.TicksPerSecond == 0 => (time.TotalSeconds, "s"),
            _ => (time.TotalMilliseconds, "ms"),
        };
        return value.ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }
}
