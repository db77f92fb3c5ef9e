using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>
/// Reads the records of one response as their bytes arrive, split anywhere. Does no I/O; keeps nothing but eight bytes of a header and STDERR.
/// The caller takes the content of STDOUT out of its own buffer.
/// </summary>
public sealed class RecordReader
{
    /// <summary>The id of the one request of a connection.</summary>
    public const int RequestId = 1;

    private readonly byte[] _small = new byte[RecordHeader.Size];
    private int _smallLength;
    private RecordHeader _record;
    private int _content;
    private int _padding;
    private bool _inRecord;
    private long _offset;

    /// <summary>STDERR so far.</summary>
    public ErrorOutput Errors { get; } = new();

    /// <summary>How the request ended; null while it has not.</summary>
    public EndOfRequest? End { get; private set; }

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Makes ready for the next response.</summary>
    public void Reset()
    {
        (_smallLength, _content, _padding, _offset, _inRecord) = (0, 0, 0, 0, false);
        Errors.Clear();
        End = null;
        Violation = null;
    }

    /// <summary>Goes on reading. Call until all bytes are taken, or it is not NeedMore.</summary>
    /// <param name="bytes">Bytes not taken yet.</param>
    /// <param name="framing">Bytes taken that are no output.</param>
    /// <param name="data">Bytes of STDOUT that follow them, taken too.</param>
    /// <returns>Done after FCGI_END_REQUEST: what is left in <paramref name="bytes"/> belongs to no response.</returns>
    public ReadStatus Read(ReadOnlySpan<byte> bytes, out int framing, out int data)
    {
        (framing, data) = (0, 0);
        while (End is null && Violation is null && framing < bytes.Length)
        {
            if (!_inRecord)
            {
                framing += TakeHeader(bytes[framing..], _offset + framing);
            }
            else if (_content > 0)
            {
                var piece = Math.Min(_content, bytes.Length - framing);
                _content -= piece;
                if (_record.Type == RecordType.StandardOutput)
                {
                    data = piece;
                    break;
                }

                TakeContent(bytes.Slice(framing, piece));
                framing += piece;
            }
            else
            {
                var skipped = Math.Min(_padding, bytes.Length - framing);
                _padding -= skipped;
                framing += skipped;
            }

            CloseRecord();
        }

        _offset += framing + data;
        if (data > 0)
        {
            CloseRecord();
        }

        return Violation is not null ? ReadStatus.Invalid : End is not null ? ReadStatus.Done : ReadStatus.NeedMore;
    }

    // A record without content and padding ends with its header.
    private void CloseRecord()
    {
        if (_inRecord && _content == 0 && _padding == 0)
        {
            _inRecord = false;
            if (_record.Type == RecordType.EndRequest && Violation is null)
            {
                End = EndOfRequest.Read(_small);
            }

            _smallLength = 0;
        }
    }

    private int TakeHeader(ReadOnlySpan<byte> bytes, long offset)
    {
        var taken = Math.Min(bytes.Length, RecordHeader.Size - _smallLength);
        bytes[..taken].CopyTo(_small.AsSpan(_smallLength));
        _smallLength += taken;
        if (_smallLength < RecordHeader.Size)
        {
            return taken;
        }

        _record = RecordHeader.Read(_small);
        // Where the header came in one piece, what follows it is evidence too.
        var seen = taken == RecordHeader.Size ? bytes : _small;
        Violation = RecordFaults.Find(_record, seen, offset + taken - RecordHeader.Size);
        (_content, _padding, _inRecord, _smallLength) = (_record.ContentLength, _record.PaddingLength, true, 0);
        return taken;
    }

    private void TakeContent(ReadOnlySpan<byte> content)
    {
        if (_record.Type == RecordType.StandardError)
        {
            Errors.Add(content);
        }
        else if (_record.Type == RecordType.EndRequest)
        {
            content.CopyTo(_small.AsSpan(_smallLength));
            _smallLength += content.Length;
        }
    }
}
