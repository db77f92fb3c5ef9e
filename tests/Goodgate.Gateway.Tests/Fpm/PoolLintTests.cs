using Goodgate.Gateway.Fpm.Linting;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>One row for each rule: lines put behind a good pool (which ends in line 11), and what is said about which line.</summary>
public sealed class PoolLintTests : IDisposable
{
    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_pool_has_no_problem() => PoolLint.Check(_folder.Read(FpmFolder.Good)).ShouldBeEmpty();

    [Theory]
    [InlineData("pm.max_chidren = 3", "12: error unknown-directive: unknown directive \"pm.max_chidren\"; did you mean pm.max_children?")]
    [InlineData("log_level = debug", "12: error wrong-section: log_level belongs in [global]")]
    [InlineData("pm.max_requests = 1k", "12: error value: pm.max_requests = \"1k\" cannot be used; expected a whole number")]
    [InlineData("request_terminate_timeout = 5x", "12: error value: request_terminate_timeout = \"5x\" cannot be used; expected a time")]
    [InlineData("catch_workers_output = maybe", "12: error value: catch_workers_output = \"maybe\" cannot be used; expected yes or no")]
    [InlineData("rlimit_core = lots", "expected a whole number or unlimited")]
    [InlineData("env = x", "12: error brackets: env is not how env is written; expected env[NAME] = VALUE")]
    [InlineData("env[] = x", "expected env[NAME] = VALUE")]
    [InlineData("pm.max_requests[1] = 3", "expected pm.max_requests = VALUE")]
    [InlineData("request_slowlog_timeout = 5", "12: error slow-log: request_slowlog_timeout = 5 s has no slowlog to write to")]
    [InlineData("slowlog = /s\nrequest_slowlog_timeout = 4\nrequest_terminate_timeout = 3", "13: error slow-log: request_slowlog_timeout = 4 s is more than request_terminate_timeout = 3 s")]
    [InlineData("pm.status_path = status", "12: error path: pm.status_path = \"status\" cannot be used")]
    [InlineData("pm.status_path = /s?x", "12: error path:")]
    [InlineData("ping.path = /", "12: error path: ping.path")]
    [InlineData("ping.path = /p\npm.status_path = /p", "12: warning path: ping.path and pm.status_path are both /p")]
    [InlineData("access.suppress_path[] = x", "12: error path: access.suppress_path[] = \"x\" does not begin with /")]
    [InlineData("pm.status_listen = 9001", "12: warning no-effect: pm.status_listen")]
    [InlineData("listen.mode = 0666", "12: warning listen-mode: listen.mode = 0666 lets every user of this machine run PHP as www-data")]
    [InlineData("listen.mode = 0999", "12: warning listen-mode: listen.mode = \"0999\" is no octal mode")]
    [InlineData("listen.allowed_clients = 127.0.0.1", "12: warning no-effect: listen.allowed_clients")]
    [InlineData("clear_env = no", "12: warning clear-env:")]
    [InlineData("security.limit_extensions =", "12: warning limit-extensions:")]
    [InlineData("[two]\nlisten = /run/php/www.sock\nlisten.owner = a\npm = static\npm.max_children = 1", "13: error listen-twice: pool www listens on /run/php/www.sock already")]
    [InlineData("[two]\npm = static\npm.max_children = 1", "12: error listen: the pool has no listen")]
    [InlineData("[gobal]\nlisten = 9000\npm = static\npm.max_children = 1", "12: warning section: [gobal] opens a pool of that name; did you mean [global]?")]
    public void Each_rule_says_what_and_where(string lines, string expected) =>
        PoolLint.Check(_folder.Read(FpmFolder.Good + lines + "\n")).Select(problem => problem.ToString()[(_folder.Path.Length + 1)..])
            .ShouldContain(text => text.Contains(expected, StringComparison.Ordinal), expected);

    [Theory]
    [InlineData("pm.max_children = 0", "error processes: pm.max_children must be 1 or more")]
    [InlineData("pm.min_spare_servers = 0", "needs pm.min_spare_servers of 1 or more; it is 0")]
    [InlineData("pm.max_spare_servers = 0", "needs pm.max_spare_servers of 1 or more; it is 0")]
    [InlineData("pm.max_spare_servers = 6", "pm.max_spare_servers = 6 is more than pm.max_children = 5; expected at most 5")]
    [InlineData("pm.min_spare_servers = 4", "pm.max_spare_servers = 3 is less than pm.min_spare_servers = 4")]
    [InlineData("pm.start_servers = 5", "pm.start_servers = 5 is not between pm.min_spare_servers = 1 and pm.max_spare_servers = 3; expected 2,")]
    [InlineData("pm.max_spawn_rate = 0", "pm.max_spawn_rate must be 1 or more")]
    [InlineData("pm = ondemand\npm.process_idle_timeout = 0", "pm.process_idle_timeout must be more than 0 s")]
    [InlineData("pm = static", "warning no-effect: pm.start_servers has no effect with pm = static")]
    [InlineData("pm = dynamo", "expected one of static, dynamic, ondemand; did you mean dynamic?")]
    [InlineData("user = root", "warning root: every script runs as root")]
    [InlineData("listen = 0.0.0.0:9000", "warning open-to-all: FPM listens on every address and lets anybody in")]
    [InlineData("listen = 9000\nlisten.allowed_clients = any", "warning open-to-all")]
    [InlineData("listen = 10.0.0.7:9000", "warning open-to-all: FPM listens on 10.0.0.7")]
    [InlineData("listen = 127.0.0.1:99999", "is no address")]
    [InlineData("user = x", "warning given-twice: user stands at")]
    public void Rules_about_a_line_that_is_there_already(string lines, string expected)
    {
        var found = PoolLint.Check(_folder.Read(FpmFolder.Good + lines + "\n"));
        found.Select(problem => problem.ToString()).ShouldContain(text => text.Contains(expected, StringComparison.Ordinal), expected);
    }

    [Theory]
    [InlineData("listen = 127.0.0.1:9000")]
    [InlineData("listen = [::1]:9000")]
    [InlineData("listen = 0.0.0.0:9000\nlisten.allowed_clients = 10.0.0.1")]
    public void A_port_only_the_gateway_reaches_is_fine(string lines) =>
        PoolLint.Check(_folder.Read($"[a]\nuser = a\n{lines}\npm = static\npm.max_children = 1\n")).ShouldBeEmpty();

    // FPM alone knows its environment: what stands there is not judged.
    [Fact]
    public void Values_of_the_environment_are_left_alone() => PoolLint.Check(_folder.Read(
        "[www]\nuser = ${U}\nlisten = ${L}\npm = ${PM}\npm.max_children = ${N}\npm.status_path = ${S}\nrequest_terminate_timeout = ${T}\n")).ShouldBeEmpty();

    [Fact]
    public void Pools_may_not_add_up_to_more_than_process_max()
    {
        var read = _folder.Read("[global]\nprocess.max = 6\n" + FpmFolder.Good + "[b]\nlisten = 127.0.0.1:9000\npm = static\npm.max_children = 4\n");
        var problem = PoolLint.Check(read).ShouldHaveSingleItem();
        problem.Place.Line.ShouldBe(2);
        problem.Message.ShouldContain("process.max = 6 is less than the 9 that pm.max_children of 2 pools add up to");
    }

    [Fact]
    public void One_pool_can_be_asked_about()
    {
        var read = _folder.Read(FpmFolder.Good + "clear_env = no\n[b]\nlisten = 127.0.0.1:9000\npm = static\npm.max_children = 4\n");
        PoolLint.Check(read, read.Pools[1]).ShouldBeEmpty();
        PoolLint.Check(read, read.Pools[0]).ShouldHaveSingleItem();
    }
}
