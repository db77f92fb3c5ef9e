namespace Goodgate.Wire.Http1;

/// <summary>Finds the lines of a head as its bytes arrive; what was searched for a line end is not searched again.</summary>
internal struct HeadLines
{
    private int _scanned;

    /// <summary>Where the line begins that has not ended yet.</summary>
    public int Start { get; private set; }

    /// <summary>Makes ready for the next head.</summary>
    public void Reset() => (_scanned, Start) = (0, 0);

    /// <summary>Goes on searching.</summary>
    /// <param name="message">All bytes since the start of the head.</param>
    /// <param name="maxBytes">A line that ends behind so many bytes of the head is too much.</param>
    /// <param name="line">The next line when Done.</param>
    /// <returns>Done: a line; NeedMore: it has no end yet; Invalid: it exceeds the bound.</returns>
    public ReadStatus Next(ReadOnlySpan<byte> message, int maxBytes, out HeadLine line)
    {
        line = default;
        var lf = message[_scanned..].IndexOf((byte)'\n');
        if (lf < 0)
        {
            _scanned = message.Length;
            return message.Length >= maxBytes ? ReadStatus.Invalid : ReadStatus.NeedMore;
        }

        lf += _scanned;
        if (lf >= maxBytes)
        {
            return ReadStatus.Invalid;
        }

        line = new HeadLine(Start, lf > Start && message[lf - 1] == (byte)'\r' ? lf - 1 : lf, lf);
        _scanned = lf + 1;
        Start = lf + 1;
        return ReadStatus.Done;
    }
}
