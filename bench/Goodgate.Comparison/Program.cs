using Goodgate.Comparison;

try
{
    if (Options.Read(args) is not { } options)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    await using var workplace = new Workplace();
    using var interrupted = new CancellationTokenSource();
    using var onInterrupt = workplace.StopOn(interrupted);
    await ComparisonRun.RunAsync(options, workplace, interrupted.Token);
    return 0;
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine($"bench/run: {e.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("bench/run: interrupted; everything it started is stopped.");
    return 130;
}
