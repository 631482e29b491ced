import type { Problem } from '../../errors/chart-error.ts'
import type { ProbeAction } from '../../kubernetes/pod/probe.ts'
import type { Port, ProbeOption, ProbeOptions, Probes, ServiceModel } from './model.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { portFor } from './ports.ts'

/** The probes of a service that says nothing of them: by the first port that it has. */
export function defaultProbes(
  ports: readonly Port[],
): Readonly<Record<'liveness' | 'readiness', ProbeOption>> {
  const port = portFor(ports)
  switch (port?.protocol) {
    case 'http':
      return { liveness: '/health', readiness: '/ready' }
    case 'grpc':
      return { liveness: { grpc: '' }, readiness: { grpc: '' } }
    case 'tcp':
      return { liveness: { tcp: port.name }, readiness: { tcp: port.name } }
    default:
      return { liveness: false, readiness: false }
  }
}

/** What is asked of a container. */
type Asked = Pick<ServiceModel, 'ports' | 'probes'>

/** What each probe of a container asks; unless it is said, the start is over once it is alive. */
export function probesOf({ probes, ports }: Asked): Probes {
  const found = Object.entries(probes).flatMap(([name, option]) => {
    const action = actionOf(option, ports)
    return action ? [[name, action] as const] : []
  })
  return Object.fromEntries(found) as Probes // by the names of the model
}

/** Where the pod answers HTTP once it is ready, if it does so at a port of its Service. */
export function healthOf({
  probes: { readiness },
  ports,
}: ServiceModel): { readonly port: number; readonly path: string } | undefined {
  const asked = asOptions(readiness)
  if (!asked || !('http' in asked)) return undefined
  const port = targetOf(asked, ports)
  return port?.inService ? { port: port.port, path: asked.http } : undefined
}

function asOptions(option: ProbeOption): ProbeOptions | undefined {
  if (option === false) return undefined
  return typeof option === 'string' ? { http: option } : option
}

function targetOf(options: ProbeOptions, ports: readonly Port[]): Port | undefined {
  if ('exec' in options) return undefined
  if ('tcp' in options) return ports.find(({ name }) => name === options.tcp)
  const { port } = options
  if (port !== undefined) return ports.find(({ name }) => name === port)
  return portFor(ports, ['http' in options ? 'http' : 'grpc'])
}

function actionOf(option: ProbeOption, ports: readonly Port[]): ProbeAction | undefined {
  const options = asOptions(option)
  if (!options) return undefined
  if ('exec' in options) return { exec: { command: options.exec } }
  const port = targetOf(options, ports)
  if (!port) return undefined
  if ('http' in options) return { httpGet: { path: options.http, port: port.name } }
  if ('tcp' in options) return { tcpSocket: { port: port.name } }
  const service = options.grpc === '' ? {} : { service: options.grpc }
  return { grpc: { port: port.port, ...service } }
}

/** What is wrong with the probes of a container, which platform.ts has at these steps. */
export function probeProblems(
  { probes, ports }: Asked,
  steps: readonly string[],
): readonly Problem[] {
  return Object.entries(probes).flatMap(([name, option]) => {
    const path = formatPath([...steps, 'probes', name])
    const options = asOptions(option)
    if (!options) return []
    if (Object.keys(options).filter((key) => key !== 'port').length !== 1) return [badProbe(path)]
    if ('exec' in options) return []
    if ('http' in options && !/^\/\S*$/.test(options.http))
      return [
        {
          code: 'probe-path',
          path,
          message: `${JSON.stringify(options.http)} is no path of a URL`,
          hint: `begin it with a slash: probes: { ${name}: '/ready' }`,
        },
      ]
    return targetOf(options, ports) ? [] : [noTarget(options, ports, path)]
  })
}

function badProbe(path: string): Problem {
  return {
    code: 'probe-kind',
    path,
    message: 'a probe asks one thing',
    hint: "write one of { http: '/ready' }, { grpc: '' }, { tcp: 'smtp' } and { exec: ['check'] }",
  }
}

function noTarget(options: ProbeOptions, ports: readonly Port[], path: string): Problem {
  const known = ports.map(({ name }) => name).join(', ')
  const asked = 'tcp' in options ? options.tcp : 'port' in options ? options.port : undefined
  return {
    code: 'probe-port',
    path,
    message:
      asked === undefined
        ? 'there is no port that such a probe could ask'
        : `there is no port ${asked} to ask`,
    hint:
      known === ''
        ? 'it has no ports: ask a command, { exec: […] }, or nothing, false'
        : `the ports are: ${known}`,
  }
}
