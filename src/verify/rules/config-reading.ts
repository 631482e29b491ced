import { at, fields, items, text, type Fields } from '../fields.ts'
import type { Pod } from './pod.ts'

/** A pod's use of a ConfigMap or a Secret without which it does not start. */
export interface ConfigReading {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  /** The key that must be in it; undefined where the whole object is taken. */
  readonly key: string | undefined
  readonly at: string
}

/** Everything that a pod reads from ConfigMaps and Secrets and that is not optional. */
export function configReadings(pod: Pod): readonly ConfigReading[] {
  return [
    ...pod.containers.flatMap(({ body, at: place }) => [
      ...items(body['env']).flatMap(({ name, valueFrom }) => {
        const { configMapKeyRef, secretKeyRef } = fields(valueFrom)
        const variable = `${place}.env.${String(name)}`
        return [
          ...read('ConfigMap', configMapKeyRef, variable),
          ...read('Secret', secretKeyRef, variable),
        ]
      }),
      ...items(body['envFrom']).flatMap(({ configMapRef, secretRef }) => [
        ...read('ConfigMap', configMapRef, `${place}.envFrom`),
        ...read('Secret', secretRef, `${place}.envFrom`),
      ]),
    ]),
    ...items(pod.spec['volumes']).flatMap((volume) =>
      volumeReadings(volume, `${pod.at}.volumes.${String(volume['name'])}`),
    ),
  ]
}

function volumeReadings(volume: Fields, place: string): readonly ConfigReading[] {
  const sources = [volume, ...items(at(volume, 'projected', 'sources'))]
  return sources.flatMap(({ configMap, secret }) => [
    ...readFiles('ConfigMap', configMap, place),
    ...readFiles('Secret', secret, place),
  ])
}

/** A volume with items takes these keys alone, one without takes what there is. */
function readFiles(
  kind: ConfigReading['kind'],
  source: unknown,
  place: string,
): readonly ConfigReading[] {
  const files = items(fields(source)['items'])
  if (files.length === 0) return read(kind, source, place)
  return files.flatMap(({ key }) => read(kind, { ...fields(source), key }, place))
}

function read(
  kind: ConfigReading['kind'],
  source: unknown,
  place: string,
): readonly ConfigReading[] {
  const { name, secretName, key, optional } = fields(source)
  const target = text(name) ?? text(secretName)
  if (target === undefined || optional === true) return []
  return [{ kind, name: target, key: text(key), at: place }]
}
