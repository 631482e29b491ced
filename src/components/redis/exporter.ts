import type { IContainer } from 'kubernetes-models/v1/Container'
import {
  exporterContainers,
  exporterName,
  type ExporterOptions,
  exporterPassword,
} from '../store/index.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'

/** Port of the exporter. */
export const exporterPort = 9121

/** Where the server has its Unix socket, which only a server with an exporter has. */
export const socketDirectory = '/run/redis-exporter'

const socket = `${socketDirectory}/redis.sock`

/** The settings of the socket, which `extraConfig` may not have then. */
export const socketSettings = ['unixsocket', 'unixsocketperm'] as const

/** The same in redis.conf; both containers have the user of the pod. */
export const socketConfiguration: Block = block`
  unixsocket ${socket}
  unixsocketperm 700
`

/** What the exporter runs, and no more: of the data it sees what stands in the log of slow commands. */
export const exporterCommands: string = [
  'resetkeys',
  'resetchannels',
  '+client|setname',
  '+info',
  '+latency|histogram',
  '+latency|latest',
  '+slowlog|get',
  '+slowlog|len',
].join(' ')

/**
 * The exporter of a Redis server, which connects by the Unix socket, so that TLS is no matter. `CONFIG` would
 * show passwords, and INFO tells the rest. Its image has the program alone, which runs as any user and
 * writes nothing. Source: github.com/oliver006/redis_exporter, Dockerfile and exporter/.
 */
export function redisExporter(
  store: string,
  model: ExporterOptions,
): readonly Templated<IContainer>[] {
  return exporterContainers(model, {
    port: exporterPort,
    args: ['--config-command=-'],
    env: [
      { name: 'REDIS_ADDR', value: `unix://${socket}` },
      { name: 'REDIS_USER', value: exporterName },
      { name: 'REDIS_PASSWORD', valueFrom: exporterPassword(store) },
    ],
    volumeMounts: [{ name: 'socket', mountPath: socketDirectory, readOnly: true }],
  })
}
