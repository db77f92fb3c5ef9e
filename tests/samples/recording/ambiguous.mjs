// Answers that are right as well, because the line alone cannot decide: what was played is more than what the program saw.
const closed = ['upstream-closed-before-response', 'upstream-reset', 'keepalive-race']
const broken = ['malformed-status-line', 'invalid-response-header', 'invalid-framing', 'invalid-response-coding', 'wrong-protocol-on-port', 'response-header-too-large', 'upgrade-failed']
const worker = ['worker-crashed', 'worker-killed-by-timeout', 'worker-pool-exhausted', 'application-script-error', ...closed]
const connect = ['connect-refused', 'route-unreachable', 'tls-certificate-untrusted', 'tls-certificate-name-mismatch', 'tls-alert-received', 'tls-wrong-protocol', 'tls-handshake-closed', 'socket-missing', 'socket-permission-denied', 'listen-queue-full']
const tls = ['tls-wrong-protocol', 'tls-alert-received', 'tls-handshake-closed', 'tls-handshake-timeout', 'tls-certificate-untrusted', 'tls-certificate-name-mismatch']
const cut = ['response-truncated', 'invalid-response-coding', 'worker-crashed', 'upstream-reset', 'response-stalled']
const silent = ['response-timeout', 'worker-pool-exhausted', 'request-write-timeout']

export function alsoRight(system, line, cause) {
  const groups = [
    [/ SH-- | SH[A-Z-]{2} /, closed], [/ SC-- | SC[A-Z-]{2} /, connect], [/ PH-- /, broken], [/ sC-- /, ['connect-timeout', 'tls-handshake-timeout']], [/ sH-- /, silent], [/ SD-- | PD-- /, cut],
    [/prematurely closed connection|\(104:|\(32:|broken pipe|connection reset|EOF|HTC eof|Zero Size|READ_ERROR|WRITE_ERROR/i, closed],
    [/FastCGI (request|stdout)|AH0106[78]|AH01075|AH01070/, worker],
    [/while reading upstream|AH01110/, cut], [/AH01102|AH00898.*Error reading/, [...closed, ...silent, 'malformed-status-line']],
    [/AH00898.*(SSL|Handshake)|AH0200[34]|AH01097|AH01084|AH00961|SECURE_CONNECT/, tls], [/ERR_INVALID_RESP|http format error|malformed HTTP|Corrupt status/i, broken],
    [/timed out|timeout|70007/i, ['response-timeout', 'connect-timeout', 'tls-handshake-timeout', 'response-stalled', 'request-write-timeout', 'worker-pool-exhausted']],
    [/AH01114|AH01079|AH00957|ERR_CONNECT_FAIL/, [...connect, 'connect-timeout']],
  ]
  // What else the line says beside, or in place of, what was played.
  const always = [
    // Letter for letter.
    [/HTC eof|ZERO_SIZE_OBJECT|prematurely closed connection while reading response header|Failed to read FastCGI header/, closed], [/READ_ERROR|\(104:/, ['upstream-reset']], [/while reading response header.*timed out|timed out.*while reading response header|first byte timeout|FetchError +timeout|READ_TIMEOUT/, ['response-timeout', 'response-stalled']],
    [/AH01110/, cut], [/AH01102|AH10404|AH01106/, [...closed, 'response-timeout', 'invalid-response-header']], [/AH0089[68].*SSL|AH01084|AH01097/, [...tls, 'upstream-reset']], [/AH01071/, ['application-script-error', 'upstream-sent-error', 'worker-killed-by-timeout']],
    [/executing too slow/, ['response-timeout', 'undetermined']], [/Maximum execution time/, ['application-script-error', 'upstream-sent-error']], [/Allowed memory size|PHP Fatal error/, ['upstream-sent-error', 'application-script-error']],
    [/(\(104:|prematurely).*upstream: "fastcgi:/, worker], [/Primary script unknown/, ['upstream-sent-error', 'gateway-misconfigured']], [/Access denied for user/, ['application-script-error', 'undetermined']],
    [/<NOSRV>/, ['no-healthy-upstream', 'no-upstream-configured']], [/timed out.*while reading upstream/, ['response-stalled']], [/could not be resolved/, ['dns-name-not-found', 'dns-server-failure', 'dns-timeout']],
    [/ uct="-" uht="-" urt="[\d.]+"/, ['undetermined', ...connect, ...tls, 'connect-timeout']], [/ uct="[\d.]+" uht="-"/, ['undetermined', ...closed, ...broken, ...silent, ...worker]],
    [/ ua="-"/, ['undetermined', 'dns-name-not-found', 'dns-server-failure', 'dns-timeout', 'gateway-misconfigured']], [/ us="\d+" uct="[\d.]+" uht="[\d.]+"/, ['undetermined', 'upstream-sent-error']],
  ].filter(([pattern]) => pattern.test(line)).flatMap(([, group]) => group)
  const found = groups.filter(([pattern, group]) => pattern.test(line) && group.includes(cause)).flatMap(([, group]) => group)
  return [...new Set([...found, ...always])].filter(one => one !== cause)
}
