using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Tests.Reading;

/// <summary>Words in place of those of .NET, which name the path again and no remedy.</summary>
public sealed class ReadTroubleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-trouble-").FullName;

    [Fact]
    public async Task A_log_that_vanishes_before_it_is_opened_is_said_in_our_words()
    {
        var path = Path.Combine(_folder, "a.log");
        File.WriteAllText(path, "1\n");
        var source = LogSource.OfFile("a.log", path);
        File.Delete(path);
        (await LogRun.ReadAsync(source, new LogOptions { Now = Judged.Now }, _ => { }, CancellationToken.None)).ShouldBe("it is not there any more");
    }

    [Fact]
    public async Task What_fails_while_it_is_read_is_said_too()
    {
        // An input/output error of the system, as .NET tells it.
        var source = new LogSource("a.log", () => throw new IOException("Input/output error : '/a.log'", 5), null);
        var said = await LogRun.ReadAsync(source, new LogOptions { Now = Judged.Now }, _ => { }, CancellationToken.None);
        said.ShouldBe("the disk or network it is on failed (input/output error): the kernel's log (dmesg) says more");
    }

    [Fact]
    public void Rights_and_space_have_a_next_step()
    {
        ReadTrouble.Words(new UnauthorizedAccessException("Access to the path '/x' is denied.")).ShouldBe("this user may not read it: run as one that may (root, or of the group adm)");
        ReadTrouble.Words(new UnauthorizedAccessException("Access to the path '/x' is denied."), isWriting: true).ShouldBe("this user may not write there: change its owner or mode");
        ReadTrouble.Words(Should.Throw<IOException>(() => File.WriteAllText("/dev/full", "text"))).ShouldBe("the disk is full: make room");
        ReadTrouble.Words(new IOException("compressed with xz, which is not installed here")).ShouldBe("compressed with xz, which is not installed here");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
