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
}
