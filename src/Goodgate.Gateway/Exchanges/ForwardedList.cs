namespace Goodgate.Gateway.Exchanges;

/// <summary>The list of the field Forwarded (RFC 7239 §4): <c>for=192.0.2.60;proto=https, for="[2001:db8::1]"</c>.</summary>
internal static class ForwardedList
{
    /// <summary>Where the last element begins: behind the last comma that is not quoted; -1 when there is none.</summary>
    /// <remarks>From the right, so that a quote a client left open cannot swallow what a proxy has added behind it.</remarks>
    public static int LastComma(ReadOnlySpan<char> list)
    {
        var quoted = false;
        for (var i = list.Length - 1; i >= 0; i--)
        {
            if (list[i] == '"' && !IsEscaped(list, i))
            {
                quoted = !quoted;
            }
            else if (list[i] == ',' && !quoted)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The value of a parameter without its quotes, escapes left in: no address, host or scheme needs one. Empty when the element lacks it.</summary>
    /// <param name="element">forwarded-pair *( ";" forwarded-pair ).</param>
    /// <param name="name">The parameter with its equals sign; case does not matter (§4).</param>
    public static ReadOnlySpan<char> Value(ReadOnlySpan<char> element, string name)
    {
        while (!element.IsEmpty)
        {
            var end = 0;
            for (var quoted = false; end < element.Length && (quoted || element[end] != ';'); end++)
            {
                quoted ^= element[end] == '"' && !IsEscaped(element, end);
            }

            var pair = element[..end].Trim();
            if (pair.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = pair[name.Length..];
                return value is ['"', .. var inner, '"'] ? inner : value;
            }

            element = end < element.Length ? element[(end + 1)..] : default;
        }

        return default;
    }

    private static bool IsEscaped(ReadOnlySpan<char> text, int at) => (at - text[..at].TrimEnd('\\').Length) % 2 == 1;
}
