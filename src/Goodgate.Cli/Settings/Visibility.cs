using System.Runtime.CompilerServices;

// The table, the nodes and the lint's view of the machine are nobody's API, and yet worth testing on their own.
[assembly: InternalsVisibleTo("Goodgate.Cli.Tests")]
