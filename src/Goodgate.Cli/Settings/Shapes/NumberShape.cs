using System.Globalization;
using System.Text.Json.Nodes;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>A whole number in a range, or one of a few.</summary>
internal sealed record NumberShape(int Least, int Most) : ScalarShape
{
    /// <summary>The only numbers taken; empty = the whole range.</summary>
    public IReadOnlyList<int> Only { get; init; } = [];

    public override string Expected => Only.Count > 0 ? "one of " + string.Join(", ", Only) : $"a whole number from {Least} to {Most}";

    public override string Example => Only.Count > 0 ? $"{Only[0]}" : $"{Least + 1}";

    public override ScalarReading Read(string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return new ScalarReading(null, "is not a whole number");
        }

        return number >= Least && number <= Most && (Only.Count == 0 || Only.Contains(number))
            ? new ScalarReading(number)
            : new ScalarReading(null, "is out of range");
    }

    public override string Write(object value) => ((int)value).ToString(CultureInfo.InvariantCulture);

    public override JsonObject Schema() => OrVariable(Only.Count > 0
        ? new JsonObject { ["enum"] = new JsonArray([.. Only.Select(n => (JsonNode)n)]) }
        : new JsonObject { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most });
}
