import { modeOf } from '../../components/workload/elsewhere.ts'
import type { Component } from '../../platform/component.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'
import { and, eq, fail, gt, length, not, raw, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { longestRelease, longestSuffix, type ObjectName, sharedEndings } from '../object-names.ts'
import { enabled, hasPods } from './presence.ts'
import { when } from '../../template/node/structure.ts'
import { release } from '../../template/node/expression.ts'
import type { GlobalValues } from '../../values/types/global.ts'

const globals = scope<{ readonly global: GlobalValues }>()

/** What no schema can say, because it is about two values at once: each check fails with advice. */
export function checks(
  platform: ResolvedPlatform,
  objects: readonly ObjectName[],
): readonly unknown[] {
  return [
    dnsLabelCheck(),
    releaseNameCheck(objects),
    ...sharedEndings(objects).map(endingCheck),
    secretStoreCheck(),
    ...edgeChecks(platform),
    ...platform.components.flatMap(
      ({ component, context }) => component.checksTogether?.(context) ?? [],
    ),
  ]
}

function edgeChecks({ components: all }: ResolvedPlatform): readonly unknown[] {
  return all.flatMap(({ context, component: user }) => {
    const { name, uses } = context
    const targets = uses.filter(
      (use, i) => uses.findIndex(({ edge }) => edge.to === use.edge.to) === i,
    )
    return targets.flatMap(({ edge, component }) => {
      if (!component) return []
      const advice = `${name} uses ${edge.to}, which is disabled: ${remedy(edge.to, name, component)}`
      const isUsed = hasPods({ name, component: user })
      return [when(and(isUsed, not(enabled(edge.to))), fail(advice))]
    })
  })
}

function remedy(target: string, user: string, { clientAccess }: Component): string {
  const either = `set ${target}.enabled=true, or ${user}.enabled=false`
  if (!clientAccess?.elsewhere) return either
  const mode = clientAccess.elsewhere === true ? `${target}.mode` : modeOf(target)
  return `${either}; to use one that runs elsewhere, set ${mode}=external`
}

function secretStoreCheck(): unknown {
  const { value } = globals
  return when(
    and(
      eq(value('global.secrets.provider'), 'externalSecrets'),
      not(value('global.secrets.externalSecrets.storeRef.name')),
    ),
    fail(
      'global.secrets.provider is externalSecrets: set global.secrets.externalSecrets.storeRef.name to the store that holds the credentials',
    ),
  )
}

/** Helm allows names that no Service may begin with: `v1.2`, `1st`. */
function dnsLabelCheck(): unknown {
  const isLabel = raw<boolean>('any', (name: string) =>
    /^[a-z][-a-z0-9]*$/.test(name),
  )`regexMatch "^[a-z][-a-z0-9]*$" ${release.name}`
  return when(
    not(isLabel),
    fail(
      text`the release's name ${release.name} begins the names of Services, so it may have lower-case letters, digits and "-" only, and a letter first`,
    ),
  )
}

/** Two releases in one namespace never share the name of an object. */
function endingCheck(ending: string): unknown {
  const isShared = raw<boolean>('any', (end: string, name: string) =>
    name.endsWith(end),
  )`hasSuffix ${text`${ending}`} ${release.name}`
  return when(
    isShared,
    fail(
      text`the release's name ${release.name} ends in ${ending}, so that its objects could have the names of another release's: choose a name with another end`,
    ),
  )
}

function releaseNameCheck(objects: readonly ObjectName[]): unknown {
  const longest = longestRelease(objects)
  return when(
    gt(length(release.name), longest),
    fail(
      `the release's name may have at most ${longest} characters: the longest name in this chart adds ${longestSuffix(objects)}`,
    ),
  )
}
