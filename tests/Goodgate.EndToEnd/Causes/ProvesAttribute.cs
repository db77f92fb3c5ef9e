namespace Goodgate.EndToEnd.Causes;

/// <summary>The test proves that a gateway meeting these causes names them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProvesAttribute(params string[] causes) : Attribute
{
    public IReadOnlyList<string> Causes { get; } = causes;
}
