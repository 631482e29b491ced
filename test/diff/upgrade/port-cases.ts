import type { Values } from '../../../src/values/value.ts'

const udp = { name: 'dns', port: 5353, protocol: 'UDP' }
const tcp = { name: 'dns-tcp', port: 5353, protocol: 'TCP' }
const metrics = { name: 'metrics', port: 9100, protocol: 'TCP' }

type Ports = readonly (typeof udp)[]

/** A change of ports, and whether Helm 3 does it as it is asked to. */
export interface PortCase {
  readonly name: string
  readonly from: Ports
  readonly to: Ports
  readonly isDone: boolean
}

const cases: readonly (readonly [string, Ports, Ports, boolean])[] = [
  ['nothing', [udp, tcp], [udp, tcp], true],
  ['both at once', [], [udp, tcp], true],
  ['a third port', [udp, tcp], [udp, tcp, metrics], true],
  ['a third port before them', [udp, tcp], [metrics, udp, tcp], true],
  ['a third port that goes', [udp, tcp, metrics], [udp, tcp], true],
  ['another protocol', [udp], [{ ...udp, protocol: 'TCP' }], true],
  ['the second of two', [udp], [udp, tcp], false],
  ['the first of two', [tcp], [udp, tcp], false],
  ['the second that goes', [udp, tcp], [udp], false],
  ['the first that goes', [udp, tcp], [tcp], false],
  ['the name of one', [udp, tcp], [udp, { ...tcp, name: 'dns-two' }], false],
  [
    'the number of both',
    [udp, tcp],
    [
      { ...udp, port: 5454 },
      { ...tcp, port: 5454 },
    ],
    false,
  ],
]

/** What changes in the ports of a Service and of a container. */
export const portCases: readonly PortCase[] = cases.map(([name, from, to, isDone]) => ({
  name,
  from,
  to,
  isDone,
}))

/** A Service and a Deployment with ports; without any, a Deployment. */
export function withPorts(name: string, ports: Ports): readonly Values[] {
  const labels = { app: name }
  const named = ports.map(({ name: port, port: containerPort, protocol }) => ({
    name: port,
    containerPort,
    protocol,
  }))
  const containers = [{ name: 'main', image: 'busybox:1', ports: named }]
  const service: Values = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: labels, ports: ports.map((one) => ({ ...one, targetPort: one.name })) },
  }
  const deployment: Values = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  }
  return ports.length === 0 ? [deployment] : [service, deployment] // a Service needs one
}
