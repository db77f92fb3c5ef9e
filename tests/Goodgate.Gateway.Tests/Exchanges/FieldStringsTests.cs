using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Exchanges;

public sealed class FieldStringsTests
{
    private readonly FieldStrings _strings = new();

    [Fact]
    public void A_value_said_again_is_the_same_string()
    {
        var first = _strings.Value(KnownField.Server, "nginx"u8);

        _strings.Value(KnownField.Server, "nginx"u8).ShouldBeSameAs(first);
        _strings.Value(KnownField.Server, "nginy"u8).ShouldBe("nginy");
        _strings.Value(KnownField.Server, "nginx"u8).ShouldBe("nginx");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00e9\u00ff\u0080")]
    [InlineData("a\tb")]
    public void Bytes_are_characters(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);

        _strings.Value(KnownField.ETag, bytes).ShouldBe(text);
        _strings.Value(KnownField.ETag, bytes).ShouldBe(text);
        _strings.Other("X-A"u8, bytes).ShouldBe(("X-A", text));
    }

    [Fact]
    public void Names_that_share_a_slot_do_not_mix()
    {
        // Same length, first, middle and last byte: the same slot.
        for (var i = 0; i < 3; i++)
        {
            _strings.Other("X-Ab-d-f"u8, "1"u8).ShouldBe(("X-Ab-d-f", "1"));
            _strings.Other("X-Bb-c-f"u8, "2"u8).ShouldBe(("X-Bb-c-f", "2"));
        }
    }

    [Fact]
    public void Long_values_are_not_kept()
    {
        var bytes = Encoding.Latin1.GetBytes(new string('a', 300));
        var first = _strings.Value(KnownField.SetCookie, bytes);

        _strings.Value(KnownField.SetCookie, bytes).ShouldBe(first);
        _strings.Value(KnownField.SetCookie, bytes).ShouldNotBeSameAs(first);
    }
}
