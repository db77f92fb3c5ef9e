using System.Text.Json.Nodes;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary><c>true</c> or <c>false</c>; YAML 1.1's yes, no, on and off are refused, as YAML 1.2 does.</summary>
internal sealed record FlagShape : ScalarShape
{
    public override string Expected => "true or false";

    public override string Example => "false";

    public override ScalarReading Read(string text) => text switch
    {
        "true" => new ScalarReading(true),
        "false" => new ScalarReading(false),
        _ => new ScalarReading(null, "is not a flag", text.ToLowerInvariant() switch
        {
            "yes" or "y" or "on" or "1" or "true" => "true",
            "no" or "n" or "off" or "0" or "false" => "false",
            _ => null,
        }),
    };

    public override string Write(object value) => (bool)value ? "true" : "false";

    public override JsonObject Schema() => OrVariable(new JsonObject { ["type"] = "boolean" });
}
