using Goodgate.Gateway.Fpm.Logs;

namespace Goodgate.Gateway.Tests.Fpm;

public sealed class FpmLogFollowerTests : IDisposable
{
    private const string Line = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 7 exited on signal 11 (SIGSEGV) after 0.4 seconds from start\n";
    private static readonly DateTimeOffset Then = new(2026, 11, 28, 0, 6, 59, 500, TimeSpan.Zero);

    private readonly FpmFolder _folder = new();
    private readonly string _path;
    private readonly FpmLogFollower _log;

    public FpmLogFollowerTests()
    {
        _path = _folder.Write("fpm.log", Line);
        _log = new FpmLogFollower(_path, TimeZoneInfo.Utc);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_added_and_half_a_line_waits_for_its_end()
    {
        Read().ShouldBe([7]);
        Read().ShouldBe([7]);
        var next = Line.Replace(" 7 ", " 8 ", StringComparison.Ordinal);
        File.AppendAllText(_path, next[..60]);
        Read().ShouldBe([7]);
        File.AppendAllText(_path, next[60..]);
        Read().ShouldBe([7, 8]);
        _log.Since(Then.AddSeconds(1)).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_file_in_its_place_and_one_that_was_cut_are_read_from_the_start()
    {
        Read();
        File.Move(_path, _path + ".1");
        _folder.Write("fpm.log", Line.Replace(" 7 ", " 9 ", StringComparison.Ordinal) + Line);
        Read().ShouldBe([7, 9, 7]);
        File.WriteAllText(_path, Line);
        Read().ShouldBe([7, 9, 7, 7]);
    }

    [Fact]
    public void Of_a_long_file_only_the_end_is_read()
    {
        File.AppendAllText(_path, string.Concat(Enumerable.Repeat("[28-Nov-2026 00:06:59] NOTICE: nothing\n", 10_000)) + Line.Replace(" 7 ", " 8 ", StringComparison.Ordinal));
        Read().ShouldBe([8]);
    }

    [Fact]
    public void A_file_that_is_gone_is_told()
    {
        Read();
        File.Delete(_path);
        _log.Read().ShouldNotBeNull();
        _log.Since(Then).Select(one => one.Pid).ShouldBe([7]);
    }

    private int?[] Read()
    {
        _log.Read().ShouldBeNull();
        return [.. _log.Since(Then).Select(one => one.Pid)];
    }
}
