using System.Text.Json;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>The command: exit codes, where things are printed, JSON.</summary>
public sealed class ImportCommandTests
{
    private const string Bad = "events {}\nhttp {\n  server {\n    listen 80;\n    location / { proxy_pass http://localhost:3000; }\n  }\n}\n";
    private const string Good = "events {}\nhttp {\n  server {\n    listen 80;\n    location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1:3000; }\n  }\n}\n";

    [Fact]
    public async Task A_finding_is_exit_code_1_and_stands_where_editors_find_it()
    {
        await using var called = new Called();
        var path = called.Write("nginx.conf", Bad);
        (await called.ToEndAsync("import", "nginx", path)).ShouldBe(1);
        called.Error.Lines.Length.ShouldBe(1);
        called.Error.Lines[0].ShouldStartWith($"{path}:5:18: localhost-server: proxy_pass http://localhost:3000: ");
        called.Error.Lines[0].ShouldEndWith("; leads to connect-refused, no-healthy-upstream; better: proxy_pass http://127.0.0.1:3000;");
        called.Out.ToString().ShouldContain("1 finding");
    }

    [Fact]
    public async Task Nothing_found_is_exit_code_0()
    {
        await using var called = new Called();
        called.Write("nginx.conf", Good);
        (await called.ToEndAsync("import", "nginx", "nginx.conf")).ShouldBe(0);
        called.Error.ToString().ShouldBeEmpty();
        called.Out.ToString().ShouldBe("nginx.conf: nothing that causes bad gateways\n");
    }

    [Theory]
    [InlineData("nginx", "http {\n  server {\n", "nginx.conf:3:1: the end of the file within \"server\", opened on line 2; expected \"}\"")]
    [InlineData("nginx", "http {\n  listen 80\n}\n", "nginx.conf:3:1: \"listen\" (line 2) is not ended; expected \";\" or \"{\"")]
    [InlineData("nginx", "}\n", "nginx.conf:1:1: \"}\" that closes nothing")]
    [InlineData("nginx", "a \"b\n", "nginx.conf:1:3: a quote that does not end")]
    [InlineData("apache", "<VirtualHost *:80>\n", "nginx.conf:2:1: the end of the file within \"<VirtualHost>\", opened on line 1; expected \"</VirtualHost>\"")]
    [InlineData("apache", "<VirtualHost *:80>\n</Directory>\n", "nginx.conf:2:1: \"</Directory>\" that closes another section")]
    [InlineData("haproxy", "server a 1.2.3.4:80\n", "nginx.conf:1:1: \"server\" before any section")]
    [InlineData("haproxy", "global\n  log \"a\n", "nginx.conf:2:7: a quote that does not end on its line")]
    [InlineData("caddy", "example.com {\n", "nginx.conf:2:1: the end of the file within \"example.com\"")]
    [InlineData("caddy", "{\"apps\": ]\n", "nginx.conf:1:10: this is no JSON")]
    public async Task What_cannot_be_read_is_exit_code_2_and_says_what_was_expected(string system, string text, string said)
    {
        await using var called = new Called();
        called.Write("nginx.conf", text);
        (await called.ToEndAsync("import", system, "nginx.conf")).ShouldBe(2);
        called.Error.ToString().ShouldStartWith("goodgate: " + said);
        called.Error.Lines.Length.ShouldBe(1);
        called.Out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("apache", "nginx", "this is no file of Apache, it looks like one of nginx")]
    [InlineData("caddy", "nginx", "this is no file of Caddy, it looks like one of nginx")]
    [InlineData("haproxy", "nginx", "this is no file of HAProxy, it looks like one of nginx")]
    [InlineData("nginx", "apache", "this is no file of nginx, it looks like one of Apache")]
    [InlineData("caddy", "apache", "this is no file of Caddy, it looks like one of Apache")]
    [InlineData("apache", "haproxy", "this is no file of Apache, it looks like one of HAProxy")]
    [InlineData("apache", "caddy", "this is no file of Apache, it looks like one of Caddy")]
    public async Task A_file_of_another_system_is_exit_code_2(string said, string written, string why)
    {
        await using var called = new Called();
        called.Write("conf", written switch
        {
            "nginx" => Good,
            "apache" => "<VirtualHost *:80>\n  ServerName a.example.com\n  ProxyPass / http://10.0.0.7:3000/\n</VirtualHost>\n",
            "haproxy" => "global\n  maxconn 100\nlisten web\n  bind :80\n  server a 10.0.0.7:3000\n",
            _ => "a.example.com {\n\treverse_proxy 10.0.0.7:3000\n}\n",
        });
        (await called.ToEndAsync("import", said, "conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain(why);
        called.Out.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fragment_that_no_system_has_alone_is_judged()
    {
        await using var called = new Called();
        called.Write("gzip.conf", "gzip on;\n");
        (await called.ToEndAsync("import", "nginx", "gzip.conf")).ShouldBe(0);
    }

    [Fact]
    public async Task A_block_to_write_instead_goes_on_below_indented()
    {
        await using var called = new Called();
        called.Write("Caddyfile", "a.example.com {\n\treverse_proxy 10.0.0.7:3000\n}\n");
        (await called.ToEndAsync("import", "caddy", "Caddyfile")).ShouldBe(1);
        called.Error.Lines.Length.ShouldBe(3);
        called.Error.Lines[0].ShouldEndWith("better: transport http {");
        called.Error.Lines[1..].ShouldBe(["        keepalive 4s", "    }"]);
    }

    [Theory]
    [InlineData("nothere.conf", "the file does not exist")]
    [InlineData(".", "it is a directory")]
    [InlineData("/dev/null/x", "does not exist")]
    public async Task A_file_that_is_none_is_exit_code_2(string file, string said)
    {
        await using var called = new Called();
        (await called.ToEndAsync("import", "nginx", file)).ShouldBe(2);
        called.Error.ToString().ShouldContain(said);
    }

    [Fact]
    public async Task A_mistyped_system_is_exit_code_2()
    {
        await using var called = await Called.WithAsync("import", "ngnix", "x");
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain("did you mean nginx?");
    }

    [Fact]
    public async Task It_speaks_json()
    {
        await using var called = new Called();
        called.Write("nginx.conf", Bad);
        (await called.ToEndAsync("import", "nginx", "nginx.conf", "--json", "--to-goodgate")).ShouldBe(1);
        var root = JsonDocument.Parse(called.Out.ToString()).RootElement;
        var first = root.GetProperty("findings")[0];
        first.GetProperty("rule").GetString().ShouldBe("localhost-server");
        first.GetProperty("line").GetInt32().ShouldBe(5);
        first.GetProperty("column").GetInt32().ShouldBe(18);
        first.GetProperty("causes")[0].GetString().ShouldBe("connect-refused");
        root.GetProperty("settings").GetString()!.ShouldContain("http://localhost:3000");
        root.GetProperty("no_equivalent")[0].GetProperty("line").GetInt32().ShouldBe(5);
        called.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_have_standard_output_to_themselves()
    {
        await using var called = new Called();
        called.Write("nginx.conf", Bad);
        (await called.ToEndAsync("import", "nginx", "nginx.conf", "--to-goodgate")).ShouldBe(1);
        called.Write("goodgate.yaml", called.Out.ToString());
        called.Error.ToString().ShouldContain("nginx.conf:5:18: no-equivalent: proxy_pass http://localhost:3000: nginx sent the Host localhost:3000; Goodgate sends the client's");
        await using var check = new Called();
        check.Write("goodgate.yaml", called.Out.ToString());
        (await check.ToEndAsync("check")).ShouldBe(0);
    }

    [Fact]
    public async Task Settings_are_written_to_a_file_once()
    {
        await using var called = new Called();
        called.Write("nginx.conf", Good);
        (await called.ToEndAsync("import", "nginx", "nginx.conf", "--to-goodgate", "out.yaml")).ShouldBe(0);
        File.ReadAllText(Path.Combine(called.Folder, "out.yaml")).ShouldContain("http://127.0.0.1:3000");
        (await called.ToEndAsync("import", "nginx", "nginx.conf", "--to-goodgate", "out.yaml")).ShouldBe(2);
        called.Error.ToString().ShouldContain("is there already");
    }

    [Fact]
    public async Task On_a_terminal_there_is_layout()
    {
        await using var called = new Called(terminal: true);
        called.Write("nginx.conf", Bad);
        (await called.ToEndAsync("import", "nginx", "nginx.conf")).ShouldBe(1);
        var said = called.Error.ToString();
        said.ShouldContain("localhost-server");
        said.ShouldContain("better: ");
        said.ShouldContain("leads to: connect-refused");
    }
}
