import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterEach, describe, expect, it } from 'vitest'
import { call, circuitBreaker, service } from '../../src/index.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { atService } from './at-service.ts'
import { type Answer, ask, type Question } from './gateway/client.ts'
import { noNginx } from './gateway/nginx.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { type Behaviour, type Seen, startUpstream, type Upstream } from './gateway/upstream.ts'
import { localContainer } from './local-container.ts'
import { passes, type Probed } from './probes.ts'
import { kill, own, run, type Running, start } from './process.ts'
import { whyNot } from './programs.ts'

const wget = whyNot({ names: ['wget'], from: 'wget' })
const reason = noNginx || wget
const environmentPath = { PATH: `/usr/sbin:${process.env['PATH'] ?? ''}` }

type Options = Parameters<typeof circuitBreaker>[0] & object

/** A breaker in the pod of its caller, and the callee behind it. */
interface Fixture {
  readonly orders: Upstream
  readonly breaker: Running & Probed
  readonly url: string
  ask(path: string, more?: Partial<Question>): Promise<Answer>
  close(): Promise<void>
}

describe.skipIf(reason !== '')(`a circuit breaker before a service${reason}`, () => {
  let fixture: Fixture
  afterEach(() => fixture.close())

  /** Starts both as the kubelet would; only the callee is at another address. */
  async function fixtureOf(
    options: Options,
    behaviour?: Behaviour,
    outside: Readonly<Record<string, string>> = {},
  ): Promise<Fixture> {
    const [port = 0, there = 0] = await freePorts(2)
    const components = {
      web: service({
        image: 'shop/web',
        port: 8080,
        uses: [call('orders', { via: circuitBreaker({ port, ...options }) })],
      }),
      orders: service({ image: 'shop/orders', port: 8002 }),
    }
    const objects = rendered(components, 'web')
    const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec
    const [container] = pod?.initContainers ?? []
    const [main] = pod?.containers ?? []
    if (!pod || !container) throw new Error('the pod has no breaker')
    const root = mkdtempSync(join(tmpdir(), 'breaker-'))
    own(root)
    const { environment, local } = localContainer(pod, container, objects, root)
    own(local('/tmp'))
    const callee = { service: 'shop-orders', port: 8002, here: there }
    const variables = { ...atService(environment, callee), ...environmentPath, ...outside }
    const orders = await startUpstream('orders', there, behaviour)
    const running = start((container.command ?? []).map(local), variables)
    const breaker = {
      ...running,
      container,
      run: (command: readonly string[]) => run(command.map(local), variables),
      portOf: () => port,
    }
    await untilAlive(breaker)
    return {
      orders,
      breaker,
      url: main?.env?.find(({ name }) => name === 'ORDERS_URL')?.value ?? '',
      ask: (path, more) => ask({ port, path, ...more }),
      close: async () => {
        await Promise.all([kill(running), orders.close()])
        rmSync(root, { recursive: true, force: true })
      },
    }
  }

  async function untilAlive(breaker: Running & Probed): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (await passes(breaker, 'startup')) return
      if (breaker.process.exitCode !== null) throw new Error((await breaker.ended).output)
      await pause(50)
    }
    throw new Error('the breaker does not start')
  }

  const answering =
    (status: number): Behaviour =>
    (_, response) => {
      response.statusCode = status
      response.end('of the callee')
      return true
    }

  const seen = ({ text }: Answer): Seen => JSON.parse(text) as Seen

  it('passes requests and answers as they are', async () => {
    fixture = await fixtureOf({})
    expect(fixture.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const headers = { 'x_odd.name': 'a', 'X-Request-ID': 'b', Authorization: 'Bearer c' }
    const path = '/a%2Fb//..;/?q=%20&c'
    const answer = seen(
      await fixture.ask(path, { method: 'POST', headers, body: 'x'.repeat(200_000) }),
    )
    expect(answer).toMatchObject({
      method: 'POST',
      url: path,
      bodyLength: 200_000,
      headers: { 'x_odd.name': 'a', 'x-request-id': 'b', authorization: 'Bearer c' },
    })
    expect(answer.headers.host).not.toContain(fixture.url.slice(7))
    expect(answer.headers).not.toHaveProperty('x-forwarded-for')
  })

  it.each([404, 429, 500])('passes an answer of %i that counts as none', async (status) => {
    fixture = await fixtureOf({ failures: 1 }, answering(status))
    for (let i = 0; i < 3; i += 1)
      expect(await fixture.ask('/')).toMatchObject({ status, text: 'of the callee' })
    expect(fixture.orders.seen).toHaveLength(3)
  })

  it('asks a callee no more once it has failed often enough, and then tries it again', async () => {
    let healthy = false
    fixture = await fixtureOf({ failures: 3, openSeconds: 1 }, (request, response) =>
      healthy ? false : answering(503)(request, response),
    )
    const states = async (count: number): Promise<readonly unknown[]> => {
      const all: unknown[] = []
      for (let i = 0; i < count; i += 1) {
        const { status, headers } = await fixture.ask('/', { method: 'POST' })
        all.push(`${status} ${headers['x-breaker'] ?? ''}`)
      }
      return all
    }
    const failed = '503 failed'
    expect(await states(5)).toEqual([failed, failed, failed, '503 open', '503 open'])
    expect(fixture.orders.seen).toHaveLength(3)
    const open = await fixture.ask('/')
    expect(open.headers).toMatchObject({
      'retry-after': '1',
      'content-type': 'application/problem+json',
    })
    await pause(2100)
    expect(await states(2)).toEqual([failed, '503 open']) // one request tries it
    healthy = true
    await pause(2100)
    expect(await states(3)).toEqual(['200 ', '200 ', '200 '])
  })

  it('counts a callee that is gone', async () => {
    fixture = await fixtureOf({ failures: 1 })
    await fixture.orders.close()
    expect((await fixture.ask('/')).status).toBe(502)
    expect(await fixture.ask('/')).toMatchObject({ status: 503, headers: { 'x-breaker': 'open' } })
  })

  it('counts an answer of 500 where it is told to', async () => {
    fixture = await fixtureOf({ failures: 1, failOn: [500] }, answering(500))
    expect(await fixture.ask('/')).toMatchObject({
      status: 500,
      headers: { 'x-breaker': 'failed' },
    })
    expect((await fixture.ask('/')).status).toBe(503)
  })

  it('waits for a slow callee no longer than it is told', async () => {
    fixture = await fixtureOf({ timeoutSeconds: 1 }, () => true) // which never answers
    const before = Date.now()
    expect((await fixture.ask('/')).status).toBe(504)
    expect(Date.now() - before).toBeLessThan(3000)
    expect(fixture.orders.seen).toHaveLength(1)
  })

  it('sends a failed GET again as often as it is told, and a POST never', async () => {
    fixture = await fixtureOf({ retries: 2 }, answering(502))
    expect((await fixture.ask('/')).status).toBe(502)
    expect(fixture.orders.seen).toHaveLength(3)
    expect((await fixture.ask('/', { method: 'POST', body: 'x' })).status).toBe(502)
    expect(fixture.orders.seen).toHaveLength(4)
  })

  it('gives the answer of a second try', async () => {
    let tries = 0
    fixture = await fixtureOf({ retries: 1 }, (request, response) => {
      tries += 1
      return tries === 1 ? answering(503)(request, response) : false
    })
    expect((await fixture.ask('/x')).status).toBe(200)
  })

  it('answers 429 beyond the rate and the queue, without asking', async () => {
    fixture = await fixtureOf({ requestsPerSecond: 1, queue: 1 })
    const all = await Promise.all([1, 2, 3, 4].map((i) => fixture.ask(`/${i}`)))
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 200, 429, 429])
    expect(fixture.orders.seen).toHaveLength(2)
    const refused = all.find(({ status }) => status === 429)
    expect(refused?.headers).toMatchObject({ 'retry-after': '1', 'x-breaker': 'limited' })
  })

  it('answers 503 beyond the requests at once', async () => {
    fixture = await fixtureOf({ concurrentRequests: 1 }, (_, response) => {
      void pause(500).then(() => response.end('late'))
      return true
    })
    const all = await Promise.all([1, 2, 3].map((i) => fixture.ask(`/${i}`)))
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 503, 503])
    expect(all.filter(({ headers }) => headers['x-breaker'] === 'busy')).toHaveLength(2)
  })

  it.each(['trusted', 'unknown'])(
    'asks a callee outside by TLS with a %s certificate',
    async (how) => {
      const certificate = selfSigned('localhost')
      const other = selfSigned('localhost')
      const folder = mkdtempSync(join(tmpdir(), 'breaker-ca-'))
      const file = join(folder, 'ca.crt')
      writeFileSync(file, (how === 'trusted' ? certificate : other).certificate, { mode: 0o644 })
      chmodSync(folder, 0o755)
      const [at = 0] = await freePorts(1)
      const server = createServer(
        { cert: certificate.certificate, key: certificate.key },
        (_, answer) => answer.end('outside'),
      ).listen(at, 'localhost')
      const place = { CALLEE_HOST: 'localhost', CALLEE_ADDRESS: `localhost:${at}` }
      const outside = { ...place, CALLEE_URL: `https://localhost:${at}`, CA_FILE: file }
      fixture = await fixtureOf({}, undefined, outside)
      const { status, text } = await fixture.ask('/')
      expect([status, text === 'outside']).toEqual(how === 'trusted' ? [200, true] : [502, false])
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    },
  )

  it('ends what it has begun when it is told to end', async () => {
    fixture = await fixtureOf({}, (_, response) => {
      void pause(700).then(() => response.end('late'))
      return true
    })
    const late = fixture.ask('/')
    await pause(200)
    fixture.breaker.process.kill('SIGQUIT') // the image's STOPSIGNAL
    expect((await late).text).toBe('late')
    expect((await fixture.breaker.ended).code).toBe(0)
    expect(await passes(fixture.breaker, 'liveness')).toBe(false)
  })
})
