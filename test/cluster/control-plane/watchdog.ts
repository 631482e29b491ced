import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process beside ours that cleans up when we are done, and also when we are killed. */
export interface Watchdog {
  /** Takes a process under guard: it will not outlive us. */
  readonly guard: (pid: number) => void
  /** Lets go of a process that has ended, since its id may come to belong to another one. */
  readonly release: (pid: number) => void
  /** Kills every guarded process, removes the folder, and resolves when all is gone. */
  readonly cleanUp: () => Promise<void>
}

/**
 * Notes process ids until its input ends, which the kernel sees to however we end. It kills at once,
 * because nothing is worth keeping, but removes the folder only when nobody writes to it any more.
 */
const script = `
while read -r verb pid; do
  case $verb in
    guard) pids="$pids $pid " ;;
    release) pids="\${pids%%" $pid "*}\${pids#*" $pid "}" ;;
  esac
done
for pid in $pids; do kill -s KILL "$pid"; done
for pid in $pids; do
  patience=100
  while kill -s 0 "$pid" && [ $((patience -= 1)) -gt 0 ]; do sleep 0.1; done
done
rm -rf "$1"
`

/** Starts a watchdog for processes, and for a folder that they use. */
export function startWatchdog(folder: string): Watchdog {
  // Its own process group, so that Ctrl-C in the terminal does not reach it.
  const dog = spawn('sh', ['-c', script, 'watchdog', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const gone = once(dog, 'exit')
  return {
    guard: (pid) => dog.stdin.write(`guard ${pid}\n`),
    release: (pid) => dog.stdin.write(`release ${pid}\n`),
    cleanUp: async () => {
      dog.stdin.end()
      await gone
    },
  }
}
