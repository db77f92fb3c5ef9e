// tests/samples/record calls this: FOLDER [SYSTEM...]
import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lab } from './stage.mjs'
import { alsoRight } from './ambiguous.mjs'

const systems = ['nginx', 'apache', 'haproxy', 'caddy', 'varnish', 'squid', 'php', 'mariadb']
const [folder, ...asked] = process.argv.slice(2)
const unknown = asked.filter(name => !systems.includes(name))
if (unknown.length > 0) {
  console.error(`record: unknown system ${unknown.join(', ')}; expected ${systems.join(', ')}`)
  process.exit(2)
}

mkdirSync(folder, { recursive: true })
const faults = await lab()
let failed = false
for (const name of asked.length > 0 ? asked : systems) {
  try {
    const { record } = await import(`./${name}.mjs`)
    const lines = await record(faults)
    const text = lines.map(one => {
      const also = one.expected_cause ? alsoRight(one.system, one.line, one.expected_cause) : []
      return JSON.stringify({ system: one.system, version: one.version, fault: one.fault, expected_cause: one.expected_cause, ...(also.length > 0 ? { also_acceptable: also } : {}), client_status: one.client_status, line: one.line, ...(one.context_lines?.length > 0 ? { context_lines: one.context_lines } : {}) })
    })
    writeFileSync(join(folder, `${name}.jsonl`), text.map(line => line + '\n').join(''))
    console.log(`${name}: ${lines.length} lines, ${new Set(lines.map(one => one.expected_cause)).size} causes`)
  } catch (failure) {
    failed = true
    console.error(`${name}: ${failure.stack}`)
  }
}

process.exit(failed ? 1 : 0)
