import { chart, release, replace, text, truncate } from '../template/node/expression.ts'
import type { Helper } from '../template/node/node.ts'
import {
  include,
  mapHelper,
  mapping,
  shared,
  textHelper,
  when,
} from '../template/node/structure.ts'
import type { MetricsPort } from './monitoring/metrics-port.ts'
import { scrapeAnnotations } from './monitoring/scrape-annotations.ts'
import { namespaceOf } from './namespace.ts'
import { scope } from '../template/node/scope.ts'
import type { GlobalValues } from '../values/types/global.ts'
import type { Expr, MappingPart, TemplatedFields } from '../template/node/templated.ts'

/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>

/** Names and labels of the objects of one chart, each a named template with the chart's prefix. */
export interface Naming {
  /** `<release>-<component>`: the name of the main objects, and the prefix of all others. */
  readonly fullname: Expr<string>
  /** Name of the ServiceAccount that the pods run under. */
  readonly account: Expr<string>
  /** Namespace of the objects. */
  readonly namespace: Expr<string>
  /** Never change in the life of a release: name, instance and component only. */
  readonly selectorLabels: Expr<Labels>
  /**
   * What every object bears, with the versions of chart and application. Pods and claim templates
   * have `selectorLabels` instead: a new version of the chart alone must not replace them.
   */
  readonly labels: Expr<Labels>
  /** What pods bear beside `selectorLabels`: those of the model, and where the release runs. No selector has them. */
  readonly podLabels: readonly MappingPart<Labels>[]
  /** What pods that run all the time are annotated with beside what the values say. */
  readonly podAnnotations: readonly MappingPart<Labels>[]
  /** The named templates, for `_helpers.tpl`. */
  readonly helpers: readonly Helper[]
}

/** What a chart's names and labels are made of. */
export interface Named {
  readonly name: string
  /** Name of the umbrella chart. */
  readonly platform: string
  /** Key of the namespace of its objects; undefined for that of the release. */
  readonly namespace?: string | undefined
  /** Labels of its own, which the model says. */
  readonly labels: Labels
  /** Ports where its pods have metrics. Default: none. */
  readonly metrics?: readonly MetricsPort[]
}

const { value, optional } = scope<{ readonly global: Pick<GlobalValues, 'labels' | 'place'> }>()

/**
 * Names and labels for a component; `role` is its `app.kubernetes.io/component`. A `part` of it, such as the
 * standbys of a server, has names and selectors of its own, and the account in common.
 */
export function naming(
  { name, platform, namespace, labels: own, metrics = [] }: Named,
  role: string,
  part = '',
): Naming {
  const whole = part === '' ? name : `${name}-${part}`
  const fullname = textHelper(
    `${whole}.fullname`,
    'Name of the main objects, and prefix of all others.',
    text`${release.name}-${whole}`,
  )
  const selectorLabels = mapHelper<Labels>(
    `${whole}.selectorLabels`,
    'Labels that selectors use; they never change.',
    {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/component': role,
    },
  )
  const labels = mapHelper<Labels>(
    `${whole}.labels`,
    'Labels of every object.',
    mapping(include<Labels>(selectorLabels), own, include<Labels>(commonLabels(platform))),
  )
  return {
    fullname: include(fullname),
    account: part === '' ? include(fullname) : nameOf(name),
    namespace: namespaceOf(namespace),
    selectorLabels: include(selectorLabels),
    labels: include(labels),
    podLabels: [own, include<Labels>(placeLabels)],
    podAnnotations: scrapeAnnotations(metrics),
    helpers: [fullname, selectorLabels, labels],
  }
}

/** A checksum is made without the labels that a new version of the chart changes. */
function commonLabels(platform: string): Helper {
  return mapHelper<Labels>(
    shared('labels', 'commonLabels'),
    'Labels that the objects of all charts have alike.',
    mapping(
      { 'app.kubernetes.io/part-of': platform, 'app.kubernetes.io/managed-by': release.service },
      when<TemplatedFields<Labels>>(chart.isKnown, versionLabels),
      include<Labels>(placeLabels),
      value('global.labels'),
    ),
  )
}

/**
 * Keys of its own: `topology.kubernetes.io/region` and `…/zone` of a pod are the API server's, which writes
 * over them what its node has.
 */
const placeLabels = mapHelper<Labels>(
  shared('labels', 'placeLabels'),
  'Where the release runs, as far as the values say it.',
  {
    region: optional('global.place.region'),
    zone: optional('global.place.zone'),
    cluster: optional('global.place.cluster'),
  },
)

/** A label's value may hold no plus sign, and a version of SemVer may. */
const versionLabels: TemplatedFields<Labels> = {
  'helm.sh/chart': truncate(63, replace('+', '_', text`${chart.name}-${chart.version}`)),
  'app.kubernetes.io/version': truncate(63, replace('+', '_', chart.appVersion)),
}

/** DNS name of a component's Service, as pods reach it: with its namespace where theirs is another. */
export function hostOf(
  { store, namespace }: { readonly store: string; readonly namespace?: Expr<string> },
  suffix = '',
): Expr<string> {
  const name = nameOf(store, suffix)
  return namespace ? text`${name}.${namespace}.svc` : name
}

/** Name of an object of another component, by the contract `<release>-<component>`. */
export function nameOf(component: string, suffix = ''): Expr<string> {
  return text`${release.name}-${component}${suffix === '' ? '' : `-${suffix}`}`
}
