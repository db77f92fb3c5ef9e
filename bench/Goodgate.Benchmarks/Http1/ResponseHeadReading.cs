using BenchmarkDotNet.Attributes;
using Goodgate.Wire.Http1;

namespace Goodgate.Benchmarks.Http1;

/// <summary>A head that has arrived whole: read it and decide the framing.</summary>
[MemoryDiagnoser]
public class ResponseHeadReading
{
    private readonly ResponseHeadReader _reader = new();
    private readonly HeadLimits _limits = new(64 * 1024, 100);
    private byte[] _head = [];

    [Params("nginx, 8 fields", "WordPress, 20 fields", "60 fields")]
    public string Response { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _head = Responses.Head(Response);

    [Benchmark]
    public BodyFraming Read()
    {
        _reader.Reset();
        if (_reader.Read(_head, _limits) != ReadStatus.Done)
        {
            throw new InvalidOperationException(_reader.Violation?.Detail);
        }

        _reader.Head.Fields.Attach(_head, 0);
        return BodyFraming.Decide(_reader.Head, false, out _);
    }
}
