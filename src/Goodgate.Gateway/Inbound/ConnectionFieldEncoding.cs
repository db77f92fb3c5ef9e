using System.Text;

namespace Goodgate.Gateway.Inbound;

/// <summary>
/// ISO 8859-1 for the Connection field, which Kestrel rewrites: a value in which it knows one option only ("close, x-a") becomes that option, and
/// the names beside it, which say what must not go on (RFC 9110 §7.6.1), are lost. A value with two options it knows is left alone; so a value
/// that names more gets a second one that changes nothing: keep-alive, the default of HTTP/1.1 and overruled by close.
/// </summary>
internal sealed class ConnectionFieldEncoding : Encoding
{
    private const string Second = "keep-alive, ";

    public static readonly ConnectionFieldEncoding Instance = new();

    public override int GetCharCount(byte[] bytes, int index, int count) => Rewrite(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Rewrite(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount + Second.Length;

    private static string Rewrite(ReadOnlySpan<byte> value)
    {
        var text = Latin1.GetString(value);
        if (!text.Contains(',', StringComparison.Ordinal) && (Is(text, "keep-alive") || Is(text, "close") || Is(text, "upgrade")))
        {
            return text;
        }

        return Join(text.Split(',', StringSplitOptions.TrimEntries).Where(option => !Is(option, "keep-alive")));
    }

    // Without keep-alive when nothing else is known in it: then there is no option at all that Kestrel could keep.
    private static string Join(IEnumerable<string> others)
    {
        var list = others.ToArray();
        var known = list.Any(option => Is(option, "close") || Is(option, "upgrade"));
        return (known ? Second : "") + string.Join(", ", list);
    }

    private static bool Is(string text, string option) => text.AsSpan().Trim().Equals(option, StringComparison.OrdinalIgnoreCase);
}
