using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>How a request goes to its server other than it came: fields left out, fields of ours in their place.</summary>
internal sealed class RequestEdit
{
    /// <summary>Names left out, in lower case. <c>_</c> and <c>.</c> count as <c>-</c>: CGI programs read them as one (RFC 3875 §4.1.18).</summary>
    public required HashSet<string> Dropped { get; init; }

    /// <summary>Fields added.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Added { get; init; } = [];

    /// <summary>True when a field of the client does not go on.</summary>
    public bool Drops(ReadOnlySpan<byte> name)
    {
        // The longest name that is ever left out.
        const int Longest = 32;
        if (name.Length > Longest)
        {
            return false;
        }

        Span<char> lower = stackalloc char[name.Length];
        Ascii.ToLower(name, lower, out _);
        lower.Replace('_', '-');
        lower.Replace('.', '-');
        return Dropped.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower);
    }

    /// <summary>Adds our own fields to a head.</summary>
    public void Write(RequestHeadWriter head)
    {
        foreach (var (name, value) in Added)
        {
            head.Field(name, value);
        }
    }
}
