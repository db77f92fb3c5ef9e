using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class RankingTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    [Theory]
    [InlineData("/", Firefox, RequestRank.Person)]
    [InlineData("/wp-login.php?redirect_to=/feed/", Firefox, RequestRank.Person)]
    [InlineData("/feedback/", Firefox, RequestRank.Person)]
    [InlineData("/", "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36", RequestRank.Person)]
    [InlineData("/feed/", Firefox, RequestRank.Program)]
    [InlineData("/comments/feed", Firefox, RequestRank.Program)]
    [InlineData("/feed/atom/", Firefox, RequestRank.Program)]
    [InlineData("/?p=1&feed=rss2", Firefox, RequestRank.Program)]
    [InlineData("/xmlrpc.php", Firefox, RequestRank.Program)]
    [InlineData("/", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", RequestRank.Program)]
    [InlineData("/", "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", RequestRank.Program)]
    [InlineData("/", "facebookexternalhit/1.1", RequestRank.Program)]
    [InlineData("/", "python-requests/2.31", RequestRank.Program)]
    [InlineData("/", null, RequestRank.Program)]
    [InlineData("/wp-cron.php?doing_wp_cron=1", "WordPress/6.1; https://example.com", RequestRank.Chore)]
    [InlineData("/blog/wp-cron.php", Firefox, RequestRank.Chore)]
    public void A_request_is_ranked_by_path_and_agent(string target, string? agent, RequestRank rank) => Ranking.Of(target, null, agent).ShouldBe(rank);

    [Fact]
    public void The_script_counts_where_the_path_is_another() => Ranking.Of("/cron", "/wp-cron.php", Firefox).ShouldBe(RequestRank.Chore);
}
