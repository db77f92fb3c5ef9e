namespace Goodgate.Lab.Tests;

/// <summary>Names the faults whose behaviour on the wire a test proves; the census of the catalogue counts them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProvesAttribute(params string[] faults) : Attribute
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
