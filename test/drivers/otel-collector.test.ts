import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { otelCollector, otlp, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { environmentOf } from '../programs/local-container.ts'
import { accepts } from '../programs/probes.ts'
import { kill, type Running, start } from '../programs/process.ts'
import { toolchain } from './toolchains.ts'

const components = {
  web: service({ image: 'shop/web', port: 8080, uses: [otlp('collector')] }),
  collector: otelCollector(),
}

const collectorObjects = (values: Values): readonly Manifest[] =>
  rendered(components, 'collector', values)

const configuration = (values: Values, [grpc = 0, http = 0]: readonly number[]): string =>
  (
    the<IConfigMap>(collectorObjects(values), 'ConfigMap', 'shop-collector').data?.[
      'config.yaml'
    ] ?? ''
  )
    .replace('":4317"', `"127.0.0.1:${grpc}"`)
    .replace('":4318"', `"127.0.0.1:${http}"`)

const environment = environmentOf(
  the<IDeployment>(rendered(components, 'web'), 'Deployment').spec?.template.spec?.containers[0]
    ?.env ?? [],
  collectorObjects({}),
)

const collector = await toolchain('collector')
const sdk = await toolchain('otel')
const reason = [collector, sdk].flatMap((one) => ('reason' in one ? one.reason : []))[0]
if (reason !== undefined && process.env['CI'] !== undefined) throw new Error(reason)

describe.skipIf(reason !== undefined)(
  `OpenTelemetry's collector and SDK as their rendered objects say${reason ?? ''}`,
  () => {
    const root = mkdtempSync(join(tmpdir(), 'otel-'))
    const running: Running[] = []
    let places: readonly (readonly number[])[]

    /** The collector of these values, once it takes something. */
    const collect = async (values: Values, ports: readonly number[]): Promise<Running> => {
      const file = join(root, `${ports[1]}.yaml`)
      writeFileSync(file, configuration(values, ports))
      const command = 'reason' in collector ? [] : collector.command
      const one = start([...command, `--config=${file}`], {}, process.getuid?.())
      running.push(one)
      await expect.poll(() => accepts(ports[1] ?? 0), { timeout: 90_000 }).toBe(true)
      return one
    }

    beforeAll(async () => {
      const ports = await freePorts(4)
      places = [ports.slice(0, 2), ports.slice(2)]
    })

    afterAll(async () => {
      await Promise.all(running.map(kill))
      rmSync(root, { recursive: true })
    })

    it(
      'take what a program sends that says nothing of them, and send it on',
      { timeout: 240_000 },
      async () => {
        const [first = [], second = []] = places
        const last = await collect({ debug: { verbosity: 'detailed' } }, second)
        const url = `http://127.0.0.1:${second[1]}`
        const middle = await collect({ debug: { enabled: false }, destination: { url } }, first)
        const env = {
          PATH: process.env['PATH'] ?? '',
          ...environment,
          OTEL_EXPORTER_OTLP_ENDPOINT: (environment['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '').replace(
            'shop-collector:4318',
            `127.0.0.1:${first[1]}`,
          ),
        }
        const command = 'reason' in sdk ? [] : sdk.command
        expect(await start(command, env, process.getuid?.()).ended).toMatchObject({ code: 0 })
        for (const one of [middle, last]) {
          one.process.kill('SIGTERM') // each sends what it still has
          expect((await one.ended).code).toBe(0)
        }
        const { output } = await last.ended
        expect(output).toContain('service.name: Str(web)')
        expect(output).toContain('service.namespace: Str(shop)')
        expect(output).toMatch(/Name +: checkout/)
      },
    )
  },
)
