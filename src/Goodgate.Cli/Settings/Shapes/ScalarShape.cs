using System.Text.Json.Nodes;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>A single value.</summary>
internal abstract record ScalarShape : Shape
{
    /// <summary>In words: <c>a duration from 10ms to 1m</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>A good value, for the manual.</summary>
    public abstract string Example { get; }

    public abstract ScalarReading Read(string text);

    /// <summary>As one would write it.</summary>
    public abstract string Write(object value);

    /// <summary>Its type in JSON Schema. A value with <c>${…}</c> must pass too: editors do not see the environment.</summary>
    public abstract JsonObject Schema();

    protected static JsonObject OrVariable(JsonObject type) => new()
    {
        ["anyOf"] = new JsonArray(type, new JsonObject { ["type"] = "string", ["pattern"] = @"\$\{" }),
    };

    protected static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern + @"|\$\{" };
}

/// <summary>A value read from its text, or why it cannot be.</summary>
internal readonly record struct ScalarReading(object? Value, string Failure = "", string? Meant = null);
