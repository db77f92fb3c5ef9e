// Squid as a reverse proxy: its access log, in its own format and in one that has the error's name.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, start, stop, Tail, version, write } from './stage.mjs'

export async function record(lab) {
  const folder = scratch('squid')
  const [port, dead, forward] = [await freePort(), await freePort(), await freePort()]
  for (const name of ['access.log', 'custom.log', 'cache.log']) write(folder, name, '', 0o666)
  write(folder, 'squid.conf', configuration(folder, lab, port, dead, forward))
  const squid = start(folder, 'squid', 'squid', ['-N', '-f', join(folder, 'squid.conf'), '-n', `record${process.pid}`])
  await listening(port, squid, 40)
  const about = { version: version('squid', '-v', /Version ([\d.]+)/) }
  const logs = { access: new Tail(join(folder, 'access.log')), custom: new Tail(join(folder, 'custom.log')), cache: new Tail(join(folder, 'cache.log')) }
  const lines = []
  const play = async (fault, cause, path, how = {}) => {
    await Promise.all(Object.values(logs).map(log => log.more(60)))
    if (how.first) await ask(port, { path })
    const answer = await ask(how.port ?? port, { path, ...how })
    const told = { access: await logs.access.more(250), custom: await logs.custom.more(60), cache: (await logs.cache.more(60)).map(line => scrub(line, [[folder, '/srv/squid']])) }
    const failed = answer.status >= 500 || (cause === 'response-truncated' || cause === 'response-stalled')
    if (failed && told.custom.length > 0) lines.push({ system: 'squid-custom', ...about, fault, expected_cause: cause, client_status: answer.status || null, line: told.custom.at(-1), context_lines: told.cache })
    if (answer.status >= 500 && told.access.length > 0) lines.push({ system: 'squid', ...about, fault, expected_cause: 'undetermined', client_status: answer.status, line: told.access.at(-1), context_lines: told.cache })
  }

  for (const fault of played(lab)) await play(fault.name, fault.cause, fault.path, manner(fault.name))
  for (const name of forwarded) await play(name, lab.named(name).cause, lab.named(name).urls[0] + lab.named(name).path, { port: forward })
  await play('only-if-cached', 'cache-only-miss', lab.named('upstream-sent-error').path, { fields: { 'Cache-Control': 'only-if-cached' } })
  await stop(squid, 'SIGKILL')
  return lines
}

// A peer is host and port. Debian's build (GnuTLS) verifies no certificate of a peer.
const played = lab => lab.faults.filter(fault => /^https?:\/\/\d/.test(fault.urls[0]) && !fault.urls[0].includes('255.255') && !fault.cause.startsWith('tls-certificate'))

// The same as a forward proxy, which has other words for it.
const forwarded = ['connect-refused', 'connect-timeout', 'route-unreachable', 'upstream-closed-before-response', 'upstream-reset', 'response-timeout', 'malformed-status-line-letters']

function configuration(folder, lab, port, dead, forward) {
  const peer = fault => {
    const at = new URL(fault.urls[0])
    const tls = at.protocol === 'https:' ? ` tls ${fault.cause.startsWith('tls-certificate') ? `tls-cafile=${lab.ca_file}` : 'tls-flags=DONT_VERIFY_PEER'}` : ''
    return `cache_peer ${at.hostname} parent ${at.port} 0 no-query originserver no-digest name=${fault.id} connect-timeout=1 connect-fail-limit=1000${tls}\nacl ${fault.id} urlpath_regex ^${fault.path}$\ncache_peer_access ${fault.id} allow ${fault.id}\ncache_peer_access ${fault.id} deny all`
  }
  return `
http_port 127.0.0.1:${port} accel defaultsite=shop.example vhost
${process.getuid() === 0 ? 'cache_effective_user proxy' : ''}
visible_hostname shop.example
pid_filename ${folder}/pid
coredump_dir ${folder}
cache deny all
logformat custom %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt err=%err_code detail=%err_detail
access_log stdio:${folder}/access.log squid
access_log stdio:${folder}/custom.log custom
cache_log ${folder}/cache.log
dns_nameservers 127.0.0.1
http_port 127.0.0.1:${forward} name=forward
acl forward myportname forward
always_direct allow forward
never_direct allow all
connect_timeout 1 second
read_timeout 1 second
write_timeout 1 second
forward_timeout 3 seconds
retry_on_error off
forward_max_tries 1
shutdown_lifetime 0 seconds
server_persistent_connections on
http_access allow all
${played(lab).map(peer).join('\n')}
cache_peer 127.0.0.1 parent ${dead} 0 no-query originserver no-digest name=nobody
acl other urlpath_regex ^/other/
cache_peer_access nobody allow other
`
}
