namespace Goodgate.Gateway.Workers;

/// <summary>Who goes first when workers are short. The order is that of the values.</summary>
public enum RequestRank
{
    /// <summary>A person waits for the page.</summary>
    Person,

    /// <summary>A program reads: a crawler, a feed reader, a client of XML-RPC. It comes again.</summary>
    Program,

    /// <summary>Nobody waits: WordPress's own jobs (wp-cron.php), stored pages that are renewed.</summary>
    Chore,
}
