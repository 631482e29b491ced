import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cache,
  database,
  elasticsearch,
  gateway,
  kafka,
  mongodb,
  postgresql,
  prometheus,
  publish,
  queue,
  rabbitmq,
  redis,
  service,
} from '../../../src/index.ts'
import type { Measured } from '../../../src/kubernetes/monitoring/metrics-port.ts'
import type { Component } from '../../../src/platform/component.ts'
import type { Components } from '../../../src/platform/define-platform.ts'
import { type Manifest, rendered, the } from '../../components/rendered.ts'

/** A component that has metrics, and backups. */
function measured(component: Component, of: Measured): Component {
  const metrics = [{ name: 'metrics', port: 9100, of }]
  return { ...component, metrics, features: [...component.features, 'backup'] }
}

/** A platform of all that rules are about. */
export const watched: Components = {
  api: measured(
    service({
      image: 'shop/api',
      port: 8000,
      uses: [
        database('postgresql'),
        cache('redis'),
        queue('rabbitmq'),
        publish('kafka', ['events']),
      ],
    }),
    'http',
  ),
  gateway: gateway({ routes: { '/': 'api' }, exporter: true }),
  postgresql: measured(postgresql(), 'postgresql'),
  redis: measured(redis(), 'redis'),
  mongodb: measured(mongodb(), 'mongodb'),
  elasticsearch: measured(elasticsearch(), 'elasticsearch'),
  kafka: measured(kafka({ topics: { events: {} } }), 'kafka'),
  rabbitmq: measured(rabbitmq(), 'rabbitmq'),
  prometheus: prometheus({ nodes: true, kubeState: true, certManager: true }),
}

/** What the chart of its Prometheus renders. */
export const watcher: readonly Manifest[] = rendered(watched, 'prometheus')

/** The rules, a file for each category. */
export function rulesOf(objects: readonly Manifest[]): Readonly<Record<string, string>> {
  return the<IConfigMap>(objects, 'ConfigMap', 'shop-prometheus-rules').data ?? {}
}

/** Writes what a ConfigMap holds, as the kubelet does. */
export function writeData(directory: string, data: Readonly<Record<string, string>>): void {
  mkdirSync(directory, { recursive: true })
  for (const [file, text] of Object.entries(data)) writeFileSync(join(directory, file), text)
}
