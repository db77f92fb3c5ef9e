using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>
/// Reads the head of a CGI response (RFC 3875 §6.2) from STDOUT as it arrives: field lines, ended by an empty one. <c>Status</c> says the status and is
/// no field of the message; without it the status is 200, with Location 302. Lines may end in LF alone (§6.2: NL = newline).
/// </summary>
public sealed class CgiHeadReader
{
    private HeadLines _lines;
    private bool _hasStatus;

    /// <summary>The head read last; complete after <see cref="ReadStatus.Done"/>.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Makes ready for the next head.</summary>
    public void Reset()
    {
        _lines.Reset();
        _hasStatus = false;
        Violation = null;
        Head.Clear();
    }

    /// <summary>Goes on reading.</summary>
    /// <param name="output">All bytes of STDOUT since its start.</param>
    /// <param name="limits">Bounds and leniency.</param>
    public ReadStatus Read(Span<byte> output, in HeadLimits limits)
    {
        while (Violation is null && Head.Length == 0)
        {
            var found = _lines.Next(output, limits.MaxBytes, out var line);
            if (found != ReadStatus.Done)
            {
                if (found == ReadStatus.NeedMore)
                {
                    return found;
                }

                Violation = HeadFaults.TooLarge(output, limits, _lines.Start, Head.Fields);
            }
            else if (line.IsEmpty)
            {
                End(output, line);
            }
            else
            {
                Violation = TakeField(output, line, limits);
            }
        }

        return Violation is null ? ReadStatus.Done : ReadStatus.Invalid;
    }

    private void End(ReadOnlySpan<byte> output, HeadLine line)
    {
        if (!_hasStatus && Head.Fields.Count == 0)
        {
            Violation = CgiFaults.NoFields(output, "begins with an empty line");
            return;
        }

        Head.Length = line.Lf + 1;
        Head.MinorVersion = 1;
        if (!_hasStatus)
        {
            // §6.2.3: a redirect without a status is 302.
            Head.Status = Head.Fields.Find(KnownField.Location) >= 0 ? 302 : 200;
        }
    }

    private Violation? TakeField(Span<byte> output, HeadLine line, in HeadLimits limits)
    {
        var text = output[line.Start..line.End];
        if (line.Start == 0 && CgiFaults.IsNoField(text))
        {
            return CgiFaults.NoFields(output, CgiFaults.Describe(text));
        }

        if (text.Length >= 7 && Ascii.EqualsIgnoreCase(text[..7], "Status:"u8))
        {
            // Of two, PHP and nginx take the last.
            _hasStatus = true;
            return CgiFaults.ReadStatus(output, line, Head);
        }

        var forgiven = Head.Forgiven;
        var violation = FieldLineReader.Read(output, line.Start, line.End, limits, Head.Fields, ref forgiven);
        Head.Forgiven = forgiven;
        return violation;
    }
}
