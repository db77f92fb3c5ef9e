namespace Goodgate.Verdicts.Catalogue;

/// <summary>Error types of the Proxy-Status field. Source: RFC 9209 §2.3, in the order of the RFC.</summary>
public static class ProxyError
{
    public const string DnsTimeout = "dns_timeout";
    public const string DnsError = "dns_error";
    public const string DestinationNotFound = "destination_not_found";
    public const string DestinationUnavailable = "destination_unavailable";
    public const string DestinationIpProhibited = "destination_ip_prohibited";
    public const string DestinationIpUnroutable = "destination_ip_unroutable";
    public const string ConnectionRefused = "connection_refused";
    public const string ConnectionTerminated = "connection_terminated";
    public const string ConnectionTimeout = "connection_timeout";
    public const string ConnectionReadTimeout = "connection_read_timeout";
    public const string ConnectionWriteTimeout = "connection_write_timeout";
    public const string ConnectionLimitReached = "connection_limit_reached";
    public const string TlsProtocolError = "tls_protocol_error";
    public const string TlsCertificateError = "tls_certificate_error";
    public const string TlsAlertReceived = "tls_alert_received";
    public const string HttpRequestError = "http_request_error";
    public const string HttpRequestDenied = "http_request_denied";
    public const string HttpResponseIncomplete = "http_response_incomplete";
    public const string HttpResponseHeaderSectionSize = "http_response_header_section_size";
    public const string HttpResponseHeaderSize = "http_response_header_size";
    public const string HttpResponseBodySize = "http_response_body_size";
    public const string HttpResponseTrailerSectionSize = "http_response_trailer_section_size";
    public const string HttpResponseTrailerSize = "http_response_trailer_size";
    public const string HttpResponseTransferCoding = "http_response_transfer_coding";
    public const string HttpResponseContentCoding = "http_response_content_coding";
    public const string HttpResponseTimeout = "http_response_timeout";
    public const string HttpUpgradeFailed = "http_upgrade_failed";
    public const string HttpProtocolError = "http_protocol_error";
    public const string ProxyInternalResponse = "proxy_internal_response";
    public const string ProxyInternalError = "proxy_internal_error";
    public const string ProxyConfigurationError = "proxy_configuration_error";
    public const string ProxyLoopDetected = "proxy_loop_detected";
}
