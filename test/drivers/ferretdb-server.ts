import { join } from 'node:path'
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { kill, own, type Running, start } from '../programs/process.ts'
import type { Toolchain } from './toolchains.ts'

/** A user, which is kept in a database: that of its name, unless told otherwise. */
export interface User {
  readonly name: string
  readonly database?: string
  readonly password: string
}

interface Place {
  /** Address of the loopback; the port is MongoDB's own. */
  readonly address: string
  /** Folder of its data. */
  readonly root: string
}

/**
 * Starts FerretDB, which speaks MongoDB's protocol, as the one member of the replica set that our URLs
 * name, with these users. It knows neither roles nor the commands that form a set, so that the script
 * of our provisioning does not run here.
 */
export async function startFerretdb(
  { command: [program = ''] }: Extract<Toolchain, { folder: string }>,
  { address, root }: Place,
  users: readonly User[],
): Promise<Running> {
  own(join(root, 'data'), process.getuid?.())
  const options = {
    FERRETDB_HANDLER: 'sqlite',
    FERRETDB_SQLITE_URL: `file:${root}/data/`,
    FERRETDB_STATE_DIR: root,
    FERRETDB_REPL_SET_NAME: 'rs0',
    FERRETDB_LISTEN_ADDR: `${address}:27017`,
    FERRETDB_DEBUG_ADDR: '-',
    FERRETDB_TELEMETRY: 'disable',
    FERRETDB_TEST_ENABLE_NEW_AUTH: 'true',
  }
  const startWith = async ({ name, database = name, password }: User): Promise<Running> => {
    const user = {
      FERRETDB_SETUP_DATABASE: database,
      FERRETDB_SETUP_USERNAME: name,
      FERRETDB_SETUP_PASSWORD: password,
    }
    const running = start([program], { ...options, ...user }, process.getuid?.())
    while (!(await listens(address))) {
      if (running.process.exitCode !== null) throw new Error((await running.ended).output)
      await pause(100)
    }
    return running
  }
  const last = users.at(-1)
  if (!last) throw new Error('nobody would use it')
  // It makes one user at a start, and none in a database that is there: users are kept in admin
  for (const user of users.slice(0, -1)) await kill(await startWith(user))
  return startWith(last)
}

async function listens(host: string): Promise<boolean> {
  const socket = connect(27_017, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
