import { imageReference } from '../../kubernetes/pod/image.ts'
import type { ComponentTemplates } from '../../platform/component.ts'
import { namespacesOf, type ResolvedPlatform } from '../../platform/resolve.ts'
import { scope } from '../../template/node/scope.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import type { ObjectName } from '../object-names.ts'
import type { LimitedComponent } from './alike.ts'
import { checks } from './checks.ts'
import { clientPolicies } from './client-policies.ts'
import { umbrellaNames } from './names.ts'
import { limitChecks } from './limit-checks.ts'
import { limitRange, priorityClasses, resourceQuota } from './namespace-limits.ts'
import { monitoringChecks } from './monitoring.ts'
import { namespaceChecks, namespaces } from './namespaces.ts'
import { networkPolicies } from './network-policies.ts'
import { quotaChecks } from './quota-checks.ts'
import { testPod } from './test-pod.ts'

const { value } = scope<UmbrellaValues>()

/** The templates of the umbrella itself: what holds for the release as a whole. */
export function umbrellaTemplates(
  platform: ResolvedPlatform,
  objects: readonly ObjectName[],
  limited: readonly LimitedComponent[],
): ComponentTemplates {
  const names = umbrellaNames(platform.name)
  const keys = namespacesOf(platform)
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        ...checks(platform, objects),
        ...namespaceChecks(keys),
        ...monitoringChecks(platform),
      ],
      'networkpolicy.yaml': networkPolicies(platform, names),
      'networkpolicy-clients.yaml': clientPolicies(platform, names),
      ...(keys.length > 0 ? { 'namespaces.yaml': namespaces(keys, names) } : {}),
      'resourcequota.yaml': [resourceQuota(names)],
      'limitrange.yaml': [limitRange(names)],
      'limitrange-checks.yaml': limitChecks(limited),
      'resourcequota-checks.yaml': quotaChecks(limited),
      'priorityclasses.yaml': priorityClasses(names),
      'tests/components.yaml': testPod(platform, names, imageReference(value('test.image'))),
    },
  }
}
