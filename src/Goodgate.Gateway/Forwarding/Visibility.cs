using System.Runtime.CompilerServices;

// The rules of forwarding are tested as tables, one by one; nothing outside needs them.
[assembly: InternalsVisibleTo("Goodgate.Gateway.Tests")]

// What an exchange keeps is measured call by call: bench/Goodgate.Explaining.
[assembly: InternalsVisibleTo("goodgate-explaining")]

// The policy of eviction is played against others: bench/Goodgate.Caching.
[assembly: InternalsVisibleTo("goodgate-caching")]
