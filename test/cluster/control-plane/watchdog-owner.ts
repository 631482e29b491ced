/** A process for the watchdog's test: it runs a shell command under guard, and tells its id. */
import { launch } from './launch.ts'
import { startWatchdog } from './watchdog.ts'

const [folder = '', command = ''] = process.argv.slice(2)
const watchdog = startWatchdog(folder)
const guard = (pid: number): void => {
  watchdog.guard(pid)
  process.stdout.write(`${pid}\n`)
}
await launch('child', { program: 'sh', args: ['-c', command] }, folder, { ...watchdog, guard })
