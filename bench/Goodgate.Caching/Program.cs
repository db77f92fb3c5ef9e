using Goodgate.Caching;

switch (args)
{
    case ["eviction"]:
        EvictionRun.Play();
        return 0;
    case ["store", var folder]:
        await StoreRun.RunAsync(folder);
        return 0;
    default:
        Console.Error.WriteLine("usage: goodgate-caching eviction | store FOLDER (a folder that does not exist; it is deleted afterwards)");
        return 2;
}
