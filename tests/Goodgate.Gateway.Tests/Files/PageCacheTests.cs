using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>What the system has in memory of a file.</summary>
public sealed class PageCacheTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 1_000_000, true)]
    [InlineData(4095, 2, true)]
    [InlineData(999_999, 1, true)]
    [InlineData(3_000_000, 1, false)]
    [InlineData(990_000, 20_000, false)]
    public void What_was_just_written_is_there_and_what_never_was_is_not(long offset, long length, bool isThere)
    {
        using var file = File.OpenHandle(_path, FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(file, new byte[1_000_000], 0);
        RandomAccess.SetLength(file, 4_000_000);

        // Before Linux 6.5 nobody says.
        PageCache.Holds(file, offset, length).ShouldBe(isThere && OperatingSystem.IsOSPlatformVersionAtLeast("linux", 6, 5));
    }
}
