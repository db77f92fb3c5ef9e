using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// The response under way to an HTTP/1 client: head and small content go out in one write, the framing is our own, and what is not complete never
/// looks complete.
/// </summary>
internal sealed class Http1Response(Transport transport, Outlet outlet, DateLine date)
{
    // Content up to this size is copied behind the head; above it a second write costs less than the copy.
    private const int Together = 16 * 1024;

    private readonly ResponseHeadWriter _out = outlet.Out;
    private List<KeyValuePair<string, string>>? _trailers;
    private ResponseFraming _framing;
    private int _status;
    private int _minorVersion;
    private long? _declared;
    private long _left;
    private bool _isHead;
    private bool _takesTrailers;
    private bool _wantsOpen;
    private bool _hasDate;
    private bool _headEnded;

    /// <summary>True once the head has gone out, or is about to.</summary>
    public bool Started => outlet.Started;

    /// <summary>True when nothing more belongs to it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True when it was given up (<see cref="Abort"/>).</summary>
    public bool Aborted { get; private set; }

    /// <summary>True when it has become a tunnel.</summary>
    public bool Upgraded { get; private set; }

    /// <summary>True when the connection may carry another exchange.</summary>
    public bool KeepsOpen { get; private set; }

    /// <summary>Tells whether what is left of the request can be skipped. Where it cannot, the answer says that the connection ends.</summary>
    public Func<bool> BodyCanBeSkipped { private get; set; } = () => true;

    /// <summary>Begins the answer to a request.</summary>
    /// <param name="minorVersion">HTTP/1.x of the request.</param>
    /// <param name="isHead">The method is HEAD.</param>
    /// <param name="takesTrailers">TE lists trailers.</param>
    /// <param name="keepOpen">The request allows another one after it.</param>
    public void Reset(int minorVersion, bool isHead, bool takesTrailers, bool keepOpen)
    {
        (_minorVersion, _isHead, _takesTrailers, _wantsOpen) = (minorVersion, isHead, takesTrailers, keepOpen);
        KeepsOpen = keepOpen;
        outlet.Reset();
        (IsComplete, Aborted, Upgraded, _headEnded) = (false, false, false, false);
        _status = 0;
        _trailers = null;
    }

    /// <summary>Sets the status and forgets fields set before.</summary>
    public void Begin(int status)
    {
        _status = status;
        _declared = null;
        _hasDate = false;
        _trailers = null;
        KeepsOpen = _wantsOpen;
        if (!Started)
        {
            (_headEnded, IsComplete) = (false, false);
        }

        _out.Start(status);
    }

    public void DeclareLength(long? length) => _declared = length;

    /// <summary>Adds a field of our own making.</summary>
    public void Set(string name, string value) => _out.Field(name, value);

    /// <summary>Adds a field as a server sent it.</summary>
    public void Add(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        // Servers behind servers add a second one; a message has one (RFC 9110 §6.6.1).
        if (known == KnownField.Date && _hasDate)
        {
            return;
        }

        _hasDate |= known == KnownField.Date;
        _out.Field(name, value);
    }

    /// <summary>Adds fields as they are.</summary>
    public void Add(FieldBlock block)
    {
        _hasDate |= block.HasDate;
        _out.Raw(block.Lines);
    }

    public void AddTrailer(string name, string value)
    {
        if (_takesTrailers)
        {
            (_trailers ??= []).Add(new(name, value));
        }
    }

    /// <summary>Sends content, and the head before it. False when the client is gone.</summary>
    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
    {
        EndHead();
        if (content.Length > Together && _framing != ResponseFraming.None)
        {
            return WriteApartAsync(content, last);
        }

        Put(content.Span, last);
        return outlet.FlushAsync();
    }

    /// <summary>True when a part of a file of so many bytes is better sent than read.</summary>
    public bool SendsFile(long length) => _declared is not null && outlet.SendsFile(length);

    /// <summary>Sends a part of a file, and the head before it.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<FileSent> SendFileAsync(FileStretch file, bool last)
    {
        EndHead();
        var sent = _framing == ResponseFraming.Length ? await outlet.SendFileAsync(file) : default;
        _left -= sent.Bytes;
        End(last && sent.Bytes == file.Length);
        return sent;
    }

    /// <summary>Takes over the last content without sending it.</summary>
    public bool TryStage(ReadOnlySpan<byte> content)
    {
        if (content.Length > Together)
        {
            return false;
        }

        EndHead();
        Put(content, last: true);
        return true;
    }

    /// <summary>Sends what was staged, and the head before it.</summary>
    public ValueTask<bool> FlushHeadAsync()
    {
        EndHead();
        return outlet.FlushAsync();
    }

    /// <summary>True when all of it has gone out, as it was declared.</summary>
    public bool HasEndedWell => IsComplete && _status != 0 && !Aborted && !outlet.Failed && (_framing != ResponseFraming.Length || _left == 0);

    /// <summary>Sends what is missing to the end of a response that was begun; false when it cannot be ended well.</summary>
    public async ValueTask<bool> CompleteAsync()
    {
        var begun = _status != 0 && !Aborted && !outlet.Failed;
        return begun && (IsComplete || await WriteAsync(default, last: true)) && HasEndedWell;
    }

    /// <summary>Sends 100 (Continue), unless the final response has begun.</summary>
    public ValueTask ContinueAsync() => InterimAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());

    /// <summary>Sends a whole interim response, in turn with others, unless the final one has begun.</summary>
    public ValueTask InterimAsync(ReadOnlyMemory<byte> message) => _minorVersion == 0 ? default : outlet.InterimAsync(message);

    /// <summary>Sends the head of a 101.</summary>
    public async ValueTask<bool> UpgradeAsync()
    {
        Upgraded = true;
        EndHead();
        IsComplete = true;
        return await outlet.FlushAsync();
    }

    /// <summary>Ends it where it is, by a reset.</summary>
    public void Abort()
    {
        Aborted = true;
        transport.Reset();
    }

    /// <summary>Gives back what only a response under way needs.</summary>
    public void Rest() => _out.Release();

    private void EndHead()
    {
        if (_headEnded)
        {
            return;
        }

        _headEnded = true;
        KeepsOpen &= Upgraded || BodyCanBeSkipped();
        if (!_hasDate)
        {
            _out.Raw(date.Current);
        }

        Frame();
        _out.Raw(Upgraded ? "Connection: Upgrade\r\n"u8 : !KeepsOpen ? "Connection: close\r\n"u8 : _minorVersion == 0 ? "Connection: keep-alive\r\n"u8 : default);
        _out.End();
    }

    // RFC 9112 §6: what has no content has no framing; a length where it is known, chunks where the client knows them, else the end of the connection.
    private void Frame()
    {
        _left = 0;
        var bodiless = _isHead || _status is < 200 or 204 or 304;
        if (_declared is { } length && _status is not (< 200 or 204))
        {
            _out.Field("Content-Length", length);
            _framing = bodiless ? ResponseFraming.None : ResponseFraming.Length;
            _left = bodiless ? 0 : length;
        }
        else if (bodiless)
        {
            _framing = ResponseFraming.None;
        }
        else if (_minorVersion >= 1)
        {
            _out.Raw("Transfer-Encoding: chunked\r\n"u8);
            _framing = ResponseFraming.Chunked;
        }
        else
        {
            _framing = ResponseFraming.UntilClose;
            KeepsOpen = false;
        }
    }

    private void Put(ReadOnlySpan<byte> content, bool last)
    {
        if (_framing == ResponseFraming.None)
        {
            content = default;
        }

        _left -= content.Length;
        if (_framing == ResponseFraming.Chunked && content.Length > 0)
        {
            _out.Chunk(content);
        }
        else
        {
            _out.Content(content);
        }

        End(last);
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> WriteApartAsync(ReadOnlyMemory<byte> content, bool last)
    {
        _left -= content.Length;
        if (_framing == ResponseFraming.Chunked)
        {
            _out.ChunkStart(content.Length);
        }

        // Through TLS the first bytes ride along with the head: a record less.
        var along = _out.IsEmpty || outlet.JoinsContent ? 0 : Math.Min(Together / 2, content.Length);
        _out.Content(content.Span[..along]);
        if (!await outlet.SendAsync(content[along..]))
        {
            return false;
        }

        if (_framing == ResponseFraming.Chunked)
        {
            _out.ChunkEnd();
        }

        End(last);
        return _out.IsEmpty || await outlet.FlushAsync();
    }

    private void End(bool last)
    {
        if (last && !IsComplete)
        {
            IsComplete = true;
            if (_framing == ResponseFraming.Chunked)
            {
                _out.LastChunk(_trailers);
            }
        }
    }
}
