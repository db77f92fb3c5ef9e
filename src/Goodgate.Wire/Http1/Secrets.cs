using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>
/// Takes the values of cookies and credentials out of bytes that are shown as evidence. Goes by words anywhere in a line, since a line that
/// is shown is a broken one: more is hidden than need be rather than less.
/// </summary>
internal static class Secrets
{
    private static readonly string[] Words = ["cookie", "authorization", "authenticat", "api-key", "token"];

    /// <summary>A copy of <paramref name="start"/> to <paramref name="end"/> with <c>[hidden]</c> for what follows a word in its line and in folds of it.</summary>
    public static byte[] Hide(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var shown = new List<byte>(end - start);
        var secret = false;
        for (int line = LineOf(bytes, start), next; line < end; line = next)
        {
            next = EndOf(bytes, line, end);
            var folded = secret && bytes[line] is (byte)' ' or (byte)'\t';
            var from = folded ? line : WordIn(bytes, line, next);
            secret = from >= 0;
            if (next > start)
            {
                Show(shown, bytes[Math.Max(line, start)..next], secret ? Math.Max(from - Math.Max(line, start), 0) : null);
            }
        }

        return [.. shown];
    }

    private static void Show(List<byte> shown, ReadOnlySpan<byte> line, int? secretFrom)
    {
        var from = secretFrom ?? line.Length;
        shown.AddRange(line[..from]);
        var rest = line[from..];
        if (!rest.Trim(":\r\n\t "u8).IsEmpty)
        {
            shown.AddRange("[hidden]"u8);
            rest = rest[rest.TrimEnd("\r\n"u8).Length..];
        }

        shown.AddRange(rest);
    }

    // Goes back over folds to the line that has the name.
    private static int LineOf(ReadOnlySpan<byte> bytes, int at)
    {
        do
        {
            at = bytes[..at].LastIndexOf((byte)'\n') + 1;
        }
        while (at > 0 && at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' && --at > 0);

        return at;
    }

    private static int EndOf(ReadOnlySpan<byte> bytes, int line, int end)
    {
        var lf = bytes[line..end].IndexOf((byte)'\n');
        return lf < 0 ? end : line + lf + 1;
    }

    // Index behind the first word in the line, or -1.
    private static int WordIn(ReadOnlySpan<byte> bytes, int line, int end)
    {
        for (var at = line; at < end; at++)
        {
            foreach (var word in Words)
            {
                if (word.Length <= end - at && (bytes[at] | 0x20) == word[0] && Ascii.EqualsIgnoreCase(bytes.Slice(at, word.Length), word))
                {
                    return at + word.Length;
                }
            }
        }

        return -1;
    }
}
