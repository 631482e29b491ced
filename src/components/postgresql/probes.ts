import type { ProbeAction } from '../../kubernetes/pod/probe.ts'

/** Alive, if not ready: 1 is a server that refuses connections, as while it recovers from a crash: a restart begins that anew. */
export const isAlive = 'pg_isready --host=localhost --username=postgres || [ "$?" -eq 1 ]'

/** By TCP: while the data directory is made, a server answers on the socket that is not the one. */
export const isReady: ProbeAction = {
  exec: { command: ['pg_isready', '--host=localhost', '--username=postgres'] },
}

/** Ends sessions instead of waiting for them, whatever signal the container runtime sends afterwards. */
export const fastShutdown: readonly string[] = ['pg_ctl', 'stop', '--mode=fast', '--no-wait']
