using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.FastCgi;

namespace Goodgate.Gateway.Tests.Forwarding.FastCgi;

public sealed class ScriptChoiceTests
{
    [Theory]
    [InlineData("/", "/index.php", "")]
    [InlineData("*", "/index.php", "")]
    [InlineData("/wp-admin/", "/wp-admin/index.php", "")]
    [InlineData("/a.php", "/a.php", "")]
    [InlineData("/a.php?b=/c.php/d", "/a.php", "")]
    [InlineData("/a.php/", "/a.php", "/")]
    [InlineData("/a.php/b/c.php/d", "/a.php", "/b/c.php/d")]
    [InlineData("/a%2Ephp/b%20c", "/a.php", "/b c")]
    [InlineData("/%C3%A4.php", "/\u00e4.php", "")]
    [InlineData("/a%zz%4", "/a%zz%4", "")]
    [InlineData("/a..b/...", "/a..b/...", "")]
    [InlineData("/a%2Fb.php", "/a/b.php", "")]
    public void The_path_names_script_and_path_info(string target, string script, string info) =>
        ScriptChoice.Find("/srv", target).ShouldBe(new ScriptTarget("/srv", script, info));

    [Theory]
    [InlineData("/..")]
    [InlineData("/../a.php")]
    [InlineData("/a/%2e%2e/%2E%2E/b.php")]
    [InlineData("/a%2f..%2fb.php")]
    [InlineData("/a.php/../b")]
    [InlineData("/a%00.php")]
    [InlineData("/%FF")]
    [InlineData("/%C3")]
    public void A_path_that_leads_out_or_is_none_finds_nothing(string target) => ScriptChoice.Find("/srv", target).ShouldBeNull();

    [Theory]
    [InlineData("/index.php", null)]
    [InlineData("/a/b.c/x.php", null)]
    [InlineData("/photo.jpg", "no-file")]
    [InlineData("/x.PHP", "no-file")]
    [InlineData("/x.phtml", "no-file")]
    [InlineData("/a.php.bak", "no-file")]
    [InlineData("/a.php ", "no-file")]
    [InlineData("/plain", "no-file")]
    [InlineData("/photo.jpg/x.php", "no-file")]
    [InlineData("/a/photo.JPG/b/x.php", "no-file")]
    [InlineData("/v1.2/x.php", null)]
    [InlineData("/.env", "hidden-file")]
    [InlineData("/.git/x.php", "hidden-file")]
    [InlineData("/a/.php", "hidden-file")]
    [InlineData("/wp-content/uploads/x.php", "script-not-run")]
    [InlineData("//Uploads//x.php", "script-not-run")]
    public void Only_what_is_called_a_script_is_run(string script, string? reason) => ScriptChoice.Refused(script)?.Reason.ShouldBe(reason);

    [Theory]
    [InlineData("/", "/index.php")]
    [InlineData("/srv/", "/srv/index.php")]
    [InlineData("/srv", "/srv/index.php")]
    public void The_root_may_end_with_a_slash(string root, string file) => new ScriptTarget(root, "/index.php", "").File.ShouldBe(file);
}
