using System.Globalization;
using System.Text;

namespace Goodgate.Lab.Scripts;

/// <summary>Reads requests from a connection, bounded: heads to <see cref="MaxHead"/>, bodies to <see cref="MaxBody"/>.</summary>
internal sealed class RequestReader(Stream stream, Sightings seen)
{
    /// <summary>Twice the largest head our gateway takes from a client.</summary>
    public const int MaxHead = 64 * 1024;

    /// <summary>Four times the upload that brings out a write timeout.</summary>
    public const long MaxBody = 64 * 1024 * 1024;

    private const int MaxLine = 4096;

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next head; null when the peer left before it was complete.</summary>
    public async Task<RequestHead?> ReadHeadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (length >= 0)
            {
                var head = RequestHead.Parse(Encoding.Latin1.GetString(_buffer, _start, length));
                _start += length + 4;
                seen.SawRequest(head.Method, head.Target, head["X-Request-Id"]);
                return head;
            }

            if (_end - _start >= MaxHead)
            {
                throw new BadRequestException($"the request head is longer than {MaxHead} bytes");
            }

            if (!await FillAsync(cancel))
            {
                return null;
            }
        }
    }

    /// <summary>Reads the whole body and hands each piece to <paramref name="sink"/>; false when the peer left before its end.</summary>
    public async Task<bool> ReadBodyAsync(RequestHead head, Func<ReadOnlyMemory<byte>, Task>? sink, CancellationToken cancel)
    {
        if (head.BodyLength() is { } length)
        {
            return await ReadLengthAsync(length, sink, cancel);
        }

        long total = 0;
        while (true)
        {
            if (await ReadLineAsync(cancel) is not { } line)
            {
                return false;
            }

            var size = ChunkSize(line);
            total += size;
            if (size == 0)
            {
                return await SkipTrailersAsync(cancel);
            }

            if (total > MaxBody)
            {
                throw new BadRequestException($"the body is longer than {MaxBody} bytes");
            }

            if (!await ReadLengthAsync(size, sink, cancel) || await ReadLineAsync(cancel) is not { } end)
            {
                return false;
            }

            if (end.Length != 0)
            {
                throw new BadRequestException("a chunk does not end with CRLF (RFC 9112 §7.1)");
            }
        }
    }

    /// <summary>A request of another protocol than HTTP has arrived.</summary>
    public void Saw(string method, string target, string? requestId) => seen.SawRequest(method, target, requestId);

    /// <summary>Takes whatever comes next, at most <paramref name="max"/> bytes; empty at the end of the connection. Valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>> TakeAsync(long max, CancellationToken cancel)
    {
        if (_start == _end && !await FillAsync(cancel))
        {
            return default;
        }

        var count = (int)Math.Min(max, _end - _start);
        var piece = _buffer.AsMemory(_start, count);
        _start += count;
        return piece;
    }

    private async Task<bool> ReadLengthAsync(long length, Func<ReadOnlyMemory<byte>, Task>? sink, CancellationToken cancel)
    {
        if (length > MaxBody)
        {
            throw new BadRequestException($"the body is longer than {MaxBody} bytes");
        }

        while (length > 0)
        {
            var piece = await TakeAsync(length, cancel);
            if (piece.IsEmpty)
            {
                return false;
            }

            length -= piece.Length;
            if (sink is not null)
            {
                await sink(piece);
            }
        }

        return true;
    }

    private async Task<bool> SkipTrailersAsync(CancellationToken cancel)
    {
        for (var total = 0; total <= MaxHead;)
        {
            switch (await ReadLineAsync(cancel))
            {
                case null:
                    return false;
                case "":
                    return true;
                case { } line:
                    total += line.Length;
                    break;
            }
        }

        throw new BadRequestException($"the trailers are longer than {MaxHead} bytes");
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, length);
                _start += length + 2;
                return line;
            }

            if (_end - _start >= MaxLine)
            {
                throw new BadRequestException($"a line of the body is longer than {MaxLine} bytes");
            }

            if (!await FillAsync(cancel))
            {
                return null;
            }
        }
    }

    private static long ChunkSize(string line)
    {
        var digits = line.Split(';')[0];
        return digits.Length is > 0 and <= 8 && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new BadRequestException("a chunk size is not a hexadecimal number (RFC 9112 §7.1)");
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxHead));
        }

        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancel);
        _end += count;
        seen.SawBytes(count);
        return count > 0;
    }
}
