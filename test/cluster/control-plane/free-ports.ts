import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Ports of the loopback address on which nothing listens. They lie below those that systems give to
 * outgoing connections (from 32768 on Linux): one of these may be taken again before a server listens.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(first, last + 1)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}

const [first, last] = [10_000, 29_999]

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false // it is in use
  }
  await once(server.close(), 'close')
  return true
}
