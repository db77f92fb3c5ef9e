using System.Net;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>
/// The spike in small: far more visitors than PHP has workers, a tenth of them logged in, and PHP-FPM killed in the middle of it. Whoever asks for a stored page does
/// not notice; whoever is logged in gets a page or a failure with its cause.
/// </summary>
[Collection(WordPressTests.Name)]
public sealed class SpikeTests(WordPressSite site, ITestOutputHelper output)
{
    private const int Visitors = 45;
    private const int LoggedIn = 5;

    // Enough to see that a phase goes on for each of them, however busy the machine is.
    private const int Rounds = 15;
    private const int RoundsOfPhp = 3;

    private const string AdminBar = "id=\"wpadminbar\"";

    private static readonly string[] Pages = ["/", "/post-1/", "/post-2/", "/post-3/", "/post-4/?utm_source=spike"];

    [Fact]
    public async Task PHP_is_killed_in_the_middle_of_it()
    {
        await using var gateway = await site.BehindAsync(cache: new CacheSettings { Mode = CacheMode.WordPress });
        var cookie = $"Cookie: {await LogInAsync(gateway)}\r\n";
        using (var http = new HttpClient())
        {
            foreach (var page in Pages)
            {
                await http.GetStringAsync(new Uri(gateway.Url + page));
            }
        }

        await using var visitors = new Crowd(gateway, Visitors, Pages, "", answer => answer.Text.Contains(AdminBar, StringComparison.Ordinal) ? "the administrator's page" : null);
        await using var loggedIn = new Crowd(gateway, LoggedIn, Pages, cookie, answer => answer.Text.Contains(AdminBar, StringComparison.Ordinal) ? null : "a page without the bar");
        await GoOnAsync(visitors, loggedIn);
        visitors.Begin("PHP is killed");
        loggedIn.Begin("PHP is killed");
        try
        {
            await site.KillAsync("php");
            await GoOnAsync(visitors, loggedIn);

            // An editor publishes: all pages are to be asked for anew, and nobody is there to be asked.
            visitors.Begin("all is purged softly");
            loggedIn.Begin("all is purged softly");
            await gateway.Instance.Services.Cache.PurgeAsync(new PurgeOrder(PurgeKind.Everything, "", IsSoft: true));
            await GoOnAsync(visitors, loggedIn);
            await visitors.EndAsync();
            await loggedIn.EndAsync();
        }
        finally
        {
            await site.UpAsync();
        }

        output.WriteLine($"visitors:\n{visitors}\nlogged in:\n{loggedIn}");
        visitors.Kinds.ShouldAllBe(kind => kind.EndsWith(": 200", StringComparison.Ordinal), $"{visitors}");
        loggedIn.KindsOf("").ShouldBe([": 200"], $"{loggedIn}");
        loggedIn.Kinds.ShouldAllBe(kind => IsExplained(kind), $"{loggedIn}");

        // One that was on its way when PHP died, for each of them; what begins after it is answered.
        loggedIn.Count("cut off").ShouldBeLessThanOrEqualTo(LoggedIn);
        var verdicts = await gateway.EndAsync();
        verdicts.ShouldAllBe(verdict => verdict.Cause.Id != CauseIds.Undetermined);
        verdicts.ShouldContain(verdict => verdict.Observation.Saved, "pages took the place of failures");
    }

    private static bool IsExplained(string kind) => kind.EndsWith(": 200", StringComparison.Ordinal) || kind.EndsWith(": cut off", StringComparison.Ordinal)
        || kind.Contains(": 502, goodgate; error=", StringComparison.Ordinal) || kind.Contains(": 503, goodgate; error=", StringComparison.Ordinal);

    private static async Task GoOnAsync(Crowd visitors, Crowd loggedIn)
    {
        await visitors.EachAsync(Rounds);
        await loggedIn.EachAsync(RoundsOfPhp);
    }

    private static async Task<string> LogInAsync(RunningGateway gateway)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Url) };
        await client.GetStringAsync("/wp-login.php");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["log"] = WordPressSite.User, ["pwd"] = WordPressSite.Password, ["testcookie"] = "1" });
        using var answer = await client.PostAsync("/wp-login.php", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return cookies.GetCookieHeader(new Uri($"{gateway.Url}/"));
    }
}
