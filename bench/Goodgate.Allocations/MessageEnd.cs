using System.Buffers.Text;

namespace Goodgate.Allocations;

/// <summary>Finds the end of an HTTP/1.1 message with Content-Length or without body. Allocates nothing.</summary>
public static class MessageEnd
{
    /// <summary>True when a whole message is there.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var field = bytes[..head].IndexOf("\r\nContent-Length: "u8);
        var length = field < 0 ? "0"u8 : bytes[(field + "\r\nContent-Length: ".Length)..];
        return Utf8Parser.TryParse(length, out int body, out _) && bytes.Length >= head + 4 + body;
    }
}
