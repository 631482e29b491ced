import type { Problem } from '../../errors/chart-error.ts'
import { type Protocol, transport } from '../../kubernetes/network/offered-port.ts'
import { optionPath } from './containers/option-path.ts'
import type { Port, PortOptions, ServiceModel } from './model.ts'

/** The ports of a container: one for HTTP, or several by name, of the Service unless they say otherwise. */
export function portsOf(
  port: number | undefined,
  ports: Readonly<Record<string, number | PortOptions>> = {},
  inService = true,
): readonly Port[] {
  const one =
    port === undefined ? [] : [{ name: 'http', port, protocol: 'http' as const, inService: true }]
  const several = Object.entries(ports).map(([name, option]): Port => {
    const {
      service = inService,
      protocol = 'http',
      port: number,
    } = typeof option === 'number' ? { port: option } : option
    return { name, port: number, protocol, inService: service }
  })
  return [...one, ...several]
}

/** The first port that speaks one of the protocols, those of the Service first. */
export function portFor(
  ports: readonly Port[],
  protocols: readonly Protocol[] = ['http', 'grpc', 'tcp', 'udp'],
): Port | undefined {
  const speaking = ports.filter(({ protocol }) => protocols.includes(protocol))
  return speaking.find(({ inService }) => inService) ?? speaking[0]
}

/** The ports of all containers of a pod, those of the component's own first. */
export function podPorts({ ports, containers }: ServiceModel): readonly Port[] {
  return [...ports, ...containers.flatMap((one) => one.ports)]
}

/** The ports that the Service has. */
export function servicePorts(ports: readonly Port[]): readonly Port[] {
  return ports.filter(({ inService }) => inService)
}

/** The numbers of the ports over TCP or UDP. */
export function numbersOf(ports: readonly Port[], over: 'TCP' | 'UDP'): readonly number[] {
  return ports.filter((one) => transport(one) === over).map(({ port }) => port)
}

/** Name of a container's port: an IANA service name. */
const portName = /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-))*$/

/** A port, and where platform.ts has it. */
interface PlacedPort {
  readonly port: Port
  readonly at: string
  /** Whether a person gave it a name. */
  readonly isNamed: boolean
}

/** What is wrong with the ports of a pod; `isOne` where the component's own is the option `port`. */
export function portProblems(
  model: ServiceModel,
  component: string,
  isOne: boolean,
): readonly Problem[] {
  const own = model.ports.map((port) => ({
    port,
    at: isOne ? optionPath(component, {}, 'port') : optionPath(component, {}, 'ports', port.name),
    isNamed: !isOne,
  }))
  const further = model.containers.flatMap((one) =>
    one.ports.map((port) => ({
      port,
      at: optionPath(component, one, 'ports', port.name),
      isNamed: true,
    })),
  )
  return [...own, ...further].flatMap((one, index, all) => [
    ...(one.isNamed && !isPortName(one.port.name) ? [badName(one.port.name, one.at)] : []),
    ...numberProblems(one.port, one.at),
    ...twinProblems(one, all.slice(0, index)),
  ])
}

/** A service that nobody could reach. */
export function portlessProblems(model: ServiceModel, component: string): readonly Problem[] {
  return servicePorts(podPorts(model)).length > 0 ? [] : [noPort(component)]
}

function isPortName(name: string): boolean {
  return name.length <= 15 && portName.test(name) && !name.endsWith('-')
}

function noPort(component: string): Problem {
  return {
    code: 'no-port',
    path: `components.${component}`,
    message: 'a service has a port that others reach, and this one has none',
    hint: 'write port: 8080, or make it a worker({ … })',
  }
}

function badName(name: string, path: string): Problem {
  return {
    code: 'port-name',
    path,
    message: `"${name}" cannot name a port`,
    hint: 'use at most 15 lower-case letters, digits and single "-", at least one of them a letter',
  }
}

function numberProblems({ port }: Port, path: string): readonly Problem[] {
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return []
  return [
    {
      code: 'port-out-of-range',
      path,
      message: `a service listens on a port from 1024 to 65535, not on ${port}`,
      hint:
        port > 0 && port < 1024
          ? 'ports below 1024 need the capability NET_BIND_SERVICE, and pods here have none: let it listen on 8080, say'
          : 'let it listen on 8080, say',
    },
  ]
}

function twinProblems({ port, at }: PlacedPort, before: readonly PlacedPort[]): readonly Problem[] {
  const same = before.find(
    (other) => other.port.port === port.port && transport(other.port) === transport(port),
  )
  if (same) {
    return [
      {
        code: 'duplicate-port',
        path: at,
        message: `the ports ${same.port.name} and ${port.name} are the same: ${port.port}`,
        hint: 'give each port a number of its own',
      },
    ]
  }
  if (!before.some((other) => other.port.name === port.name)) return []
  return [
    {
      code: 'duplicate-port',
      path: at,
      message: `another container of the pods has a port ${port.name}`,
      hint: 'give each port a name of its own',
    },
  ]
}
