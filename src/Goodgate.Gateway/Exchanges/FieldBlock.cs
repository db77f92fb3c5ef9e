using System.Text;

namespace Goodgate.Gateway.Exchanges;

/// <summary>Complete field lines that are sent again and again: as bytes for HTTP/1, as names and values for HTTP/2.</summary>
/// <param name="lines"><c>Name: value CRLF</c>, one or more; their maker has checked them.</param>
/// <param name="hasDate">True when one of them is Date.</param>
public sealed class FieldBlock(ReadOnlyMemory<byte> lines, bool hasDate)
{
    private KeyValuePair<string, string>[]? _pairs;

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Lines => lines.Span;

    /// <summary>True when one of them is Date: a message has one (RFC 9110 §6.6.1).</summary>
    public bool HasDate => hasDate;

    /// <summary>The same as names and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs ??= Split(lines.Span);

    private static KeyValuePair<string, string>[] Split(ReadOnlySpan<byte> rest)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        while (FieldLineSplit.Next(ref rest, out var name, out var value))
        {
            pairs.Add(new(Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value)));
        }

        return [.. pairs];
    }
}
