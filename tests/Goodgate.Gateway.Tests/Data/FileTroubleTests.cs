using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Tests.Data;

/// <summary>Words in place of those of .NET, which name the path again and no remedy.</summary>
public sealed class FileTroubleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-trouble-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("none", "does not exist")]
    [InlineData("none/file", "cannot be read: the directory FOLDER/none does not exist")]
    [InlineData("", "is a directory")]
    public void What_cannot_be_read_is_said_in_a_clause(string name, string expected)
    {
        var path = name.Length == 0 ? _folder : Path.Combine(_folder, name);
        var failure = Should.Throw<Exception>(() => File.OpenRead(path).Dispose());
        FileTrouble.Words(failure, path).ShouldBe(expected.Replace("FOLDER", _folder, StringComparison.Ordinal));
    }

    [Fact]
    public void The_system_is_quoted_without_the_path()
    {
        // mem(4): a device that is always full.
        var failure = Should.Throw<IOException>(() => File.WriteAllText("/dev/full", "text"));
        FileTrouble.Words(failure, "/dev/full", "written").ShouldBe("cannot be written: No space left on device");
    }

    [Fact]
    public void What_dotnet_says_with_the_path_in_it_is_said_as_the_system_does()
    {
        FileTrouble.Reason(Should.Throw<IOException>(() => File.OpenRead(Path.Combine(_folder, "none")))).ShouldBe("No such file or directory");
        FileTrouble.Reason(Should.Throw<IOException>(() => File.OpenRead(Path.Combine(_folder, "none", "file")))).ShouldBe("No such file or directory");
        FileTrouble.Reason(new UnauthorizedAccessException("Access to the path '/x' is denied.")).ShouldBe("Permission denied");
        FileTrouble.Reason(new IOException("it holds x, and was not made for the cache")).ShouldBe("it holds x, and was not made for the cache");
        FileTrouble.Reason(Should.Throw<IOException>(() => File.OpenRead("/" + new string('x', 300)).Dispose())).ShouldBe("File name too long");
    }

    [Fact]
    public void A_right_that_is_missing_is_named() =>
        FileTrouble.Words(new UnauthorizedAccessException("Access to the path '/x' is denied."), "/x", "written").ShouldBe("cannot be written: this user may not");

    [Fact]
    public void Only_a_folder_that_is_not_there_is_missing()
    {
        FileTrouble.IsMissing(_folder).ShouldBeFalse();
        FileTrouble.IsMissing(null).ShouldBeFalse();
        FileTrouble.IsMissing(Path.Combine(_folder, "none")).ShouldBeTrue();
    }
}
