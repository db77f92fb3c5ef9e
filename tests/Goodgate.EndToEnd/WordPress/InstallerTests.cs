using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>Somebody installs a WordPress in a real browser, through the program itself: the five minutes that every site begins with.</summary>
[Collection(WordPressTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class InstallerTests(WordPressSite site)
{
    private const string Account = "founder";
    private const string Secret = "a-secret-of-the-founder-1";

    // Under a name that begins with "new." the same files are a site without tables (tests/wordpress/php/wp-config.php.in). Browsers take names that end
    // with .localhost for this machine.
    [Fact]
    public async Task A_site_is_installed_in_a_browser()
    {
        await using var gateway = await GoodgateCommand.StartAsync(site);
        await using var browser = await Browser.OpenAsync(gateway.Url.Replace("127.0.0.1", "new.localhost", StringComparison.Ordinal));
        var page = browser.Page;

        // Whoever comes first is led to the installer.
        await page.GotoAsync("/");
        page.Url.ShouldEndWith("/wp-admin/install.php");
        await InstallAsync(page);
        (await page.GotoAsync("/wp-admin/install.php"))!.Status.ShouldBe(200);
        (await page.ContentAsync()).ShouldContain("Already Installed");
        browser.Wrong.ShouldBeEmpty();
        gateway.Failures.ShouldBeEmpty();
    }

    // Files as they were unpacked, and an empty part of the database: WordPress asks for what it needs, and writes its settings itself.
    [Fact]
    public async Task A_site_without_settings_writes_them_from_its_form()
    {
        using var unpacked = await UnpackedSite.MakeAsync(site.Root);
        await using var gateway = await GoodgateCommand.StartAsync(site, root: unpacked.Root);
        await using var browser = await Browser.OpenAsync(gateway.Url);
        var page = browser.Page;

        await page.GotoAsync("/");
        page.Url.ShouldEndWith("/wp-admin/setup-config.php");
        await page.ClickAsync("p.step a");
        await page.WaitForURLAsync("**/wp-admin/setup-config.php?step=1");
        await page.FillAsync("#dbname", "wordpress");
        await page.FillAsync("#uname", "wordpress");
        await page.FillAsync("#pwd", "goodgate-test");
        await page.FillAsync("#dbhost", $"localhost:{site.DatabaseSocket}");
        await page.FillAsync("#prefix", "unpacked_");
        await page.ClickAsync("input[name=submit]");
        await page.WaitForURLAsync("**/wp-admin/setup-config.php?step=2");
        (await page.ContentAsync()).ShouldContain("All right, sparky!");
        (await File.ReadAllTextAsync($"{unpacked.Root}/wp-config.php")).ShouldContain("'unpacked_'");

        await page.ClickAsync("p.step a");
        await page.WaitForURLAsync("**/wp-admin/install.php?language=en_US");
        await InstallAsync(page);
        browser.Wrong.ShouldBeEmpty();
        gateway.Failures.ShouldBeEmpty();
    }

    // From the installer's form to the site, with its founder logged in.
    private static async Task InstallAsync(IPage page)
    {
        await page.FillAsync("#weblog_title", "Installed in a browser");
        await page.FillAsync("#user_login", Account);
        await page.FillAsync("#pass1", Secret);
        await page.FillAsync("#admin_email", "founder@site.invalid");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync("**/wp-admin/install.php?step=2");
        (await page.Locator("h1", new() { HasText = "Success!" }).CountAsync()).ShouldBe(1, await page.ContentAsync());

        await page.ClickAsync("a[href$='wp-login.php']");
        await page.FillAsync("#user_login", Account);
        await page.FillAsync("#user_pass", Secret);
        await page.ClickAsync("#wp-submit");
        await page.WaitForURLAsync("**/wp-admin/");
        (await page.Locator("#dashboard-widgets").CountAsync()).ShouldBe(1);

        (await page.GotoAsync("/"))!.Status.ShouldBe(200);
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("^Installed in a browser"));
    }
}
