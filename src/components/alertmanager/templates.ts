import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { fail, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import { configuration } from './configuration.ts'
import { alertmanagerAccess, alertmanagerPort, secretObjects } from './contract.ts'
import { type AlertmanagerModel, type AlertmanagerOwn, receiversBy } from './options.ts'
import { alertmanagerSet } from './stateful-set.ts'
import type { AlertmanagerValues } from './values.ts'

const { value, each } = scope<AlertmanagerValues>()

/** The templates of an Alertmanager's subchart. */
export function alertmanagerTemplates(
  context: ComponentContext,
  model: AlertmanagerModel,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, alertmanagerAccess.role)
  const ports = [servicePort('http', alertmanagerPort)]
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        resourceCheck(`${name}.resources`, value('resources')),
        ...mailChecks(name, receiversBy(model, 'email')),
      ],
      'serviceaccount.yaml': [serviceAccount(names)],
      'secret.yaml': secretObjects(context, model, names),
      'configmap.yaml': [configuration(model, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [alertmanagerSet(context, model, names)],
      'networkpolicy.yaml': [wayOut(model, names)],
    },
  }
}

/** Refuses mail that would go nowhere. */
function mailChecks(name: string, receivers: readonly string[]): readonly unknown[] {
  if (receivers.length === 0) return []
  const needed = [
    { path: 'smtp.host', what: 'the mail server' },
    { path: 'smtp.from', what: 'the address that mail comes from' },
    ...receivers.map((one) => ({
      path: `receivers.${one}.email.to`,
      what: `the addresses of ${one}`,
    })),
  ]
  return needed.map(({ path, what }) =>
    when(
      not(value(path as never)),
      fail(`${name} sends alerts by mail: set ${name}.${path} to ${what}`),
    ),
  )
}

/** To Slack and the like, and to the mail server. */
function wayOut(model: AlertmanagerOwn, names: Naming): unknown {
  const mail = receiversBy(model, 'email').length > 0 ? [tcp(value('smtp.port'))] : []
  return policy(text`${names.fullname}-receivers`, names, {
    podSelector: { matchLabels: names.selectorLabels },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [each('egress.cidrs', (cidr) => ({ ipBlock: { cidr } }))],
        ports: [each('egress.ports', tcp), ...mail],
      },
    ],
  })
}
