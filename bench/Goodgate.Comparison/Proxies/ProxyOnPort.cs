using System.Security.Cryptography.X509Certificates;

namespace Goodgate.Comparison.Proxies;

/// <summary>A proxy that runs and has answered.</summary>
public sealed record ProxyOnPort(Proxy Proxy, StartedProcess Process, int Port)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts a proxy and waits for its first answer.</summary>
    /// <exception cref="BenchmarkException">There was none.</exception>
    public static async Task<ProxyOnPort> StartAsync(Proxy proxy, Workplace workplace, int origin, CertificateFiles? certificate, CancellationToken cancel)
    {
        var port = Workplace.FreePort();
        var process = proxy.Start(workplace, port, origin, certificate);
        await AnswerAsync(proxy.Name, process, port, certificate, cancel);
        return new ProxyOnPort(proxy, process, port);
    }

    /// <summary>Waits until a program answers with 200.</summary>
    public static async Task AnswerAsync(string name, StartedProcess process, int port, CertificateFiles? certificate, CancellationToken cancel)
    {
        using var handler = Trusting(certificate);
        using var client = new HttpClient(handler);
        var address = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}/1k");
        var began = TimeProvider.System.GetTimestamp();
        var last = "no answer yet";
        while (TimeProvider.System.GetElapsedTime(began) < LongestStart && !process.HasExited)
        {
            try
            {
                using var response = await client.GetAsync(address, cancel);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                last = $"it answered {(int)response.StatusCode}";
            }
            catch (HttpRequestException e)
            {
                last = e.Message;
            }

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }

        throw new BenchmarkException($"{name} did not start: {(process.HasExited ? "it ended" : last)}\n{process.LastWords}");
    }

    private static SocketsHttpHandler Trusting(CertificateFiles? certificate)
    {
        var handler = new SocketsHttpHandler();
        if (certificate is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(certificate.Certificate));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
