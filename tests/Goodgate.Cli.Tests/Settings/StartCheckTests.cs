using System.Runtime.InteropServices;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Lint;
using Goodgate.Cli.Settings.Start;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>What <c>run</c> refuses at its start is an error of <c>check</c>, at its place and in the same words.</summary>
public sealed class StartCheckTests : IAsyncDisposable
{
    private const string Quiet = "admin: {listen: 'off'}\n";
    private const string To = Quiet + "to: http://127.0.0.1:1\n";
    private const string Relative = "Name an existing file; relative paths count from the settings file.";

    // A start that is not refused has no end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Called _checked = new();
    private readonly Called _started = new();

    public StartCheckTests()
    {
        OwnCertificate.Write(_checked.Folder, "a");
        OwnCertificate.Write(_checked.Folder, "b");
        _checked.Write("junk", "nothing\n");
        _checked.Write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        _checked.Write("old.key", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,BEA1\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        _checked.Write("damaged.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _checked.DisposeAsync();
        await _started.DisposeAsync();
    }

    [Theory]
    [InlineData("cert: a.pem, key: b.key", "b.key", "private key F/b.key is not that of the certificate F/a.pem. Name the key that the certificate was made for.")]
    [InlineData("cert: junk, key: a.key", "junk", "certificate F/junk: no certificate in it. Expected PEM (-----BEGIN CERTIFICATE-----); a PKCS #12 file is named with pfx.")]
    [InlineData("cert: damaged.pem, key: a.key", "damaged.pem", "certificate F/damaged.pem: a certificate in it is damaged. Expected PEM (-----BEGIN CERTIFICATE-----), the site's own first.")]
    [InlineData("cert: a.pem, key: junk", "junk", "private key F/junk: there is none in it. Expected PEM (-----BEGIN PRIVATE KEY-----).")]
    [InlineData("cert: a.pem, key: damaged.key", "damaged.key", "private key F/damaged.key: it is damaged or of an unknown kind. Expected an RSA or ECDSA key in PEM (-----BEGIN PRIVATE KEY-----).")]
    [InlineData("cert: a.pem, key: old.key", "old.key", "private key F/old.key: it is encrypted in an old form that is not read here. Convert it: openssl pkcs8 -topk8 -in F/old.key -out NEW.key")]
    [InlineData("cert: a.pem, key: a.encrypted.key", "a.encrypted.key", "private key F/a.encrypted.key: it is encrypted, and no password is given. Add password_file beside key.")]
    [InlineData("cert: a.pem, key: a.encrypted.key, password: wrong", "wrong", "private key F/a.encrypted.key: it cannot be decrypted with the password given. Correct the password.")]
    [InlineData("cert: a.pem, key: a.key, password: wrong", "wrong", "private key F/a.key: it is not encrypted, and a password is given. Leave the password out.")]
    [InlineData("cert: a.pem, key: b.encrypted.key, password: right", "b.encrypted.key", "private key F/b.encrypted.key is not that of the certificate F/a.pem. Name the key that the certificate was made for.")]
    [InlineData("pfx: a.pfx, password: wrong", "wrong", "certificate F/a.pfx: the password given is not its password. Correct the password.")]
    [InlineData("pfx: a.pfx", "a.pfx", "certificate F/a.pfx: it needs a password. Add password_file beside pfx.")]
    [InlineData("pfx: a.pem", "a.pem", "certificate F/a.pem: it is damaged or no PKCS #12 file. Name PEM files with cert and key, and only PKCS #12 with pfx.")]
    [InlineData("cert: none.pem, key: a.key", "none.pem", "certificate F/none.pem: does not exist. " + Relative)]
    [InlineData("cert: a.pem, key: no/key", "no/key", "private key F/no/key: cannot be read: the directory F/no does not exist. " + Relative)]
    [InlineData("cert: ., key: a.key", ".,", "certificate F: is a directory. " + Relative)]
    public Task A_certificate_of_a_listener(string certificate, string blamed, string message) =>
        RefusedAsync($"{To}listen: [{{url: 'https://127.0.0.1:0', certificates: [{{{certificate}}}]}}]\n", blamed, message, exitCode: 2);

    [Theory]
    [InlineData("ca: junk", "junk", "tls.ca F/junk: no certificate in it. Expected PEM (-----BEGIN CERTIFICATE-----).")]
    [InlineData("ca: damaged.pem", "damaged.pem", "tls.ca F/damaged.pem: a certificate in it is damaged. Expected PEM (-----BEGIN CERTIFICATE-----).")]
    [InlineData("ca: none.pem", "none.pem", "tls.ca F/none.pem: does not exist. " + Relative)]
    [InlineData("client_certificate: {cert: none.pem, key: a.key}", "none.pem", "certificate F/none.pem: does not exist. " + Relative)]
    public Task A_file_of_an_upstream(string tls, string blamed, string message) =>
        RefusedAsync($"{Quiet}upstreams: {{app: {{servers: ['https://127.0.0.1:1'], tls: {{{tls}}}}}}}\nsites: {{main: {{hosts: ['*'], upstream: app}}}}\nlisten: ['http://127.0.0.1:0']\n", blamed, message, exitCode: 2);

    [Theory]
    [InlineData("listen: ['unix:/nowhere/app.sock']", "'unix:", "cannot listen on unix:/nowhere/app.sock: its directory does not exist. Create it, and let this user write there.")]
    [InlineData("access_log: /nowhere/access.log", "/nowhere", "the access log /nowhere/access.log cannot be opened: its directory does not exist. Create it, and let this user write there.")]
    [InlineData("access_log: /tmp", "/tmp", "the access log /tmp cannot be opened: it is a directory. Name a file in it.")]
    [InlineData("data: junk", "junk", "the data folder F/junk cannot be used: it is a file. Name a directory.")]
    public Task A_place_of_this_machine(string setting, string blamed, string message) => RefusedAsync($"{To}{(setting.StartsWith("listen", StringComparison.Ordinal) ? "" : "listen: ['http://127.0.0.1:0']\n")}{setting}\n", blamed, message, exitCode: 1);

    [Fact]
    public Task A_socket_where_a_file_is()
    {
        var file = Path.Combine(_checked.Folder, "junk");
        return RefusedAsync($"{To}listen: ['unix:{file}']\n", "'unix:", $"cannot listen on unix:{file}: a file that is no socket is there already. Delete it, or choose another path.", exitCode: 1);
    }

    [Fact]
    public Task The_folder_of_a_cache_that_is_used() => RefusedAsync(
        Quiet + "listen: ['http://127.0.0.1:0']\nsites: {main: {hosts: ['*'], cache: on, routes: [{respond: {body: b}}]}}\ncache: {folder: junk}\n",
        "junk",
        "the data folder F/junk cannot be used: it is a file. Name a directory.",
        exitCode: 1);

    [Fact]
    public Task A_root() => RefusedAsync(
        Quiet + "listen: ['http://127.0.0.1:0']\nsites: {main: {hosts: ['*'], files: {root: none}}}\n", "none", "the root F/none of site main does not exist. Create it, or correct the path.", exitCode: 2);

    [Theory]
    [InlineData("cert: a.pem, key: a.key")]
    [InlineData("cert: a.pem, key: a.encrypted.key, password: right")]
    [InlineData("pfx: a.pfx, password: right")]
    [InlineData("pfx: a.open.pfx")]
    public async Task What_is_usable_is_no_error(string certificate)
    {
        _checked.Write("goodgate.yaml", $"{To}listen: [{{url: 'https://127.0.0.1:0', certificates: [{{{certificate}}}]}}]\ndata: new\naccess_log: access.log\ncache: {{folder: junk}}\n");
        (await _checked.ToEndAsync("check")).ShouldBe(0, _checked.Error.ToString());
        Directory.Exists(Path.Combine(_checked.Folder, "new")).ShouldBeFalse("a check makes nothing");
        File.Exists(Path.Combine(_checked.Folder, "access.log")).ShouldBeFalse("a check makes nothing");
    }

    [Fact]
    public void What_another_user_may_read_is_a_warning()
    {
        var path = _checked.Write("goodgate.yaml", $"{To}listen: [{{url: 'https://127.0.0.1:0', certificates: [{{cert: a.pem, key: a.key}}]}}]\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_checked.Folder, "a.pem"), UnixFileMode.None);
        }

        var read = SettingsFile.Read(path, Samples.Environment);
        var before = SetFileUser(Nobody);
        try
        {
            StartCheck.Errors(read.Settings!, read.Effective).ShouldBeEmpty();
            SettingsLint.Check(new LintSubject(read.Settings!, read.Effective, lowestFreePort: 1024)).Select(one => Samples.Text(one, path)).ShouldHaveSingleItem().ShouldBe(
                "3:61: warning file-unreadable: a.pem cannot be read by this user: what is in it could not be checked, and the gateway starts only where its own user may read it; "
                + "better: check as that user: sudo -u USER goodgate check");
        }
        finally
        {
            _ = SetFileUser(before);
        }
    }

    private async Task RefusedAsync(string settings, string blamed, string message, int exitCode)
    {
        var path = _checked.Write("goodgate.yaml", settings);
        var line = settings.Split('\n').Index().Last(one => one.Item.Contains(blamed, StringComparison.Ordinal));
        var expected = message.Replace("F/", _checked.Folder + "/", StringComparison.Ordinal).Replace("F:", _checked.Folder + ":", StringComparison.Ordinal);

        (await _checked.ToEndAsync("check")).ShouldBe(1);
        _checked.Error.Lines.ShouldContain($"{path}:{line.Index + 1}:{line.Item.LastIndexOf(blamed, StringComparison.Ordinal) + 1}: {expected}");

        (await _started.ToEndAsync("run", "-c", path).WaitAsync(Patience)).ShouldBe(exitCode);
        _started.Error.Lines.ShouldContain($"goodgate: {expected}");
    }

    private const int Nobody = 65534;

    // setfsuid(2): of this thread alone; the superuser, who may read everything, becomes somebody for a moment.
    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(int user);
}
