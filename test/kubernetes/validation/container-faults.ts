import { parseQuantity } from '../../../src/kubernetes/pod/quantity.ts'
import { at, fields, items, type Fields } from '../../../src/verify/fields.ts'

/** What Kubernetes refuses in a container of a pod, apart from how its texts are written. */
export function containerFaults(
  container: Fields,
  spec: Fields,
  volumes: readonly unknown[],
): readonly string[] {
  return [
    ...items(container['env']).flatMap(variableFaults),
    ...twice(
      'env',
      items(container['env']).map(({ name }) => name),
    ),
    ...items(container['envFrom']).flatMap((one) => oneOf('envFrom', one, sources)),
    ...portFaults(items(container['ports'])),
    ...mountFaults(items(container['volumeMounts']), volumes),
    ...amountFaults(fields(container['resources'])),
    ...probes.flatMap((name) => handlerFaults(name, container[name], probeHandlers)),
    ...hooks.flatMap((name) => handlerFaults(name, at(container, 'lifecycle', name), hookHandlers)),
    ...pauseFaults(container, spec),
    ...securityFaults(fields(container['securityContext'])),
  ].map((fault) => `container ${container['name']}: ${fault}`)
}

/** What is refused in an init container, and elsewhere, of what the other may have. */
export function startFaults(container: Fields, isInit: boolean): readonly string[] {
  const policy = container['restartPolicy']
  const late = isInit && policy !== 'Always' ? [...probes, 'lifecycle'] : []
  return [
    ...late.filter((field) => field in container).map((field) => `${field} without restartPolicy`),
    ...(policy !== undefined && (!isInit || policy !== 'Always') ? ['restartPolicy'] : []),
  ].map((fault) => `container ${container['name']}: ${fault}`)
}

const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const
const hooks = ['postStart', 'preStop'] as const
const probeHandlers = ['exec', 'grpc', 'httpGet', 'tcpSocket']
const hookHandlers = ['exec', 'httpGet', 'sleep', 'tcpSocket']
const sources = ['configMapRef', 'secretRef']
const references = ['configMapKeyRef', 'fieldRef', 'resourceFieldRef', 'secretKeyRef']

function oneOf(what: string, of: Fields, choices: readonly string[]): readonly string[] {
  const found = choices.filter((choice) => choice in of)
  return found.length === 1 ? [] : [`${what} has ${found.join(' and ') || 'nothing'}`]
}

function variableFaults({ name, value, valueFrom }: Fields): readonly string[] {
  if (valueFrom === undefined) return []
  const { resource, divisor = '1' } = fields(at(valueFrom, 'resourceFieldRef'))
  const isUnit = String(resource).endsWith('.cpu') ? /^1m?$/ : /^1([kMGTPE]|[KMGTPE]i)?$/
  return [
    ...(value === undefined ? [] : [`env ${name} has a value as well`]),
    ...oneOf(`env ${name}`, fields(valueFrom), references),
    ...(isUnit.test(String(divisor)) ? [] : [`divisor ${divisor} of ${resource}`]),
  ]
}

function portFaults(ports: readonly Fields[]): readonly string[] {
  return [
    ...ports.filter(({ containerPort }) => containerPort === undefined).map(() => 'no port'),
    ...twice(
      'port name',
      ports.flatMap(({ name }) => (name === undefined ? [] : [name])),
    ),
    ...twice(
      'port', // which server-side apply refuses
      ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`),
    ),
  ]
}

function mountFaults(mounts: readonly Fields[], volumes: readonly unknown[]): readonly string[] {
  return [
    ...twice(
      'mountPath',
      mounts.map(({ mountPath }) => mountPath),
    ),
    ...mounts.filter(({ name }) => !volumes.includes(name)).map(({ name }) => `no volume ${name}`),
  ]
}

function amountFaults({ limits, requests }: Fields): readonly string[] {
  return Object.entries(fields(limits))
    .filter(([what, most]) => amount(fields(requests)[what] ?? 0) > amount(most))
    .map(([what]) => `requests of ${what} are above the limit`)
}

function handlerFaults(
  name: string,
  handler: unknown,
  choices: readonly string[],
): readonly string[] {
  if (handler === undefined) return []
  const command = at(handler, 'exec', 'command')
  const isEmpty =
    at(handler, 'exec') !== undefined && !(Array.isArray(command) && command.length > 0)
  return [...oneOf(name, fields(handler), choices), ...(isEmpty ? [`${name} has no command`] : [])]
}

function pauseFaults(container: Fields, spec: Fields): readonly string[] {
  const pause = at(container, 'lifecycle', 'preStop', 'sleep', 'seconds') ?? 0
  return amount(pause) > amount(spec['terminationGracePeriodSeconds'] ?? 30) ? ['preStop'] : []
}

/** Pod Security restricted, as far as the pod does not answer for it. */
function securityFaults(context: Fields): readonly string[] {
  const drop = at(context, 'capabilities', 'drop')
  const isRestricted =
    context['allowPrivilegeEscalation'] === false &&
    Array.isArray(drop) &&
    drop.includes('ALL') &&
    context['runAsUser'] !== 0
  return isRestricted ? [] : ['not restricted']
}

const amount = (quantity: unknown): number => parseQuantity(quantity) ?? Number.NaN

/** The names that are there again. */
export function twice(what: string, names: readonly unknown[]): readonly string[] {
  const again = names.filter((name, index) => names.indexOf(name) !== index)
  return again.map((name) => `${what} ${String(name)} twice`)
}
