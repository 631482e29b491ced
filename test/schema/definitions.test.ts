import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../src/schema/load-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { editorValidator, helmValidator } from './parity-ajv.ts'

interface Table {
  readonly accepts: readonly unknown[]
  readonly refuses: readonly unknown[]
}

const a = (times: number): string => 'a'.repeat(times)

const nodeName = { key: 'metadata.name', operator: 'In' }
const weighing = (weight: number): unknown => ({ weight, preference: {} })
const nodes = (term: unknown): unknown => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
})
const near = (term: unknown): unknown => ({
  podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
})

/** What Kubernetes, the registries and robfig/cron take and refuse, by definition. */
const tables: Readonly<Record<string, Table>> = {
  // The cases of apimachinery's own tests, but for keys of more than 253 characters in all.
  labelKey: {
    accepts: [
      'simple',
      'now-with-dashes',
      '1-starts-with-num',
      '1234',
      'simple/simple',
      'now-with-dashes/simple',
      'now.with.dots/simple',
      'now-with.dashes-and.dots/simple',
      '1-num.2-num/3-num',
      '1.2.3.4/5678',
      'Uppercase_Is_OK_123',
      'example.com/Uppercase_Is_OK_123',
      'requests.storage-foo',
      a(63),
      `${a(189)}/${a(63)}`,
    ],
    refuses: [
      '',
      'nospecialchars%^=@',
      'cantendwithadash-',
      '-cantstartwithadash-',
      'only/one/slash',
      'Example.com/abc',
      'example_com/abc',
      'example.com/',
      '/simple',
      a(64),
      `${a(254)}/abc`,
    ],
  },
  labelValue: {
    accepts: [
      '',
      'simple',
      'now-with-dashes',
      '1-starts-with-num',
      'end-with-num-1',
      '1234',
      'a_b.c',
      a(63),
    ],
    refuses: [
      'nospecialchars%^=@',
      'Tama-nui-te-rā.is.Māori.sun',
      '\\backslashes\\',
      '-starts-with-dash',
      'ends-with-dash-',
      '.starts.with.dot',
      'ends.with.dot.',
      'a b',
      'a\n',
      a(64),
      1,
      true,
    ],
  },
  labelName: {
    accepts: ['a', 'ab', 'abc', 'a1', 'a-1', 'a--1--2--b', '0', '01', '1-a', a(63)],
    refuses: ['', 'A', 'aBc', '-', 'a-', '-a', '1-', 'a.b', 'a_b', 'a b', 'a\n', ' a', a(64)],
  },
  resourceName: {
    accepts: ['a', 'a-1', '0.0', 'a.a', '1-2.3-4', 'a.b.c.d.e', '0.0.0.1', a(253)],
    refuses: [
      '',
      'A',
      '-',
      'a-',
      '.',
      '.a',
      'a.',
      'a..b',
      'a.-b',
      'a-.b',
      'a_b',
      'a/b',
      'a\n',
      a(254),
    ],
  },
  resourceNameOrNone: {
    accepts: ['', 'a', 'a.b-c', a(253)],
    refuses: ['A', 'a.', '-', ' ', '\n', a(254)],
  },
  namespaceOrNone: {
    accepts: ['', 'a', 'kube-system', a(63)],
    refuses: ['A', 'a.b', '-', 'a-', ' ', '\n', a(64)],
  },
  environmentName: {
    accepts: ['A', 'a', '_', 'MY_NAME', 'name1', '__x', 'my.name', 'my-name', '.a', '-', a(253)],
    refuses: ['', '1', '1A', '.', '..', '..a', 'A B', 'A=', 'Ä', 'A\n', a(254)],
  },
  registry: {
    accepts: [
      '',
      'docker.io',
      'localhost',
      'localhost:5000',
      'ghcr.io',
      '10.0.0.1:5000',
      'Registry.Example.com',
    ],
    refuses: [
      'https://ghcr.io',
      'ghcr.io/path',
      'ghcr.io/',
      'ghcr.io:',
      ':5000',
      '-a.b',
      'a..b',
      'a b',
      'a:123456',
    ],
  },
  hostOrNone: {
    accepts: [
      '',
      'localhost',
      'db.example.com',
      '10.0.0.1',
      '::',
      '::1',
      'fe80::1',
      '2001:db8::8a2e:370:7334',
      '1::',
      '1:2:3:4:5:6:7:8',
      '::2:3:4:5:6:7:8',
      'FD00::ABCD',
    ],
    refuses: [
      'db.example.com.',
      'DB.example.com',
      'http://db',
      'db:5432',
      '[::1]',
      'a_b',
      '-a',
      ':::',
      '1:2:3:4:5:6:7::', // one group: nginx refuses it, and RFC 5952 forbids it
      '1:2:3',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      'fe80::1%eth0',
      '12345::',
      '::g',
      ':1',
      '1:',
      ' ',
      'a b',
    ],
  },
  cidr: {
    accepts: [
      '0.0.0.0/0',
      '10.0.0.0/8',
      '192.168.1.7/32',
      '255.128.0.0/9',
      '172.16.0.0/12',
      '::/0',
      'fd00::/8',
      'fc00::/7',
      'fe80::/10',
      '2001:db8::/32',
      '2001:db8:0:ff00::/56',
      '2001:db8::/128',
    ],
    refuses: [
      '255.255.255.255/9',
      '10.0.0.1/8',
      '172.17.0.0/12',
      'fd01::/8',
      'fe81::/10',
      '2001:db8:1::/32',
      '',
      '10.0.0.0',
      '10.0.0.0/33',
      '10.0.0/8',
      '256.0.0.0/8',
      '010.0.0.0/8',
      '10.0.0.0/08',
      '10.0.0.0/-1',
      'fd00::/129',
      'fd00::',
      '/8',
      'a/8',
      '10.0.0.0/8 ',
      '1::2::3/64',
    ],
  },
  cpuQuantity: {
    accepts: ['0', '1', '16', '0.5', '1.25', '0.001', '1m', '250m', '1500m', 0, 1, 0.5],
    refuses: [
      '',
      '-1',
      '+1',
      '.5',
      '1.',
      '0.0001',
      '0.5m',
      '1e3',
      '01',
      '100M',
      '1 ',
      '1core',
      -1,
      true,
      10001,
    ],
  },
  cpuQuantityOrNone: {
    accepts: ['', '500m', '2', 2],
    refuses: [' ', 'none', '1Gi', '-1m', -0.5, false],
  },
  byteQuantity: {
    accepts: ['1k', '128Mi', '256M', '1Gi', '1.5Gi', '2.25Ti', '10G', '7.75Pi'],
    refuses: [
      '8Pi',
      '20Ei',
      '1000000000000Ki',
      '',
      '0',
      '0Mi',
      '128',
      '128mi',
      '128MB',
      '128m',
      '1.1Gi',
      '-1Gi',
      '0.5Gi',
      '1 Gi',
      '1e9',
      '01Gi',
      128,
      0,
    ],
  },
  integerOrPercentage: {
    accepts: [0, 1, 25, '0%', '1%', '25%', '100%'],
    refuses: [-1, 1.5, '', '25', '101%', '025%', '2.5%', '%', '-1%', '25 %', 2147483648, true],
  },
  prometheusDurationOrNone: {
    accepts: ['', '30s', '1m', '500ms', '2h'],
    refuses: ['30', '0s', '1m30s', '-1s', '1.5m', '1d', 's'],
  },
  duration: {
    accepts: ['0s', '500ms', '30s', '15m', '1h', '1h30m', '1.5h'],
    refuses: ['', '1', '1d', 's', '-1h', '1 h', '1h 30m', '1H', 'PT1H', 60],
  },
  ipAddress: {
    accepts: ['10.0.0.1', '0.0.0.0', '255.255.255.255', '::1', 'fd00::1', '2001:db8:0:0:0:0:0:1'],
    refuses: [
      '',
      '10.0.0',
      '256.0.0.1',
      '10.0.0.01',
      '10.0.0.0/8',
      'localhost',
      ':::',
      '1::2::3',
      1,
    ],
  },
  loadBalancerClass: {
    accepts: ['', 'internal', 'example.com/internal-vip', 'service.k8s.aws/nlb', 'A_b.c'],
    refuses: ['/internal', 'example.com/', 'Example.com/a', 'a b', '-a', 'a/b/c', 1],
  },
  timeZoneOrNone: {
    accepts: ['', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'EST5EDT'],
    refuses: ['europe/berlin', 'Europe/', '/Berlin', 'Europe Berlin', '+01:00', '../UTC', 1],
  },
  cronSchedule: {
    accepts: [
      '* * * * *',
      '30 2 * * *',
      '*/5 * * * *',
      '0 0 1 1 0',
      '59 23 31 12 6',
      '0,15,30,45 9-17 * * 1-5',
      '0-30/10 */2 1-7 * *',
      '1-5,10-20/2 0 * * *',
      '@daily',
      '@hourly',
      '@yearly',
      '@midnight',
    ],
    refuses: [
      '',
      '* * * *',
      '* * * * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * 32 * *',
      '* * * 0 *',
      '* * * 13 *',
      '* * * * 7',
      '*/0 * * * *',
      '5, * * * *',
      '-5 * * * *',
      '@never',
      '@every 1h',
      'TZ=UTC 0 0 * * *',
      ' 0 0 * * *',
      '0  0 * * *',
      '0 0 * * *\n',
    ],
  },
  printableLine: {
    accepts: ['', 'p@ss "word" \'$`\\{{ }}#: %', 'žluťoučký 日本 🔑', ' ', a(1024)],
    refuses: ['a\nb', 'a\tb', '\u0000', '\u007f', '\u0085', a(1025), 1],
  },
  inlinePassword: { accepts: ['', '"\'\\{{.}}'], refuses: ['\n', a(1025)] },

  // Shapes, where a rule is between keys or about them.
  extraLabels: {
    accepts: [{}, { team: 'shop' }, { 'example.com/team': '' }],
    refuses: [
      { 'app.kubernetes.io/name': 'x' },
      { 'helm.sh/chart': 'x' },
      { 'bad key': 'x' },
      { team: 'a b' },
      { team: 1 },
      ['team'],
    ],
  },
  extraAnnotations: {
    accepts: [{}, { 'example.com/note': 'any text:\n{{ }}' }],
    refuses: [
      { 'checksum/config': 'x' },
      { 'helm.sh/hook': 'x' },
      { 'meta.helm.sh/release-name': 'x' },
      { 'a/b/c': 'x' },
      { a: true },
    ],
  },
  environment: {
    accepts: [{ LOG_LEVEL: 'info', EMPTY: '' }, { 'log-level': 'info' }],
    refuses: [{ '1LEVEL': 'info' }, { PORT: 8080 }, { DEBUG: true }],
  },
  variables: {
    accepts: [
      {},
      { A: '', B: 'b' },
      { A: { secretKeyRef: { name: 'a', key: 'tls.crt' } } },
      { A: { configMapKeyRef: { name: 'a', key: 'b', optional: true } } },
      { A: { fieldRef: { fieldPath: 'status.podIP' } } },
      { A: { fieldRef: { fieldPath: "metadata.annotations['example.com/a']" } } },
      { A: { fieldRef: { fieldPath: "metadata.labels['Team_A']" } } },
      { A: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
      { A: { resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' } } },
    ],
    refuses: [
      { '1-B': 'a' },
      { A: 1 },
      { A: {} },
      { A: { value: 'a' } },
      { A: { secretKeyRef: { name: 'a' } } },
      { A: { secretKeyRef: { name: 'a', key: '..' } } },
      { A: { secretKeyRef: { name: 'A', key: 'a' } } },
      {
        A: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } },
      },
      { A: { fieldRef: { fieldPath: 'metadata.labels' } } },
      { A: { fieldRef: { fieldPath: 'spec.hostname' } } },
      { A: { fieldRef: { fieldPath: "metadata.labels['a b']" } } },
      { A: { fieldRef: { fieldPath: `metadata.labels['${a(64)}']` } } },
      { A: { fieldRef: { fieldPath: `metadata.labels['${a(254)}/a']` } } },
      { A: { resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } } },
      { A: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } } },
      { A: { resourceFieldRef: { resource: 'cpu' } } },
    ],
  },
  environmentFrom: {
    accepts: [{ 'my-config': 'ConfigMap', 'my.secret': 'Secret' }],
    refuses: [{ 'my-config': 'configmap' }, { My: 'Secret' }, [{ secretRef: { name: 'x' } }]],
  },
  image: {
    accepts: [
      { repository: 'nginx' },
      { repository: 'library/nginx', tag: '1.27-alpine' },
      { repository: 'a__b/c-d/e.f_g' },
      { repository: 'a--b', digest: `sha256:${'0a'.repeat(32)}` },
      { tag: '_x.Y-z' },
      { pullPolicy: 'Never' },
    ],
    refuses: [
      { repository: '' },
      { repository: 'Nginx' },
      { repository: 'nginx:1.27' },
      { repository: 'nginx@sha256:00' },
      { repository: '/nginx' },
      { repository: 'a//b' },
      { repository: 'a_-b' },
      { repository: 'localhost:5000/nginx' },
      { tag: 'a b' },
      { tag: '-a' },
      { tag: '.a' },
      { tag: a(129) },
      { tag: 1.1 },
      { digest: 'sha256:abc' },
      { digest: `sha256:${'0A'.repeat(32)}` },
      { pullPolicy: 'always' },
      { name: 'nginx' },
    ],
  },
  resources: {
    accepts: [
      {},
      { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '', memory: '1Gi' } },
    ],
    refuses: [
      { request: {} },
      { requests: { cpu: '' } },
      { limits: { memory: '' } },
      { limits: { gpu: '1' } },
    ],
  },
  scalingRules: {
    accepts: [{}, { stabilizationWindowSeconds: 3600, percent: 1, periodSeconds: 1800 }],
    refuses: [
      { stabilizationWindowSeconds: 3601 },
      { percent: 0 },
      { periodSeconds: 0 },
      { periodSeconds: 1801 },
    ],
  },
  rollingUpdate: {
    accepts: [
      {},
      { maxSurge: 0, maxUnavailable: 1 },
      { maxSurge: '0%', maxUnavailable: '1%' },
      { maxSurge: 0 },
      { maxUnavailable: 0 },
    ],
    refuses: [
      { maxSurge: 0, maxUnavailable: 0 },
      { maxSurge: '0%', maxUnavailable: '0%' },
      { maxSurge: '101%' },
    ],
  },
  tolerations: {
    accepts: [
      [],
      [{ key: 'spot', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
      [{ key: 'spot', operator: 'Exists' }, { operator: 'Exists' }],
      [{ key: 'a', effect: 'NoExecute', tolerationSeconds: 300 }],
    ],
    refuses: [
      [{}],
      [{ operator: 'Equal', value: 'x' }],
      [{ key: 'a', operator: 'Exists', value: 'x' }],
      [{ key: 'a', operator: 'exists' }],
      [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 300 }],
      [{ key: 'a', tolerationSeconds: 300 }],
      [{ key: 'a b' }],
      { spot: {} },
    ],
  },
  affinity: {
    accepts: [
      {},
      { nodeAffinity: {}, podAffinity: {}, podAntiAffinity: {} },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ ...nodeName, values: ['node-1'] }] }, {}],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: {} }],
        },
      },
      near({ topologyKey: 'topology.kubernetes.io/zone', labelSelector: {} }),
      near({
        topologyKey: 'zone',
        labelSelector: { matchLabels: { app: 'a' } },
        namespaces: ['a-1'],
        namespaceSelector: {},
      }),
    ],
    refuses: [
      { nodeAffinty: {} },
      { nodeAffinity: [] },
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } },
      nodes({ matchFields: [{ ...nodeName, values: [] }] }),
      nodes({ matchFields: [{ ...nodeName, values: ['a', 'b'] }] }),
      nodes({ matchFields: [{ ...nodeName, key: 'metadata.uid', values: ['a'] }] }),
      nodes({ labels: {} }),
      near({ labelSelector: {} }),
      near({ topologyKey: 'a' }),
      near({ topologyKey: '', labelSelector: {} }),
      near({ topologyKey: 'a', labelSelector: {}, namespaces: ['a.b'] }),
      near({ topologyKey: 'a', labelSelector: { app: 'a' } }),
      near({ topologyKey: 'a', labelSelector: { matchLabels: { 'a b': 'a' } } }),
      near({ topologyKey: 'a', labelSelector: {}, matchLabelKeys: ['app'] }),
    ],
  },
  preferredNodes: {
    accepts: [1, 100].map(weighing),
    refuses: [{ weight: 1 }, { preference: {} }, ...[0, 101, 1.5].map(weighing)],
  },
  nodeRequirement: {
    accepts: [
      { key: 'a', operator: 'In', values: ['b', ''] },
      { key: 'a', operator: 'Exists' },
      { key: 'a', operator: 'DoesNotExist', values: [] },
      { key: 'cpus', operator: 'Gt', values: ['8'] },
    ],
    refuses: [
      { operator: 'Exists' },
      { key: 'a' },
      { key: 'a', operator: 'in', values: ['b'] },
      { key: 'a', operator: 'In' },
      { key: 'a', operator: 'NotIn', values: [] },
      { key: 'a', operator: 'In', values: ['b c'] },
      { key: 'a', operator: 'Exists', values: ['b'] },
      { key: 'a', operator: 'Gt' },
      { key: 'a', operator: 'Lt', values: ['1', '2'] },
      { key: 'a', operator: 'Lt', values: ['many'] },
    ],
  },
  labelRequirement: {
    accepts: [
      { key: 'a/b', operator: 'NotIn', values: ['b'] },
      { key: 'a', operator: 'DoesNotExist' },
    ],
    refuses: [
      { key: 'a', operator: 'NotIn' },
      { key: 'a', operator: 'Exists', values: ['b'] },
      { key: 'a', operator: 'Gt', values: ['1'] },
      { key: '', operator: 'Exists' },
    ],
  },
  topologySpread: {
    accepts: [{}, { maxSkew: 2, topologyKey: 'kubernetes.io/hostname' }],
    refuses: [{ maxSkew: 0 }, { whenUnsatisfiable: 'Never' }, { topologyKey: '' }],
  },
  spot: {
    accepts: [{ weight: 1 }, { weight: 100 }],
    refuses: [{ weight: 0 }, { weight: 101 }, { key: '' }],
  },
  securityContext: {
    accepts: [{ runAsUser: 1, runAsGroup: 0, fsGroup: 2147483647 }],
    refuses: [
      { runAsUser: 0 },
      { runAsUser: 2147483648 },
      { runAsUser: '1000' },
      { privileged: true },
    ],
  },
  probe: {
    accepts: [
      {},
      {
        enabled: false,
        initialDelaySeconds: 0,
        periodSeconds: 1,
        timeoutSeconds: 1,
        failureThreshold: 1,
      },
    ],
    refuses: [
      { periodSeconds: 0 },
      { timeoutSeconds: 0 },
      { failureThreshold: 0 },
      { initialDelaySeconds: -1 },
      { httpGet: {} },
    ],
  },
  external: {
    accepts: [{ host: 'db', port: 5432, cidrs: ['10.0.0.0/8'] }],
    refuses: [{ port: 0 }, { port: 65536 }, { cidrs: ['10.0.0.1'] }, { cidrs: ['::/0', '::/0'] }],
  },
  volumes: {
    accepts: [
      {},
      { data: { emptyDir: {} }, 'data-2': { configMap: { name: 'x' } } },
      { scratch: { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } } },
      {
        ca: {
          configMap: { name: 'ca', items: [{ key: 'ca.crt', path: 'tls/ca.crt', mode: 292 }] },
        },
      },
      { vault: { csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { a: 'b' } } } },
      { token: { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } } },
      {
        pod: {
          downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] },
        },
      },
    ],
    refuses: [
      { data: {} },
      { data: { configMap: {} } },
      { data: { configMap: { name: 'x', default: 420 } } },
      { data: { secret: { name: 'x' } } },
      { data: { csi: {} } },
      { data: { persistentVolumeClaim: {} } },
      { data: { ephemeral: {} } },
      { data: { emptyDir: { medium: 'memory' } } },
      { data: { emptyDir: { sizeLimit: 1 } } },
      { data: { projected: { sources: [{}] } } },
      { data: { emptyDir: {}, secret: {} } },
      { data: { hostPath: {} } },
      { Data: { emptyDir: {} } },
      { 'a.b': { emptyDir: {} } },
    ],
  },
  volumeMounts: {
    accepts: [
      { '/data': { name: 'data' }, '/etc/a b.d': { name: 'x', readOnly: true, subPath: 'a/.b' } },
    ],
    refuses: [
      { data: { name: 'x' } },
      { '/': { name: 'x' } },
      { '/data/': { name: 'x' } },
      { '/a//b': { name: 'x' } },
      { '/a:b': { name: 'x' } },
      { '/data': {} },
      { '/data': { name: 'x', mountPath: '/y' } },
      { '/data': { name: 'x', subPath: '../y' } },
      { '/data': { name: 'x', subPath: '/y' } },
      { '/data': { name: 'x', subPath: 'y/..' } },
    ],
  },
  dataKey: {
    accepts: ['a', 'ca.crt', '.hidden', 'A_b-c.d', a(253)],
    refuses: ['', '.', '..', '..a', 'a/b', 'a b', 'a\n', a(254)],
  },
  relativePath: {
    accepts: ['a', 'a/b', '.a', 'a/.b', 'a b'],
    refuses: ['', '/', '/a', '..', '../a', 'a/..', 'a/../b', '.', 'a//b', a(4097)],
  },
  postgresqlMemory: {
    accepts: ['1024kB', '5242kB', '999999999kB', '1MB', '128MB', '999999MB', '1GB', '999GB', '1TB'],
    refuses: [
      '1023kB',
      '64kB',
      '0MB',
      '01MB',
      '1.5GB',
      '1mb',
      '1 GB',
      '1000GB',
      '2TB',
      '128',
      'MB',
    ],
  },
  postgresqlLog: {
    accepts: ['32MB', '80MB', '100MB', '999999MB', '1GB', '999GB', '1TB'],
    refuses: ['31MB', '9MB', '32768kB', '0GB', '1000GB', '2TB', '1.5GB', '1gb'],
  },
  sidecars: {
    accepts: [
      {},
      { proxy: { image: 'envoy:v1' } },
      {
        proxy: {
          image: 'envoy:v1',
          imagePullPolicy: 'Always',
          command: ['envoy'],
          args: ['-c', ''],
          workingDir: '/var/lib',
          env: { LEVEL: 'info' },
          envFrom: { proxy: 'ConfigMap' },
          ports: { admin: { containerPort: 9901 }, dns: { containerPort: 53, protocol: 'UDP' } },
          resources: { requests: { cpu: '100m' }, limits: { memory: '64Mi' } },
          readinessProbe: { tcpSocket: { port: 'admin' } },
          lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
          terminationMessagePath: '/tmp/last',
          terminationMessagePolicy: 'FallbackToLogsOnError',
          securityContext: { runAsUser: 1000650000, readOnlyRootFilesystem: false },
          volumeMounts: { '/certs': { name: 'certs', readOnly: true } },
        },
      },
    ],
    refuses: [
      { proxy: {} },
      { proxy: { image: '' } },
      { proxy: { image: ' ' } },
      { proxy: { image: 'envoy:v1 ' } },
      { proxy: { image: 'x', name: 'y' } },
      { proxy: { image: 'x', arg: [] } },
      { Proxy: { image: 'x' } },
      { proxy: { image: 'x', workingDir: 'var' } },
      { proxy: { image: 'x', env: [] } },
      { proxy: { image: 'x', ports: { http: { containerPort: 80, hostPort: 80 } } } },
      { proxy: { image: 'x', resources: { requests: { cpu: '' } } } },
      { proxy: { image: 'x', restartPolicy: 'Always' } },
      { proxy: { image: 'x', securityContext: { runAsUser: 0 } } },
      { proxy: { image: 'x', securityContext: { privileged: true } } },
      { proxy: { image: 'x', volumeMounts: { certs: { name: 'certs' } } } },
    ],
  },
  initContainers: {
    accepts: [
      { wait: { image: 'x', command: ['true'] } },
      {
        proxy: {
          image: 'x',
          restartPolicy: 'Always',
          startupProbe: { grpc: { port: 9000 } },
          lifecycle: {},
        },
      },
    ],
    refuses: [
      { wait: { command: ['true'] } },
      { wait: { image: 'x', restartPolicy: 'Never' } },
      { wait: { image: 'x', startupProbe: { grpc: { port: 9000 } } } },
      { wait: { image: 'x', livenessProbe: { grpc: { port: 9000 } } } },
      { wait: { image: 'x', readinessProbe: { grpc: { port: 9000 } } } },
      { wait: { image: 'x', lifecycle: {} } },
    ],
  },
  containerImage: {
    accepts: ['x', 'docker.io/library/busybox:1.37', `a/b@sha256:${'0'.repeat(64)}`],
    refuses: ['', ' ', 'x ', ' x', '-x', 'x:', 'a b', a(513)],
  },
  portName: {
    accepts: ['a', 'http', 'a-b', '1-a', 'http-2', '80a', 'a1234567890-123'],
    refuses: ['', '1', '1-2', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'a1234567890-1234'],
  },
  probePort: {
    accepts: [1, 65535, 'http', '8080-tls'],
    refuses: [0, 65536, 1.5, '', '80', 'HTTP', 'a--b'],
  },
  containerPorts: {
    accepts: [{}, { http: { containerPort: 80 } }],
    refuses: [{ http: 80 }, { http: {} }, { HTTP: { containerPort: 80 } }],
  },
  containerProbe: {
    accepts: [
      { exec: { command: ['true'] } },
      { grpc: { port: 1 }, initialDelaySeconds: 0, periodSeconds: 1 },
      { httpGet: { port: 80 } },
      {
        httpGet: {
          port: 'http',
          path: '/a?b=c',
          scheme: 'HTTPS',
          httpHeaders: [{ name: 'X-A', value: '' }],
        },
      },
      { tcpSocket: { port: 'http' }, timeoutSeconds: 2147483647, failureThreshold: 1 },
    ],
    refuses: [
      {},
      { periodSeconds: 1 },
      { exec: { command: [] } },
      { exec: { command: ['true'] }, grpc: { port: 1 } },
      { httpGet: { port: 1 }, tcpSocket: { port: 1 } },
      { grpc: { port: 'grpc' } },
      { httpGet: { path: '/' } },
      { httpGet: { port: 1, path: 'a' } },
      { httpGet: { port: 1, host: 'example.com' } },
      { httpGet: { port: 1, httpHeaders: [{ name: 'a b', value: '' }] } },
      { tcpSocket: { port: 1 }, periodSeconds: 0 },
      { tcpSocket: { port: 1 }, timeoutSeconds: 0 },
      { tcpSocket: { port: 1 }, initialDelaySeconds: -1 },
      { tcpSocket: { port: 1 }, failureThreshold: 2147483648 },
    ],
  },
  lifecycleAction: {
    accepts: [{ exec: { command: ['true'] } }, { httpGet: { port: 80 } }],
    refuses: [{}, { sleep: { seconds: 1 } }, { exec: { command: ['a'] }, httpGet: { port: 80 } }],
  },
  extraObjects: {
    accepts: [
      {},
      { extra: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: {} } },
      {
        a: {
          apiVersion: 'a.example.com/v1beta1',
          kind: 'X',
          metadata: { name: 'x.y', labels: {} },
        },
      },
    ],
    refuses: [
      { extra: { kind: 'ConfigMap', metadata: { name: 'x' } } },
      { extra: { apiVersion: '1', kind: 'ConfigMap', metadata: { name: 'x' } } },
      { extra: { apiVersion: 'v1', kind: 'configmap', metadata: { name: 'x' } } },
      { extra: { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} } },
      { extra: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'X' } } },
    ],
  },
}

const definitions: Readonly<Record<string, Schema>> = loadSchema('definitions').definitions ?? {}
const patterned = Object.keys(definitions).filter(
  (name) => definitions[name]?.pattern !== undefined,
)

it('each definition with a pattern has its table', () => {
  const aliases = ['priorityClassName'] // of resourceNameOrNone
  const names = patterned.filter((name) => !aliases.includes(name))
  expect(Object.keys(tables)).toEqual(expect.arrayContaining(names))
})

describe.each(Object.entries(tables))('%s', (name, { accepts, refuses }) => {
  const schema = definitions[name] ?? {}
  const validators = [editorValidator(schema), helmValidator(schema)]
  const verdicts = (value: unknown): readonly boolean[] =>
    validators.map((validate) => validate(value))

  it.each(accepts.map((value) => [value]))('accepts %j', (value) => {
    expect(verdicts(value)).toEqual([true, true])
  })

  it.each(refuses.map((value) => [value]))('refuses %j', (value) => {
    expect(verdicts(value)).toEqual([false, false])
  })
})
