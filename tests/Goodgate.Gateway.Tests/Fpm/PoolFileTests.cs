using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>How FPM's files are read. That FPM reads them so too is shown against the real one (EndToEnd).</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PoolFileTests : IDisposable
{
    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("slowlog = /var/log/slow.log ; where it goes", "/var/log/slow.log")]
    [InlineData("slowlog = \"/var/log/a;b.log\" ; quoted", "/var/log/a;b.log")]
    [InlineData("slowlog = '/var/log/a;b.log'", "/var/log/a;b.log")]
    [InlineData("slowlog=/var/log/$pool.slow.log", "/var/log/www.slow.log")]
    [InlineData("SlowLog = /a", "/a")]
    [InlineData("  slowlog\t=\t/a  ", "/a")]
    [InlineData("slowlog = /a\nslowlog = /b", "/b")]
    [InlineData("slowlog = \"say \\\"hi\\\" \\d\"", "say \"hi\" \\d")]
    [InlineData("slowlog = ${LOG}", null)]
    [InlineData("slowlog = '${LOG}'", "${LOG}")]
    [InlineData("; slowlog = /a", null)]
    public void Values_are_read_as_FPM_reads_them(string line, string? value)
    {
        var read = _folder.Read("[www]\n" + line);
        read.Problems.ShouldBeEmpty();
        read.Pools.ShouldHaveSingleItem().Text("slowlog").ShouldBe(value);
    }

    [Theory]
    [InlineData("clear_env = yes", true)]
    [InlineData("clear_env = On", true)]
    [InlineData("clear_env = 1", true)]
    [InlineData("clear_env = 'yes'", true)]
    [InlineData("clear_env = 'no'", false)]
    [InlineData("clear_env = no", false)]
    [InlineData("clear_env = off", false)]
    [InlineData("clear_env = ${CLEAR}", null)]
    [InlineData("", true)]
    public void Flags_have_many_spellings(string line, bool? value) => _folder.Read("[www]\n" + line).Pools[0].Flag("clear_env").ShouldBe(value);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86_400)]
    [InlineData("5x", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1.5s", null)]
    [InlineData("999999999d", null)]
    public void Times_have_units(string text, int? seconds) => FpmTime.Seconds(text).ShouldBe(seconds);

    [Fact]
    public void Defaults_are_FPMs()
    {
        var pool = _folder.Read("[www]\n").Pools[0];
        pool.Number("listen.backlog").ShouldBe(-1);
        pool.Number("pm.max_requests").ShouldBe(0);
        pool.Seconds("pm.process_idle_timeout").ShouldBe(10);
        pool.Seconds("request_terminate_timeout").ShouldBe(0);
        pool.Text("ping.response").ShouldBe("pong");
        pool.Text("security.limit_extensions").ShouldBe(".php .phar");
        pool.Number("pm.max_children").ShouldBeNull();
    }

    [Fact]
    public void Values_by_name_keep_their_names()
    {
        var pool = _folder.Read("[www]\nenv[HOME] = /root\nphp_admin_value[memory_limit] = 256M\n").Pools[0];
        pool.Find("env", "HOME")!.Value.ShouldBe("/root");
        pool.Find("php_admin_value", "memory_limit")!.Place.Line.ShouldBe(3);
        pool.Find("env").ShouldBeNull();
    }

    [Fact]
    public void Includes_are_followed_in_the_order_of_their_names()
    {
        _folder.Write("pool.d/b.conf", "[b]\npm = static\n");
        _folder.Write("pool.d/a.conf", "[a]\npm = ondemand\n");
        _folder.Write("pool.d/notes.txt", "[no]\n");
        var read = _folder.Read("[global]\nerror_log = /log\ninclude = pool.d/*.conf\n", "php-fpm.conf");
        read.Problems.ShouldBeEmpty();
        read.Pools.Select(pool => pool.Name).ShouldBe(["a", "b"]);
        read.Files.Select(Path.GetFileName).ShouldBe(["php-fpm.conf", "a.conf", "b.conf"]);
        read.Pools[1].Place.ToString().ShouldEndWith("pool.d/b.conf:1");
        read.Global.Find("error_log")!.Value.ShouldBe("/log");
    }

    // [global] stands before the include, and yet the line behind it lands in the pool: FPM says "unknown entry" and a wrong line.
    [Fact]
    public void What_follows_an_include_belongs_to_the_last_section_included()
    {
        _folder.Write("pool.d/a.conf", "[a]\n");
        var read = _folder.Read("[global]\ninclude = pool.d/*.conf\nlog_level = debug\n", "php-fpm.conf");
        read.Global.Find("log_level").ShouldBeNull();
        read.Pools[0].Entries.ShouldHaveSingleItem().Place.Line.ShouldBe(3);
    }

    [Fact]
    public void Files_that_include_themselves_come_to_an_end()
    {
        var path = _folder.Write("a.conf", $"[a]\ninclude = {_folder.Path}/a.conf\n");
        var read = FpmConfiguration.Read(path);
        read.Problems.ShouldHaveSingleItem().Message.ShouldContain("more than 5 deep");
        read.Pools.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("# a comment", "# begins no comment since PHP 7.0")]
    [InlineData("pm.max_children", "\"pm.max_children\" has no =")]
    [InlineData("slowlog = \"/a", "the quote \" is not closed")]
    [InlineData("env[A = 1", "a bracket that is not closed")]
    [InlineData("= 5", "no name stands before the =")]
    [InlineData("[x", "\"[x\" opens no section")]
    [InlineData("pm.max_children == 5", "an = in the value of \"pm.max_children\"")]
    public void A_line_that_is_none_is_named(string line, string problem)
    {
        var found = _folder.Read("[www]\n\n" + line + "\n").Problems.ShouldHaveSingleItem();
        found.Place.Line.ShouldBe(3);
        found.IsRefused.ShouldBeTrue();
        found.Message.ShouldContain(problem);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem_and_no_exception()
    {
        FpmConfiguration.Read(_folder.Path + "/none.conf").Problems.ShouldHaveSingleItem().Message.ShouldEndWith("none.conf\": no such file");
        FpmConfiguration.Read(_folder.Path).Problems.ShouldHaveSingleItem().Message.ShouldEndWith("it is a folder");
        FpmConfiguration.Read(_folder.Write("huge.conf", new string(';', (1024 * 1024) + 1))).Problems.ShouldHaveSingleItem().Message.ShouldContain("at most 1048576");
    }

    [Fact]
    public void Hostile_bytes_are_escaped_and_bounded()
    {
        var random = new Random(7);
        var bytes = new byte[64 * 1024];
        random.NextBytes(bytes);
        var path = _folder.Write("noise.conf", "");
        File.WriteAllBytes(path, bytes);
        var read = FpmConfiguration.Read(path);
        read.Problems.Count.ShouldBeInRange(1, 100);
        read.Problems.ShouldAllBe(problem => problem.ToString().All(c => c >= ' ' && c != '\u007f') && problem.ToString().Length < 500);
    }

    [Theory]
    [InlineData("/run/php/www.sock", "/run/php/www.sock", true)]
    [InlineData("/run/php/www.sock", "/run/php/other.sock", false)]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9000", true)]
    [InlineData("9000", "127.0.0.1:9000", true)]
    [InlineData("[::]:9000", "10.0.0.7:9000", true)]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9001", false)]
    public void The_pool_of_an_address_is_found(string listen, string address, bool found) =>
        (_folder.Read($"[www]\nlisten = {listen}\n[two]\nlisten = /run/two.sock\n").PoolAt(address)?.Name == "www").ShouldBe(found);

    [Fact]
    public void A_socket_is_the_same_through_a_link()
    {
        Directory.CreateDirectory(_folder.Path + "/run");
        Directory.CreateSymbolicLink(_folder.Path + "/var-run", _folder.Path + "/run");
        _folder.Read($"[www]\nlisten = {_folder.Path}/run/www.sock\n").Pools[0].ListensOn(_folder.Path + "/var-run/www.sock").ShouldBeTrue();
    }

    // Debian's alternatives: php-fpm.sock leads to the socket of the version that was chosen. None of them is there while FPM does not run.
    [Fact]
    public void A_socket_that_is_a_link_is_the_one_it_leads_to()
    {
        Directory.CreateDirectory(_folder.Path + "/run");
        File.CreateSymbolicLink(_folder.Path + "/run/php-fpm.sock", "php8.2-fpm.sock");
        var read = _folder.Read($"[old]\nlisten = {_folder.Path}/run/php7.4-fpm.sock\n[www]\nlisten = {_folder.Path}/run/php8.2-fpm.sock\n");
        read.PoolAt(_folder.Path + "/run/php-fpm.sock")?.Name.ShouldBe("www");
    }

    [Fact]
    public void Links_that_lead_through_each_other_end()
    {
        Directory.CreateSymbolicLink(_folder.Path + "/x", _folder.Path + "/y/z");
        Directory.CreateSymbolicLink(_folder.Path + "/y", _folder.Path + "/x/w");
        _folder.Read($"[www]\nlisten = {_folder.Path}/x/www.sock\n").Pools[0].ListensOn(_folder.Path + "/./x/www.sock").ShouldBeTrue("it is the same path");
    }

    [Fact]
    public void A_folder_that_may_not_be_entered_is_no_link()
    {
        var shut = Directory.CreateDirectory(_folder.Path + "/shut/sub").Parent!.FullName;
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(shut, UnixFileMode.None);
        var pool = _folder.Read($"[www]\nlisten = {shut}/sub/www.sock\n").Pools[0];
        Exception? thrown = null;

        // For root every folder can be entered: the thread, and it alone, looks at the disk as somebody else (setfsuid(2)).
        var thread = new Thread(() =>
        {
            _ = ActAs(65534);
            thrown = Record.Exception(() => pool.ListensOn(shut + "/./sub/www.sock"));
        });
        thread.Start();
        thread.Join();
        File.SetUnixFileMode(shut, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        thrown.ShouldBeNull();
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ActAs(uint user);
}
