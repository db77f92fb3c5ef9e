using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class KnownFieldsTests
{
    public static TheoryData<KnownField> Known => [.. Enum.GetValues<KnownField>().Where(known => known != KnownField.Other)];

    [Theory]
    [MemberData(nameof(Known))]
    public void A_known_field_is_found_in_any_case_and_nothing_near_it(KnownField field)
    {
        var name = field.Name();
        name.Replace("-", "", StringComparison.Ordinal).ShouldBe(field.ToString(), StringCompareShould.IgnoreCase);
        Find(name).ShouldBe(field);
        Find(name.ToUpperInvariant()).ShouldBe(field);
        Find(name.ToLowerInvariant()).ShouldBe(field);

        Find(name[..^1]).ShouldNotBe(field);
        Find(name[1..]).ShouldNotBe(field);
        Find(name + "x").ShouldNotBe(field);
        for (var i = 0; i < name.Length; i++)
        {
            var other = name.ToCharArray();
            other[i] = (char)(other[i] ^ 0x80);
            Find(new string(other)).ShouldBe(KnownField.Other);
            other[i] = '_';
            Find(new string(other)).ShouldBe(KnownField.Other);

            // "-" with the bit of lower case turned off.
            other[i] = (char)(name[i] == '-' ? '\r' : '*');
            Find(new string(other)).ShouldBe(KnownField.Other);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("X-Custom")]
    [InlineData("Content-Security-Policy-Report-Only")]
    public void Other_names_are_other(string name) => Find(name).ShouldBe(KnownField.Other);

    [Fact]
    public void Fields_of_one_connection_are_the_ones_of_the_RFC() =>
        Enum.GetValues<KnownField>().Where(field => field.IsHopByHop()).ShouldBe(
            [
                KnownField.Upgrade, KnownField.Trailer, KnownField.Connection, KnownField.KeepAlive, KnownField.ProxyConnection,
                KnownField.TransferEncoding, KnownField.TE,
            ],
            ignoreOrder: true);

    private static KnownField Find(string name) => KnownFields.Find(Latin1.Bytes(name));
}
