import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process beside ours that cleans up when we are done, and also when we are killed. */
export interface Watchdog {
  /** Adds a process to those that are ended. */
  readonly guard: (pid: number) => void
  /** Ends every guarded process, the youngest first, removes the folder, and resolves when all is gone. */
  readonly cleanUp: () => Promise<void>
}

/**
 * Reads process ids until its input ends, which the kernel sees to however we end. A process that
 * does not stop within five seconds is killed: a lingering API server keeps its folder alive.
 */
const script = `
while read -r pid; do pids="$pid $pids"; done
for pid in $pids; do
  kill "$pid"
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    kill -0 "$pid" || break
    sleep 0.2
  done
  kill -9 "$pid"
done
rm -rf "$1"
`

/** Starts a watchdog for a folder and the processes that use it. */
export function startWatchdog(folder: string): Watchdog {
  // Its own process group, so that Ctrl-C in the terminal does not reach it.
  const dog = spawn('sh', ['-c', script, 'watchdog', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const gone = once(dog, 'exit')
  return {
    guard: (pid) => dog.stdin.write(`${pid}\n`),
    cleanUp: async () => {
      dog.stdin.end()
      await gone
    },
  }
}
