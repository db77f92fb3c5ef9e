using System.Text;

namespace Goodgate.EndToEnd.Stage;

/// <summary>One response as it came off the wire.</summary>
internal sealed record Answer
{
    /// <summary>Status line and fields, byte for byte (ISO 8859-1), with the empty line. Empty when nothing came.</summary>
    public required string Head { get; init; }

    /// <summary>Statuses of the interim responses before it.</summary>
    public IReadOnlyList<int> Interim { get; init; } = [];

    /// <summary>Content, without chunk framing.</summary>
    public required byte[] Body { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>Null when no whole head came.</summary>
    public int? Status => Head.Length > 12 ? int.Parse(Head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : null;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>True when the client took the response for whole.</summary>
    public bool LooksWhole => Head.Length > 0 && Ending is Ending.Complete or Ending.Closed;

    /// <summary>Values of a field, in order.</summary>
    public IReadOnlyList<string> Fields(string name) =>
    [
        .. Head.Split("\r\n").Skip(1)
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim()),
    ];

    /// <summary>The one value of a field; null when it is absent.</summary>
    public string? Field(string name)
    {
        var values = Fields(name);
        values.Count.ShouldBeLessThanOrEqualTo(1, $"{name} came {values.Count} times in:\n{Head}");
        return values.Count == 0 ? null : values[0];
    }
}
