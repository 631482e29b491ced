import { apiServerPolicy } from '../../kubernetes/identity/access.ts'
import { hasRules } from '../../kubernetes/identity/access-model.ts'
import { cronJob } from '../../kubernetes/workload/cron-job.ts'
import { hashedJob, type JobPodOptions } from '../../kubernetes/workload/hashed-job.ts'
import { mountCheck, podVolumes as volumesOf } from '../../kubernetes/pod/mount-check.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { extraVolumes } from '../../kubernetes/workload/rolling-deployment.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { scope } from '../../template/node/scope.ts'
import type { JobValues } from './values.ts'
import {
  workloadEnvironment,
  filesVolumeNames,
  hostAliases,
  egressPolicies,
  program,
  ownObjects,
  startWaits,
  waitContainer,
  podInitContainers,
  ownVolumeNames,
  caVolumeNames,
  endingContainer,
  podChecksums,
  podVolumes,
} from '../workload/index.ts'
import type { JobModel } from './model.ts'

const { value, each } = scope<JobValues>()

/** `app.kubernetes.io/component` of its pods. */
const role = 'job'

/** The templates of a job's subchart. */
export function jobTemplates(model: JobModel, context: ComponentContext): ComponentTemplates {
  const { name } = context
  const names = naming(context, role)
  const pod = podOptions(model, context, names)
  const run =
    model.schedule !== undefined
      ? { helpers: [], files: { 'cronjob.yaml': [scheduled(names, pod)] } }
      : onceFor(pod)
  const volumes = [
    ...ownVolumeNames(model),
    ...filesVolumeNames(model, context),
    ...caVolumeNames(context),
  ]
  return {
    helpers: [...names.helpers, ...run.helpers],
    files: {
      ...ownObjects(model, context, names),
      ...run.files,
      'networkpolicy.yaml': [
        ...egressPolicies(context, names),
        ...apiServerPolicy(model.access, names),
      ],
      'checks.yaml': [
        mountCheck(`${name}.volumeMounts`, value('volumeMounts'), volumesOf(name, volumes)),
        resourceCheck(`${name}.resources`, value('resources')),
        ...[
          ...startWaits(context).map(({ store }) => `waits.${store}.resources` as const),
          ...model.containers.map((one) => `containers.${one.name}.resources` as const),
        ].map((path) => resourceCheck(`${name}.${path}`, value(path))),
      ],
      'extra-objects.yaml': [each('extraObjects', (object) => object)],
    },
  }
}

const limits = {
  backoffLimit: value('backoffLimit'),
  activeDeadlineSeconds: value('activeDeadlineSeconds'),
}

function onceFor(pod: JobPodOptions): Pick<ComponentTemplates, 'files' | 'helpers'> {
  const { helper, document } = hashedJob({ ...pod, ...limits, run: value('run') })
  return { helpers: [helper], files: { 'job.yaml': [document] } }
}

function scheduled(names: Naming, pod: JobPodOptions): unknown {
  return cronJob({ names, name: names.fullname, schedule: value('schedule'), limits, pod })
}

function podOptions(model: JobModel, context: ComponentContext, names: Naming): JobPodOptions {
  const variables = (seen: ComponentContext) => workloadEnvironment(model, seen)
  const initContainers = [
    ...startWaits(context).map(waitContainer),
    ...podInitContainers({ model, context, names, variables }),
  ]
  return {
    names,
    component: context.name,
    purpose: role,
    priority: model.priority,
    token: hasRules(model.access),
    clientLabels: clientLabels(context),
    checksums: model.schedule !== undefined ? [] : podChecksums(model),
    ...(initContainers.length > 0 ? { initContainers } : {}),
    container: endingContainer(model, context, names, {
      name: context.name,
      program: program(model),
      variables: variables(context),
      resources: value('resources'),
    }),
    volumes: [...podVolumes(model, context, names), extraVolumes],
    hostAliases,
    extra: { labels: value('podLabels'), annotations: value('podAnnotations') },
    terminationGracePeriodSeconds: value('terminationGracePeriodSeconds'),
  }
}
