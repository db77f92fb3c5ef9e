using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>Somebody writes a post in a real browser, through the program itself.</summary>
[Collection(WordPressTests.Name)]
public sealed class AdministratorTests(WordPressSite site)
{
    // The smallest picture that GD reads: one red dot.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    [Fact]
    public async Task A_site_is_administered_in_a_browser()
    {
        await using var gateway = await GoodgateCommand.StartAsync(site);
        await using var browser = await Browser.OpenAsync(gateway.Url);
        var page = browser.Page;
        await LogInAsync(page);
        foreach (var screen in (string[])["edit.php", "upload.php?mode=list", "plugins.php", "options-permalink.php", "users.php", "site-health.php"])
        {
            (await page.GotoAsync($"/wp-admin/{screen}"))!.Status.ShouldBe(200);
            (await page.Locator("#wpadminbar").CountAsync()).ShouldBe(1, screen);
        }

        var picture = await UploadAsync(page);
        var address = await PublishAsync(page);
        (await page.GotoAsync(address))!.Status.ShouldBe(200);
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("^Written in a browser"));
        browser.Wrong.ShouldBeEmpty();

        // Visitors see both.
        (await gateway.GetAsync(new Uri(address).PathAndQuery)).Text.ShouldContain("Written in a browser");
        var sent = await gateway.GetAsync(new Uri(picture).PathAndQuery);
        sent.Field("Content-Type").ShouldBe("image/png");
        sent.Body.ShouldBe(Picture);
        gateway.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_is_made_changed_and_deleted_over_the_REST_API()
    {
        await using var gateway = await GoodgateCommand.StartAsync(site);
        await using var browser = await Browser.OpenAsync(gateway.Url);
        await LogInAsync(browser.Page);
        var nonce = await (await browser.Page.APIRequest.GetAsync("/wp-admin/admin-ajax.php?action=rest-nonce")).TextAsync();
        var fields = new Dictionary<string, string> { ["X-WP-Nonce"] = nonce };
        var made = await SendAsync(browser.Page, "POST", "/wp-json/wp/v2/posts", fields, new { title = "Made by REST", status = "publish", slug = "made-by-rest" }, 201);
        var path = $"/wp-json/wp/v2/posts/{made.GetProperty("id").GetInt32()}";
        (await gateway.GetAsync("/made-by-rest/")).Status.ShouldBe(200);
        (await SendAsync(browser.Page, "PUT", path, fields, new { title = "Changed by REST" }, 200)).GetProperty("title").GetProperty("raw").GetString().ShouldBe("Changed by REST");
        (await SendAsync(browser.Page, "DELETE", path + "?force=true", fields, null, 200)).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await gateway.GetAsync("/made-by-rest/")).Status.ShouldBe(404);
    }

    private static async Task LogInAsync(IPage page)
    {
        await page.GotoAsync("/wp-admin/");
        await page.FillAsync("#user_login", WordPressSite.User);
        await page.FillAsync("#user_pass", WordPressSite.Password);
        await page.ClickAsync("#wp-submit");
        await page.WaitForURLAsync("**/wp-admin/");
        (await page.Locator("#dashboard-widgets").CountAsync()).ShouldBe(1);
    }

    private static async Task<string> UploadAsync(IPage page)
    {
        await page.GotoAsync("/wp-admin/media-new.php?browser-uploader");
        await page.SetInputFilesAsync("#async-upload", new FilePayload { Name = "dot.png", MimeType = "image/png", Buffer = Picture });
        await page.ClickAsync("#html-upload");
        await page.WaitForURLAsync("**/wp-admin/upload.php**");
        var listed = await page.APIRequest.GetAsync("/wp-json/wp/v2/media?search=dot&_fields=source_url");
        return (await listed.JsonAsync())!.Value[0].GetProperty("source_url").GetString()!;
    }

    // The block editor: what it saves goes over the REST API.
    private static async Task<string> PublishAsync(IPage page)
    {
        await page.GotoAsync("/wp-admin/post-new.php");
        await page.EvaluateAsync("() => wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)");
        await page.FillAsync(".editor-post-title__input", "Written in a browser");
        await page.ClickAsync(".editor-post-publish-button__button");
        await page.ClickAsync(".editor-post-publish-panel .editor-post-publish-button");
        var link = page.Locator(".post-publish-panel__postpublish-header a");
        return (await link.GetAttributeAsync("href"))!;
    }

    private static async Task<JsonElement> SendAsync(IPage page, string method, string path, Dictionary<string, string> fields, object? data, int status)
    {
        var answer = await page.APIRequest.FetchAsync(path, new APIRequestContextOptions { Method = method, Headers = fields, DataObject = data });
        answer.Status.ShouldBe(status, await answer.TextAsync());
        return (await answer.JsonAsync())!.Value;
    }
}
