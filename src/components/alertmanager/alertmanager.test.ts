import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Values } from '../../values/value.ts'
import { checkPlatform } from '../../platform/check-platform.ts'
import { resolvePlatform } from '../../platform/resolve.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import { type Manifest, rendered, the } from '../../../test/components/rendered.ts'
import { alertmanager, type AlertmanagerOptions } from './alertmanager.ts'

const smtp: Values = { host: 'mail.example.com', from: 'alerts@example.com' }

const team: AlertmanagerOptions = {
  receivers: { team: { slack: true, email: true } },
}

const values: Values = { smtp, receivers: { team: { email: { to: ['ops@example.com'] } } } }

const objects = (options: AlertmanagerOptions, more: Values = {}): readonly Manifest[] =>
  rendered({ alertmanager: alertmanager(options) }, 'alertmanager', { ...values, ...more })

const configuration = (options: AlertmanagerOptions): Values =>
  parse(the<IConfigMap>(objects(options), 'ConfigMap').data?.['alertmanager.yml'] ?? '') as Values // it is YAML

describe('the pod', () => {
  const pod = the<IStatefulSet>(objects(team), 'StatefulSet').spec?.template.spec

  it('keeps to the rules of its namespace', () => {
    expect(pod && brokenPodRules(pod)).toEqual([])
  })

  it('finds URLs and passwords in files, and nowhere else', () => {
    expect(JSON.stringify(pod)).toContain('team-slack-url')
    expect(JSON.stringify(configuration(team))).not.toMatch(/"(api_url|smtp_auth_password)"/)
  })

  it('reaches the mail server and Slack by their ports', () => {
    const { spec } = the<INetworkPolicy>(
      objects(team),
      'NetworkPolicy',
      'shop-alertmanager-receivers',
    )
    expect(spec?.egress?.flatMap(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([
      443, 587,
    ])
  })
})

describe('the routes', () => {
  it('lead to the one receiver, and the alert that always fires to nobody', () => {
    expect(configuration(team)['route']).toMatchObject({
      receiver: 'team',
      routes: [{ receiver: 'nobody', matchers: ['alertname="Watchdog"'] }],
    })
  })

  it('are those of the model in their order', () => {
    const options: AlertmanagerOptions = {
      receivers: { team: { slack: true }, pager: { pagerduty: true }, pulse: { webhook: true } },
      receiver: 'team',
      routes: [{ severity: 'critical', receiver: 'pager', goesOn: true }, { receiver: 'team' }],
      watchdog: 'pulse',
    }
    expect(configuration(options)['route']).toMatchObject({
      routes: [
        { receiver: 'pulse' },
        { receiver: 'pager', matchers: ['severity="critical"'], continue: true },
        { receiver: 'team', matchers: [] },
      ],
    })
  })
})

describe('refused', () => {
  const problems = (options: AlertmanagerOptions): readonly string[] =>
    checkPlatform(
      resolvePlatform('shop', { components: { alertmanager: alertmanager(options) } }),
    ).map(({ path, message }) => `${path}: ${message}`)

  it.each<[AlertmanagerOptions, string]>([
    [{ receivers: {} }, 'receivers: nobody gets the alerts: there are no receivers'],
    [
      {
        receivers: { a: { slack: true }, b: { email: true } },
        routes: [{ receiver: 'a' }, { receiver: 'b' }],
      },
      'receiver: an alert that no route names has no receiver',
    ],
    [
      {
        receivers: { team: { slack: true } },
        routes: [{ receiver: 'taem', severity: 'critical' }],
      },
      'routes[0].receiver: there is no receiver taem',
    ],
    [
      { receivers: { a: { slack: true }, b: { email: true } }, receiver: 'a' },
      'receivers.b: no route leads to the receiver b, so that it gets nothing',
    ],
    [{ receivers: { team: {} } }, 'receivers.team: the receiver team gets its alerts by no way'],
    [
      { receivers: { nobody: { slack: true } } },
      'receivers.nobody: nobody is the receiver that tells nobody',
    ],
  ])('is %o', (options, message) => {
    expect(problems(options)).toEqual([`components.alertmanager.${message}`])
  })

  it('are a Slack without URL and mail without a server', () => {
    const inline = { global: { secrets: { provider: 'inline' } } }
    expect(() => objects(team, { ...inline, smtp: { ...smtp, auth: { password: 'x' } } })).toThrow(
      'set alertmanager.receivers.team.slack.url',
    )
    expect(() => objects(team, { smtp: {} })).toThrow(
      'alertmanager sends alerts by mail: set alertmanager.smtp.host to the mail server',
    )
  })
})
