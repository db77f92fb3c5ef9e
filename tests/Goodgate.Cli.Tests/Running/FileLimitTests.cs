using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Running;

public sealed class FileLimitTests
{
    [Fact]
    public void Too_low_to_start_names_the_limit_and_the_remedy()
    {
        FileLimit.Refusal(256).ShouldBe("cannot start: only 256 files may be open at once, and the program needs 304 for itself;"
            + " raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit) to 4096 or more.");
        FileLimit.Refusal(305).ShouldNotBeNull("a request needs two");
        FileLimit.Refusal(306).ShouldBeNull();
        FileLimit.Refusal(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(306, "about 1 request at a time")]
    [InlineData(512, "about 104 requests at a time")]
    [InlineData(4095, "about 1,895 requests at a time")]
    public void A_low_one_says_how_far_it_goes(ulong limit, string text) => FileLimit.Complaint(limit, 0).ShouldNotBeNull().ShouldContain(text);

    [Fact]
    public void A_comfortable_one_is_not_worth_a_word()
    {
        FileLimit.Complaint(FileLimit.Comfortable, 0).ShouldBeNull();
        FileLimit.Complaint(null, 1_000_000).ShouldBeNull();
    }

    [Fact]
    public void More_clients_than_there_are_files_for_is_told()
    {
        FileLimit.Complaint(20_000, 9848).ShouldBeNull();
        FileLimit.Complaint(20_000, 9849).ShouldBe("client.max_connections is 9849, but only 20000 files may be open at once, enough for about 9,848 clients with a server each;"
            + " raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit), or lower the setting");
    }
}
