using System.Text;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>Hostile files end in one sentence, soon.</summary>
public sealed class ImportBoundsTests
{
    [Theory]
    [InlineData("nginx", "include conf;\n")]
    [InlineData("apache", "Include conf\n")]
    [InlineData("caddy", "import conf\n")]
    public async Task A_file_that_includes_itself_is_refused(string system, string text)
    {
        await using var called = new Called();
        called.Write("conf", text);
        (await called.ToEndAsync("import", system, "conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain("includes itself");
        called.Error.Lines.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("nginx", "include *.conf;\n")]
    [InlineData("apache", "Include *.conf\n")]
    public async Task Files_that_include_each_other_are_refused(string system, string text)
    {
        await using var called = new Called();
        called.Write("a.conf", text);
        called.Write("b.conf", text);
        (await called.ToEndAsync("import", system, "a.conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain("includes itself");
    }

    [Theory]
    [InlineData("nginx", "a {\n")]
    [InlineData("apache", "<Location />\n")]
    [InlineData("caddy", "a {\n")]
    public async Task Depth_is_bounded(string system, string line)
    {
        await using var called = new Called();
        called.Write("conf", string.Concat(Enumerable.Repeat(line, 5000)));
        (await called.ToEndAsync("import", system, "conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain("deep");
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("apache")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task A_line_of_ten_megabytes_is_refused(string system)
    {
        await using var called = new Called();
        called.Write("conf", "global " + new string('x', 10 * 1024 * 1024));
        (await called.ToEndAsync("import", system, "conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain("larger than 8 MiB");
        called.Error.ToString().Length.ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("apache")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task A_long_word_and_many_words_are_refused(string system)
    {
        await using var called = new Called();
        called.Write("word", "global\n" + new string('x', 1024 * 1024));
        called.Write("words", "global\n" + string.Concat(Enumerable.Repeat("x ", 1024 * 1024)));
        (await called.ToEndAsync("import", system, "word")).ShouldBe(2);
        (await called.ToEndAsync("import", system, "words")).ShouldBe(2);
        called.Error.Lines[0].ShouldContain("a word longer than 65536 characters");
        called.Error.Lines[1].ShouldContain("more than 20000 words");
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("apache")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task A_binary_file_is_refused_with_its_place(string system)
    {
        await using var called = new Called();
        await File.WriteAllBytesAsync(Path.Combine(called.Folder, "conf"), [.. "a\nb"u8, 0, 1, 2, 0xFF]);
        (await called.ToEndAsync("import", system, "conf")).ShouldBe(2);
        called.Error.ToString().ShouldStartWith("goodgate: conf:2:2: a zero byte: the file is binary");
    }

    [Fact]
    public async Task A_comment_in_an_older_encoding_is_no_obstacle()
    {
        await using var called = new Called();
        await File.WriteAllBytesAsync(Path.Combine(called.Folder, "conf"), Encoding.Latin1.GetBytes("# für alle\nuser www;\n"));
        (await called.ToEndAsync("import", "nginx", "conf")).ShouldBe(0);
    }

    [Fact]
    public async Task A_snippet_that_grows_without_end_is_refused()
    {
        await using var called = new Called();
        var text = string.Concat(Enumerable.Range(0, 30).Select(i => $"(s{i}) {{\n{(i == 0 ? "respond x\n" : $"import s{i - 1}\nimport s{i - 1}\n")}}}\n"));
        called.Write("conf", text + "example.com {\nimport s29\n}\n");
        (await called.ToEndAsync("import", "caddy", "conf")).ShouldBe(2);
        called.Error.Lines.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Variables_that_grow_without_end_are_refused()
    {
        await using var called = new Called();
        var text = new StringBuilder("Define a0 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
        for (var i = 1; i < 40; i++)
        {
            text.Append($"Define a{i} ${{a{i - 1}}}${{a{i - 1}}}\n");
        }

        called.Write("conf", text.ToString());
        (await called.ToEndAsync("import", "apache", "conf")).ShouldBe(2);
        called.Error.ToString().ShouldContain("when its variables are put in");
    }

    [Fact]
    public async Task What_a_file_says_cannot_write_on_the_terminal()
    {
        await using var called = new Called();
        called.Write("conf", "server { location / { proxy_pass http://localhost/\u001b[2J\u202e; } }\n");
        await called.ToEndAsync("import", "nginx", "conf");
        called.Error.ToString().ShouldNotContain("\u001b");
        called.Error.ToString().ShouldNotContain("\u202e");
    }

    [Theory]
    [InlineData("caddy", "import site a.example {\n{\nheader_up Host x\n}\n}\n{\n{\n}\n}\n")]
    [InlineData("haproxy", "listen a\nmode http\nbind unix@${dir}/x\nserver s ${a}:${b}\n")]
    public async Task Blocks_without_a_name_and_places_without_an_address_are_no_defect(string system, string text)
    {
        await using var called = new Called();
        called.Write("conf", text);
        (await called.ToEndAsync("import", system, "conf", "--to-goodgate")).ShouldBeInRange(0, 1);
        called.Error.ToString().ShouldNotContain("defect");
    }

    [Fact]
    public async Task A_missing_include_is_said_and_the_rest_is_judged()
    {
        await using var called = new Called();
        called.Write("conf", "include snippets/none.conf;\ninclude conf.d/*.conf;\nproxy_connect_timeout 90s;\n");
        (await called.ToEndAsync("import", "nginx", "conf")).ShouldBe(1);
        called.Error.Lines[0].ShouldBe("goodgate: warning: conf:1:1: not read: \"snippets/none.conf\" was not found");
        called.Error.Lines[1].ShouldContain("connect-timeout-long");
    }
}
