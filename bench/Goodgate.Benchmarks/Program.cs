using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: the build puts all output under one artifacts folder, where the projects that BenchmarkDotNet generates do not find it.
var run = args.Contains("--short") ? Job.ShortRun : Job.Default;
// The fastest round says most where other work shares the processor.
var config = DefaultConfig.Instance.AddJob(run.WithToolchain(InProcessEmitToolchain.Instance)).AddColumn(StatisticColumn.Min);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(arg => arg != "--short")], config);
