using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Where the worker puts a record together.</summary>
internal sealed class RecordBuffer
{
    private byte[] _bytes = new byte[128 * 1024];

    /// <summary>Puts a whole record together; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Fill(RecordShape shape, DiskFile file, RecordContent content)
    {
        var total = (int)shape.Total;
        var front = Front(shape, file, content, total).Span;
        var target = _bytes.AsSpan(front.Length, total - front.Length);
        var body = content.Body.Span;
        for (var index = 0; body.Length > 0; index++)
        {
            var piece = Math.Min(RecordShape.Block, body.Length);
            body[..piece].CopyTo(target[RecordShape.BlockHead..]);
            RecordShape.Seal(target[..(RecordShape.BlockHead + piece)], shape.Id, index);
            target = target[(RecordShape.BlockHead + piece)..];
            body = body[piece..];
        }

        target.Clear();
        return _bytes.AsMemory(0, total);
    }

    /// <summary>Puts together what is before the body.</summary>
    public ReadOnlyMemory<byte> Front(RecordShape shape, DiskFile file, RecordContent content, int room = 0)
    {
        var needed = Math.Max(room, shape.BodyAt);
        if (_bytes.Length < needed)
        {
            _bytes = new byte[needed];
        }

        shape.Write(_bytes, file.Salt, content.State);
        content.Text.CopyTo(_bytes.AsSpan(RecordShape.Size));
        var written = shape.WriteHead(_bytes.AsSpan(shape.HeadAt), content.Head.Span);
        _bytes.AsSpan((shape.HeadAt + written)..shape.BodyAt).Clear();
        return _bytes.AsMemory(0, shape.BodyAt);
    }

    /// <summary>Room for so many bytes, for a record that is read.</summary>
    public Memory<byte> Take(int count)
    {
        if (_bytes.Length < count)
        {
            _bytes = new byte[count];
        }

        return _bytes.AsMemory(0, count);
    }
}

/// <summary>What goes into a record.</summary>
/// <param name="Text">Key, variant and tags as <see cref="RecordText.Write"/> makes them.</param>
/// <param name="Head">The head.</param>
/// <param name="Body">The content; empty where it comes in blocks.</param>
/// <param name="State">Live, or marked stale.</param>
internal sealed record RecordContent(byte[] Text, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body, RecordState State)
{
    // A validation seldom adds more than some fields.
    private const int LeastGrowth = 256;

    /// <summary>Its shape under a number.</summary>
    /// <param name="id">The number.</param>
    /// <param name="length">Bytes of content.</param>
    /// <param name="growth">Bytes the head may grow by; the usual when left out.</param>
    public RecordShape Shape(ulong id, long length, int growth = LeastGrowth) =>
        new(id, length, Text.Length, Checksum.Of(id, Text), Math.Min(Head.Length + Math.Max(growth, Head.Length / 4), RecordShape.MostHeadRoom));
}
