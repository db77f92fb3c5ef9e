using System.Text;
using BenchmarkDotNet.Attributes;
using Goodgate.Wire.Http1;

namespace Goodgate.Benchmarks.Http1;

/// <summary>A chunked body of 64 KiB that has arrived whole, in chunks of one size.</summary>
[MemoryDiagnoser]
public class ChunkedReading
{
    private const int Total = 64 * 1024;

    private readonly ChunkedReader _reader = new();
    private readonly HeadLimits _limits = new(64 * 1024, 100);
    private byte[] _body = [];

    [Params(64, 1024, 16 * 1024)]
    public int ChunkSize { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Total; i += ChunkSize)
        {
            text.Append($"{ChunkSize:x}\r\n").Append('x', ChunkSize).Append("\r\n");
        }

        _body = Encoding.Latin1.GetBytes(text.Append("0\r\n\r\n").ToString());
    }

    [Benchmark]
    public long Read()
    {
        _reader.Reset();
        var at = 0;
        ReadStatus status;
        while ((status = _reader.Read(_body.AsSpan(at), _limits, out var framing, out var content)) == ReadStatus.NeedMore)
        {
            at += framing + content;
        }

        return status == ReadStatus.Done ? _reader.Consumed : throw new InvalidOperationException(_reader.Violation?.Detail);
    }
}
