import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IHostAlias } from 'kubernetes-models/v1/HostAlias'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { sha256, templateFile } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping } from '../../template/node/structure.ts'
import type {
  Expr,
  Templated,
  TemplatedFields,
  TemplatedItem,
} from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'
import { type Priority, scheduling } from './scheduling.ts'
import { podSecurityContext } from './security.ts'
import type { WorkloadValues } from '../workload/workload-values.ts'

const { value, each } = scope<WorkloadValues>()

/** What differs from workload to workload. */
export interface PodOptions {
  readonly names: Naming
  readonly priority: Priority
  /** Labels by which other components let the pod in. */
  readonly clientLabels?: Readonly<Record<string, string>>
  /** Template files whose change must roll the pods: `configmap.yaml` gives `checksum/configmap`. */
  readonly checksums?: readonly string[]
  readonly initContainers?: readonly TemplatedItem<IContainer>[]
  readonly containers: readonly TemplatedItem<IContainer>[]
  readonly volumes?: readonly TemplatedItem<IVolume>[]
  readonly hostAliases?: readonly TemplatedItem<IHostAlias>[]
  /** Whether they get the token of their account. Default: false, since most have no rights. */
  readonly token?: boolean
}

/** The pod template of a workload, *restricted* and with all scheduling values. */
export function podTemplate(options: PodOptions): Templated<IPodTemplateSpec> {
  const { names } = options
  return {
    metadata: {
      labels: mapping(
        names.selectorLabels,
        options.clientLabels ?? {},
        ...names.podLabels,
        value('podLabels'),
      ),
      annotations: mapping(
        checksums(options.checksums ?? []),
        ...names.podAnnotations,
        value('podAnnotations'),
      ),
    },
    spec: mapping<IPodSpec>(
      {
        ...podBase(names, options.token),
        terminationGracePeriodSeconds: value('terminationGracePeriodSeconds'),
      },
      scheduling(names, options.priority),
      {
        ...(options.hostAliases ? { hostAliases: options.hostAliases } : {}),
        ...(options.initContainers ? { initContainers: options.initContainers } : {}),
        containers: options.containers,
        ...(options.volumes ? { volumes: options.volumes } : {}),
      },
    ),
  }
}

/** What every pod of a chart has, workloads and Jobs alike. */
export function podBase(
  names: Naming,
  token = false,
): Pick<
  TemplatedFields<IPodSpec>,
  | 'automountServiceAccountToken'
  | 'enableServiceLinks'
  | 'imagePullSecrets'
  | 'securityContext'
  | 'serviceAccountName'
> {
  return {
    serviceAccountName: names.account,
    automountServiceAccountToken: token,
    enableServiceLinks: false, // the variables of every Service of the namespace help nobody, and can shadow ours
    imagePullSecrets: [each('global.imagePullSecrets', (name) => ({ name }))],
    securityContext: podSecurityContext,
  }
}

/** Annotations that change with what template files render: `configmap.yaml` gives `checksum/configmap`. */
export function checksums(files: readonly string[]): Readonly<Record<string, Expr<string>>> {
  const name = (file: string): string => `checksum/${file.replace(/\.yaml$/, '')}`
  return Object.fromEntries(files.map((file) => [name(file), sha256(templateFile(file))]))
}
