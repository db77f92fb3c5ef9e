using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Lint;

namespace Goodgate.Cli.Tests.Settings;

public sealed class SecretFileTests : IDisposable
{
    private readonly string secret = Path.GetTempFileName();

    public void Dispose() => File.Delete(secret);

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("0123456789abcdef\n")]
    [InlineData("0123456789abcdef\r\n")]
    public void One_newline_at_the_end_is_cut(string content)
    {
        File.WriteAllText(secret, content);

        Admin().Settings!.Admin.Token.ShouldBe("0123456789abcdef");
    }

    [Theory]
    [InlineData("", "the token in FILE is empty or too long")]
    [InlineData("\n", "the token in FILE is empty or too long")]
    [InlineData("two words", "the token in FILE holds spaces or characters outside ASCII")]
    public void A_bad_secret_is_refused_without_showing_it(string content, string message)
    {
        File.WriteAllText(secret, content);

        var problem = Admin().Problems.Single();
        problem.Message.ShouldBe(message.Replace("FILE", secret, StringComparison.Ordinal));
        problem.Line.ShouldBe(2);
        if (content.Length > 1)
        {
            problem.ToString().ShouldNotContain(content);
        }
    }

    [Fact]
    public void A_file_over_64_KiB_is_no_secret()
    {
        File.WriteAllText(secret, new string('a', 64 * 1024 + 1));

        Admin().Problems.Single().Message.ShouldBe($"{secret} is larger than 64 KiB");
    }

    [Fact]
    public void Passwords_of_certificates_come_from_files_too()
    {
        File.WriteAllText(secret, "pass word\n");
        var settings = SettingsFile.Parse(
            $"listen: [{{ url: 'https://127.0.0.1:1', certificates: [{{ pfx: a, password_file: {secret} }}] }}]\n"
            + $"upstreams: {{ app: {{ servers: ['https://10.0.0.1'], tls: {{ client_certificate: {{ pfx: a, password_file: {secret} }} }} }} }}\n"
            + "sites: { main: { hosts: [example.com], upstream: app } }", "f", Samples.Environment).Settings!;

        settings.Listen.Single().Certificates.Single().Password.ShouldBe("pass word");
        settings.Upstreams.Single().Tls.ClientCertificate!.Password.ShouldBe("pass word");
    }

    [Fact]
    public void A_secret_every_user_can_read_is_warned_of()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("file modes");
        }

        File.WriteAllText(secret, "0123456789abcdef");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Rules().ShouldBe(["secret-open-to-all"]);

        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        Rules().ShouldBeEmpty();
    }

    private IEnumerable<string?> Rules()
    {
        var result = Admin();
        return SettingsLint.Check(new LintSubject(result.Settings!, result.Effective, lowestFreePort: 1024)).Select(p => p.Rule);
    }

    private SettingsResult Admin() => SettingsFile.Parse($"to: http://127.0.0.1:3000\nadmin: {{ token_file: {secret} }}\n", "f", Samples.Environment);
}
