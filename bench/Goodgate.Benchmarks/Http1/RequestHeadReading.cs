using BenchmarkDotNet.Attributes;
using Goodgate.Wire.Http1;

namespace Goodgate.Benchmarks.Http1;

/// <summary>A request's head that has arrived whole: read it and decide the framing.</summary>
[MemoryDiagnoser]
public class RequestHeadReading
{
    private readonly RequestHeadReader _reader = new();
    private readonly HeadLimits _limits = new(64 * 1024, 100);
    private byte[] _head = [];

    [Params("load generator, 2 fields", "browser, 16 fields", "60 fields")]
    public string Request { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _head = Requests.Head(Request);

    [Benchmark]
    public BodyFraming Read()
    {
        _reader.Reset();
        if (_reader.Read(_head, _limits) != ReadStatus.Done)
        {
            throw new InvalidOperationException(_reader.Violation?.Detail);
        }

        _reader.Head.Attach(_head, 0);
        return RequestFraming.Decide(_reader.Head, out _);
    }
}
