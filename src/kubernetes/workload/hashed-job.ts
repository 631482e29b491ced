import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IHostAlias } from 'kubernetes-models/v1/HostAlias'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { release, sha256, text, truncate } from '../../template/node/expression.ts'
import type { Helper } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { include, mapHelper, mapping, when } from '../../template/node/structure.ts'
import type {
  Expr,
  Templated,
  TemplatedFields,
  TemplatedItem,
} from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'
import { checksums, podBase } from '../pod/pod.ts'
import { type Priority, priorityClass } from '../pod/scheduling.ts'
import type { WorkloadValues } from './workload-values.ts'

const { value } = scope<Pick<WorkloadValues, 'nodeSelector' | 'tolerations'>>()

/** The pod of a Job. */
export interface JobPodOptions {
  readonly names: Naming
  /** Prefix of named templates: the component's name. */
  readonly component: string
  /** What it is for, as part of its name: `migrate`. */
  readonly purpose: string
  /** Another number than 0 is part of the pod, so that another one makes a new Job. */
  readonly run?: Expr<number>
  /** Labels by which other components let the pod in. */
  readonly clientLabels: Readonly<Record<string, string>>
  /** Template files whose change must make a new Job: `configmap.yaml` gives `checksum/configmap`. */
  readonly checksums?: readonly string[]
  readonly initContainers?: readonly Templated<IContainer>[]
  readonly container: Templated<IContainer>
  readonly volumes: readonly TemplatedItem<IVolume>[]
  readonly hostAliases?: readonly TemplatedItem<IHostAlias>[]
  /** Labels and annotations that the values add. */
  readonly extra?: {
    readonly labels: Expr<Readonly<Record<string, string>>>
    readonly annotations: Expr<Readonly<Record<string, string>>>
  }
  readonly terminationGracePeriodSeconds?: Expr<number>
  /** Importance when nodes run full; the chart then has the value `priorityClassName`. Default: none. */
  readonly priority?: Priority
  /** Whether it gets the token of its account. Default: false. */
  readonly token?: boolean
}

/** When a Job gives up. */
export interface JobLimits {
  readonly backoffLimit: Expr<number>
  /** 0 for no end. */
  readonly activeDeadlineSeconds?: Expr<number>
}

/** What a Job does once for each version of its own pod template. */
export interface HashedJobOptions extends JobPodOptions, JobLimits {
  readonly run: Expr<number>
  /** What tells it from other Jobs of its purpose, for the named template. */
  readonly variant?: string
}

/**
 * A plain Job whose name carries a hash of its pod template, so that a change makes a new Job and an
 * immutable template never changes. It is no hook: with `--wait`, Helm runs hooks only after every
 * pod is Ready, and a pod may wait for this Job. It has no TTL, since GitOps tools would recreate it
 * for ever.
 */
export function hashedJob(options: HashedJobOptions): {
  readonly helper: Helper
  readonly document: Templated<IJob>
} {
  const { names, component, purpose, variant } = options
  const helper = mapHelper<IPodTemplateSpec>(
    `${component}.${purpose}Pod${variant ? `.${variant}` : ''}`,
    `Pod of the ${purpose} Job${variant ? ` of ${variant}` : ''}. Its hash is part of the Job's name.`,
    jobPod(options),
  )
  const pod = include<IPodTemplateSpec>(helper)
  return {
    helper,
    document: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: text`${names.fullname}-${purpose}-${truncate(8, sha256(include(helper)))}`,
        labels: names.labels,
      },
      spec: { ...jobLimits(options), template: pod },
    },
  }
}

/** When a Job gives up, in its spec. */
export function jobLimits({
  backoffLimit,
  activeDeadlineSeconds: deadline,
}: JobLimits): Pick<TemplatedFields<IJobSpec>, 'activeDeadlineSeconds' | 'backoffLimit'> {
  return {
    backoffLimit,
    ...(deadline ? { activeDeadlineSeconds: when(deadline, deadline) } : {}),
  }
}

/** The pod template of a Job. */
export function jobPod(options: JobPodOptions): Templated<IPodTemplateSpec> {
  const { names, component, purpose, run, extra, terminationGracePeriodSeconds } = options
  return {
    metadata: {
      labels: mapping(
        jobLabels(component, purpose),
        options.clientLabels,
        ...names.podLabels,
        extra ? extra.labels : {},
      ),
      annotations: mapping(
        checksums(options.checksums ?? []),
        run ? when(run, { run: text`${run}` }) : {},
        extra ? extra.annotations : {},
      ),
    },
    spec: {
      ...podBase(names, options.token),
      restartPolicy: 'OnFailure',
      ...(options.priority ? { priorityClassName: priorityClass(options.priority) } : {}),
      ...(terminationGracePeriodSeconds ? { terminationGracePeriodSeconds } : {}),
      nodeSelector: value('nodeSelector'),
      tolerations: value('tolerations'),
      ...(options.hostAliases ? { hostAliases: options.hostAliases } : {}),
      ...(options.initContainers ? { initContainers: options.initContainers } : {}),
      containers: [options.container],
      volumes: options.volumes,
    },
  }
}

/** Labels of the pods of a Job: never those that the component's Services select. */
export function jobLabels(
  component: string,
  purpose: string,
): TemplatedFields<Readonly<Record<string, string>>> {
  return {
    'app.kubernetes.io/name': component,
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/component': purpose,
  }
}
