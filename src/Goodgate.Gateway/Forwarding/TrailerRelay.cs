using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Passes the trailer fields of a response on to its client.</summary>
internal static class TrailerRelay
{
    /// <summary>Hands them over.</summary>
    /// <param name="trailers">The fields.</param>
    /// <param name="client">The client.</param>
    /// <param name="isCoded">True when the content was compressed here: digests of the plain one are not of what the client got.</param>
    public static void Give(FieldSection trailers, IClient client, bool isCoded)
    {
        var latin1 = System.Text.Encoding.Latin1;
        var options = trailers.Find(KnownField.Connection);
        for (var i = 0; i < trailers.Count; i++)
        {
            // Fields that say how to read the content must not come after it (RFC 9110 §6.5.1).
            if (ResponseField.PassesOn(trailers, i, options) && trailers[i].Known is not (KnownField.ContentType or KnownField.ContentEncoding or KnownField.ContentRange)
                && !(isCoded && CodedHead.IsOfPlainForm(trailers, i)))
            {
                client.AddTrailer(latin1.GetString(trailers.Name(i)), latin1.GetString(trailers.Value(i)));
            }
        }
    }
}
