namespace Goodgate.Logs.Tests.Following;

/// <summary>A clock that stands still until it is moved. It is years behind the file system's, so that no file ever looks settled: each look is thorough.</summary>
internal sealed class EarlyClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
