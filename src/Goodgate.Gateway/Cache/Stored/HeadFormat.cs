using System.Buffers.Text;
using System.Text;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>
/// How a head lies in the store: <c>gg1 STATUS RECEIVED AGE LIFETIME SWR SIE FLAGS</c>, a line with the names of Vary, then the field lines as they are
/// sent. Numbers are decimal. The first word names the form; a head of another one is not read, and its entry is as good as not there.
/// </summary>
internal static class HeadFormat
{
    /// <summary>Most bytes of a head (<see cref="Storage.StoredEntry"/>).</summary>
    public const int Most = 64 * 1024;

    private static ReadOnlySpan<byte> Word => "gg1 "u8;

    /// <summary>Writes it down.</summary>
    public static byte[] Write(HeadFacts facts, ReadOnlySpan<byte> lines)
    {
        var first = $"gg1 {facts.Status} {facts.Received} {facts.InitialAge} {facts.Lifetime} {facts.WhileRevalidate} {facts.IfError} {(int)facts.Flags} \r\n{string.Join(',', facts.Vary)}\r\n";
        return [.. Encoding.ASCII.GetBytes(first), .. lines];
    }

    /// <summary>Reads it.</summary>
    /// <param name="head">As it lies in the store.</param>
    /// <param name="lines">Where the field lines begin.</param>
    /// <returns>Null when it has another form.</returns>
    public static HeadFacts? Read(ReadOnlySpan<byte> head, out int lines)
    {
        lines = 0;
        if (!head.StartsWith(Word))
        {
            return null;
        }

        Span<long> numbers = stackalloc long[7];
        var at = Word.Length;
        foreach (ref var number in numbers)
        {
            if (!Utf8Parser.TryParse(head[at..], out number, out var length) || at + length >= head.Length || head[at + length] != ' ')
            {
                return null;
            }

            at += length + 1;
        }

        var rest = head[at..];
        var end = rest.StartsWith("\r\n"u8) ? rest[2..].IndexOf("\r\n"u8) : -1;
        if (end < 0 || numbers[0] is < 200 or > 599)
        {
            return null;
        }

        lines = at + 2 + end + 2;
        var vary = Encoding.ASCII.GetString(rest.Slice(2, end));
        return new HeadFacts
        {
            Status = (int)numbers[0],
            Received = numbers[1],
            InitialAge = numbers[2],
            Lifetime = numbers[3],
            WhileRevalidate = numbers[4],
            IfError = numbers[5],
            Flags = (HeadFlags)numbers[6],
            Vary = vary.Length == 0 ? [] : vary.Split(','),
        };
    }
}
