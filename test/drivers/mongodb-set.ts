import { mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import { type Manifest, the } from '../components/rendered.ts'
import { localContainer } from '../programs/local-container.ts'
import { kill, own, type Outcome, type Running, start } from '../programs/process.ts'
import type { Certificate } from './authority.ts'
import type { Toolchain } from './toolchains.ts'

/** A command that changed something, as the stand-in took it. */
export type Command = Readonly<Record<string, unknown>>

/** A stand-in for a replica set, and mongosh, which provisions it and asks it. */
export interface ReplicaSet {
  /** Runs the provisioning Job of these objects, and gives the commands that it made, too. */
  provision(
    objects: readonly Manifest[],
  ): Promise<Outcome & { readonly commands: readonly Command[] }>
  /** A command of a client's container, with mongosh where the image has it. */
  client(command: readonly string[], environment: Readonly<Record<string, string>>): Running
  end(): Promise<void>
}

/** The members. */
const standIn = fileURLToPath(new URL('mongodb-set/set.js', import.meta.url))

interface Place {
  /** A network of the loopback, whose first addresses are those of the members; the port is MongoDB's own. */
  readonly network: string
  readonly members: number
  readonly root: string
  readonly certificate: Certificate
  /** The key that the members share. */
  readonly keyfile: string
}

/** Starts one, of which nothing is known yet. */
export async function startSet(
  { folder, command: mongosh }: Extract<Toolchain, { folder: string }>,
  { network, members, root, certificate, keyfile }: Place,
): Promise<ReplicaSet> {
  const user = process.getuid?.()
  const files = { CERTIFICATE: certificate.certificate, KEY: certificate.key, KEYFILE: keyfile }
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(root, name), text)
    return [name, join(root, name)] as const
  })
  const bin = join(root, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'mongosh'), `#!/bin/sh\nexec ${mongosh.join(' ')} "$@"\n`, {
    mode: 0o755,
  })
  own(join(root, 'home'), user)
  const environment = { PATH: `${bin}:${process.env['PATH']}`, HOME: join(root, 'home') }
  const server = start(
    [process.execPath, standIn, network, String(members)],
    { ...environment, ...Object.fromEntries(paths), MODULES: join(folder, 'node_modules') },
    user,
  )
  const others: Running[] = []
  let said = ''
  server.process.stdout?.on('data', (text: string) => (said += text))
  while (!(await listens(`${network}.${members}`)))
    if (server.process.exitCode !== null) throw new Error((await server.ended).output)

  const begin = (command: readonly string[], own: Readonly<Record<string, string>>): Running => {
    const one = start(command, { ...own, ...environment }, user)
    others.push(one)
    return one
  }
  return {
    async provision(objects) {
      const pod = the<IJob>(objects, 'Job').spec?.template.spec
      const [container] = pod?.containers ?? []
      if (!pod || !container) throw new Error('the pod has no container')
      const here = JSON.parse(
        JSON.stringify(objects).replaceAll(
          String.raw`FULLNAME + '-' + i + '.' + DOMAIN`,
          `'${network}.' + (i + 1)`,
        ),
      ) as typeof objects
      const { local, environment: rendered } = localContainer(
        pod,
        container,
        here,
        join(root, 'job'),
      )
      const before = said.length
      const outcome = await begin((container.command ?? []).map(local), rendered).ended
      const lines = said
        .slice(before)
        .split('\n')
        .filter((line) => line !== '')
      return { ...outcome, commands: lines.map((line) => JSON.parse(line) as Command) }
    },
    client: begin,
    async end() {
      await Promise.all([server, ...others].map(kill))
    },
  }
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
