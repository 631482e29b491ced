import { at, fields, items, texts, type Fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'

/** The pods that one object makes. */
export interface Pod {
  /** The Deployment, Job and the like that makes them. */
  readonly owner: Manifest
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly spec: Fields
  /** Path of `spec` within the owner. */
  readonly at: string
  readonly containers: readonly Container[]
}

/** A container or an init container of a pod. */
export interface Container {
  readonly name: string
  readonly body: Fields
  /** Path within the owner, by name: `spec.template.spec.containers.app`. */
  readonly at: string
  /** An init container that ends before the others start; a sidecar does not. */
  readonly ends: boolean
}

/** The pods of an object: none when it is not a workload. */
export function podsOf(owner: Manifest): readonly Pod[] {
  const path = templates[owner.kind]
  if (path === undefined) return []
  const template = at(owner.body, ...path)
  const place = [...path, 'spec'].join('.')
  const spec = fields(at(template, 'spec'))
  return [
    {
      owner,
      labels: texts(at(template, 'metadata', 'labels')),
      annotations: texts(at(template, 'metadata', 'annotations')),
      spec,
      at: place,
      containers: [
        ...containers(spec, 'initContainers', place),
        ...containers(spec, 'containers', place),
      ],
    },
  ]
}

/** Where each workload keeps its pod template. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
}

function containers(spec: Fields, list: string, place: string): readonly Container[] {
  return items(spec[list]).map((body) => ({
    name: String(body['name']),
    body,
    at: `${place}.${list}.${String(body['name'])}`,
    ends: list === 'initContainers' && body['restartPolicy'] !== 'Always',
  }))
}
