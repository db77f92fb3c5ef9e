using System.Text.Json.Nodes;
using Goodgate.Cli.Settings.Values;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>A number of bytes in a range, both ends included; <paramref name="ZeroMeans"/> allows 0 beside the range and says what it does.</summary>
internal sealed record SizeShape(string Least, string Most, string? ZeroMeans = null) : ScalarShape
{
    public override string Expected => $"a size from {Least} to {Most}{(ZeroMeans is null ? "" : $", or 0 ({ZeroMeans})")}, such as 512B, 64KiB or 1MiB";

    public override string Example => Most;

    public override ScalarReading Read(string text)
    {
        if (!SizeText.TryParse(text, out var bytes))
        {
            return new ScalarReading(null, "is not a size", SizeText.Guess(text));
        }

        if (bytes == 0 && ZeroMeans is not null)
        {
            return new ScalarReading(bytes);
        }

        return bytes >= Parse(Least) && bytes <= Parse(Most) ? new ScalarReading(bytes) : new ScalarReading(null, "is out of range");
    }

    public override string Write(object value) => SizeText.Format((long)value);

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = ZeroMeans is null ? Parse(Least) : 0, ["maximum"] = Parse(Most) },
            Pattern("^[0-9]+(B|KiB|MiB|GiB)?$")),
    };

    private static long Parse(string text) => SizeText.TryParse(text, out var bytes) ? bytes : throw new FormatException(text);
}
