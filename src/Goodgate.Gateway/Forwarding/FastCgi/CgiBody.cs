using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>
/// Content of a script's output. Only FCGI_END_REQUEST makes it complete: a connection that ends before is a worker that died, whatever was sent.
/// </summary>
internal sealed class CgiBody(FastCgiProtocol protocol, BodyFraming framing) : IBodySource
{
    private long _received;
    private int _taken;

    public bool EndsAtClose => false;

    // A script may work on after its content is complete; the client has counted it (RFC 9112 §6.3).
    public bool IsWhole => Expected is { } length && _received >= length;

    public long? Expected => framing.Kind == BodyKind.Length ? framing.Length : null;

    public Violation? Violation { get; private set; }

    public FieldSection? Trailers => null;

    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        content = Wanted(connection.UnreadMemory);
        _taken = connection.End - connection.Start;
        if (content.IsEmpty)
        {
            Written(connection, 0);
        }

        Violation = protocol.BrokenRecord;
        if (Violation is null && protocol.End is not null)
        {
            Violation = Expected is { } declared && _received + content.Length < declared ? CgiFaults.Short(_received + content.Length, declared)
                : protocol.MustBreakOff ? CgiFaults.Fatal(_received + content.Length)
                : null;
            return Violation is null ? ReadStatus.Done : ReadStatus.Invalid;
        }

        return Violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid;
    }

    // A small page whose length is known is judged whole. A script may go on after its content is complete: nobody waits for that.
    public bool Holds(UpstreamConnection connection) => Expected is { } length and <= BodySizes.Held && connection.End - connection.Start < length - _received;

    public void Written(UpstreamConnection connection, int count)
    {
        _received += count;
        connection.Take(_taken);
        _taken = 0;
    }

    public Memory<byte> Space(UpstreamConnection connection) => connection.FreeSpace(BodySizes.Read);

    // Output where none may be (HEAD, 204, 304), and what exceeds the declared length, goes nowhere.
    private ReadOnlyMemory<byte> Wanted(ReadOnlyMemory<byte> output)
    {
        if (framing.Kind == BodyKind.None)
        {
            return default;
        }

        if (Expected is { } length && output.Length > length - _received)
        {
            protocol.HasExcess = true;
            return output[..(int)(length - _received)];
        }

        return output;
    }
}
