namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>What makes each request shorter.</summary>
internal static class PhpAdvice
{
    public static IEnumerable<Advice> Of(PoolFacts facts)
    {
        if (facts.Php.Opcache == false)
        {
            yield return new Advice("opcache", AdviceWeight.Hint, "Turn opcache on.", "Without it every request compiles all its scripts anew: several hundred of them for a page of WordPress.")
            {
                Lines = ["zend_extension=opcache", "opcache.enable=1"],
                Place = facts.Php.Places.GetValueOrDefault("opcache.enable"),
            };
        }

        if (facts.DatabaseIsSlow)
        {
            yield return new Advice("object-cache", AdviceWeight.Hint, "Give the site a persistent object cache (Redis).", "Requests wait for the database. WordPress asks it for the same settings, users and posts on every page; with a persistent object cache they come from memory, and each worker is free sooner.")
            {
                Lines = ["apt install redis-server php-redis", "wp plugin install redis-cache --activate && wp redis enable"],
            };
        }
    }
}
