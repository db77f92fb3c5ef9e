namespace Goodgate.Wire.Http1;

/// <summary>One complete line of a head as offsets into the message's bytes.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its text: CR, or LF where CR is missing.</param>
/// <param name="Lf">Its LF.</param>
internal readonly record struct HeadLine(int Start, int End, int Lf)
{
    /// <summary>True for the line that ends a head.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>True when CR is missing.</summary>
    public bool IsBare => End == Lf;
}
