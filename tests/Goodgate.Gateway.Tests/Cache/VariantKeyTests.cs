using Goodgate.Gateway.Cache.Variants;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Which requests get the same variant (RFC 9111 §4.1).</summary>
public sealed class VariantKeyTests
{
    [Theory]
    [InlineData("Foo: 1, 2", "Foo: 1|Foo:2", true)]
    [InlineData("Foo: 1,2", "Foo:  1 ,  2 ", true)]
    [InlineData("Foo: 1", "Foo: 2", false)]
    [InlineData("Foo: a", "Foo: A", false)]
    [InlineData("", "Foo: ", false)]
    [InlineData("", "Foo: -", false)]
    [InlineData("", "", true)]
    public void A_field_that_nothing_is_known_of_is_a_list(string one, string other, bool same) => Same(["foo"], one, other).ShouldBe(same);

    [Theory]
    [InlineData("gzip, br", "BR;q=0.1, gzip;q=1.0", true)]
    [InlineData("gzip, x-gzip", "gzip", true)]
    [InlineData("gzip, br;q=0", "gzip", true)]
    [InlineData("gzip", "gzip, br", false)]
    [InlineData("gzip", "gzip, identity;q=0", false)]
    [InlineData("gzip", "gzip, *", false)]
    [InlineData("gzip", "gzip, x7", true)]
    [InlineData("gzip", "gzip, identity", true)]
    [InlineData("*", "zstd, br, gzip, deflate", true)]
    [InlineData("*", "br;q=0, *", false)]
    [InlineData("gzip, *;q=0", "gzip, identity;q=0", true)]
    [InlineData("gzip, br, deflate", "gzip, br, deflate, zstd", false)]
    public void Codings_are_a_set(string one, string other, bool same) => Same(["accept-encoding"], $"Accept-Encoding: {one}", $"Accept-Encoding: {other}").ShouldBe(same);

    [Fact]
    public void What_clients_make_up_is_no_variant_of_its_own()
    {
        var made = Enumerable.Range(0, 4096).Select(i => $"Accept-Encoding: {string.Join(',', Names.Where((_, bit) => (i >> bit & 1) == 1))}, x{i}");
        made.Select(line => VariantKey.Of(["accept-encoding"], Heads.Request(line))).Distinct().Count().ShouldBeLessThanOrEqualTo(32);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "gzip, deflate, br", "br", true)]
    [InlineData("gzip, deflate, br, zstd", "gzip", "gzip", true)]
    [InlineData("gzip, deflate, br, zstd", "gzip", "br", false)]
    [InlineData("gzip, deflate, br, zstd", "gzip", "", true)]
    [InlineData("gzip, deflate, br, zstd", "gzip, identity;q=0", "", false)]
    [InlineData("gzip, deflate, br, zstd", "gzip, identity;q=0", "gzip", true)]
    [InlineData("gzip, deflate, br, zstd", null, "", true)]
    [InlineData("gzip, deflate, br, zstd", null, "gzip", false)]
    [InlineData("gzip", "gzip, br", "gzip", false)]
    [InlineData("gzip", "gzip, br", "", false)]
    [InlineData(null, "gzip", "", false)]
    [InlineData(null, "identity", "", true)]
    [InlineData("gzip, br", "gzip, br;q=0", "gzip", true)]
    [InlineData("*", "zstd", "zstd", true)]
    [InlineData("*", "zstd", "x-unknown", false)]
    [InlineData("gzip, br", "gzip, br", "gzip,br", false)]
    public void A_response_does_for_whoever_takes_its_coding_where_its_server_had_no_less_to_choose_from(string? made, string? asked, string coding, bool fits)
    {
        string[] names = ["accept-encoding", "foo"];
        var key = VariantKey.Of(names, Heads.Request(Line(made) + "|Foo: 1"));
        VariantKey.Fits(names, key, coding, Heads.Request(Line(asked) + "|Foo: 1")).ShouldBe(fits);
        VariantKey.Fits(names, key, coding, Heads.Request(Line(asked) + "|Foo: 2")).ShouldBeFalse("all else is the same");
        VariantKey.Fits(["foo"], VariantKey.Of(["foo"], Heads.Request("Foo: 1")), coding, Heads.Request("Foo: 2")).ShouldBeFalse();

        static string Line(string? codings) => codings is null ? "" : $"Accept-Encoding: {codings}";
    }

    [Theory]
    [InlineData("en, de", "DE,  en", true)]
    [InlineData("en, de;q=0.5", "de;q=0.5, en;q=1", true)]
    [InlineData("en, de;q=0.5", "de, en;q=0.5", false)]
    [InlineData("en", "en-GB", false)]
    public void Languages_are_ordered_by_weight(string one, string other, bool same) => Same(["accept-language"], $"Accept-Language: {one}", $"Accept-Language: {other}").ShouldBe(same);

    [Fact]
    public void Several_fields_are_not_mistaken_for_each_other()
    {
        Same(["a", "b"], "A: 1|B: 2", "B: 2|A: 1").ShouldBeTrue();
        Same(["a", "b"], "A: 1", "B: 1").ShouldBeFalse();
        Same(["a", "b"], "A: 1,b:=2", "A: 1|B: 2").ShouldBeFalse();
    }

    [Fact]
    public void Vary_is_read_over_all_lines()
    {
        VaryField.Names(Heads.Response(200, "Vary: Foo, bar,|Vary: FOO, Baz").Fields, null).ShouldBe(["bar", "baz", "foo"]);
        VaryField.Names(Heads.Response(200, "Vary: Cookie, Accept-Encoding").Fields, name => name == "cookie").ShouldBe(["accept-encoding"]);
        VaryField.IsStar(Heads.Response(200, "Vary: Foo|Vary: , *").Fields).ShouldBeTrue();
        VaryField.IsStar(Heads.Response(200, "Vary: Foo bar").Fields).ShouldBeTrue("what cannot be read must not be guessed");
        VaryField.IsStar(Heads.Response(200, $"Vary: {string.Join(',', Enumerable.Range(0, 17))}").Fields).ShouldBeTrue();
        VaryField.IsStar(Heads.Response(200, "Vary: Foo").Fields).ShouldBeFalse();
    }

    private static readonly string[] Names = ["gzip", "br", "zstd", "deflate", "x-gzip", "identity;q=0", "*;q=0", "*", "gzip;q=0", "compress", "GZIP;q=0.5", "aes128gcm"];

    private static bool Same(string[] names, string stored, string asked)
    {
        var key = VariantKey.Of(names, Heads.Request(stored));
        (VariantKey.Of(names, Heads.Request(asked)) == key).ShouldBe(VariantKey.Matches(names, key, Heads.Request(asked)));
        return VariantKey.Matches(names, key, Heads.Request(asked));
    }
}
