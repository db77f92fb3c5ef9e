using System.Net;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Observing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Tests.Admin;

/// <summary>Traffic runs on the event loops of the whole process; the admin port must not hold one.</summary>
public sealed class SlowPageTests
{
    [Fact]
    public async Task Traffic_flows_while_an_admin_page_hangs()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        using var release = new ManualResetEventSlim();
        var began = new TaskCompletionSource();
        var page = new AdminPage("/slow", "hangs", _ =>
        {
            began.TrySetResult();
            release.Wait(CancellationToken.None);
            return AdminAnswer.Text(200, "done");
        });
        await using var admin = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, [page], CancellationToken.None);
        using var client = new HttpClient();
        var slow = client.GetStringAsync(admin!.Address + "/slow");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(60));
        for (var i = 0; i < 200; i++)
        {
            using var answer = await gateway.Client.GetAsync("/").WaitAsync(TimeSpan.FromSeconds(60));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        slow.IsCompleted.ShouldBeFalse();
        release.Set();
        (await slow).ShouldBe("done\n");
    }

    private static AdminApplication Application(Action work) => new(
        new AdminGuard(AdminAddress.Parse(new AdminSettings { Listen = "127.0.0.1:0" })!, null),
        [new AdminPage("/slow", "hangs", _ =>
        {
            work();
            return AdminAnswer.Text(200, "done");
        })]);

    private static FeatureCollection Request()
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = "GET", Path = "/slow", Headers = new HeaderDictionary { ["Host"] = "localhost" } });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
        return features;
    }
}
