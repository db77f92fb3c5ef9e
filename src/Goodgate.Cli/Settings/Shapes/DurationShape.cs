using System.Text.Json.Nodes;
using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>A duration in a range, both ends included; <paramref name="ZeroMeans"/> allows 0 beside the range and says what it does.</summary>
internal sealed record DurationShape(string Least, string Most, string? ZeroMeans = null) : ScalarShape
{
    public override string Expected =>
        $"a duration from {Least} to {Most}{(ZeroMeans is null ? "" : $", or 0s ({ZeroMeans})")}, such as 500ms, 2s, 5m, 1h or 1m30s";

    public override string Example => Least;

    public override ScalarReading Read(string text)
    {
        if (!DurationText.TryParse(text, out var duration))
        {
            return new ScalarReading(null, "is not a duration", DurationText.Guess(text));
        }

        if (duration == TimeSpan.Zero && ZeroMeans is not null)
        {
            return new ScalarReading(duration);
        }

        return duration >= Parse(Least) && duration <= Parse(Most) ? new ScalarReading(duration) : new ScalarReading(null, "is out of range");
    }

    public override string Write(object value) => Durations.Text((TimeSpan)value);

    public override JsonObject Schema() => Pattern("^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$");

    private static TimeSpan Parse(string text) => DurationText.TryParse(text, out var duration) ? duration : throw new FormatException(text);
}
