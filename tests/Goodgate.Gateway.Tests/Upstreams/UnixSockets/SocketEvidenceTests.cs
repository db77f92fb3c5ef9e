using System.Net.Sockets;
using System.Runtime.Versioning;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Upstreams.UnixSockets;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Upstreams.UnixSockets;

[SupportedOSPlatform("linux")]
public sealed class SocketEvidenceTests : IDisposable
{
    // Nobody's number: no account of any system has it.
    private const uint Nobody = 3_999_999_001;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-sockets-");

    private string Folder => _folder.FullName;

    [Fact]
    public void The_sockets_that_are_there_are_named()
    {
        SocketEvidence.Instead(Folder + "/php.sock").ShouldBe($"no sockets in {Folder}");
        File.WriteAllText(Folder + "/file", "");
        using var one = Listen("php8.2-fpm.sock");
        using var two = Listen("other.sock");
        SocketEvidence.Instead(Folder + "/php.sock").ShouldBe($"in {Folder}: other.sock, php8.2-fpm.sock");
        SocketEvidence.Of(Folder + "/php.sock", Happening.NotFound).ShouldHaveSingleItem().Name.ShouldBe(FactNames.SocketsThere);
    }

    [Fact]
    public void A_missing_folder_is_named() => SocketEvidence.Instead(Folder + "/a/b/php.sock").ShouldBe($"no folder {Folder}/a/b, only {Folder}");

    [Fact]
    public void Other_failures_need_no_look() => SocketEvidence.Of(Folder + "/php.sock", Happening.Refused).ShouldBeEmpty();

    [Theory]
    [InlineData("660", true, true, false)]
    [InlineData("060", true, true, true)]
    [InlineData("600", false, true, true)]
    [InlineData("660", false, true, false)]
    [InlineData("664", false, false, true)]
    [InlineData("666", false, false, false)]
    public void The_narrowest_class_decides(string mode, bool owns, bool belongs, bool denied)
    {
        using var socket = Listen("fpm.sock");
        var path = Folder + "/fpm.sock";
        File.SetUnixFileMode(Folder, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        var stat = FileCalls.Stat(path).ShouldNotBeNull();
        var caller = new Caller(owns ? stat.User : Nobody, [belongs ? stat.Group : Nobody], IsPrivileged: false);

        var said = SocketEvidence.Denied(path, caller);
        (said.Group is not null).ShouldBe(denied);
        said.Says.Contains($"with mode 0{mode}", StringComparison.Ordinal).ShouldBe(denied, said.Says);
        said.Says.Contains("SELinux", StringComparison.Ordinal).ShouldBe(!denied, said.Says);
    }

    [Fact]
    public void What_denies_us_is_a_fact()
    {
        using var socket = Listen("fpm.sock");
        SocketEvidence.Of(Folder + "/fpm.sock", Happening.PermissionDenied).ShouldHaveSingleItem().Value.ShouldStartWith("goodgate runs as ");
    }

    [Fact]
    public void Owner_and_mode_are_those_of_the_system()
    {
        using var socket = Listen("fpm.sock");
        File.SetUnixFileMode(Folder + "/fpm.sock", UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        var stat = FileCalls.Stat(Folder + "/fpm.sock").ShouldNotBeNull();
        stat.Permissions.ShouldBe(Convert.ToInt32("420", 8));
        stat.User.ShouldBe(Caller.OfProcess().User);
        stat.IsSocket.ShouldBeTrue();
        stat.Inode.ShouldBeGreaterThan(0UL);
        FileCalls.Stat(Folder + "/nothing").ShouldBeNull();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, name)));
        return socket;
    }
}
