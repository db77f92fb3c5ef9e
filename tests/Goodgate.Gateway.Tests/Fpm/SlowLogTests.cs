using Goodgate.Gateway.Fpm.Logs;

namespace Goodgate.Gateway.Tests.Fpm;

public sealed class SlowLogTests : IDisposable
{
    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, "mysqli_query()", "mysqli_query()", "sleep()")]
    [InlineData(true, "PDOStatement->execute()", "PDO->query()", "pg_query()")]
    [InlineData(false, "mysqli_query()", "curl_exec()", "sleep()", "sleep()")]
    [InlineData(false, "mysqli_query()", "mysqli_query()")]
    [InlineData(false)]
    public void The_database_is_blamed_when_half_of_the_slow_requests_wait_for_it(bool blamed, params string[] calls) =>
        SlowLog.BlamesDatabase(_folder.Write("slow.log", string.Concat(calls.Select(Record)))).ShouldBe(blamed);

    [Fact]
    public void Without_a_log_nobody_is_blamed() => SlowLog.BlamesDatabase(_folder.Path + "/none.log").ShouldBeFalse();

    // Only the innermost call says where a request stands.
    private static string Record(string call) => $"""

        [28-Nov-2026 00:06:57]  [pool www] pid 22932
        script_filename = /srv/www/index.php
        [0x00007f51c6a16090] {call} /srv/www/wp-includes/class-wpdb.php:2351
        [0x00007f51c6a16020] mysqli_wrapper() /srv/www/wp-includes/class-wpdb.php:2265

        """;
}
