namespace Goodgate.Wire.FastCgi;

/// <summary>
/// Content of FCGI_END_REQUEST (FastCGI 1.0 §5.5).
/// <code>
///    0         1         2         3         4         5         6         7
/// +---------+---------+---------+---------+---------+---------+---------+---------+
/// |              application status       | protocol|         reserved            |
/// +---------+---------+---------+---------+---------+---------+---------+---------+
/// </code>
/// </summary>
/// <param name="ApplicationStatus">Exit code of the script; PHP-FPM sends 0 in all cases but few.</param>
/// <param name="ProtocolStatus">As received: may be none of the known ones.</param>
public readonly record struct EndOfRequest(uint ApplicationStatus, ProtocolStatus ProtocolStatus)
{
    /// <summary>Bytes of it.</summary>
    public const int Size = 8;

    /// <summary>Reads it.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public static EndOfRequest Read(ReadOnlySpan<byte> bytes) => new(RecordHeader.ReadNumber(bytes), (ProtocolStatus)bytes[4]);
}
