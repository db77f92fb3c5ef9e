namespace Goodgate.Wire.Http1;

/// <summary>Reads Content-Length.</summary>
internal static class ContentLength
{
    /// <summary>
    /// Content-Length = 1*DIGIT   (RFC 9110 §8.6). Several lines, or a list, of the same valid value count as one (RFC 9112 §6.3 (5)).
    /// A request says it once: what comes after a body that two servers measure differently is a request to one and content to the other.
    /// </summary>
    /// <param name="fields">The section.</param>
    /// <param name="index">Index of its first Content-Length.</param>
    /// <param name="once">The same value again is refused too.</param>
    /// <param name="declared">The value.</param>
    public static Violation? Read(FieldSection fields, int index, bool once, out long? declared)
    {
        declared = null;
        for (; index >= 0; index = fields.Find(KnownField.ContentLength, index + 1))
        {
            var rest = fields.Value(index);
            do
            {
                var comma = rest.IndexOf((byte)',');
                var item = (comma < 0 ? rest : rest[..comma]).Trim(Grammar.Ows);
                rest = comma < 0 ? [] : rest[(comma + 1)..];
                if (!TryParse(item, out var value) || (comma >= 0 && rest.IsEmpty))
                {
                    return BodyFraming.Broken(fields, ViolationKind.BadContentLength, index, "Content-Length is not a number of at most 18 digits");
                }

                if (declared is { } before && (once || before != value))
                {
                    return BodyFraming.Broken(fields, ViolationKind.ConflictingContentLength, index, $"Content-Length says {before} and {value}");
                }

                declared = value;
            }
            while (!rest.IsEmpty);
        }

        return null;
    }

    // 18 digits stay below 2^63; no real body comes near.
    private static bool TryParse(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        if (digits.Length is 0 or > 18)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!Grammar.IsDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
