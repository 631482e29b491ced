import { connect, createServer } from 'node:net'

/** The one address of a Service, which leads each connection to the next of its pods. */
export interface VirtualAddress {
  /** Addresses of the pods that are ready; they may change. */
  endpoints: readonly string[]
  close(): Promise<void>
}

/** Does on the loopback address what kube-proxy does for a Service. */
export function startVirtualAddress(
  port: number,
  endpoints: readonly string[],
): Promise<VirtualAddress> {
  let next = 0
  const server = createServer((client) => {
    const pods = address.endpoints
    const pod = connect(port, pods[next++ % pods.length])
    client.pipe(pod).pipe(client)
    client.on('error', () => pod.destroy())
    pod.on('error', () => client.destroy())
  })
  const close = (): Promise<void> => new Promise((done) => server.close(() => done()))
  const address: VirtualAddress = { endpoints, close }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(address))
  })
}
