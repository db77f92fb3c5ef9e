using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>
/// Strings for the fields of one server's responses. A server says the same things again and again, so the last value of each field
/// and the names met before are kept: on the steady path no string is made. Bounded; lives with one upstream connection.
/// </summary>
public sealed class FieldStrings
{
    // Longer values (cookies, policies) differ or are rare.
    private const int LongestKept = 256;
    private const int NamesKept = 32;

    private readonly string?[] _values = new string?[Enum.GetValues<KnownField>().Length];
    private readonly string?[] _names = new string?[NamesKept];
    private readonly string?[] _nameValues = new string?[NamesKept];

    /// <summary>The value as a string.</summary>
    public string Value(KnownField known, ReadOnlySpan<byte> value) =>
        known == KnownField.Other ? Encoding.Latin1.GetString(value) : Same(ref _values[(int)known], value);

    /// <summary>Name and value of a field that is not a known one.</summary>
    public (string Name, string Value) Other(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var slot = Slot(name);
        return (Same(ref _names[slot], name), Same(ref _nameValues[slot], value));
    }

    private static int Slot(ReadOnlySpan<byte> name)
    {
        var hash = name.Length;
        hash = (hash * 31) + name[0];
        hash = (hash * 31) + name[^1];
        hash = (hash * 31) + name[name.Length / 2];
        return (int)((uint)hash % NamesKept);
    }

    private static string Same(ref string? kept, ReadOnlySpan<byte> bytes)
    {
        if (kept is { } before && before.Length == bytes.Length && Ascii.Equals(bytes, before))
        {
            return before;
        }

        var made = Encoding.Latin1.GetString(bytes);
        if (made.Length <= LongestKept)
        {
            kept = made;
        }

        return made;
    }
}
