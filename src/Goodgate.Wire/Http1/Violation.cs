namespace Goodgate.Wire.Http1;

/// <summary>A broken rule, with everything needed to show it after the buffer is gone.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Offset">Byte offset from the start of the message (for chunks: of the body).</param>
/// <param name="Field">Name of the field concerned, printable; null when none.</param>
/// <param name="Detail">What was found and what was expected, one sentence without the bytes.</param>
/// <param name="Sample">The bytes around the offset, escaped, at most <see cref="Http1.Sample.MaxLength"/> characters.</param>
public sealed record Violation(ViolationKind Kind, long Offset, string? Field, string Detail, string Sample)
{
    /// <summary>What the bytes look like when they are plainly another protocol (<see cref="ForeignProtocol"/>); else null.</summary>
    public string? Protocol { get; init; }

    /// <summary>Size found, for the kinds that are about a size.</summary>
    public int? Size { get; init; }
}
