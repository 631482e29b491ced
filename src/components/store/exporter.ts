import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IEnvVarSource } from 'kubernetes-models/v1/EnvVarSource'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { allowFromPolicy } from '../../kubernetes/network/allow-from.ts'
import { imageReference } from '../../kubernetes/pod/image.ts'
import { probe } from '../../kubernetes/pod/probe.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { resources } from '../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { ExporterValues } from '../../values/types/definitions.ts'
import {
  exporterName,
  type ExporterOptions,
  exporterSecretName,
  hasExporter,
} from './exporter-model.ts'
import { caVolume } from './store-tls.ts'

const { value } = scope<{ readonly exporter: ExporterValues }>()

/** Where its password comes from. */
export function exporterPassword(store: string): Templated<IEnvVarSource> {
  return { secretKeyRef: { name: secretName(exporterSecretName(store)), key: 'password' } }
}

const livenessProbe = probe(value('exporter.livenessProbe'), {
  httpGet: { port: 'metrics', path: '/' },
})

/** What differs from store to store. */
export interface ExporterContainer {
  readonly port: number
  /** What it runs. Default: the program of its image. */
  readonly command?: readonly string[]
  /**
   * Whether it waits for its server and cannot be asked meanwhile: then it has no liveness, and its store the
   * feature `exporter.waits`. Default: false.
   */
  readonly waits?: true
  /** Arguments of the store's own, before those of the model. */
  readonly args?: readonly TemplatedItem<string>[]
  readonly env?: readonly TemplatedItem<IEnvVar>[]
  readonly volumeMounts?: readonly TemplatedItem<IVolumeMount>[]
}

/**
 * The native sidecar: it starts before the server, and says so as long as that is not there. It has no
 * readiness, since a store without its exporter serves.
 */
export function exporterContainers(
  model: ExporterOptions,
  { port, command, waits, args = [], env, volumeMounts }: ExporterContainer,
): readonly Templated<IContainer>[] {
  const { exporter = false } = model
  if (exporter === false) return []
  const all = [...args, ...(typeof exporter === 'object' ? (exporter.args ?? []) : [])]
  return [
    {
      name: exporterName,
      image: imageReference(value('exporter.image')),
      imagePullPolicy: value('exporter.image.pullPolicy'),
      restartPolicy: 'Always',
      ...(command ? { command } : {}),
      ...(all.length > 0 ? { args: all } : {}),
      ports: [{ name: 'metrics', containerPort: port, protocol: 'TCP' }],
      ...(env ? { env } : {}),
      ...(waits ? {} : { livenessProbe }),
      resources: resources(value('exporter.resources')),
      securityContext: containerSecurityContext,
      ...(volumeMounts ? { volumeMounts } : {}),
    },
  ]
}

/** What the pod of a store has for an exporter that verifies the store's certificate. */
export function exporterVolumes(
  store: string,
  model: ExporterOptions,
): readonly TemplatedItem<IVolume>[] {
  return hasExporter(model) ? [caVolume(store)] : []
}

/** The objects that it brings along: its Secret, the way to its port, and a check. */
export function exporterObjects(
  store: string,
  names: Naming,
  port: number,
): Readonly<Record<'check' | 'policy', unknown>> & { readonly secret: readonly unknown[] } {
  return {
    check: resourceCheck(`${store}.exporter.resources`, value('exporter.resources')),
    policy: allowFromPolicy(names, value('exporter.allowFrom'), [
      { name: 'metrics', port, protocol: 'http' },
    ]),
    secret: credentials(names, secretName(exporterSecretName(store)), {
      password: { inline: value('exporter.password'), path: `${store}.exporter.password` },
    }),
  }
}
