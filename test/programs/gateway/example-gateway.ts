import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { type Manifest, the } from '../../components/rendered.ts'
import { renderExample } from '../../examples/example.ts'
import { type Answer, ask, type Question } from './client.ts'
import { layOut } from './container.ts'
import { startNameServer } from './name-server.ts'
import { startNginx } from './nginx.ts'
import { startUpstream } from './upstream.ts'

/** The gateway of an example before services that answer with what they saw. */
export interface ExampleGateway {
  /** Asks it as an Ingress controller does that was asked by HTTPS, under its host. */
  ask(path: string, question?: Partial<Question>): Promise<Answer>
  close(): Promise<void>
}

/** What the tests of an example's gateway say. */
export interface ExampleOptions {
  /** Name of the component. */
  readonly component: string
  readonly host: string
  /** A network of the loopback, where each service has an address: `127.0.97`. */
  readonly network: string
}

/** Starts nginx as an example's profile for production renders it, for a release `shop`. */
export async function startExampleGateway(
  example: string,
  { component, host, network }: ExampleOptions,
): Promise<ExampleGateway> {
  const names = await startNameServer()
  const values = {
    resolver: { addresses: [`127.0.0.1:${names.port}`] },
    trustedProxies: ['127.0.0.0/8'],
  }
  const objects = await renderExample(example, 'production', {
    release: 'shop',
    namespace: 'default',
    values: { [component]: values },
  })
  const own = objects
    .filter(({ source }) => source.includes(`/charts/${component}/`))
    .map(({ body }) => body as unknown as Manifest) // every object has a kind and a name
  const upstreams = await Promise.all(
    servicesOf(own, component).map(({ name, port }, i) => {
      const address = `${network}.${i + 1}`
      names.records.set(`shop-${name}.default.svc.cluster.local`, [address])
      return startUpstream(name, port, undefined, address)
    }),
  )
  const place = await layOut(own)
  const nginx = await startNginx(place)
  return {
    ask: (path, question = {}) =>
      ask({
        port: place.port,
        path,
        ...question,
        headers: { Host: host, 'X-Forwarded-Proto': 'https', ...question.headers },
      }),
    close: async () => {
      await nginx.stop()
      await Promise.all([names.close(), ...upstreams.map((one) => one.close())])
    },
  }
}

/** The services that its routes lead to, each with its port. */
function servicesOf(objects: readonly Manifest[], component: string) {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', `shop-${component}`)
  const found = Object.values(data)
    .join('\n')
    .matchAll(/shop-([\w-]+)\.default\.svc\.cluster\.local:(\d+)/g)
  const ports = new Map([...found].map(([, name = '', port]) => [name, Number(port)]))
  return [...ports].map(([name, port]) => ({ name, port }))
}
