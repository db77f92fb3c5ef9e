using System.Text.Json.Nodes;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>One of a few words.</summary>
internal sealed record ChoiceShape(params IReadOnlyList<string> Words) : ScalarShape
{
    public override string Expected => Words.Count == 1 ? Words[0] : "one of " + string.Join(", ", Words);

    public override string Example => Words[^1];

    public override ScalarReading Read(string text) =>
        Words.Contains(text) ? new ScalarReading(text) : new ScalarReading(null, "is not known", NearestWord.Of(text, Words));

    public override string Write(object value) => (string)value;

    public override JsonObject Schema() => OrVariable(new JsonObject { ["enum"] = new JsonArray([.. Words.Select(w => (JsonNode)w)]) });
}
