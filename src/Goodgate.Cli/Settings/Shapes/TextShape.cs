using System.Text.Json.Nodes;
using Goodgate.Cli.Settings.Formats;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>Text of a given format.</summary>
internal sealed record TextShape(TextFormat Format) : ScalarShape
{
    public override string Expected => Format.Expected;

    public override string Example => Format.Example;

    public override ScalarReading Read(string text)
    {
        if (!Format.IsFree && text.Any(char.IsControl))
        {
            return new ScalarReading(null, "holds a control character");
        }

        var reading = Format.Read(text);
        return new ScalarReading(reading.Value, reading.Failure, reading.Meant);
    }

    public override string Write(object value) => (string)value;

    public override JsonObject Schema() => Format.Pattern is null ? new JsonObject { ["type"] = "string" } : Pattern(Format.Pattern);
}
