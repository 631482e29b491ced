import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { otelCollector, otlp, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { afterAll, describe, expect, it } from 'vitest'
import { headerVariable } from '../../src/components/otel-collector/configuration.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { environmentOf } from '../programs/local-container.ts'
import { pageAt } from '../programs/exporters.ts'
import { expectMetrics } from '../programs/metric-names.ts'
import { printable } from '../programs/printable.ts'
import { accepts } from '../programs/probes.ts'
import { kill, type Running, start } from '../programs/process.ts'
import { toolchain } from './toolchains.ts'

const components = {
  web: service({ image: 'shop/web', port: 8080, uses: [otlp('collector')] }),
  collector: otelCollector({ metrics: true }),
}

const collectorObjects = (values: Values): readonly Manifest[] =>
  rendered(components, 'collector', values)

/** Where a collector listens here. */
interface Ports {
  readonly grpc: number
  readonly http: number
  readonly metrics: number
}

const configuration = (values: Values, { grpc, http, metrics }: Ports): string =>
  (
    the<IConfigMap>(collectorObjects(values), 'ConfigMap', 'shop-collector').data?.[
      'config.yaml'
    ] ?? ''
  )
    .replace('":4317"', `"127.0.0.1:${grpc}"`)
    .replace('":4318"', `"127.0.0.1:${http}"`)
    .replace('port: 8888', `port: ${metrics}`)

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

    afterAll(async () => {
      await Promise.all(running.map(kill))
      rmSync(root, { recursive: true })
    })

    const places = async (): Promise<Ports> => {
      const [grpc = 0, http = 0, metrics = 0] = await freePorts(3)
      return { grpc, http, metrics }
    }

    /** The collector of these values, once it takes something. */
    const collect = async (values: Values, ports: Ports, env = {}): Promise<Running> => {
      const file = join(root, `${ports.http}.yaml`)
      writeFileSync(file, configuration(values, ports))
      const command = 'reason' in collector ? [] : collector.command
      const one = start([...command, `--config=${file}`], env, process.getuid?.())
      running.push(one)
      await expect.poll(() => accepts(ports.http), { timeout: 90_000 }).toBe(true)
      return one
    }

    /** A program that says nothing of the collector sends what it has. */
    const send = async ({ http }: Ports): Promise<void> => {
      const env = {
        PATH: process.env['PATH'] ?? '',
        ...environment,
        OTEL_EXPORTER_OTLP_ENDPOINT: (environment['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '').replace(
          'shop-collector:4318',
          `127.0.0.1:${http}`,
        ),
      }
      const command = 'reason' in sdk ? [] : sdk.command
      expect(await start(command, env, process.getuid?.()).ended).toMatchObject({ code: 0 })
    }

    const quit = async (one: Running): Promise<string> => {
      one.process.kill('SIGTERM') // it sends what it still has
      const { code, output } = await one.ended
      expect(code).toBe(0)
      return output
    }

    it.each(['url', 'grpc'] as const)(
      'take what a program sends that says nothing of them, and send it on: destination.%s',
      { timeout: 240_000 },
      async (way) => {
        const [first, second] = [await places(), await places()]
        const last = await collect({ debug: { verbosity: 'detailed' } }, second)
        const to = `http://127.0.0.1:${way === 'url' ? second.http : second.grpc}`
        const middle = await collect(
          { debug: { enabled: false }, destination: { [way]: to } },
          first,
        )
        await send(first)
        await quit(middle)
        const output = await quit(last)
        expect(output).toContain('service.name: Str(web)')
        expect(output).toContain('service.namespace: Str(shop)')
        expect(output).toMatch(/Name +: checkout/)
      },
    )

    it(
      'tell the destination what it wants to be told, and Prometheus how they are',
      { timeout: 240_000 },
      async () => {
        const heard: IncomingHttpHeaders[] = []
        const destination = createServer((request, response) => {
          heard.push(request.headers)
          request.resume().once('end', () => response.end())
        }).listen(0, '127.0.0.1')
        await once(destination, 'listening')
        const { port } = destination.address() as AddressInfo // it listens at a port
        const header = printable.trim() // blanks around it are no part of a header
        const ports = await places()
        const values = {
          destination: {
            url: `http://127.0.0.1:${port}`,
            headers: { 'X-Scope-OrgID': 'shop' },
            auth: { enabled: true, header: 'api-key' },
          },
        }
        const one = await collect(values, ports, {
          [headerVariable]: header.replaceAll('$', '$$$$'),
        })
        await send(ports)
        await expect.poll(() => heard, { timeout: 60_000 }).not.toEqual([])
        expect(heard[0]).toMatchObject({ 'x-scope-orgid': 'shop', 'api-key': header })
        const page = (): Promise<string> => pageAt(ports.metrics)
        await expect.poll(page, { timeout: 60_000 }).toContain('sent_spans{exporter="otlp_http"')
        await expectMetrics('otel-collector', await page())
        await quit(one)
        destination.closeAllConnections()
        destination.close()
      },
    )
  },
)
