using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Looks at one broken message: throws, or fails an assertion, when a promise is not held.</summary>
/// <param name="input">The message; overwritten by the next one.</param>
/// <param name="splits">How it arrives.</param>
/// <param name="limits">Bounds for it.</param>
/// <param name="random">For whatever else varies.</param>
/// <returns>What came of the whole message.</returns>
internal delegate ReadStatus Look(ReadOnlySpan<byte> input, int[] splits, HeadLimits limits, Random random);

/// <summary>Broken messages by the hundred thousand, the same ones for the same seed.</summary>
internal static class Fuzzing
{
    private const int Inputs = 250_000;

    public static void Run(int seed, string[] seeds, string[] pieces, Look look)
    {
        var random = new Random(seed);
        var mutation = new Mutation(random, seeds, pieces);
        var outcomes = new int[3];
        for (var number = 0; number < Inputs; number++)
        {
            var input = mutation.Next();
            var limits = Arrivals.Limits(random);
            var splits = Arrivals.Splits(random, input.Length);
            try
            {
                outcomes[(int)look(input, splits, limits, random)]++;
            }
            catch (Exception e)
            {
                var where = $"seed {seed}, input {number} of {Inputs}, {limits}, splits [{string.Join(", ", splits)}]";
                Assert.Fail($"{e.Message}\n{where}\n\"{Sample.Escape(input, 4000)}\"\n{e.StackTrace}");
            }
        }

        // A fuzzer whose inputs all fail alike would prove nothing.
        outcomes.ShouldAllBe(count => count > Inputs / 20);
    }
}
