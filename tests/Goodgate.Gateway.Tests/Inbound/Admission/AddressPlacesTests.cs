using System.Net;
using Goodgate.Gateway.Inbound.Admission;

namespace Goodgate.Gateway.Tests.Inbound.Admission;

public sealed class AddressPlacesTests
{
    private readonly AddressPlaces _places = new();

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("0.0.0.1", "0:0:0:1::", false)]
    public void Who_counts_as_one(string first, string second, bool same)
    {
        _places.TryEnter(IPAddress.Parse(first), 1).ShouldBeTrue();
        _places.TryEnter(IPAddress.Parse(second), 1).ShouldBe(!same);
    }

    [Fact]
    public void A_place_that_is_given_back_can_be_taken_again()
    {
        var one = IPAddress.Parse("192.0.2.1");
        for (var i = 0; i < 3; i++)
        {
            _places.TryEnter(one, 2).ShouldBeTrue();
            _places.TryEnter(one, 2).ShouldBeTrue();
            _places.TryEnter(one, 2).ShouldBeFalse();
            _places.Leave(one);
            _places.TryEnter(one, 2).ShouldBeTrue();
            _places.Leave(one);
            _places.Leave(one);
        }
    }

    [Fact]
    public void Without_a_limit_all_are_counted_for_one_that_comes_later()
    {
        var one = IPAddress.Parse("192.0.2.1");
        _places.TryEnter(one, 0).ShouldBeTrue();
        _places.TryEnter(one, 0).ShouldBeTrue();
        _places.TryEnter(one, 2).ShouldBeFalse();
    }
}
