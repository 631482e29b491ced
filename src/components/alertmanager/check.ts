import type { Problem } from '../../errors/chart-error.ts'
import { didYouMean } from '../../errors/suggestion.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { type AlertmanagerOwn, nobody, usualReceiver, waysOf } from './options.ts'

/** What is wrong with the model of an Alertmanager: alerts that nobody would get, and receivers that get none. */
export function checkAlertmanager(
  { name }: ComponentContext,
  model: AlertmanagerOwn,
): readonly Problem[] {
  const { receivers, receiver, routes = [], watchdog } = model
  const at = (path: string): string => `components.${name}.${path}`
  const known = Object.keys(receivers)
  if (known.length === 0)
    return [
      {
        code: 'no-receiver',
        path: at('receivers'),
        message: 'nobody gets the alerts: there are no receivers',
        hint: 'write receivers: { team: { slack: true } }',
      },
    ]
  const named = [
    ...(receiver === undefined ? [] : [{ to: receiver, path: at('receiver') }]),
    ...routes.map(({ receiver: to }, i) => ({ to, path: at(`routes[${i}].receiver`) })),
    ...(watchdog === undefined ? [] : [{ to: watchdog, path: at('watchdog') }]),
  ]
  const usual = usualReceiver(model)
  const reached = [...named.map(({ to }) => to), ...(usual === undefined ? [] : [usual])]
  return [
    ...named
      .filter(({ to }) => !known.includes(to))
      .map(({ to, path }) => ({
        code: 'unknown-receiver',
        path,
        message: `there is no receiver ${to}`,
        hint: didYouMean(to, known, `the receivers are ${known.join(', ')}`),
      })),
    ...(usual === undefined
      ? [
          {
            code: 'no-receiver',
            path: at('receiver'),
            message: 'an alert that no route names has no receiver',
            hint: `say which one of ${known.join(', ')} gets it: receiver: '${known[0]}'`,
          },
        ]
      : []),
    ...known
      .filter((one) => !reached.includes(one))
      .map((one) => ({
        code: 'unused-receiver',
        path: at(`receivers.${one}`),
        message: `no route leads to the receiver ${one}, so that it gets nothing`,
        hint: `remove it, or write routes: [{ severity: 'critical', receiver: '${one}' }]`,
      })),
    ...Object.entries(receivers).flatMap(([one, options]) => [
      ...(one === nobody
        ? [
            {
              code: 'reserved-receiver',
              path: at(`receivers.${one}`),
              message: `${nobody} is the receiver that tells nobody`,
              hint: 'choose another name',
            },
          ]
        : []),
      ...(waysOf(options).length === 0
        ? [
            {
              code: 'receiver-without-way',
              path: at(`receivers.${one}`),
              message: `the receiver ${one} gets its alerts by no way`,
              hint: 'say slack: true, email: true, pagerduty: true or webhook: true',
            },
          ]
        : []),
    ]),
  ]
}
