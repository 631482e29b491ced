import type { IContainerPort } from 'kubernetes-models/v1/ContainerPort'
import type { Problem } from '../../errors/chart-error.ts'
import type { Templated } from '../../template/node/templated.ts'
import { type Protocol, transport } from '../../kubernetes/offered-port.ts'
import type { Port, PortOptions } from './model.ts'

/** The ports of a service: one for HTTP, or several by name. */
export function portsOf(
  port: number | undefined,
  ports: Readonly<Record<string, number | PortOptions>> = {},
): readonly Port[] {
  const one =
    port === undefined ? [] : [{ name: 'http', port, protocol: 'http' as const, inService: true }]
  const several = Object.entries(ports).map(([name, option]): Port => {
    const {
      service = true,
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

/** The ports that the Service has. */
export function servicePorts(ports: readonly Port[]): readonly Port[] {
  return ports.filter(({ inService }) => inService)
}

/** The numbers of the ports over TCP or UDP. */
export function numbersOf(ports: readonly Port[], over: 'TCP' | 'UDP'): readonly number[] {
  return ports.filter((one) => transport(one) === over).map(({ port }) => port)
}

/** The ports of the container. */
export function containerPorts(ports: readonly Port[]): readonly Templated<IContainerPort>[] {
  return ports.map((one) => ({
    name: one.name,
    containerPort: one.port,
    protocol: transport(one),
  }))
}

/** Name of a container's port: an IANA service name. */
const portName = /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-))*$/

/** What is wrong with the ports of a service. */
export function portProblems(
  ports: readonly Port[],
  component: string,
  isOne: boolean,
): readonly Problem[] {
  const at = (name: string): string =>
    isOne ? `components.${component}.port` : `components.${component}.ports.${name}`
  return [
    ...(servicePorts(ports).length > 0 ? [] : [noPort(component)]),
    ...ports.flatMap((one) => [
      ...(isOne || isPortName(one.name) ? [] : [badName(one.name, at(one.name))]),
      ...numberProblems(one, at(one.name)),
      ...twinProblems(one, ports, at(one.name)),
    ]),
  ]
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

function twinProblems(one: Port, ports: readonly Port[], path: string): readonly Problem[] {
  const first = ports.find(
    (other) => other.port === one.port && transport(other) === transport(one),
  )
  if (!first || first === one) return []
  return [
    {
      code: 'duplicate-port',
      path,
      message: `the ports ${first.name} and ${one.name} are the same: ${one.port}`,
      hint: 'give each port a number of its own',
    },
  ]
}
