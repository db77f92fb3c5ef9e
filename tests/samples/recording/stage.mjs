// What every recording needs: the lab, processes that end with us, log files that are read as they grow, one request at a time.
import { spawn, execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync, existsSync, statSync, chmodSync } from 'node:fs'
import { tmpdir, hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import net from 'node:net'

export const sleep = ms => new Promise(done => setTimeout(done, ms))

// What /usr/sbin holds is not always on the path of a user.
process.env.PATH += ':/usr/sbin:/sbin'

export function freePort() {
  return new Promise(done => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

/** A folder that goes with the process; open to the users the servers run as. */
export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `record-${name}-`))
  chmodSync(folder, 0o777)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function write(folder, name, text, mode = 0o644) {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

const children = new Set()
process.on('exit', () => children.forEach(child => { try { child.kill('SIGKILL') } catch { /* gone */ } }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/** Starts a program; what it says goes to a file in the folder, as to a log. */
export function start(folder, name, command, args, options = {}) {
  const log = join(folder, `${name}.out`)
  writeFileSync(log, '')
  const child = spawn('sh', ['-c', 'exec "$0" "$@" >>"$LOG" 2>&1', command, ...args], { ...options, env: { ...process.env, ...options.env, LOG: log }, stdio: 'ignore' })
  children.add(child)
  child.on('exit', () => children.delete(child))
  child.log = log
  return child
}

/** Command and arguments of a program that has no user of its own to change to: root may open every socket. */
export function unprivileged(command, args) {
  return process.getuid() === 0 ? ['setpriv', ['--reuid', 'www-data', '--regid', 'www-data', '--clear-groups', command, ...args]] : [command, args]
}

export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(done => child.on('exit', done))
  child.kill(signal)
  await Promise.race([gone, sleep(4000)])
  if (children.has(child)) child.kill('SIGKILL')
}

export async function listening(port, child, seconds = 20) {
  for (let i = 0; i < seconds * 20; i++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended: ${readFileSync(child.log, 'utf8').slice(-2000)}`)
    const up = await new Promise(done => {
      const socket = net.connect(port, '127.0.0.1')
      socket.on('connect', () => { socket.destroy(); done(true) })
      socket.on('error', () => done(false))
    })
    if (up) return
    await sleep(50)
  }
  throw new Error(`nobody listens on ${port}: ${readFileSync(child.log, 'utf8').slice(-2000)}`)
}

export function version(command, args, pattern) {
  try {
    return (execFileSync('sh', ['-c', `${command} ${args} 2>&1`], { encoding: 'utf8' }).match(pattern) ?? ['', 'unknown'])[1]
  } catch (failure) {
    return (String(failure.stdout).match(pattern) ?? ['', 'unknown'])[1]
  }
}

/** A log file: `more()` waits until it is quiet and gives the lines that came since the last time. */
export class Tail {
  constructor(path) {
    this.path = path
    this.at = 0
  }

  async more(quiet = 150) {
    let size = -1
    for (let still = 0; still < 2;) {
      const now = existsSync(this.path) ? statSync(this.path).size : 0
      still = now === size ? still + 1 : 0
      size = now
      await sleep(quiet / 2)
    }
    if (!existsSync(this.path)) return []
    const text = readFileSync(this.path)
    const lines = text.subarray(this.at).toString('latin1').split('\n')
    this.at = text.length - Buffer.byteLength(lines.pop(), 'latin1')
    return lines.filter(line => line.length > 0)
  }
}

/** One request on a connection of its own. Gives the status, 0 when no answer came; `cut` when it broke off. */
export function ask(port, { path = '/', method = 'GET', fields = {}, body = null, patience = 15000, host = 'shop.example', leave = null }) {
  return new Promise(done => {
    let text = ''
    const socket = net.connect(port, '127.0.0.1', () => {
      const all = { Host: host, Connection: 'close', ...fields, ...(body !== null ? { 'Content-Length': Buffer.byteLength(body) } : {}) }
      socket.write(`${method} ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
      if (body !== null) socket.write(body)
      if (leave !== null) setTimeout(() => finish(), leave)
    })
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      done({ status: Number(text.match(/^HTTP\/1\.[01] (\d{3})/)?.[1] ?? 0), text })
    }
    const timer = setTimeout(finish, patience)
    socket.on('data', data => { text += data.toString('latin1') })
    socket.on('end', finish)
    socket.on('error', finish)
  })
}

/** The fault lab with everything it can play here. */
export async function lab() {
  const folder = scratch('lab')
  const names = execFileSync(process.env.GOODGATE, ['lab', '--list'], { encoding: 'utf8' }).trim().split('\n').map(line => line.split('\t')[0])
  const child = start(folder, 'lab', process.env.GOODGATE, ['lab', ...names, '--json'])
  for (let i = 0; i < 200; i++) {
    await sleep(100)
    const text = readFileSync(child.log, 'utf8')
    const from = text.indexOf('{')
    try {
      const told = JSON.parse(text.slice(from))
      open(told)
      // Paths say nothing of the fault: nobody may read the cause out of an address.
      const faults = told.faults.filter(fault => fault.urls.length === 1 && fault.cause && fault.cause !== '-').map((fault, i) => ({ ...fault, id: `p${i + 1}`, path: `/p/${i + 1}` }))
      return { ...told, child, faults, named: name => faults.find(fault => fault.name === name) }
    } catch { /* not whole yet */ }
  }
  throw new Error('the lab did not start: ' + readFileSync(child.log, 'utf8'))
}

// The servers run as other users than the lab: its sockets are opened for them, but for the one that is to be denied.
function open(told) {
  if (!told.ca_file) return
  chmodSync(join(told.ca_file, '..'), 0o755)
  for (const fault of told.faults) {
    const path = fault.urls[0].match(/\+unix:(.*)/)?.[1]
    if (path && fault.cause !== 'socket-permission-denied' && existsSync(path)) chmodSync(path, 0o777)
  }
}

/** How a fault has to be asked for, where a plain GET would not do. */
export function manner(name) {
  if (name.startsWith('upstream-reset-during-upload')) return { method: 'POST', body: 'x'.repeat(4 * 1024 * 1024) }
  if (name.startsWith('request-write-timeout')) return { method: 'POST', body: 'x'.repeat(16 * 1024 * 1024) }
  if (name.startsWith('upgrade-failed-')) return { fields: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13' } }
  if (name === 'keepalive-race' || name === 'keepalive-race-reset') return { first: {}, method: 'POST', body: 'x=1' }
  return {}
}

/** No name or path of the machine the lines were recorded on. */
export function scrub(line, folders) {
  for (const [folder, name] of folders) line = line.replaceAll(folder, name)
  return line.replaceAll(/\/tmp\/goodgate-lab-[A-Za-z0-9]+/g, '/run/lab').replaceAll(hostname(), 'web1').replaceAll(`"${userInfo().username}"`, '"www"')
}
