using System.Text.Json;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Observing;

namespace Goodgate.Gateway.Tests.Data;

/// <summary>Failures over the end of a gateway, with traffic.</summary>
public sealed class KeptFailuresTests : IDisposable
{
    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-data-").FullName;

    private string Folder => Path.Combine(_around, "data");

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Fact]
    public async Task The_next_gateway_shows_the_failures_of_the_one_before()
    {
        JsonElement before;
        await using (var first = await StartAsync())
        {
            (await FailAsync(first, "one")).ShouldBe(502);
            await first.Client.GetAsync("/");
            before = await FoundAsync(first, "one");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        var after = await FoundAsync(second, "one");
        after.GetRawText().ShouldBe(before.GetRawText());
        using var page = await JsonDocument.ParseAsync(await second.Admin.GetStreamAsync("/api/verdicts"));
        page.RootElement.GetProperty("held").GetInt32().ShouldBe(2);
        page.RootElement.GetProperty("seen").GetInt32().ShouldBe(0);
        await FailAsync(second, "two");
        await FoundAsync(second, "two");
        var all = await AllAsync(second);
        all[0].GetProperty("request_id").GetString().ShouldBe("two");
        all[2].GetProperty("request_id").GetString().ShouldBe("one");
    }

    [Fact]
    public async Task No_secret_of_client_or_server_is_in_the_folder()
    {
        string[] answers =
        [
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=SECRET\u0001\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 503 Busy\r\nSet-Cookie: a=SECRET\r\nServer: Authorization: SECRET\r\nVia: cookie=SECRET\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: Cookie: SECRET\r\nSet-Cookie : a=SECRET\r\n\r\n",
            "Set-Cookie: a=SECRET\r\n\r\n",
        ];
        foreach (var answer in answers)
        {
            using var server = new TestServer(answer);
            await using var gateway = await StartAsync(server.Url);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/cart?token=SECRET");
            request.Headers.Add("Cookie", "session=SECRET");
            request.Headers.Add("Authorization", "Bearer SECRET");
            request.Headers.Add("Proxy-Authorization", "Basic SECRET");
            request.Headers.Add("X-Request-ID", "known");
            await gateway.Client.SendAsync(request);
            await gateway.SendRawAsync("GET http://name:SECRET@shop.example/?SECRET HTTP/1.1\r\nHost: shop.example\r\nCookie: SECRET\r\nConnection: close\r\n\r\n");
            await gateway.StopAsync();
        }

        var kept = await File.ReadAllTextAsync(FailureFiles.Current(Folder));
        kept.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThanOrEqualTo(answers.Length);
        kept.ShouldContain("\"request_id\":\"known\"");
        kept.ShouldNotContain("SECRET", Case.Sensitive);
    }

    [Fact]
    public async Task A_deleted_folder_never_reaches_traffic_and_shows_in_the_metrics()
    {
        await using var gateway = await StartAsync();
        var said = new TaskCompletionSource<string>();
        gateway.Instance.Observatory.Keeper.Trouble = said.SetResult;
        Directory.Delete(Folder, recursive: true);
        (await FailAsync(gateway, "one")).ShouldBe(502);
        (await said.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldContain($"data folder {Folder}");
        (await gateway.Admin.GetStringAsync("/metrics")).ShouldContain("goodgate_kept_failures_dropped_total{reason=\"write_error\"} 1\n");
        (await FailAsync(gateway, "two")).ShouldBe(502);
        await FoundAsync(gateway, "two");
    }

    [Fact]
    public async Task A_gateway_that_cannot_start_leaves_the_folder_to_the_next()
    {
        await using var first = await StartAsync();
        (await Should.ThrowAsync<DataFolderException>(() => StartAsync())).Message.ShouldContain("another running goodgate");
        await first.StopAsync();
        await using var next = await StartAsync();
        await next.StopAsync();
    }

    [Fact]
    public async Task Without_a_folder_no_file_is_written()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await FailAsync(gateway, "one");
        await gateway.StopAsync();
        Directory.EnumerateFileSystemEntries(_around).ShouldBeEmpty();
    }

    private Task<TestGateway> StartAsync(params string[] servers) =>
        TestGateway.StartAsync(servers.Length == 0 ? [TestServer.Nobody()] : servers, settings => settings with { Data = Folder });

    private static async Task<int> FailAsync(TestGateway gateway, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/path");
        request.Headers.Add("X-Request-ID", id);
        using var response = await gateway.Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<List<JsonElement>> AllAsync(TestGateway gateway, string query = "")
    {
        using var page = await JsonDocument.ParseAsync(await gateway.Admin.GetStreamAsync("/api/verdicts" + query));
        return [.. page.RootElement.GetProperty("verdicts").EnumerateArray().Select(one => one.Clone())];
    }

    // A verdict is told a moment after its answer.
    private static async Task<JsonElement> FoundAsync(TestGateway gateway, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await AllAsync(gateway, "?request_id=" + id) is [var found])
            {
                return found;
            }
        }
    }
}
