using Goodgate.Gateway.Tests.Cache.Storage;

// The runner of the tests does not come by here: a test starts this program as a process of its own, to be killed.
return args switch
{
    ["store-pages", var folder, var seed] => await PageWriter.RunAsync(folder, int.Parse(seed)),
    _ => 2,
};
