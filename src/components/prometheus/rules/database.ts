import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** PostgreSQL, by postgres_exporter. */
export const postgresqlRules: MakeRules = (here) => [
  {
    alert: 'PostgresqlDown',
    severity: 'critical',
    expr: text`pg_up{${here}} == 0`,
    for: value('rules.availability.downFor'),
    summary: 'PostgreSQL {{ $labels.job }} does not answer its exporter',
    meaning: 'The server is down, starts, or refuses the exporter.',
    action:
      'Look at the log of the container postgresql. A full volume and too little memory (OOMKilled) are the usual causes. After a changed password of the exporter, run the provisioning again.',
  },
  {
    alert: 'PostgresqlConnectionsHigh',
    severity: 'warning',
    expr: text`100 * sum by (namespace, job, pod) (pg_stat_database_numbackends{${here}}) / sum by (namespace, job, pod) (pg_settings_max_connections{${here}}) > ${value('rules.database.connectionPercent')}`,
    for: '5m',
    summary: '{{ $labels.job }} has {{ $value | printf "%.0f" }} % of its connections taken',
    meaning: 'Clients are refused once all connections are taken.',
    action:
      'Put a pooler before it (via: pgbouncer()), make the pools of the clients smaller, or raise config.max_connections and the memory.',
  },
  {
    alert: 'PostgresqlDeadlocks',
    severity: 'warning',
    expr: text`sum by (namespace, job, datname) (increase(pg_stat_database_deadlocks{${here}}[10m])) > ${value('rules.database.deadlocks')}`,
    for: '0s',
    summary:
      '{{ $value | printf "%.0f" }} deadlocks in {{ $labels.datname }} of {{ $labels.job }} within 10 minutes',
    meaning: 'Transactions wait for each other, and the server ends one of them with an error.',
    action:
      'The log of the server names both statements. Let all transactions take their rows in the same order.',
  },
  {
    alert: 'PostgresqlLongTransaction',
    severity: 'warning',
    expr: text`max by (namespace, job, datname) (pg_stat_activity_max_tx_duration{${here},datname!=""}) > ${value('rules.database.transactionSeconds')}`,
    for: '1m',
    summary:
      'A transaction in {{ $labels.datname }} of {{ $labels.job }} lasts for {{ $value | humanizeDuration }}',
    meaning: 'It keeps its locks, and rows that nobody needs cannot be cleaned up.',
    action:
      'Find it in pg_stat_activity, and end it (pg_terminate_backend) if nobody waits for it.',
  },
  {
    alert: 'PostgresqlCacheMisses',
    severity: 'warning',
    expr: text`100 * sum by (namespace, job) (rate(pg_stat_database_blks_hit{${here}}[30m])) / (sum by (namespace, job) (rate(pg_stat_database_blks_hit{${here}}[30m])) + sum by (namespace, job) (rate(pg_stat_database_blks_read{${here}}[30m])) > 100) < ${value('rules.database.cacheHitPercent')}`,
    for: '30m',
    summary:
      'PostgreSQL {{ $labels.job }} finds {{ $value | printf "%.0f" }} % of its blocks in memory',
    meaning:
      'It reads much from disk, since the data in use has outgrown its cache, or a query lacks an index.',
    action:
      'Raise config.shared_buffers with the memory limit, or look for sequential scans in pg_stat_user_tables.',
  },
]

/** MongoDB, by mongodb_exporter. */
export const mongodbRules: MakeRules = (here) => [
  {
    alert: 'MongodbDown',
    severity: 'critical',
    expr: text`mongodb_up{${here}} == 0`,
    for: value('rules.availability.downFor'),
    summary: 'MongoDB {{ $labels.job }} does not answer its exporter in {{ $labels.pod }}',
    meaning: 'The member of the replica set is down, starts, or refuses the exporter.',
    action: 'Look at the log of the container mongodb, and at rs.status() of another member.',
  },
]
