import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterEach, describe, expect, it } from 'vitest'
import { memcache, memcached } from '../../examples/kinds/memcached/kinds/memcached/memcached.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { brokenPodRules } from '../components/pod-rules.ts'
import { atService, standIn } from './at-service.ts'
import { environmentOf } from './local-container.ts'
import { failing, findings, healthy, passes, type Probed } from './probes.ts'
import { kill, run, type Running, start } from './process.ts'
import { whyNot } from './programs.ts'

const cart = service({ image: 'shop/cart', port: 8000, uses: [memcache('sessions')] })
const components = { cart, sessions: memcached() }

const pod = (values: Values = {}) => {
  const { spec } = the<IDeployment>(rendered(components, 'sessions', values), 'Deployment')
  const [container] = spec?.template.spec?.containers ?? []
  if (!spec?.template.spec || !container) throw new Error('there is no container')
  return { spec: spec.template.spec, container }
}

it('runs in a pod that is safe as every pod must be', () => {
  expect(brokenPodRules(pod().spec)).toEqual([])
})

it.each([
  [{ config: { memoryMegabytes: 257 } }, 'sessions.config.memoryMegabytes'],
  [{ resources: { requests: { memory: '1Gi' } } }, 'sessions.resources.requests.memory'],
])('refuses what does not fit: %j', (values, path) => {
  expect(() => rendered(components, 'sessions', values)).toThrow(path)
})

const reason = whyNot({ names: ['memcached'], from: 'memcached' })

describe.skipIf(reason !== '')(`memcached as its rendered objects say${reason}`, () => {
  let running: Running | undefined

  afterEach(async () => {
    if (running) await kill(running)
    running = undefined
  })

  /** Starts the server, on a port that is free, and waits until it is ready. */
  async function started(values: Values = {}): Promise<Probed & { readonly port: number }> {
    const { container } = pod(values)
    const [port = 0] = await freePorts(1)
    const command = [...(container.command ?? []), `--port=${port}`, '--listen=127.0.0.1']
    running = start(command, { PATH: process.env['PATH'] ?? '' })
    const server = { container, port, run: () => run(['false'], {}), portOf: () => port }
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (await passes(server, 'readiness')) return server
      if (running.process.exitCode !== null) throw new Error((await running.ended).output)
      await pause(50)
    }
    throw new Error('the server does not become ready')
  }

  it('passes every probe, and fails each once it is gone', async () => {
    const server = await started()
    expect(await findings(server)).toEqual(healthy)
    if (running) await kill(running)
    expect(await findings(server)).toEqual(failing)
  })

  it('has the settings of the values', async () => {
    const { port } = await started({ config: { memoryMegabytes: 100, maxConnections: 77 } })
    const settings = await ask(`127.0.0.1:${port}`, 'stats settings')
    expect(settings).toContain('STAT maxbytes 104857600')
    expect(settings).toContain('STAT maxconns 77')
  })

  it.each([
    { memoryMegabytes: 2, maxConnections: 64 },
    { memoryMegabytes: 1_048_576, maxConnections: 10_000 },
  ])('starts with the bounds of the schema: %j', async (config) => {
    const { port } = await started({ config, resources: { limits: { memory: '2Ti' } } })
    expect(await ask(`127.0.0.1:${port}`, 'version')).toMatch(/^VERSION /)
  })

  it('is where MEMCACHED_SERVERS says, for each client', async () => {
    const { container, port } = await started()
    const [client] =
      the<IDeployment>(rendered(components, 'cart'), 'Deployment').spec?.template.spec
        ?.containers ?? []
    const variables = environmentOf(client?.env ?? [], [])
    const { MEMCACHED_SERVERS: servers = '' } = atService(
      variables,
      standIn('shop-sessions', container, port),
    )
    expect(servers).toBe(`127.0.0.1:${port}`)
    expect(await ask(servers, 'set cart 0 60 5\r\napple')).toBe('STORED\r\n')
    expect(await ask(servers, 'get cart')).toBe('VALUE cart 0 5\r\napple\r\nEND\r\n')
  })
})

/** What a server answers to a command of memcached's text protocol. */
async function ask(server: string, command: string): Promise<string> {
  const [host = '', port = ''] = server.split(':')
  const socket = connect(Number(port), host).setEncoding('utf8')
  let answer = ''
  socket.on('data', (text: string) => {
    answer += text
    if (/(END|STORED|VERSION .*)\r\n$/.test(answer)) socket.end()
  })
  socket.write(`${command}\r\n`)
  await once(socket, 'close')
  return answer
}
