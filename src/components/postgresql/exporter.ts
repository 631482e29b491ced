import type { IContainer } from 'kubernetes-models/v1/Container'
import {
  exporterContainers,
  exporterName,
  type ExporterOptions,
  exporterPassword,
} from '../store/index.ts'
import type { Templated } from '../../template/node/templated.ts'

/** Port of the exporter. */
export const exporterPort = 9187

/** Where the server has its Unix socket. */
export const socketDirectory = '/var/run/postgresql'

/**
 * The exporter of a PostgreSQL server, which connects by the Unix socket, so that TLS is no matter. Its
 * image has the program alone, which runs as any user and writes nothing.
 * Source: github.com/prometheus-community/postgres_exporter, Dockerfile.
 */
export function postgresqlExporter(
  store: string,
  model: ExporterOptions,
): readonly Templated<IContainer>[] {
  return exporterContainers(model, {
    port: exporterPort,
    env: [
      { name: 'DATA_SOURCE_URI', value: `/postgres?host=${socketDirectory}&sslmode=disable` },
      { name: 'DATA_SOURCE_USER', value: exporterName },
      { name: 'DATA_SOURCE_PASS', valueFrom: exporterPassword(store) },
    ],
    volumeMounts: [{ name: 'run', mountPath: socketDirectory, readOnly: true }],
  })
}
