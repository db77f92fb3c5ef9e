using System.Runtime.CompilerServices;

// The rules of forwarding are tested as tables, one by one; nothing outside needs them.
[assembly: InternalsVisibleTo("Goodgate.Gateway.Tests")]

// A pool is found below another folder than /: FpmPoolSettings.FindBelow.
[assembly: InternalsVisibleTo("Goodgate.EndToEnd")]

// What an exchange keeps is measured call by call: bench/Goodgate.Explaining.
[assembly: InternalsVisibleTo("goodgate-explaining")]

// The policy of eviction is played against others: bench/Goodgate.Caching.
[assembly: InternalsVisibleTo("goodgate-caching")]
