using System.Net.Sockets;
using System.Runtime.Versioning;
using Goodgate.Gateway.Fpm.Access;
using Goodgate.Gateway.Upstreams.UnixSockets;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>Why a socket cannot be used, from what the file system says.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SocketAccessTests : IDisposable
{
    // Nobody's numbers: no account of any system has them.
    private static readonly Caller Stranger = new(3_999_999_001, [3_999_999_002], IsPrivileged: false);

    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sockets_that_are_there_are_named()
    {
        SocketAccess.WhyMissing(_folder.Path + "/php.sock").ShouldStartWith($"there is no socket {_folder.Path}/php.sock; there are no sockets in {_folder.Path}. FPM makes the socket when it starts");
        _folder.Write("note.txt", "");
        using var one = Listen("php8.2.sock");
        SocketAccess.WhyMissing(_folder.Path + "/php.sock").ShouldBe($"there is no socket {_folder.Path}/php.sock; there are in {_folder.Path}: php8.2.sock");
        using var two = Listen("php8.3.sock");
        SocketAccess.WhyMissing(_folder.Path + "/php.sock").ShouldEndWith($"in {_folder.Path}: php8.2.sock, php8.3.sock");
        SocketAccess.WhyMissing(_folder.Path + "/a/b/php.sock").ShouldContain($"there is no folder {_folder.Path}/a/b, only {_folder.Path}. FPM makes");
        SocketAccess.WhyMissing(_folder.Path + "/note.txt").ShouldEndWith("is a file and no socket");
    }

    [Fact]
    public void A_socket_of_others_is_set_against_who_we_are()
    {
        using var socket = Listen("php.sock");
        Open(_folder.Path);
        File.SetUnixFileMode(_folder.Path + "/php.sock", (UnixFileMode)Convert.ToInt32("660", 8));
        var why = SocketAccess.WhyDenied(_folder.Path + "/php.sock", Stranger);
        why.ShouldStartWith("goodgate runs as user 3999999001 (group group 3999999002), and the socket");
        why.ShouldContain("with mode 0660: set listen.group = group 3999999002 and listen.mode = 0660");
        why.ShouldNotContain("into the group root", Case.Sensitive, "nobody should be");
    }

    [Fact]
    public void The_folder_that_may_not_be_entered_is_named()
    {
        using var socket = Listen("php.sock");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("700", 8));
        SocketAccess.WhyDenied(_folder.Path + "/php.sock", Stranger).ShouldContain($"may not enter the folder {_folder.Path}, which is ");
    }

    [Fact]
    public void When_all_modes_allow_it_a_security_module_does_not()
    {
        using var socket = Listen("php.sock");
        Open(_folder.Path);
        File.SetUnixFileMode(_folder.Path + "/php.sock", (UnixFileMode)Convert.ToInt32("666", 8));
        SocketAccess.WhyDenied(_folder.Path + "/php.sock", Stranger).ShouldContain("SELinux");
    }

    [Fact]
    public void We_know_who_we_are()
    {
        var caller = Caller.OfProcess();
        caller.Groups.ShouldNotBeEmpty();
        caller.User.ShouldBe(uint.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2]));
    }

    private static void Open(string folder) => File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint($"{_folder.Path}/{name}"));
        socket.Listen();
        return socket;
    }
}
