using System.Text.Json;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>What the access log tells of answers that settings ask for.</summary>
public sealed class FixedAnswerRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-fixed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("GET", "/text", 200, 8)]
    [InlineData("HEAD", "/text", 200, 0)]
    [InlineData("GET", "/empty", 204, 0)]
    [InlineData("GET", "/moved", 308, 0)]
    [InlineData("GET", "/down", 503, 4)]
    public async Task Bytes_sent_are_counted(string method, string path, int status, int bytes)
    {
        var log = Path.Combine(_folder, "access.log");
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with
        {
            AccessLog = new AccessLogSettings { Path = log },
            Sites = [settings.Sites[0] with { Routes = Routes }],
        });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(gateway.Client.BaseAddress!, path));
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe(bytes);
        await gateway.StopAsync();
        var record = JsonElement.Parse(await File.ReadAllTextAsync(log));
        record.GetProperty("bytes_out").GetInt32().ShouldBe(bytes);
        record.GetProperty("source").GetString().ShouldBe("gateway");
    }

    private static RouteSettings[] Routes =>
    [
        new() { Path = "/text", Respond = new RespondSettings { Body = "caf\u00e9 \u00fc" } },
        new() { Path = "/empty", Respond = new RespondSettings { Status = 204 } },
        new() { Path = "/moved", Redirect = new RedirectSettings { To = "/text" } },
        new() { Path = "/down", Respond = new RespondSettings { Status = 503, Body = "down" } },
    ];
}
