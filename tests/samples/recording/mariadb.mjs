// MariaDB: its error log when it is stopped, killed, refused a port, or out of connections.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { freePort, listening, scratch, scrub, sleep, start, stop, Tail, version, write } from './stage.mjs'

export async function record() {
  const folder = scratch('mariadb')
  const port = await freePort()
  const user = process.getuid() === 0 ? ['--user=mysql'] : []
  write(folder, 'my.cnf', `[mysqld]\ndatadir=${folder}/data\nsocket=${folder}/db.sock\nport=${port}\nbind-address=127.0.0.1\npid-file=${folder}/db.pid\nmax_connections=10\nlog_warnings=9\ninnodb_buffer_pool_size=16M\nskip-log-bin\nlog_error=${folder}/error.log\n`)
  write(folder, 'error.log', '', 0o666)
  execFileSync('sh', ['-c', `mariadb-install-db --defaults-file=${folder}/my.cnf ${user.join(' ')} --skip-test-db --auth-root-authentication-method=normal >/dev/null 2>&1`])
  const log = new Tail(join(folder, 'error.log'))
  const about = { system: 'mariadb', version: version('mariadbd', '--version', /Ver ([\d.]+)/), client_status: null }
  const lines = []
  const told = async (fault, pattern) => (await log.more(400)).filter(line => pattern.test(line))
    .forEach(line => lines.push({ ...about, fault, expected_cause: 'database-down', line: scrub(line, [[folder, '/var/lib/mysql']]) }))
  const run = () => start(folder, 'mariadbd', 'mariadbd', [`--defaults-file=${join(folder, 'my.cnf')}`, ...user])
  const sql = statement => { try { execFileSync('mariadb', [`--socket=${folder}/db.sock`, '-uroot', '-e', statement], { stdio: 'pipe', timeout: 8000 }) } catch { /* what it says stands in the log */ } }

  let database = run()
  await listening(port, database, 60)
  await log.more()
  sql("CREATE USER 'shop'@'localhost' IDENTIFIED BY 'a'")
  try { execFileSync('mariadb', [`--socket=${folder}/db.sock`, '-ushop', '-pwrong', '-e', 'SELECT 1'], { stdio: 'pipe', timeout: 8000 }) } catch { /* wanted */ }
  await told('access-denied', /Access denied/)
  const held = Array.from({ length: 14 }, () => start(folder, 'client', 'mariadb', [`--socket=${folder}/db.sock`, '-uroot', '-e', 'SELECT SLEEP(2)']))
  await sleep(2500)
  await Promise.all(held.map(client => stop(client)))
  await told('too-many-connections', /Too many connections|Aborted connection|Host|max_connections/)
  const second = start(folder, 'second', 'mariadbd', [`--defaults-file=${join(folder, 'my.cnf')}`, ...user, `--datadir=${folder}/data`])
  await sleep(4000)
  await stop(second, 'SIGKILL')
  await told('started-twice', /\[ERROR\]/)
  await stop(database, 'SIGTERM')
  await sleep(1500)
  await told('stopped', /shutdown|Shutdown/)
  database = run()
  await listening(port, database, 60)
  await log.more()
  database.kill('SIGSEGV')
  await sleep(3000)
  await told('crashed', /\[ERROR\]/)
  await stop(database, 'SIGKILL')
  database = run()
  await listening(port, database, 60)
  await told('after-a-crash', /Crash recovery|crash recovery|was not closed|Starting crash/)
  await stop(database)
  write(folder, 'data/ibdata1', 'broken', 0o666)
  database = run()
  await sleep(4000)
  await told('files-broken', /\[ERROR\]/)
  await stop(database, 'SIGKILL')
  return lines
}
