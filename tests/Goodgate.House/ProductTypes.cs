using System.Reflection;
using System.Runtime.CompilerServices;

namespace Goodgate.House;

/// <summary>The product's types, as compiled.</summary>
internal static class ProductTypes
{
    /// <summary>Names of the product's assemblies.</summary>
    public static IReadOnlyList<string> Assemblies { get; } = ["Goodgate.Wire", "Goodgate.Verdicts", "Goodgate.Gateway", "Goodgate.Lab", "Goodgate.Logs", "goodgate"];

    /// <summary>All types written by hand.</summary>
    public static IReadOnlyList<Type> All { get; } = [.. Assemblies
        .SelectMany(name => Assembly.Load(name).GetTypes())
        .Where(type => type.FullName?.Contains('<', StringComparison.Ordinal) == false && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)];
}
