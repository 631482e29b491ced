import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Templated } from '../../template/node/templated.ts'
import { exporterContainers, type ExporterOptions } from '../store/index.ts'
import { ports } from './nginx/server.ts'

/** Port of the exporter. */
export const exporterPort = 9113

/** The exporter beside nginx, which asks for its figures inside the pod. */
export function gatewayExporter(model: ExporterOptions): readonly Templated<IContainer>[] {
  return exporterContainers(model, {
    port: exporterPort,
    args: [`--nginx.scrape-uri=http://127.0.0.1:${ports.status}/status`],
  })
}
