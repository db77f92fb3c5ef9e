using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Bytes of a peer as printable ASCII, for evidence. CR, LF and HTAB as \r \n \t, all else outside 0x20–0x7E as \xNN.</summary>
public static class Sample
{
    /// <summary>Longest sample, characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Bytes shown before the offset that matters.</summary>
    private const int Before = 24;

    /// <summary>The bytes around <paramref name="offset"/>, without values of cookies and credentials.</summary>
    /// <param name="bytes">The message from its start, so that the name of a value can be found.</param>
    /// <param name="offset">The byte that matters.</param>
    public static string Around(ReadOnlySpan<byte> bytes, int offset)
    {
        var start = Math.Clamp(offset - Before, 0, bytes.Length);
        var end = Math.Min(bytes.Length, start + MaxLength);
        return (start > 0 ? "…" : "") + Escape(Secrets.Hide(bytes, start, end), MaxLength - 1);
    }

    /// <summary>The first bytes, escaped, at most <paramref name="max"/> characters.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes, int max = MaxLength)
    {
        var text = new StringBuilder(Math.Min(bytes.Length, max));
        foreach (var b in bytes)
        {
            var piece = b switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\t' => "\\t",
                (byte)'\\' => "\\\\",
                >= 0x20 and <= 0x7E => null,
                _ => $"\\x{b:X2}",
            };
            if (text.Length + (piece?.Length ?? 1) > max - 1)
            {
                return text.Append('…').ToString();
            }

            _ = piece is null ? text.Append((char)b) : text.Append(piece);
        }

        return text.ToString();
    }
}
