import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { at, type Fields, items, text } from '../../verify/fields.ts'
import { titleOfObject } from '../release-objects.ts'
import { podTemplateOf } from './object-shapes.ts'

/** A list of ports, where it is, and the key by which a patch merges it. */
interface Ports {
  readonly path: string
  readonly key: 'containerPort' | 'port'
  readonly ports: readonly Fields[]
}

/**
 * Ports of an object that a patch does not tell apart: it merges them by their number alone, so that
 * of one for TCP and one for UDP one is lost, or takes the other's name, or the API server refuses.
 * Server-side apply goes by number and protocol.
 */
export function sharedPorts(old: unknown, next: unknown, deletion: string): readonly Problem[] {
  const before = new Map(portsOf(old).map((one) => [one.path, one.ports]))
  return portsOf(next).flatMap(({ path, key, ports }) => {
    const were = before.get(path) ?? []
    const mixed = [...new Set(ports.map((port) => port[key]))].filter((number) => {
      const [was, is] = [were, ports].map((all) => all.filter((one) => one[key] === number))
      return [was, is].some((all = []) => all.length > 1) && !isDeepStrictEqual(was, is)
    })
    if (were.length === 0) return [] // then there is nothing to merge
    return mixed.map((number) => ({
      code: 'shared-port',
      path: `${titleOfObject(next)} ${path}`,
      message: `with Helm 3, whose patch goes by the number alone, the ports ${String(number)} become one or mix, or the upgrade fails`,
      hint: `delete the object first: ${deletion}`,
    }))
  })
}

function portsOf(object: unknown): readonly Ports[] {
  if (at(object, 'kind') === 'Service')
    return [{ path: 'spec.ports', key: 'port', ports: items(at(object, 'spec', 'ports')) }]
  const { path, template } = podTemplateOf(object) ?? {}
  return ['initContainers', 'containers'].flatMap((list) =>
    items(at(template, 'spec', list)).map((container) => ({
      path: `${path}spec.${list}.${text(container['name'])}.ports`,
      key: 'containerPort' as const,
      ports: items(container['ports']),
    })),
  )
}
