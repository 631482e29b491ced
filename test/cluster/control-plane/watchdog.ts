import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process beside ours that cleans up when we are done, and also when we are killed. */
export interface Watchdog {
  /** Adds a process group to those that are ended, by the id of its leader. */
  readonly guard: (group: number) => void
  /** Ends every guarded group, the youngest first, removes the folder, and resolves when all is gone. */
  readonly cleanUp: () => Promise<void>
}

/**
 * Reads process groups until its input ends, which the kernel sees to however we end. One that does
 * not stop within five seconds is killed: a lingering API server would keep etcd's folder alive.
 */
const script = `
isGone() {
  patience=50
  while kill -s 0 -- "-$1"; do
    [ $((patience -= 1)) -gt 0 ] || return
    sleep 0.1
  done
}
while read -r group; do groups="$group $groups"; done
for group in $groups; do
  kill -s TERM -- "-$group"
  isGone "$group" || { kill -s KILL -- "-$group"; isGone "$group"; }
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
    guard: (group) => dog.stdin.write(`${group}\n`),
    cleanUp: async () => {
      dog.stdin.end()
      await gone
    },
  }
}
