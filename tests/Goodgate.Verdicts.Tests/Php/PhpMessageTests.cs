using Goodgate.Verdicts.Php;

namespace Goodgate.Verdicts.Tests.Php;

public sealed class PhpMessageTests
{
    // As PHP 8.2 under FPM writes them.
    private const string Uncaught = "PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function x() in /srv/wp-content/plugins/shop/a b.php:12\n"
        + "Stack trace:\n#0 /srv/index.php(3): login('root', 'hunter2')\n#1 {main}\n  thrown in /srv/wp-content/plugins/shop/a b.php on line 12\n";

    [Theory]
    [InlineData(Uncaught, "Fatal error", "Uncaught Error: Call to undefined function x()", "/srv/wp-content/plugins/shop/a b.php", 12, true)]
    [InlineData("PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /srv/a.php on line 7", "Fatal error",
        "Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)", "/srv/a.php", 7, true)]
    [InlineData("PHP Parse error:  syntax error, unexpected end of file in /srv/in a.php on line 3", "Parse error", "syntax error, unexpected end of file", "/srv/in a.php", 3, true)]
    [InlineData("PHP Warning:  Undefined variable $in in /srv/a.php on line 2", "Warning", "Undefined variable $in", "/srv/a.php", 2, false)]
    [InlineData("PHP Notice:  said by hand", "Notice", "said by hand", null, null, false)]
    public void A_message_is_read(string output, string severity, string text, string? file, int? line, bool isFatal)
    {
        var message = PhpMessage.Find(output).ShouldNotBeNull();
        message.ShouldBe(new PhpMessage(severity, text, file, line));
        message.IsFatal.ShouldBe(isFatal);
        message.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("file_get_contents(https://bob:hunter2@api.test/a?key=hunter2): Failed to open stream: no", "file_get_contents(https://(withheld)@api.test/a?(withheld)): Failed to open stream: no")]
    [InlineData("no server at redis://:hun@ter2@db:6379/0, nor at mysql://root:hunter2@db", "no server at redis://(withheld)@db:6379/0, nor at mysql://(withheld)@db")]
    [InlineData("bad DSN \"pgsql://u:hunter2@db/x?sslpassword=hunter2\"", "bad DSN \"pgsql://(withheld)@db/x?(withheld)\"")]
    [InlineData("what? of https://api.test/a@b, mail me@api.test", "what? of https://api.test/a@b, mail me@api.test")]
    public void Secrets_in_addresses_are_withheld(string text, string shown) =>
        PhpMessage.Find($"PHP Warning:  {text} in /srv/a.php on line 3").ShouldBe(new PhpMessage("Warning", shown, "/srv/a.php", 3));

    [Fact]
    public void The_last_fatal_one_tells_most()
    {
        var output = "PHP Warning:  a in /a.php on line 1\n" + Uncaught + "PHP Warning:  b in /b.php on line 2\n";
        PhpMessage.Find(output)!.Line.ShouldBe(12);
        PhpMessage.Find("PHP Warning:  a in /a.php on line 1\nPHP Notice:  b in /b.php on line 2")!.Line.ShouldBe(2);
    }

    [Fact]
    public void Memory_time_and_the_plugin_are_recognised()
    {
        PhpMessage.Find(Uncaught)!.Extension.ShouldBe("shop");
        PhpMessage.Find("PHP Fatal error:  Allowed memory size of 1 bytes exhausted in /a.php on line 1")!.IsMemory.ShouldBeTrue();
        PhpMessage.Find("PHP Fatal error:  Maximum execution time of 30 seconds exceeded in /a.php on line 1")!.IsTime.ShouldBeTrue();
        PhpMessage.Find("PHP Fatal error:  else in /a.php on line 1")!.Extension.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Primary script unknown")]
    [InlineData("PHP Something:  else")]
    public void What_is_no_message_is_none(string output) => PhpMessage.Find(output).ShouldBeNull();

    [Fact]
    public void One_line_keeps_the_place()
    {
        var file = "/tmp/a-folder-of-some-length/www/wp-content/plugins/troublemaker/troublemaker.php";
        PhpMessage.Find($"PHP Fatal error:  Uncaught Error: Call to undefined function troublemaker_calls_what_is_not_there() in {file}:19")!.ToString().ShouldBe(
            "PHP Fatal error: Uncaught Error: Call to undefined function troublemaker_calls_what_is_not_there() in …/plugins/troublemaker/troublemaker.php:19");
        var longest = PhpMessage.Find($"PHP Warning:  {new string('x', 300)} in {file} on line 3")!.ToString();
        longest.Length.ShouldBe(150);
        longest.ShouldEndWith("x… in …/plugins/troublemaker/troublemaker.php:3");
        PhpMessage.Find($"PHP Warning:  {new string('x', 300)} in /{new string('y', 300)} on line 3")!.ToString().Length.ShouldBe(150);
    }

    [Fact]
    public void A_long_message_is_cut() => PhpMessage.Find("PHP Warning:  " + new string('x', 10_000))!.Text.Length.ShouldBe(400);
}
