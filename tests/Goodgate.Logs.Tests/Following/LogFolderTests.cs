using Goodgate.Logs.Following;

namespace Goodgate.Logs.Tests.Following;

/// <summary>Many logs in one folder.</summary>
public sealed class LogFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-follow-").FullName;
    private readonly FollowedSet _set = new(new EarlyClock());

    [Fact]
    public void It_is_listed_once_a_round_for_all_of_them()
    {
        var logs = Enumerable.Range(0, 50).Select(i => new RotatedFiles(At($"{i}.log"), _set)).ToList();
        var folder = _set.Enter(_folder, "0.log");
        Write("7.log.1", "1");
        for (var round = 1; round <= 3; round++)
        {
            _set.Begin();
            logs.Sum(log => log.HaveChanged() ? log.Find(anew: false).Count : 0).ShouldBe(round == 1 ? 1 : 0);
            folder.Version.ShouldBe(round);
        }
    }

    [Fact]
    public void A_log_is_looked_through_when_its_own_files_changed()
    {
        var (one, other) = (new RotatedFiles(At("one.log"), _set), new RotatedFiles(At("other.log"), _set));
        _set.Begin();
        (one.HaveChanged(), other.HaveChanged()).ShouldBe((true, true));
        (one.Find(anew: false).Count, other.Find(anew: false).Count).ShouldBe((0, 0));
        Write("one.log.1", "1");
        Write("nobodys", "1");
        _set.Begin();
        (one.HaveChanged(), other.HaveChanged()).ShouldBe((true, false));
        one.Find(anew: false);
        _set.Begin();
        one.HaveChanged().ShouldBeFalse();
        Write("one.log.1", "longer");
        _set.Begin();
        one.HaveChanged().ShouldBeTrue();
    }

    [Fact]
    public void A_file_is_one_logs_only()
    {
        var (one, two) = (new RotatedFiles(At("a.log"), _set), new RotatedFiles(At("a.log.1"), _set));
        Write("a.log.1.2.gz", "1");
        Write("a.log.3.gz", "1");
        _set.Begin();
        one.Find(anew: false).Select(file => Path.GetFileName(file.Path)).ShouldBe(["a.log.3.gz"]);
        two.Find(anew: false).Select(file => Path.GetFileName(file.Path)).ShouldBe(["a.log.1.2.gz"]);
    }

    [Fact]
    public void What_came_since_the_round_began_is_found_when_it_is_asked_for()
    {
        var log = new RotatedFiles(At("a.log"), _set);
        _set.Begin();
        Write("a.log.1", "1");
        log.Find(anew: false).ShouldBeEmpty();
        log.Find(anew: true).Count.ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_complete()
    {
        var log = new RotatedFiles(At("none/a.log"), _set);
        _set.Begin();
        log.Find(anew: false).ShouldBeEmpty();
        log.AreComplete.ShouldBeFalse();
    }

    [Fact]
    public void Lines_are_numbered_in_so_many_bytes_of_all_logs_together()
    {
        _set.MayCount(700L << 20).ShouldBeTrue();
        _set.MayCount(400L << 20).ShouldBeFalse();
        _set.MayCount(300L << 20).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a.log.1", "a.log")]
    [InlineData("a.log.14.gz", "a.log")]
    [InlineData("a.log-20261128.xz", "a.log")]
    [InlineData("a.log.old", "a.log")]
    [InlineData("a-20261128.log.gz", "a.log")]
    [InlineData("a.1.log", "a.log")]
    [InlineData("error_log-20261128", "error_log")]
    [InlineData("a.log", null)]
    [InlineData("a-1.log", null)]
    [InlineData("a.log.gz", null)]
    [InlineData("a.log-ssl_log", null)]
    [InlineData("threshold.log", null)]
    public void Names_tell_of_which_log_a_file_is(string name, string? log)
    {
        var logs = RotatedNames.LogsOf(name);
        (logs.Count > 0 ? logs[0] : null).ShouldBe(log);
        RotatedNames.Has("a.log", name).ShouldBe(log == "a.log");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
