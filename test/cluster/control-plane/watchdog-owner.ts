/** A process for the watchdog's test: it guards a process that runs for ever, and tells its id. */
import { spawn } from 'node:child_process'
import { startWatchdog } from './watchdog.ts'

const [folder = ''] = process.argv.slice(2)
const watchdog = startWatchdog(folder)
const [first, released, last] = [1, 2, 3].map(() => spawn('sleep', ['1000']).pid ?? 0)
for (const pid of [first, released, last]) watchdog.guard(pid ?? 0)
watchdog.release(released ?? 0)
process.stdout.write(`${first} ${released} ${last}\n`)
