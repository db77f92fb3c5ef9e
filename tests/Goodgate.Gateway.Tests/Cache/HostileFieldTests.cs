using System.Text;
using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Presets;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Whatever stands in a field or in the store, reading it ends, and throws nothing.</summary>
public sealed class HostileFieldTests
{
    private const string Characters = "abm-age=019\"\\, \t;?:*()&'./%_";

    private static readonly string[] Pieces = ["max-age=", "no-cache", "s-maxage", "private=\"", "\"", "\\", ",", ";", "(", ")", "?1", ":", "*", "9999999999999999999", "utm_x", "&", "=", "gg1 "];

    [Fact]
    public void Random_values()
    {
        var random = new Random(9111);
        for (var i = 0; i < 20_000; i++)
        {
            var value = Value(random);
            var said = new CacheDirectives();
            CacheControl.Read(Encoding.ASCII.GetBytes(value), said);
            (said.MaxAge ?? 0).ShouldBeInRange(0, CacheDirectives.MostSeconds);
            StructuredDictionary.Read(value);
            TrackingParameters.Drop("/?" + value).Length.ShouldBeLessThanOrEqualTo(value.Length + 2);
            HttpDateReader.Read(Encoding.ASCII.GetBytes(value), Heads.Now);
            HeadFormat.Read(Encoding.ASCII.GetBytes("gg1 " + value), out _);
            LoginSigns.Has(Encoding.ASCII.GetBytes("<body " + value));
        }
    }

    [Fact]
    public void A_name_in_Vary_that_is_no_name_is_a_star()
    {
        VaryField.IsStar(Heads.Response(200, $"Vary: {new string('x', 40_000)}").Fields).ShouldBeTrue();
        VaryField.IsStar(Heads.Response(200, "Vary: a/b").Fields).ShouldBeTrue();
    }

    private static string Value(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(12); length > 0; length--)
        {
            _ = random.Next(2) == 0 ? text.Append(Pieces[random.Next(Pieces.Length)]) : text.Append(Characters[random.Next(Characters.Length)]);
        }

        return text.ToString();
    }
}
