using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Cache;

namespace Goodgate.Gateway.Tests.Forwarding.Coding;

/// <summary>Clients hold weak tags of what is compressed here; its server is asked with its own.</summary>
public sealed class EntityTagsTests
{
    [Theory]
    [InlineData("W/\"a\"", "\"a\"")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("W/\"a\", \"b\",W/\"c\"", "\"a\", \"b\",\"c\"")]
    [InlineData("\"W/\", W/\"W/\"", "\"W/\", \"W/\"")]
    [InlineData("*", "*")]
    [InlineData("w/\"a\"", "w/\"a\"")]
    [InlineData("W/\"", "\"")]
    [InlineData("W/", "W/")]
    public void Weak_tags_are_made_strong(string list, string expected) => EntityTags.Strong(list).ShouldBe(expected);

    [Theory]
    [InlineData("If-None-Match", true, "\"a\"")]
    [InlineData("if-match", true, "\"a\"")]
    [InlineData("If-Range", true, "W/\"a\"")]
    [InlineData("X-Tag", true, "W/\"a\"")]
    [InlineData("If-None-Match", false, "W/\"a\"")]
    public void Only_conditions_of_routes_that_compress_are_changed(string name, bool compresses, string expected)
    {
        var fields = Heads.Request($"{name}: W/\"a\"");
        var route = new Route(new RouteSettings { Compress = compresses }, null);
        System.Text.Encoding.Latin1.GetString(EntityTags.Asked(route, fields, fields.Count - 1)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("W/\"a\"", "\"a\"", true)]
    [InlineData("\"b\", W/\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "\"a\"", false)]
    [InlineData("W/\"a\", \"a\"", "\"a\"", false)]
    [InlineData("W/\"b\"", "\"a\"", false)]
    [InlineData("*", "\"a\"", false)]
    [InlineData("", "\"a\"", false)]
    public void A_tag_was_asked_about_in_its_weak_form_alone(string list, string tag, bool expected) => EntityTags.HasOnlyWeak(list, tag).ShouldBe(expected);
}
