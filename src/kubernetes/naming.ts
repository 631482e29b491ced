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
import { scope } from '../template/node/scope.ts'
import type { Expr, TemplatedFields } from '../template/node/templated.ts'

/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>

/** Names and labels of the objects of one chart, each a named template with the chart's prefix. */
export interface Naming {
  /** `<release>-<component>`: the name of the main objects, and the prefix of all others. */
  readonly fullname: Expr<string>
  /** Name of the ServiceAccount that the pods run under. */
  readonly account: Expr<string>
  /** Never change in the life of a release: name, instance and component only. */
  readonly selectorLabels: Expr<Labels>
  /**
   * What every object bears, with the versions of chart and application. Pods and claim templates
   * have `selectorLabels` instead: a new version of the chart alone must not replace them.
   */
  readonly labels: Expr<Labels>
  /** The named templates, for `_helpers.tpl`. */
  readonly helpers: readonly Helper[]
}

const { value } = scope<{ readonly global: { readonly labels: Labels } }>()

/** Names and labels for a component; `role` is its `app.kubernetes.io/component`. */
export function naming(name: string, role: string, platform: string): Naming {
  const fullname = textHelper(
    `${name}.fullname`,
    'Name of the main objects, and prefix of all others.',
    text`${release.name}-${name}`,
  )
  const selectorLabels = mapHelper<Labels>(
    `${name}.selectorLabels`,
    'Labels that selectors use; they never change.',
    {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/component': role,
    },
  )
  const labels = mapHelper<Labels>(
    `${name}.labels`,
    'Labels of every object.',
    mapping(include<Labels>(selectorLabels), include<Labels>(commonLabels(platform))),
  )
  return {
    fullname: include(fullname),
    account: include(fullname),
    selectorLabels: include(selectorLabels),
    labels: include(labels),
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
      value('global.labels'),
    ),
  )
}

/** A label's value may hold no plus sign, and a version of SemVer may. */
const versionLabels: TemplatedFields<Labels> = {
  'helm.sh/chart': truncate(63, replace('+', '_', text`${chart.name}-${chart.version}`)),
  'app.kubernetes.io/version': truncate(63, replace('+', '_', chart.appVersion)),
}

/** Name of an object of another component, by the contract `<release>-<component>`. */
export function nameOf(component: string, suffix = ''): Expr<string> {
  return text`${release.name}-${component}${suffix === '' ? '' : `-${suffix}`}`
}
