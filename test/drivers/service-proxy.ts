import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Stands in for a Service. */
export interface Service {
  close(): Promise<void>
}

/** Leads each connection to one of the hosts that take any, at the same port, as a Service does. */
export async function serveAt(
  { host, port }: { readonly host: string; readonly port: number },
  hosts: readonly string[],
): Promise<Service> {
  let next = 0
  const server = createServer((client) => {
    client.on('error', () => client.destroy())
    void tryFrom(hosts.length)
    async function tryFrom(attempts: number): Promise<void> {
      if (attempts === 0) return void client.destroy()
      const target = connect(port, hosts[next++ % hosts.length])
      target.on('error', () => target.destroy())
      const [found] = await Promise.race([
        once(target, 'connect').then(
          () => [true] as const,
          () => [false] as const,
        ),
        pause(1000).then(() => [false] as const),
      ])
      if (!found) return tryFrom(attempts - 1)
      client.pipe(target).pipe(client)
      target.once('close', () => client.destroy())
      client.once('close', () => target.destroy())
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    async close() {
      server.close()
    },
  }
}
