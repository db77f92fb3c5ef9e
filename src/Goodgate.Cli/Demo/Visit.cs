using System.Globalization;

namespace Goodgate.Cli.Demo;

/// <summary>What a visitor of the demo got.</summary>
/// <param name="Status">The status; null when the connection broke first.</param>
/// <param name="IsCut">True when the response broke off.</param>
internal readonly record struct Visit(int? Status, bool IsCut)
{
    /// <summary><c>502</c>; <c>200, cut off</c>; <c>cut off</c>.</summary>
    public override string ToString() => this switch
    {
        { Status: null } => "cut off",
        { IsCut: true } => string.Create(CultureInfo.InvariantCulture, $"{Status}, cut off"),
        _ => Status.Value.ToString(CultureInfo.InvariantCulture),
    };
}
