namespace Goodgate.Gateway.Admin;

/// <summary>What load balancers and orchestrators ask.</summary>
internal static class HealthPages
{
    public static IEnumerable<AdminPage> Of(Func<AdminState> state) =>
    [
        new AdminPage("/healthz", "200 while the process lives", _ => AdminAnswer.Text(200, "ok")) { IsOpen = true },
        new AdminPage("/readyz", "200 while requests are received; 503 before that, and first thing when the gateway stops", _ => Ready(state())) { IsOpen = true },
    ];

    private static AdminAnswer Ready(AdminState state) => AdminAnswer.Text(state == AdminState.Ready ? 200 : 503, state.ToString().ToLowerInvariant());
}
