using System.CommandLine;
using Goodgate.Cli.Commands;

var root = new RootCommand("Goodgate: an HTTP gateway that keeps a site up, and names the cause of every 502, 503 and 504.")
{
    RunCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
