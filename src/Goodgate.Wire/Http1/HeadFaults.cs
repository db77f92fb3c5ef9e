namespace Goodgate.Wire.Http1;

/// <summary>What can be wrong with the lines of any head.</summary>
internal static class HeadFaults
{
    /// <summary>LF without CR.</summary>
    public static Violation BareLf(ReadOnlySpan<byte> message, int lf) =>
        new(ViolationKind.BareLf, lf, null, "a line ends in LF without CR", Sample.Around(message, lf));

    /// <summary>The head exceeds its bound; says which field takes most of it.</summary>
    /// <param name="message">All bytes since the start of the head.</param>
    /// <param name="limits">The bound.</param>
    /// <param name="lineStart">Where the line begins that has no end within the bound.</param>
    /// <param name="fields">The fields that were complete; null while the first line is not.</param>
    public static Violation TooLarge(ReadOnlySpan<byte> message, in HeadLimits limits, int lineStart, FieldSection? fields)
    {
        var (field, size) = Largest(message[..limits.MaxBytes], lineStart, fields);
        var detail = $"the head is larger than {limits.MaxBytes} bytes; " + (fields is null ? "its first line has no end"
            : field is null ? "it has no fields"
            : $"the largest field is {field} with {size} bytes, {fields.Count} {(fields.Count == 1 ? "field was" : "fields were")} complete");
        return new Violation(ViolationKind.HeadTooLarge, limits.MaxBytes, field, detail, Sample.Around(message, lineStart)) { Size = message.Length };
    }

    // The field that was being read counts too: it is usually the one to blame. Only bytes within the bound are looked at, so that the
    // answer does not depend on how many more had arrived.
    private static (string? Field, int Size) Largest(ReadOnlySpan<byte> message, int lineStart, FieldSection? fields)
    {
        (string? Field, int Size) largest = (null, 0);
        if (fields is null)
        {
            return largest;
        }

        var open = message[lineStart..];
        var colon = open.IndexOf((byte)':');
        if (colon > 0)
        {
            largest = (Sample.Escape(open[..colon], 64), open.Length);
        }

        for (var i = 0; i < fields.Count; i++)
        {
            var line = fields[i];
            var size = line.NameLength + line.ValueLength + 4;
            if (size > largest.Size)
            {
                largest = (Sample.Escape(message.Slice(line.NameStart, line.NameLength), 64), size);
            }
        }

        return largest;
    }
}
