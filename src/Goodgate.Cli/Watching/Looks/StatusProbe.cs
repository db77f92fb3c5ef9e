using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Asks for a status page every few seconds. What is wrong with asking is told once, not each time.</summary>
internal sealed class StatusProbe : IProbe
{
    /// <summary>Bytes of a page: HAProxy writes some 500 a server.</summary>
    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // One for the life of the program, as its authors advise: it keeps connections for all pages.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Patience }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Uri _url;
    private readonly AuthenticationHeaderValue? _login;
    private readonly TimeProvider _time;
    private string? _told;
    private string? _kind;
    private long? _total;

    private StatusProbe(Uri url, TimeProvider time)
    {
        // user:password@ of the address goes into a field, and is shown nowhere.
        _login = url.UserInfo.Length == 0 ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        _url = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        _time = time;
        Name = Evidence.Printable(Shown(_url), 200);
    }

    public string Name { get; }

    /// <summary>Reads what was typed; null when it is no address.</summary>
    public static StatusProbe? Of(string typed, TimeProvider time) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 ? new StatusProbe(url, time) : null;

    public Task OnceAsync(LookOutlet outlet, CancellationToken stop) => LookAsync(Http, outlet, stop);

    /// <summary>One look.</summary>
    public async Task LookAsync(HttpClient http, LookOutlet outlet, CancellationToken stop)
    {
        var (body, problem) = await AskAsync(http, stop);
        if (stop.IsCancellationRequested)
        {
            return;
        }

        if (body is null || StatusPage.Read(body, out problem) is not { } reading)
        {
            if (problem != _told)
            {
                outlet.Warn($"{Name}: {problem}");
            }

            _told = problem;
            return;
        }

        if (_told is not null || _kind != reading.Kind)
        {
            outlet.Note($"{Name}: {reading.Kind}{(_told is null ? "" : ", readable again")}: {Evidence.Printable(reading.Summary, 300)}");
        }

        (_told, _kind) = (null, reading.Kind);
        var now = _time.GetUtcNow();
        foreach (var sign in reading.Signs)
        {
            outlet.Found(sign.Finding(Name, now));
        }

        // A smaller total is a restart.
        if (_total is { } before && reading.Total > before && reading.Rise is { } rise)
        {
            outlet.Found(rise(reading.Total - before).Finding(Name, now));
        }

        _total = reading.Total;
    }

    // ?auto and ?json&full say which page it is; whatever has a value may be a secret.
    private static string Shown(Uri url) => url.Query.Length is > 1 and < 20 && url.Query.Skip(1).All(one => char.IsAsciiLetter(one) || one == '&') ? url.ToString() : UrlSecrets.Masked(url.ToString());

    private async Task<(byte[]? Body, string? Problem)> AskAsync(HttpClient http, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _url);
            request.Headers.Authorization = _login;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return (null, $"it answers {(int)response.StatusCode}{(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? ": this machine, or this user, may not see it (allow it, or http://USER:PASSWORD@…)" : "")}");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            var buffer = new byte[MostBytes + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, both.Token);
            return length > MostBytes ? (null, "its answer is larger than 1 MiB") : (buffer[..length], null);
        }
        catch (OperationCanceledException)
        {
            return (null, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, $"it cannot be asked: {Evidence.Printable(e.Message.TrimEnd('.'), 200)}");
        }
    }
}
