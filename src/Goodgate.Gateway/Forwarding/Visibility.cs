using System.Runtime.CompilerServices;

// The rules of forwarding are tested as tables, one by one; nothing outside needs them.
[assembly: InternalsVisibleTo("Goodgate.Gateway.Tests")]
