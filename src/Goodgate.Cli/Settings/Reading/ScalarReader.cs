using Goodgate.Cli.Settings.Shapes;
using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Reads single values and writes down where each came from.</summary>
internal sealed class ScalarReader(ReadingContext context)
{
    public ReadValue? Read(SettingsKey key, ScalarShape shape, ScalarNode node, string path)
    {
        var reading = shape.Read(node.Text);
        if (reading.Value is not { } value)
        {
            var shown = key.Secret ? "" : " " + Words.Quoted(node.Text);
            var from = node.Variables.Count == 0 ? "" : $" (from environment {string.Join(", ", node.Variables)})";
            context.Problems.Add(
                node.Place,
                $"{node.Label ?? Words.Label(path)}{shown}{from} {reading.Failure}",
                shape.Expected,
                key.Secret ? null : reading.Meant);
            return null;
        }

        if (shape is TextShape { Format.IsPath: true } && (string)value != "-")
        {
            value = Path.GetFullPath((string)value, context.Directory);
        }

        context.Record(path, key.Secret ? EffectiveValue.Hidden : Shown.Whole(shape.Write(value)), node);
        return new ReadValue(value, node.Place);
    }
}
