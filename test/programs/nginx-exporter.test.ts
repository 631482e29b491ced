import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { nginxExporter, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { brokenPodRules } from '../components/pod-rules.ts'
import { exporter, exporterVersion, metricsAt, noExporters, pageAt } from './exporters.ts'
import { noNginx } from './gateway/nginx.ts'
import { localContainer } from './local-container.ts'
import { expectMetrics } from './metric-names.ts'
import { findings, passes } from './probes.ts'
import { kill, own, type Running, run, start } from './process.ts'

const nginxConf = (port: number): string => `
worker_processes 1;
daemon off;
pid /tmp/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server {
    listen 127.0.0.1:${port};
    location = /stub_status { stub_status; }
    location / { return 200 "here\\n"; }
  }
}
`

const [nginxPort = 0, metricsPort = 0] = await freePorts(2)

const components = {
  web: service({
    image: 'nginxinc/nginx-unprivileged',
    port: nginxPort,
    command: ['nginx', '-p', '/tmp', '-c', '/etc/nginx/nginx.conf'],
    files: { '/etc/nginx/nginx.conf': { text: nginxConf(nginxPort) } },
    probes: { liveness: '/', readiness: '/' },
    sidecars: {
      exporter: nginxExporter({
        status: `http://127.0.0.1:${nginxPort}/stub_status`,
        port: metricsPort,
      }),
    },
  }),
}

const objects = rendered(components, 'web')
const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec
const [sidecar] = pod?.initContainers ?? []

it('runs in a pod that is safe as every pod must be', () => {
  expect(brokenPodRules(pod)).toEqual([])
})

it.skipIf(noExporters !== '')(`has the version of its image${noExporters}`, () => {
  expect(sidecar?.image).toBe(
    `docker.io/nginx/nginx-prometheus-exporter:${exporterVersion('nginx-exporter')}`,
  )
})

const reason = noNginx || noExporters

describe.skipIf(reason !== '')(`an exporter beside nginx${reason}`, () => {
  const running: Running[] = []
  let root: string

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'exporter-'))
    for (const directory of ['', 'tmp']) own(join(root, directory))
    const program = await exporter('nginx-exporter', root)
    const { args = [] } = sidecar as IContainer // every rendered pod has it
    running.push(start([program, ...args], {}))
    await until(() => metricsAt(metricsPort).then(() => true))
  }, 300_000)

  afterAll(async () => {
    for (const one of running) await kill(one)
    rmSync(root, { recursive: true, force: true })
  })

  it('is alive before nginx is, and tells that it is not there', async () => {
    const probed = {
      container: sidecar as IContainer,
      run: () => run(['false'], {}),
      portOf: () => metricsPort,
    }
    expect(await passes(probed, 'liveness')).toBe(true)
    expect((await metricsAt(metricsPort)).get('nginx_up')).toBe(0)
  })

  it('counts what nginx does', async () => {
    const [container] = pod?.containers ?? []
    if (!pod || !container) throw new Error('there is no container')
    const { local } = localContainer(pod, container, objects, root)
    const command = (container.command ?? []).map(local)
    running.push(start(command, { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }))
    const nginx = { container, run: () => run(['false'], {}), portOf: () => nginxPort }
    await until(async () => (await findings(nginx)).readiness)
    const before = (await metricsAt(metricsPort)).get('nginx_http_requests_total') ?? 0
    for (let i = 0; i < 5; i += 1) await fetch(`http://127.0.0.1:${nginxPort}/`)
    const metrics = await metricsAt(metricsPort)
    expect(metrics.get('nginx_up')).toBe(1)
    expect(metrics.get('nginx_http_requests_total')).toBe(before + 6) // and the exporter's own
  })

  it('prints the metrics that rules and dashboards may name', async () => {
    await expectMetrics('nginx-exporter', await pageAt(metricsPort))
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await holds().catch(() => false)) return
    await pause(50)
  }
  throw new Error('it does not come up')
}
