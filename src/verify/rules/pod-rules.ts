import { at, fields, items, text } from '../fields.ts'
import { duplicates } from './duplicates.ts'
import type { Container } from './pod.ts'
import { inContainers, violation } from './pod-violation.ts'
import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { rule, type Rule } from './rule.ts'

/** Rules on pods that the API server, the scheduler or the kubelet enforces later than a schema. */
export const podRules: readonly Rule[] = [
  rule('container names are unique within a pod', ({ pods }) =>
    pods.flatMap((pod) =>
      duplicates(pod.containers.map(({ name }) => name)).map((name) =>
        violation(pod, `two containers are named ${name}`),
      ),
    ),
  ),

  rule('port names are unique within a pod', ({ pods }) =>
    pods.flatMap((pod) =>
      duplicates(pod.containers.flatMap(portNames)).map((name) =>
        violation(pod, `two ports are named ${name}`),
      ),
    ),
  ),

  rule('port names have at most 15 characters, of a-z, 0-9 and -', ({ pods }) =>
    inContainers(pods, (container) =>
      portNames(container)
        .filter((name) => !/^(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/.test(name) || name.length > 15)
        .map((name) => `the port is named ${name}`),
    ),
  ),

  rule('every port that a probe or a hook names is a port of its container', ({ pods }) =>
    inContainers(pods, (container) =>
      namedProbePorts(container)
        .filter(([, port]) => !portNames(container).includes(port))
        .map(([probe, port]) => `${probe} asks for ${port}`),
    ),
  ),

  rule('requests are at most the limits', ({ pods }) =>
    inContainers(pods, ({ body }) => {
      const limits = fields(at(body, 'resources', 'limits'))
      return Object.entries(fields(at(body, 'resources', 'requests')))
        .filter(([name, request]) => isGreater(request, limits[name]))
        .map(([name, request]) => `${name} ${String(request)} of ${String(limits[name])}`)
    }),
  ),

  rule('every $(NAME) in an environment names a variable set before it', ({ pods }) =>
    inContainers(pods, ({ body }) => {
      if (items(body['envFrom']).length > 0) return []
      const known = new Set<string>()
      return items(body['env']).flatMap(({ name, value }) => {
        const unknown = expansions(text(value) ?? '').filter((used) => !known.has(used))
        known.add(String(name))
        return unknown.map((used) => `${String(name)} uses ${used}`)
      })
    }),
  ),
]

function portNames({ body }: Container): readonly string[] {
  return items(body['ports']).flatMap(({ name }) => text(name) ?? [])
}

/** The probes and hooks of a container that name a port, which must be one of its own. */
function namedProbePorts({ body }: Container): readonly [string, string][] {
  const { postStart, preStop } = fields(body['lifecycle'])
  const { startupProbe, livenessProbe, readinessProbe } = body
  const handlers = { startupProbe, livenessProbe, readinessProbe, postStart, preStop }
  return Object.entries(handlers).flatMap(([handler, action]) =>
    ['httpGet', 'tcpSocket'].flatMap((way): [string, string][] => {
      const port = text(at(action, way, 'port'))
      return port === undefined ? [] : [[handler, port]]
    }),
  )
}

function isGreater(request: unknown, limit: unknown): boolean {
  const [asked, most] = [parseQuantity(request), parseQuantity(limit)]
  return asked !== undefined && most !== undefined && asked > most
}

/** The variables that Kubernetes replaces in a value; `$$(NAME)` stays as it is. */
function expansions(value: string): readonly string[] {
  return [...value.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => name ?? [])
}
