import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** Redis, by redis_exporter. */
export const redisRules: MakeRules = (here) => [
  {
    alert: 'RedisDown',
    severity: 'critical',
    expr: text`redis_up{${here}} == 0`,
    for: value('rules.availability.downFor'),
    summary: 'Redis {{ $labels.job }} does not answer its exporter',
    meaning: 'The server is down, loads its data, or refuses the exporter.',
    action:
      'Look at the log of the container redis. While it loads a large file it answers nobody; too little memory (OOMKilled) ends it each time.',
  },
  {
    alert: 'RedisMemoryHigh',
    severity: 'warning',
    expr: text`100 * redis_memory_used_bytes{${here}} / (redis_memory_max_bytes{${here}} > 0) > ${value('rules.redis.memoryPercent')}`,
    for: '10m',
    summary: 'Redis {{ $labels.job }} has {{ $value | printf "%.0f" }} % of its memory in use',
    meaning: 'At maxmemory it evicts keys, or refuses to write with the policy noeviction.',
    action:
      'Raise config.maxmemory with the memory limit, or let keys expire sooner. A cache that evicts by design may have a threshold of 100.',
  },
  {
    alert: 'RedisConnectionsRefused',
    severity: 'critical',
    expr: text`increase(redis_rejected_connections_total{${here}}[5m]) > 0`,
    for: '0s',
    summary: 'Redis {{ $labels.job }} refuses connections',
    meaning: 'It has as many clients as it takes (maxclients).',
    action: 'Look for clients that open a connection for each request: INFO clients, CLIENT LIST.',
  },
  {
    alert: 'RedisWritesFail',
    severity: 'critical',
    expr: text`redis_aof_last_write_status{${here}} == 0 and on (namespace, pod) redis_aof_enabled{${here}} == 1`,
    for: '1m',
    summary: 'Redis {{ $labels.job }} cannot write to its disk',
    meaning:
      'The last write of the append-only file failed, so that the server takes no more writes.',
    action: 'The volume is full or broken: make persistence.size larger, and look at the log.',
  },
]
