using Goodgate.Cli;
using Goodgate.Cli.Commands;
using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;

using var signals = Signals.OfProcess();
return await CommandLine.RunAsync(
    args,
    new Session(Terminal.OfProcess(), signals, TimeProvider.System, Environment.CurrentDirectory, Environment.GetEnvironmentVariable));
