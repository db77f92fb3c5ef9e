using System.Net.Sockets;
using System.Runtime.Versioning;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Upstreams;

[SupportedOSPlatform("linux")]
public sealed class SocketEvidenceTests : IDisposable
{
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
    [InlineData(33, 33, "0660", "0755", null)]
    [InlineData(1000, 33, "0660", "0755", null)]
    [InlineData(1000, 1000, "0666", "0755", null)]
    [InlineData(1000, 1000, "0660", "0755", "/run/php/fpm.sock (owner 33, group 33, mode 0660) denies writing; this process is user 1000, groups 1000")]
    [InlineData(1000, 1000, "0664", "0755", "/run/php/fpm.sock (owner 33, group 33, mode 0664) denies writing; this process is user 1000, groups 1000")]
    [InlineData(1000, 1000, "0666", "0750", "/run/php (owner 0, group 0, mode 0750) denies passing; this process is user 1000, groups 1000")]
    [InlineData(33, 33, "0060", "0755", "/run/php/fpm.sock (owner 33, group 33, mode 0060) denies writing; this process is user 33, groups 33")]
    public void What_denies_is_named_with_its_owner_and_mode(uint user, uint group, string socket, string folder, string? words)
    {
        var said = SocketEvidence.DeniedAt("/run/php/fpm.sock", user, [group], path => path switch
        {
            "/run" => new FileOwner(0, 0, 0x1ED),
            "/run/php" => new FileOwner(0, 0, Convert.ToUInt32(folder, 8)),
            "/run/php/fpm.sock" => new FileOwner(33, 33, Convert.ToUInt32(socket, 8)),
            _ => null,
        });
        said.ShouldBe(words ?? $"owners and modes allow it, so a policy (SELinux, AppArmor) or a missing capability denies; this process is user {user}, groups {group}");
    }

    [Fact]
    public void Owner_and_mode_are_those_of_the_system()
    {
        using var socket = Listen("fpm.sock");
        File.SetUnixFileMode(Folder + "/fpm.sock", UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        var owner = FileOwner.Of(Folder + "/fpm.sock").ShouldNotBeNull();
        owner.Mode.ShouldBe(Convert.ToUInt32("420", 8));
        owner.User.ShouldBe(FileOwner.Self);
        owner.IsSocket.ShouldBeTrue();
        FileOwner.SelfGroups.ShouldNotBeEmpty();
        FileOwner.Of(Folder + "/nothing").ShouldBeNull();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, name)));
        return socket;
    }
}
