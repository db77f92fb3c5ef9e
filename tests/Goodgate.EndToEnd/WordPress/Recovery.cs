using System.Globalization;
using Goodgate.EndToEnd.Stage;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>How long after the end of a fault until a visitor is served again. What was measured stands in the test's output, where <c>tests/wordpress/recoveries</c> reads it.</summary>
internal static class Recovery
{
    // No test of speed: a page of a busy machine takes seconds. What lingered on would linger for the 10 s of a queue, or the 30 s of a limit.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenVisits = TimeSpan.FromMilliseconds(20);

    /// <summary>Visits again and again, from the end of the fault until the first good answer.</summary>
    /// <param name="fault">What it is called in the table.</param>
    /// <param name="visit">One visit.</param>
    /// <param name="output">Of the test.</param>
    public static async Task ComesAsync(string fault, Func<Task<Answer>> visit, ITestOutputHelper output)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await visit();
            var took = TimeProvider.System.GetElapsedTime(end);
            took.ShouldBeLessThan(Most, $"the last answer was {answer.Status}");
            if (answer is { Status: 200, LooksWhole: true })
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recovered | {fault} | {took.TotalMilliseconds:F0}"));
                return;
            }

            await Task.Delay(BetweenVisits, TimeProvider.System);
        }
    }
}
