namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Whose limit fires first: PHP's, FPM's, the gateway's. In this order each later one still sees what the earlier one said.</summary>
internal static class TimeAdvice
{
    // FPM looks at its workers once a second or so (fpm_pctl_heartbeat); five leave room for that and for the log.
    private const int AheadOfGateway = 5;

    public static IEnumerable<Advice> Of(PoolFacts facts) => ((Advice?[])[OfFpm(facts), OfPhp(facts)]).OfType<Advice>();

    private static Advice? OfFpm(PoolFacts facts)
    {
        var (patience, better) = Limits(facts);
        if (facts.Pool?.Seconds("request_terminate_timeout") is not { } end || (end > 0 && end < patience))
        {
            return null;
        }

        return new Advice(
            "terminate-timeout",
            AdviceWeight.Hint,
            end == 0 ? "End requests that hang." : "Let FPM end a request before the gateway gives up on it.",
            end == 0
                ? $"request_terminate_timeout is off: a request that waits for a database or another site holds its worker for good (max_execution_time does not count waiting). {better} s = the gateway's {patience} s less {AheadOfGateway} s, so that FPM writes down why."
                : $"request_terminate_timeout = {end} s, and the gateway waits {patience} s (timeouts.first_byte): the visitor has the gateway's 504 while the worker goes on for up to {end - patience} s more.")
        {
            Lines = [$"request_terminate_timeout = {better}s"],
            Place = facts.Pool.Find("request_terminate_timeout")?.Place,
        };
    }

    private static Advice? OfPhp(PoolFacts facts)
    {
        var (patience, better) = Limits(facts);
        var php = facts.Php.MaxExecutionTime;
        var place = facts.Php.Places.GetValueOrDefault("max_execution_time");
        if (facts.Pool?.Seconds("request_terminate_timeout") is > 0 and var end && end < patience)
        {
            return php is not 0 && !(php > end) ? null : new Advice("execution-time", AdviceWeight.Hint, "Let PHP end a script before FPM kills its worker.", $"max_execution_time = {Time(php.Value)} is more than request_terminate_timeout = {end} s: the worker is killed, the visitor gets a 502, and PHP never says in which line it was.")
            {
                Lines = [$"php_admin_value[max_execution_time] = {Math.Max(1, end - AheadOfGateway)}"],
                Place = place,
            };
        }

        return php is not 0 && !(php > patience) ? null : new Advice("execution-time", AdviceWeight.Hint, "PHP may compute longer than the gateway waits.", $"max_execution_time = {Time(php.Value)}, and the gateway waits {patience} s (timeouts.first_byte): what takes longer is a 504 for the visitor and work for nobody.")
        {
            Lines = [$"php_admin_value[max_execution_time] = {Math.Max(1, better - AheadOfGateway)}"],
            Place = place,
        };
    }

    private static (int Patience, int Better) Limits(PoolFacts facts)
    {
        var patience = (int)facts.GatewayPatience.TotalSeconds;
        return (patience, Math.Max(1, patience - AheadOfGateway));
    }

    private static string Time(int seconds) => seconds == 0 ? "0 (no limit)" : $"{seconds} s";
}
