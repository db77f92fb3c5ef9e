using System.Text;
using Goodgate.Wire.FastCgi;

namespace Goodgate.Wire.Tests.FastCgi;

public class ErrorOutputTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8191)]
    [InlineData(50_000)]
    public void The_beginning_and_the_end_are_kept(int piece)
    {
        foreach (var length in new[] { 0, 1, 8192, 8193, 16_384, 16_385, 24_576, 40_000 })
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * 31 % 26))));
            var errors = new ErrorOutput();
            errors.Add("of a request before"u8);
            errors.Clear();
            for (var at = 0; at < length; at += piece)
            {
                errors.Add(Encoding.ASCII.GetBytes(text.Substring(at, Math.Min(piece, length - at))));
            }

            errors.Total.ShouldBe(length);
            errors.Text().ShouldBe(length <= 16_384 ? text : text[..8192] + "[…]" + text[^8192..]);
        }
    }
}
