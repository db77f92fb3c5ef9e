using System.Runtime.Versioning;
using Goodgate.EndToEnd.RealServers;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Linting;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>The lint and <c>php-fpm -t</c> agree about what FPM refuses.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LintTests
{
    // Of one system, or of a build with it.
    private static readonly string[] NotEverywhere = ["listen.setfib", "apparmor_hat"];

    // Lines that were refused, and lines that look as if they should be and are not. Behind a static pool of 2.
    [Theory]
    [InlineData("")]
    [InlineData("# a comment")]
    [InlineData("; a comment")]
    [InlineData("pm.max_chidren = 3")]
    [InlineData("PM.Max_Children = 3")]
    [InlineData("log_level = debug")]
    [InlineData("foo")]
    [InlineData("clear_env = 0")]
    [InlineData("clear_env = No")]
    [InlineData("catch_workers_output = maybe")]
    [InlineData("catch_workers_output = 'yes'")]
    [InlineData("catch_workers_output = 'TRUE'")]
    [InlineData("catch_workers_output = TRUE")]
    [InlineData("catch_workers_output = 'none'")]
    [InlineData("catch_workers_output = 2")]
    [InlineData("pm.max_children = 0")]
    [InlineData("pm.max_children = -1")]
    [InlineData("pm.max_children = 0x10")]
    [InlineData("pm.max_children = \"3\" ; three")]
    [InlineData("pm.max_children = 3 4")]
    [InlineData("pm.max_children = 3 # three")]
    [InlineData("pm.max_children == 5")]
    [InlineData("pm.max_children[1] = 3")]
    [InlineData("pm.max_requests = 1k")]
    [InlineData("pm = foo")]
    [InlineData("pm = \"static\"")]
    [InlineData("pm = dynamic")]
    [InlineData("pm = dynamic|pm.min_spare_servers = 2|pm.max_spare_servers = 1")]
    [InlineData("pm = dynamic|pm.min_spare_servers = 1|pm.max_spare_servers = 3")]
    [InlineData("pm = dynamic|pm.min_spare_servers = 1|pm.max_spare_servers = 2")]
    [InlineData("pm = dynamic|pm.max_children = 9|pm.min_spare_servers = 2|pm.max_spare_servers = 4|pm.start_servers = 1")]
    [InlineData("pm = dynamic|pm.max_children = 9|pm.min_spare_servers = 2|pm.max_spare_servers = 4|pm.start_servers = 5")]
    [InlineData("pm = dynamic|pm.max_children = 9|pm.min_spare_servers = 2|pm.max_spare_servers = 4|pm.start_servers = 0")]
    [InlineData("pm = dynamic|pm.max_children = 9|pm.min_spare_servers = 2|pm.max_spare_servers = 4|pm.max_spawn_rate = 0")]
    [InlineData("pm.start_servers = 5")]
    [InlineData("pm = ondemand")]
    [InlineData("pm = ondemand|pm.process_idle_timeout = 0")]
    [InlineData("pm.process_idle_timeout = 0")]
    [InlineData("request_terminate_timeout = 5x")]
    [InlineData("request_terminate_timeout = 5S")]
    [InlineData("request_terminate_timeout = -5")]
    [InlineData("request_terminate_timeout =")]
    [InlineData("request_slowlog_timeout = 5")]
    [InlineData("request_slowlog_timeout = 4|slowlog = /dev/null|request_terminate_timeout = 3")]
    [InlineData("request_slowlog_timeout = 2|slowlog = /dev/null|request_terminate_timeout = 3")]
    [InlineData("pm.status_path = status")]
    [InlineData("pm.status_path = /s?x")]
    [InlineData("ping.path = /")]
    [InlineData("ping.path = /status")]
    [InlineData("ping.response = a;b")]
    [InlineData("access.suppress_path[] = /x")]
    [InlineData("access.suppress_path[] = x")]
    [InlineData("access.suppress_path = /x")]
    [InlineData("env = x")]
    [InlineData("env[] = x")]
    [InlineData("env[HOME] = $HOME")]
    [InlineData("env[HOME]")]
    [InlineData("php_admin_flag[log_errors] = on")]
    [InlineData("rlimit_core = lots")]
    [InlineData("rlimit_core = unlimited")]
    [InlineData("listen.mode = 0999")]
    [InlineData("listen.backlog = -5")]
    [InlineData("security.limit_extensions =")]
    [InlineData("slowlog = \"/dev/null")]
    [InlineData("[other|")]
    [InlineData("[other]|pm = static|pm.max_children = 1|user = www-data")]
    public async Task What_FPM_refuses_is_an_error_here_and_nothing_else(string lines)
    {
        var (accepted, said, read) = await PhpFpm.TryAsync(["pm = static", "pm.max_children = 2", .. lines.Split('|')]);
        PoolLint.Check(read).Any(problem => problem.IsRefused).ShouldBe(!accepted, $"{said}\n{string.Join('\n', PoolLint.Check(read))}");
    }

    [Fact]
    public async Task Every_directive_in_the_table_is_one_of_FPM()
    {
        foreach (var directive in FpmDirectives.Pool.Values.Where(one => !NotEverywhere.Contains(one.Name)))
        {
            var name = directive.Kind switch { FpmValueKind.Keyed => $"{directive.Name}[a]", FpmValueKind.Listed => $"{directive.Name}[]", _ => directive.Name };
            (await PhpFpm.TryAsync($"{name} = 1")).Said.ShouldNotContain("unknown", Case.Insensitive, name);
        }

        foreach (var name in FpmDirectives.Global.Keys)
        {
            (await PhpFpm.TryAsync("pm = static", "[global]", $"{name} = 1")).Said.ShouldNotContain("unknown entry", Case.Insensitive, name);
        }
    }
}
