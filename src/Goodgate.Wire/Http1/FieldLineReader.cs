namespace Goodgate.Wire.Http1;

/// <summary>Reads one complete field line (without its line end) into a section. Used for heads and trailers alike.</summary>
internal static class FieldLineReader
{
    /// <summary>
    /// field-line = field-name ":" OWS field-value OWS   (RFC 9112 §5)
    /// </summary>
    /// <returns>Null when the line is good; the violation otherwise.</returns>
    public static Violation? Read(Span<byte> message, int lineStart, int lineEnd, HeadLimits limits, FieldSection fields, ref Leniency forgiven)
    {
        var line = message[lineStart..lineEnd];
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            return Fold(message, lineStart, lineEnd, limits, fields, ref forgiven);
        }

        if (fields.Count >= limits.MaxFields)
        {
            return Broken(ViolationKind.TooManyFields, message, lineStart, null, $"more than {limits.MaxFields} fields") with { Size = fields.Count + 1 };
        }

        // The first byte that is none of a token's is the colon, or something is wrong with the name.
        var name = ((ReadOnlySpan<byte>)line).IndexOfAnyExcept(Grammar.Token);
        return name > 0 && line[name] == ':'
            ? AddValue(message, lineStart, name, lineStart + name + 1, lineEnd, fields)
            : OddName(message, lineStart, lineEnd, limits, fields, ref forgiven);
    }

    private static Violation? OddName(Span<byte> message, int lineStart, int lineEnd, HeadLimits limits, FieldSection fields, ref Leniency forgiven)
    {
        var line = message[lineStart..lineEnd];
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return colon < 0
                ? Broken(ViolationKind.MissingColon, message, lineStart, null, "a field line has no colon")
                : Broken(ViolationKind.EmptyFieldName, message, lineStart, null, "a field has no name");
        }

        var name = line[..colon];
        var bad = ((ReadOnlySpan<byte>)name).IndexOfAnyExcept(Grammar.Token);
        if (name[bad..].IndexOfAnyExcept(Grammar.Ows) >= 0)
        {
            return Broken(ViolationKind.BadFieldName, message, lineStart + bad, Printable(name), $"byte 0x{name[bad]:X2} may not stand in a field name");
        }

        if ((limits.Lenient & Leniency.SpaceBeforeColon) == 0)
        {
            return Broken(ViolationKind.SpaceBeforeColon, message, lineStart + bad, Printable(name[..bad]), "white space between field name and colon");
        }

        forgiven |= Leniency.SpaceBeforeColon;
        return AddValue(message, lineStart, bad, lineStart + colon + 1, lineEnd, fields);
    }

    private static Violation? AddValue(Span<byte> message, int nameStart, int nameLength, int valueStart, int lineEnd, FieldSection fields)
    {
        (valueStart, var valueEnd) = Trim(message, valueStart, lineEnd);
        var name = message.Slice(nameStart, nameLength);
        var bad = ((ReadOnlySpan<byte>)message[valueStart..valueEnd]).IndexOfAny(Grammar.NotInValue);
        if (bad >= 0)
        {
            return BadValue(message, valueStart + bad, Printable(name));
        }

        fields.Add(new FieldLine(nameStart, nameLength, valueStart, valueEnd - valueStart, KnownFields.Find(name)));
        return null;
    }

    // obs-fold = OWS CRLF RWS   (RFC 9112 §5.2: answer 502, or replace each fold by one or more SP)
    private static Violation? Fold(Span<byte> message, int lineStart, int lineEnd, HeadLimits limits, FieldSection fields, ref Leniency forgiven)
    {
        if (fields.Count == 0)
        {
            return Broken(ViolationKind.LeadingSpace, message, lineStart, null, "white space before the first field");
        }

        var last = fields.Count - 1;
        var lastLine = fields[last];
        if ((limits.Lenient & Leniency.ObsFold) == 0)
        {
            var name = Printable(message.Slice(lastLine.NameStart, lastLine.NameLength));
            return Broken(ViolationKind.ObsFold, message, lineStart, name, "a field value is folded over two lines");
        }

        forgiven |= Leniency.ObsFold;
        var (start, end) = Trim(message, lineStart, lineEnd);
        var bad = ((ReadOnlySpan<byte>)message[start..end]).IndexOfAny(Grammar.NotInValue);
        if (bad >= 0)
        {
            return BadValue(message, start + bad, Printable(message.Slice(lastLine.NameStart, lastLine.NameLength)));
        }

        // White space around a value is not part of it (RFC 9112 §5.1): an empty fold adds nothing, an empty value begins behind its fold.
        if (start < end)
        {
            message[(lastLine.ValueStart + lastLine.ValueLength)..start].Fill((byte)' ');
            fields.SetLastValue(lastLine.ValueLength == 0 ? start : lastLine.ValueStart, end);
        }

        return null;
    }

    private static (int Start, int End) Trim(Span<byte> message, int start, int end)
    {
        while (start < end && message[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (end > start && message[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        return (start, end);
    }

    private static Violation BadValue(Span<byte> message, int at, string name)
    {
        var what = message[at] switch
        {
            0 => "a NUL byte",
            (byte)'\r' => "a CR without LF",
            var b => $"control byte 0x{b:X2}",
        };
        return Broken(ViolationKind.BadFieldValue, message, at, name, $"{what} in a field value");
    }

    private static string Printable(ReadOnlySpan<byte> name) => Sample.Escape(name, 64);

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> message, int at, string? field, string detail) =>
        new(kind, at, field, detail, Sample.Around(message, at));
}
