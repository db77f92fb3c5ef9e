using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.Coding;

/// <summary>
/// A body that is compressed as it comes. Who relays it sees a body like any other, whose content is the coded one. Only a body that is complete gets the end
/// of its coding: of one that breaks off, a decoder knows it too.
/// </summary>
/// <param name="plain">The body as its server sends it.</param>
/// <param name="coding">Content coding: <c>br</c> or <c>gzip</c>.</param>
/// <param name="tap">Reads what goes into the cache before it is coded; null = nothing does.</param>
/// <param name="exchange">The exchange.</param>
internal sealed class CodedBody(IBodySource plain, string coding, StoringTap? tap, Exchange exchange) : IBodySource, IDisposable
{
    // Coders put out their first bytes with the first they take in. What is less than this waits for more, or for a pause of the server.
    private const int Least = 4 * 1024;

    private readonly ContentCoder _coder = ContentCoder.For(coding);
    private bool _isInspected;
    private bool _holds;
    private bool _hasUnflushed;

    /// <summary>Content taken in so far, as its server sent it.</summary>
    public long Received { get; private set; }

    /// <summary>True when the end of the coding is in what <see cref="Take"/> gave: all that was promised has come.</summary>
    public bool IsFinished { get; private set; }

    public bool EndsAtClose => plain.EndsAtClose;

    public bool IsWhole => plain.IsWhole;

    public long? Expected => plain.Expected;

    public Violation? Violation => plain.Violation;

    public FieldSection? Trailers => plain.Trailers;

    /// <summary>Takes in what has come, and gives what the coder has put out of it so far; again and again until it is <see cref="Written"/>.</summary>
    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        var status = plain.Take(connection, out var piece);
        Received += piece.Length;
        if (status != ReadStatus.Invalid && !IsFinished)
        {
            See(piece.Span);
            _coder.Add(piece.Span, last: status == ReadStatus.Done);
            _hasUnflushed |= !piece.IsEmpty;
            plain.Written(connection, piece.Length);
            IsFinished = status == ReadStatus.Done;
            if (!IsFinished && plain.IsWhole)
            {
                Finish();
            }
        }

        _holds = plain.Holds(connection);
        content = _coder.Out.Written;
        return status;
    }

    public bool Holds(UpstreamConnection connection) => !IsFinished && (_holds || _coder.Out.Length < Least);

    /// <summary>The coder's output is with the client. What was taken in of the connection has been let go before.</summary>
    public void Written(UpstreamConnection connection, int count) => _coder.Out.Clear();

    public Memory<byte> Space(UpstreamConnection connection) => plain.Space(connection);

    /// <summary>Nothing comes just now: what has come is not to wait for more. Touches nothing of the connection, which is being read from.</summary>
    /// <returns>What is to be sent; empty when there is nothing, or when it is better kept back.</returns>
    public ReadOnlyMemory<byte> Flush()
    {
        if (IsFinished || _holds || !_hasUnflushed)
        {
            return default;
        }

        _hasUnflushed = false;
        _coder.Flush();
        return _coder.Out.Written;
    }

    /// <summary>The server's close was the end: gives what is left, with the end of the coding. Again gives nothing.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (!IsFinished)
        {
            IsFinished = true;
            _coder.Add(default, last: true);
        }

        return _coder.Out.Written;
    }

    public void Dispose() => _coder.Dispose();

    // What looks at the words of a page has to have them.
    private void See(ReadOnlySpan<byte> piece)
    {
        tap?.Read(piece);
        if (exchange.Status >= 500 && !_isInspected && !piece.IsEmpty)
        {
            _isInspected = true;
            RelayedError.Inspect(exchange, piece);
        }
    }
}
