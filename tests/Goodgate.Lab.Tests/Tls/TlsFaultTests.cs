using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Goodgate.Lab.Tests.Tls;

public sealed class TlsFaultTests
{
    // The beginning of a ClientHello: a handshake record; the lab's raw servers read it and look no further.
    private const string Hello = "\u0016\u0003\u0001\0\u0005\u0001\0\0\u0001\0";

    [Theory]
    [InlineData("tls-alert-received", 40)]
    [InlineData("tls-alert-received-protocol-version", 70)]
    [InlineData("tls-alert-received-unrecognized-name", 112)]
    [InlineData("tls-alert-received-certificate-required", 116)]
    [InlineData("tls-alert-received-no-application-protocol", 120)]
    [Proves(
        "tls-alert-received", "tls-alert-received-protocol-version", "tls-alert-received-unrecognized-name",
        "tls-alert-received-certificate-required", "tls-alert-received-no-application-protocol")]
    public async Task A_fatal_alert_record_answers_the_hello(string name, byte alert) =>
        (await Connections.ScriptedAnswerTests.AskAsync(name, Hello, Ending.Fin)).Bytes.ShouldBe([21, 3, 3, 0, 2, 2, alert]);

    [Theory]
    [InlineData("tls-wrong-protocol", "HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("tls-wrong-protocol-ssh", "SSH-2.0-")]
    [Proves("tls-wrong-protocol", "tls-wrong-protocol-ssh")]
    public async Task Another_protocol_answers_the_hello(string name, string begins) =>
        (await Connections.ScriptedAnswerTests.AskAsync(name, Hello, Ending.Fin)).Text.ShouldStartWith(begins);

    [Theory]
    [InlineData("tls-handshake-closed", Ending.Fin)]
    [InlineData("tls-handshake-closed-reset", Ending.Reset)]
    [Proves("tls-handshake-closed", "tls-handshake-closed-reset")]
    public async Task The_handshake_ends_without_a_byte(string name, Ending ending) =>
        (await Connections.ScriptedAnswerTests.AskAsync(name, Hello, ending)).Bytes.ShouldBeEmpty();

    [Fact]
    [Proves("tls-handshake-timeout")]
    public async Task The_handshake_is_read_and_never_answered()
    {
        await using var playing = await OneFault.PlayAsync("tls-handshake-timeout");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Hello);
        var read = client.ReadToEndAsync();
        await client.SendAsync(Hello);
        read.IsCompleted.ShouldBeFalse();
        client.Finish();
        (await read).Bytes.ShouldBeEmpty();
        playing.Seen.BytesRead.ShouldBe(2 * Hello.Length);
    }

    [Theory]
    [InlineData("tls-certificate-untrusted", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.UntrustedRoot)]
    [InlineData("tls-certificate-untrusted-unknown-authority", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain)]
    [InlineData("tls-certificate-untrusted-missing-intermediate", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain)]
    [InlineData("tls-certificate-untrusted-expired", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("tls-certificate-untrusted-not-yet-valid", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("tls-certificate-name-mismatch", SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError)]
    [InlineData("response-truncated-tls", SslPolicyErrors.None, X509ChainStatusFlags.NoError)]
    [Proves(
        "tls-certificate-untrusted", "tls-certificate-untrusted-unknown-authority", "tls-certificate-untrusted-missing-intermediate",
        "tls-certificate-untrusted-expired", "tls-certificate-untrusted-not-yet-valid", "tls-certificate-name-mismatch")]
    public async Task A_certificate_has_the_one_defect_of_its_fault(string name, SslPolicyErrors errors, X509ChainStatusFlags chain)
    {
        await using var playing = await OneFault.PlayAsync(name);
        var (seenErrors, seenChain) = await ShakeHandsAsync(playing, alsoTrust: null);
        seenErrors.ShouldBe(errors);
        seenChain.ShouldBe(chain);
    }

    [Fact]
    public async Task Dates_are_on_the_side_their_names_say()
    {
        await using var expired = await OneFault.PlayAsync("tls-certificate-untrusted-expired");
        await using var early = await OneFault.PlayAsync("tls-certificate-untrusted-not-yet-valid");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).LocalDateTime;
        (await CertificateAsync(expired)).NotAfter.ShouldBeLessThan(now);
        (await CertificateAsync(early)).NotBefore.ShouldBeGreaterThan(now);
    }

    [Fact]
    public async Task The_unknown_authority_is_the_only_defect_of_its_certificate()
    {
        await using var playing = await OneFault.PlayAsync("tls-certificate-untrusted-unknown-authority");
        playing.Running.CaFile.ShouldBeNull();
        (await ShakeHandsAsync(playing, alsoTrust: playing.Lab.CaFile)).Errors.ShouldBe(SslPolicyErrors.None);
    }

    [Fact]
    [Proves("response-truncated-tls")]
    public async Task The_body_over_TLS_ends_without_close_notify()
    {
        await using var playing = await OneFault.PlayAsync("response-truncated-tls");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await using var recorded = new RecordingStream(new NetworkStream(client.Socket));
        await using var tls = new SslStream(recorded);
        await tls.AuthenticateAsClientAsync(Options(playing, alsoTrust: null, (_, _) => { }), client.Limit);
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), client.Limit);
        using var body = new MemoryStream();
        await tls.CopyToAsync(body, client.Limit);
        Encoding.Latin1.GetString(body.ToArray()).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        body.Length.ShouldBeGreaterThan(256 * 1024);

        // TLS 1.3 hides the alert in a record of 19 bytes (2 of alert, 1 of type, 16 of tag); none of that size is last.
        recorded.LastRecordLength.ShouldBeGreaterThan(19);
    }

    private static async Task<X509Certificate2> CertificateAsync(OneFault playing)
    {
        using var client = await RawClient.ConnectAsync(playing.Url);
        await using var tls = new SslStream(new NetworkStream(client.Socket));
        await tls.AuthenticateAsClientAsync(Options(playing, alsoTrust: null, (_, _) => { }), client.Limit);
        return new X509Certificate2(tls.RemoteCertificate.ShouldNotBeNull());
    }

    private static async Task<(SslPolicyErrors Errors, X509ChainStatusFlags Chain)> ShakeHandsAsync(OneFault playing, string? alsoTrust)
    {
        var result = (SslPolicyErrors.None, X509ChainStatusFlags.NoError);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await using var tls = new SslStream(new NetworkStream(client.Socket));
        await tls.AuthenticateAsClientAsync(Options(playing, alsoTrust, (errors, chain) => result = (errors, chain)), client.Limit);
        tls.SslProtocol.ShouldBeOneOf(SslProtocols.Tls12, SslProtocols.Tls13);
        return result;
    }

    private static SslClientAuthenticationOptions Options(OneFault playing, string? alsoTrust, Action<SslPolicyErrors, X509ChainStatusFlags> seen)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if ((playing.Running.CaFile ?? alsoTrust) is { } file)
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = new Uri(playing.Url).Host,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                seen(errors, chain!.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status));
                return true;
            },
        };
    }
}
