import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logCollector, type LogCollectorOptions, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { brokenPodRules } from '../components/pod-rules.ts'
import { localContainer } from './local-container.ts'
import { kill, own, type Running, start } from './process.ts'
import { whyNot } from './programs.ts'

type Line = { readonly time: string; readonly file: string; readonly log: string }

const web = (options: Partial<LogCollectorOptions> = {}) => ({
  web: service({
    image: 'shop/web',
    port: 8080,
    shared: { logs: '64Mi' },
    mounts: { '/var/log/web': 'logs' },
    sidecars: { logs: logCollector({ from: 'logs', ...options }) },
  }),
})

const podOf = (objects = rendered(web(), 'web')) => {
  const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec
  const [container] = pod?.initContainers ?? []
  if (!pod || !container) throw new Error('there is no sidecar')
  return { pod, container }
}

it('runs in a pod that is safe as every pod must be, and stays until the program has ended', () => {
  const { pod, container } = podOf()
  expect(brokenPodRules(pod)).toEqual([])
  expect(container.restartPolicy).toBe('Always')
})

const reason = whyNot({
  names: ['bash', 'syslog-ng', 'syslog-ng-ctl', 'fallocate'],
  from: 'syslog-ng-core',
})

describe.skipIf(reason !== '')(`the log collector as its rendered objects say${reason}`, () => {
  let root: string
  let running: Running | undefined

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'logs-'))
    for (const directory of ['', 'logs', 'run/log-collector']) own(join(root, directory))
  })

  afterEach(async () => {
    if (running) await kill(running)
    running = undefined
    rmSync(root, { recursive: true, force: true })
  })

  const file = (name: string): string => join(root, 'logs', name)

  /** What the program writes: files that the user of the pod may write to. */
  const write = (name: string, text: string | Buffer): void => {
    if (!existsSync(file(name))) {
      writeFileSync(file(name), '')
      chmodSync(file(name), 0o666)
    }
    appendFileSync(file(name), text)
  }

  function collect(options: Partial<LogCollectorOptions> = {}): Running {
    const objects = rendered(web(options), 'web')
    const { pod, container } = podOf(objects)
    const { environment, local } = localContainer(pod, container, objects, root)
    const command = (container.command ?? []).map(local)
    // What a container runtime gives is a pipe or a file, and no socket.
    running = start(['bash', '-c', 'exec "$@" >>"$0"', join(root, 'stdout'), ...command], {
      ...environment,
      PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`,
    })
    return running
  }

  const lines = (): readonly Line[] =>
    existsSync(join(root, 'stdout'))
      ? readFileSync(join(root, 'stdout'), 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Line) // as the collector writes them
      : []

  const logged = (): readonly string[] => lines().map(({ log }) => log)

  async function until(holds: () => boolean, seconds = 10): Promise<void> {
    for (let i = 0; i < seconds * 20 && !holds(); i += 1) await pause(50)
  }

  async function stop(): Promise<number | null> {
    running?.process.kill('SIGTERM')
    return (await running?.ended)?.code ?? null
  }

  it('writes each line of each file to its output, whatever bytes it has', async () => {
    write('early.log', 'before it started\n')
    write('other.txt', 'no log\n')
    collect()
    await until(() => lines().length === 1)
    mkdirSync(file('deep'), { mode: 0o777 })
    write('deep/a.log', 'a "quote", a \\ and a \t ü 漢\n')
    write('b.log', Buffer.from('7b22613a317d0aff01620a0a', 'hex'))
    await until(() => lines().length === 4)
    expect(Object.fromEntries(lines().map(({ log, file: from }) => [log, from]))).toEqual({
      'before it started': file('early.log'),
      'a "quote", a \\ and a \t ü 漢': file('deep/a.log'),
      '{"a:1}': file('b.log'),
      '\\xff\u0001b': file('b.log'),
    })
    expect(Date.parse(lines()[0]?.time ?? '')).not.toBeNaN()
  })

  it('gives back what it has read, so that no file fills the volume', async () => {
    collect()
    const written: string[] = []
    for (let part = 0; part < 20; part += 1) {
      const some = Array.from({ length: 10_000 }, (_, i) => `${part}.${i} ${'x'.repeat(100)}`)
      written.push(...some)
      write('a.log', `${some.join('\n')}\n`)
      await pause(200)
    }
    const used = (): number => statSync(file('a.log')).blocks * 512
    await until(() => lines().length === written.length && used() < 4 << 20, 20)
    expect(statSync(file('a.log')).size).toBeGreaterThan(20 << 20)
    expect(used()).toBeLessThan(4 << 20)
    expect(logged()).toEqual(written)
  })

  it('follows a file that its program rotates', async () => {
    collect()
    write('a.log', '1\n')
    await until(() => lines().length === 1)
    write('a.log', '2\n')
    renameSync(file('a.log'), file('a.log.1'))
    write('a.log.1', '3\n') // by a program that has not opened the new one
    write('a.log', '4\n')
    await until(() => lines().length === 4)
    expect(logged().toSorted()).toEqual(['1', '2', '3', '4'])
  })

  it('ends once all is read, a line without its end and a new file included', async () => {
    collect()
    write('a.log', 'first\n')
    await until(() => lines().length === 1)
    const last = Array.from({ length: 20_000 }, (_, i) => `line ${i}`)
    write('a.log', `${last.join('\n')}\nno end`)
    write('new.log', 'the very last\n')
    expect(await stop()).toBe(0)
    expect(logged().toSorted()).toEqual(['first', ...last, 'no end', 'the very last'].toSorted())
  })

  it('goes on where it was, when it is killed and starts again', async () => {
    const first = collect()
    write('a.log', '1\n2\n')
    await until(() => lines().length === 2)
    await kill(first)
    write('a.log', '3\n')
    collect()
    await until(() => lines().length === 3)
    expect(await stop()).toBe(0)
    expect(logged()).toEqual(['1', '2', '3'])
  })

  describe('with a server for syslog', () => {
    let server: Server | undefined
    let sockets: Socket[] = []
    let received = ''

    afterEach(() => {
      for (const socket of sockets) socket.destroy()
      server?.close()
      sockets = []
      received = ''
    })

    async function listen(port: number): Promise<void> {
      server = createServer((socket) => {
        sockets.push(socket)
        socket.setEncoding('utf8').on('data', (text: string) => (received += text))
      })
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
    }

    const to = (port: number) => ({ host: '127.0.0.1', port })

    it('sends each line as RFC 5424 has it', async () => {
      const [port = 0] = await freePorts(1)
      await listen(port)
      collect({ to: to(port), stdout: false })
      write('a.log', 'one\n')
      await until(() => received.includes('one'))
      expect(received).toMatch(/^\d+ <\d+>1 \S+T\S+ \S+ a\.log - - \[.*\] one$/m)
      expect(lines()).toEqual([])
    })

    it('is not held back while it is away, and sends what it has kept before it ends', async () => {
      const [port = 0] = await freePorts(1)
      collect({ to: to(port) })
      const all = Array.from({ length: 5000 }, (_, i) => `line ${i}`)
      write('a.log', `${all.join('\n')}\n`)
      await until(() => lines().length === all.length)
      expect(logged()).toEqual(all)
      await listen(port)
      expect(await stop()).toBe(0)
      await until(() => received.includes('line 4999'))
      expect(received.match(/line \d+/g)).toHaveLength(5000)
    })
  })
})
