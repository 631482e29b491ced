import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { alertmanager, alerts, cache, prometheus, redis, service } from '../../../src/index.ts'
import type { Components } from '../../../src/platform/define-platform.ts'
import type { Values } from '../../../src/values/value.ts'
import { freePorts } from '../../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../../components/rendered.ts'
import { exporterValues, noExporters, startExporter } from '../exporters.ts'
import { kill, own, type Running, start } from '../process.ts'
import { whyNot } from '../programs.ts'
import { redisPrograms, type RedisServer, startRedis, untilReady } from '../redis-server.ts'
import { httpReceiver, mailReceiver, type Receiver } from './receivers.ts'
import { monitoringToolIn } from './tools.ts'
import { rulesOf, writeData } from './watched.ts'

const components: Components = {
  orders: service({ image: 'shop/orders', port: 8080, uses: [cache('redis')] }),
  redis: redis({ exporter: true }),
  prometheus: prometheus({ uses: [alerts('alertmanager')] }),
  alertmanager: alertmanager({
    receivers: { team: { slack: true, email: true }, pulse: { webhook: true } },
    watchdog: 'pulse',
  }),
}

const store = rendered(components, 'redis', exporterValues)
const reason = whyNot(redisPrograms) || noExporters

/** Everything as the chart renders it, with a shorter patience. */
describe.skipIf(reason !== '')(`alerts by the real programs${reason}`, () => {
  let root: string
  let server: RedisServer
  let [slack, mail, pulse]: readonly Receiver[] = []
  let [prometheusPort, alertmanagerPort]: readonly number[] = []
  const running: Running[] = []

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'al-'))
    for (const directory of ['', 'run/redis-exporter', 'tsdb', 'silences'])
      own(join(root, directory))
    const ports = await freePorts(4)
    const [redisPort = 0, exporterPort = 0] = ports.slice(2)
    ;[prometheusPort, alertmanagerPort] = ports
    ;[slack, mail, pulse] = await Promise.all([httpReceiver(), mailReceiver(), httpReceiver()])
    server = startRedis(store, root, redisPort)
    await untilReady(server)
    const pod = the<IDeployment>(store, 'Deployment').spec?.template.spec
    running.push(
      await startExporter('redis-exporter', { pod, objects: store, root, port: exporterPort }),
      await startAlertmanager(),
      await startPrometheus(exporterPort),
    )
    await until(async () => (await value('redis_up{job="redis",namespace="default"}')) === 1)
  }, 30 * 60_000)

  afterAll(async () => {
    for (const one of [...running, server?.running]) if (one) await kill(one)
    for (const one of [slack, mail, pulse]) one?.close()
    rmSync(root, { recursive: true, force: true })
  })

  async function startAlertmanager(): Promise<Running> {
    const objects = rendered(components, 'alertmanager', {
      smtp: {
        host: '127.0.0.1',
        port: mail?.port ?? 0,
        from: 'alerts@example.com',
        requireTls: false,
        auth: { enabled: false },
      },
      receivers: { team: { slack: { channel: '#alerts' }, email: { to: ['ops@example.com'] } } },
      grouping: { wait: '1s', interval: '1s' },
    })
    const { data = {} } = the<IConfigMap>(objects, 'ConfigMap')
    const text = (data['alertmanager.yml'] ?? '').replaceAll('/run/secrets', join(root, 'secrets'))
    writeData(join(root, 'secrets/alertmanager'), {
      'team-slack-url': `http://127.0.0.1:${slack?.port}/services/T0/B0/x`,
      'pulse-webhook-url': `http://127.0.0.1:${pulse?.port}/pulse`,
    })
    writeData(root, { 'alertmanager.yml': text })
    return start(
      [
        await monitoringToolIn(root, 'alertmanager'),
        `--config.file=${join(root, 'alertmanager.yml')}`,
        `--storage.path=${join(root, 'silences')}`,
        `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
        '--cluster.listen-address=',
      ],
      {},
    )
  }

  /** The pod is named by hand, with the labels that Kubernetes' API would give, since there is none here. */
  async function startPrometheus(exporterPort: number): Promise<Running> {
    const objects = rendered(components, 'prometheus', {
      scrapeInterval: '1s',
      rules: { availability: { downFor: '3s' } },
    })
    const found = {
      targets: [`127.0.0.1:${exporterPort}`],
      labels: {
        __meta_kubernetes_namespace: 'default',
        __meta_kubernetes_pod_name: 'shop-redis-0',
        __meta_kubernetes_pod_phase: 'Running',
        __meta_kubernetes_pod_container_name: 'exporter',
        __meta_kubernetes_pod_container_port_name: 'metrics',
        __meta_kubernetes_pod_container_port_number: '9121',
        __meta_kubernetes_pod_annotation_prometheus_io_scrape: 'true',
        __meta_kubernetes_pod_annotation_prometheus_io_port: '9121',
        __meta_kubernetes_pod_label_app_kubernetes_io_name: 'redis',
      },
    }
    const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'shop-prometheus')
    const config = parse(data['prometheus.yml'] ?? '') as {
      readonly scrape_configs: readonly Values[]
    }
    const local = config.scrape_configs.map(({ kubernetes_sd_configs: sd, ...rest }) =>
      sd ? { ...rest, static_configs: [found] } : rest,
    )
    const text = stringify({ ...config, scrape_configs: local })
      .replaceAll('/etc/prometheus-rules', join(root, 'rules'))
      .replaceAll('shop-alertmanager:9093', `127.0.0.1:${alertmanagerPort}`)
    writeData(join(root, 'rules'), rulesOf(objects))
    writeData(root, { 'prometheus.yml': text })
    return start(
      [
        await monitoringToolIn(root, 'prometheus'),
        `--config.file=${join(root, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(root, 'tsdb')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
      ],
      {},
    )
  }

  async function value(query: string): Promise<number | undefined> {
    const url = `http://127.0.0.1:${prometheusPort}/api/v1/query?query=${encodeURIComponent(query)}`
    const answer = await fetch(url).catch(() => undefined)
    const { data } = ((await answer?.json()) ?? {}) as {
      readonly data?: { readonly result: readonly { readonly value: readonly [number, string] }[] }
    }
    const [first] = data?.result ?? []
    return first ? Number(first.value[1]) : undefined
  }

  /** Tells Alertmanager of an alert, as Prometheus does. */
  async function tell(...all: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const body = all.map((labels) => ({ labels, annotations: { summary: labels['alertname'] } }))
    await post('alerts', body)
  }

  async function post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${alertmanagerPort}/api/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }

  const toSlack = (text: string): boolean => slack?.got.some((one) => one.includes(text)) ?? false

  it('asks each pod once, under the name of its component', async () => {
    expect(await value('count(up{job="redis"})')).toBe(1)
    expect(await value('count(up{job="alertmanager"} == 1)')).toBe(1)
  })

  it('beats its pulse to the one who listens for it', async () => {
    await until(() => pulse?.got.some((one) => one.includes('Watchdog')) ?? false)
    expect(toSlack('Watchdog')).toBe(false)
  })

  it('tells Slack and the mail server of a store that has stopped', async () => {
    const stopped = Date.now()
    await kill(server.running)
    await until(() => toSlack('RedisDown'))
    await until(() => mail?.got.some((one) => one.includes('RedisDown')) ?? false)
    expect(Date.now() - stopped).toBeLessThan(15_000) // 3 s of patience, and four steps of a second each
    const message = slack?.got.find((one) => one.includes('RedisDown')) ?? ''
    expect(message).toMatch(/^\/services\/T0\/B0\/x /)
    for (const text of [
      '#alerts',
      'FIRING',
      'does not answer',
      'OOMKilled',
      'runbook.md#redisdown',
    ])
      expect(message).toContain(text)
    expect(mail?.got[0]).toContain('RCPT TO:<ops@example.com>')
  }, 60_000)

  it('keeps to itself what a greater alert of the same pod explains, and what is silenced', async () => {
    const of = { namespace: 'default', job: 'redis', pod: 'p', category: 'redis' }
    await post('silences', {
      matchers: [{ name: 'alertname', value: 'Silenced', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      createdBy: 'test',
      comment: 'is known',
    })
    await tell({ alertname: 'Greater', severity: 'critical', ...of })
    await tell(
      { alertname: 'Lesser', severity: 'warning', ...of },
      { alertname: 'Silenced', severity: 'critical', ...of },
      { alertname: 'Other', severity: 'warning', ...of, pod: 'q' },
    )
    await until(() => toSlack('Greater') && toSlack('Other'))
    await pause(3000)
    expect(toSlack('Lesser') || toSlack('Silenced')).toBe(false)
  }, 60_000)
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 40_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never held')
    await pause(200)
  }
}
