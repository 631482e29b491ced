import { at, type Fields, fields, items } from '../../verify/fields.ts'
import { podTemplateOf } from './object-shapes.ts'
import { volumeKinds } from './pod-shape.ts'

/** Fields of which the API server takes one only, found together in an object. */
export interface Exclusion {
  /** Dotted path of the map that they are in. */
  readonly path: string
  /** The fields that are there. */
  readonly found: readonly string[]
}

/** The fields of an object that exclude each other. */
export function exclusions(object: unknown): readonly Exclusion[] {
  const pods = podTemplateOf(object)
  return [
    ...ways(object),
    ...(pods === undefined ? [] : ofPod(fields(at(pods.template, 'spec')), `${pods.path}spec`)),
  ]
}

/** A rolling update's settings beside another way of updating. */
function ways(object: unknown): readonly Exclusion[] {
  const name = { Deployment: 'strategy', StatefulSet: 'updateStrategy' }[String(at(object, 'kind'))]
  if (name === undefined) return []
  const way = fields(at(object, 'spec', name))
  const type = String(way['type'])
  return type === 'RollingUpdate' || way['rollingUpdate'] === undefined
    ? []
    : [{ path: `spec.${name}`, found: [`type: ${type}`, 'rollingUpdate'] }]
}

function ofPod(spec: Fields, path: string): readonly Exclusion[] {
  const containers = ['containers', 'initContainers'].flatMap((key) =>
    items(spec[key]).flatMap((one) => ofContainer(one, `${path}.${key}.${one['name']}`)),
  )
  const volumes = items(spec['volumes']).flatMap((one) =>
    among(one, `${path}.volumes.${one['name']}`, volumeKinds),
  )
  return [...containers, ...volumes]
}

function ofContainer(container: Fields, path: string): readonly Exclusion[] {
  const actions = [
    ['livenessProbe'],
    ['readinessProbe'],
    ['startupProbe'],
    ['lifecycle', 'postStart'],
    ['lifecycle', 'preStop'],
  ].flatMap((key) => among(at(container, ...key), `${path}.${key.join('.')}`, handlers))
  const variables = items(container['env']).flatMap((one) => [
    ...among(one, `${path}.env.${one['name']}`, ['value', 'valueFrom']),
    ...among(one['valueFrom'], `${path}.env.${one['name']}.valueFrom`, sources),
  ])
  return [...actions, ...variables]
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep']
const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef']

function among(map: unknown, path: string, names: readonly string[]): readonly Exclusion[] {
  const found = names.filter((name) => fields(map)[name] !== undefined)
  return found.length > 1 ? [{ path, found }] : []
}
