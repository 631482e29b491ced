import { type Board, here, rate } from './board.ts'

const answers = 'http_request_duration_seconds'

const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (job, le) (${rate(`${answers}_bucket`)}))`

/** The dashboards by the names of their files. */
export const boards: Readonly<Record<string, Board>> = {
  api: {
    title: 'API metrics',
    description: 'How services answer: how often, how fast, with how many errors',
    rows: {
      Requests: [
        {
          title: 'Requests',
          unit: 'reqps',
          queries: [[`sum by (job) (${rate(`${answers}_count`)})`, '{{job}}']],
        },
        {
          title: 'Failed requests',
          unit: 'percent',
          queries: [
            [
              `100 * sum by (job) (${rate(`${answers}_count`, 'status_code=~"5.."')}) / sum by (job) (${rate(`${answers}_count`)})`,
              '{{job}}',
            ],
          ],
        },
        {
          title: 'Requests by status',
          unit: 'reqps',
          queries: [
            [`sum by (job, status_code) (${rate(`${answers}_count`)})`, '{{job}} {{status_code}}'],
          ],
        },
      ],
      Duration: [
        { title: 'Median', unit: 's', queries: [[quantile(0.5), '{{job}} p50']] },
        { title: '95 of 100 requests', unit: 's', queries: [[quantile(0.95), '{{job}} p95']] },
        { title: '99 of 100 requests', unit: 's', queries: [[quantile(0.99), '{{job}} p99']] },
      ],
      Connections: [
        {
          title: 'Connections of nginx',
          unit: 'short',
          queries: [
            [`sum by (job) (nginx_connections_active{${here}})`, '{{job}} open'],
            [`sum by (job) (nginx_connections_waiting{${here}})`, '{{job}} idle'],
          ],
        },
        {
          title: 'Requests at nginx',
          unit: 'reqps',
          queries: [[`sum by (job) (${rate('nginx_http_requests_total')})`, '{{job}}']],
        },
        {
          title: 'Pods that answer',
          unit: 'short',
          queries: [[`sum by (job) (up{${here}})`, '{{job}}']],
        },
      ],
    },
  },
  database: {
    title: 'PostgreSQL',
    description: 'Connections, transactions and cache of each database',
    rows: {
      Load: [
        {
          title: 'Connections',
          unit: 'short',
          queries: [
            [
              `sum by (job, datname) (pg_stat_database_numbackends{${here}})`,
              '{{job}} {{datname}}',
            ],
            [`max by (job) (pg_settings_max_connections{${here}})`, '{{job}} most'],
          ],
        },
        {
          title: 'Transactions',
          unit: 'ops',
          queries: [
            [
              `sum by (job, datname) (${rate('pg_stat_database_xact_commit')})`,
              '{{job}} {{datname}} done',
            ],
            [
              `sum by (job, datname) (${rate('pg_stat_database_xact_rollback')})`,
              '{{job}} {{datname}} undone',
            ],
          ],
        },
        {
          title: 'Longest transaction',
          unit: 's',
          queries: [
            [
              `max by (job, datname) (pg_stat_activity_max_tx_duration{${here},datname!=""})`,
              '{{job}} {{datname}}',
            ],
          ],
        },
      ],
      Data: [
        {
          title: 'Rows read and written',
          unit: 'ops',
          queries: [
            [`sum by (job) (${rate('pg_stat_database_tup_fetched')})`, '{{job}} fetched'],
            [`sum by (job) (${rate('pg_stat_database_tup_inserted')})`, '{{job}} inserted'],
            [`sum by (job) (${rate('pg_stat_database_tup_updated')})`, '{{job}} updated'],
            [`sum by (job) (${rate('pg_stat_database_tup_deleted')})`, '{{job}} deleted'],
          ],
        },
        {
          title: 'Blocks found in memory',
          unit: 'percent',
          queries: [
            [
              `100 * sum by (job) (${rate('pg_stat_database_blks_hit')}) / (sum by (job) (${rate('pg_stat_database_blks_hit')}) + sum by (job) (${rate('pg_stat_database_blks_read')}))`,
              '{{job}}',
            ],
          ],
        },
        {
          title: 'Size',
          unit: 'bytes',
          queries: [
            [`sum by (job, datname) (pg_database_size_bytes{${here}})`, '{{job}} {{datname}}'],
          ],
        },
      ],
      Trouble: [
        {
          title: 'Deadlocks',
          unit: 'ops',
          queries: [
            [
              `sum by (job, datname) (${rate('pg_stat_database_deadlocks')})`,
              '{{job}} {{datname}}',
            ],
          ],
        },
        {
          title: 'Locks',
          unit: 'short',
          queries: [[`sum by (job, mode) (pg_locks_count{${here}})`, '{{job}} {{mode}}']],
        },
        {
          title: 'Temporary files',
          unit: 'bytes',
          queries: [[`sum by (job) (${rate('pg_stat_database_temp_bytes')})`, '{{job}}']],
        },
      ],
    },
  },
  redis: {
    title: 'Redis',
    description: 'Memory, clients and commands',
    rows: {
      Load: [
        {
          title: 'Commands',
          unit: 'ops',
          queries: [[`sum by (job) (${rate('redis_commands_processed_total')})`, '{{job}}']],
        },
        {
          title: 'Clients',
          unit: 'short',
          queries: [
            [`sum by (job) (redis_connected_clients{${here}})`, '{{job}} connected'],
            [`sum by (job) (redis_blocked_clients{${here}})`, '{{job}} blocked'],
          ],
        },
        {
          title: 'Duration of a command',
          unit: 's',
          queries: [
            [
              `sum by (job, cmd) (${rate('redis_commands_duration_seconds_total')}) / sum by (job, cmd) (${rate('redis_commands_total')})`,
              '{{job}} {{cmd}}',
            ],
          ],
        },
      ],
      Data: [
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            [`sum by (job) (redis_memory_used_bytes{${here}})`, '{{job}} in use'],
            [`sum by (job) (redis_memory_max_bytes{${here}})`, '{{job}} most'],
          ],
        },
        {
          title: 'Keys found',
          unit: 'percent',
          queries: [
            [
              `100 * sum by (job) (${rate('redis_keyspace_hits_total')}) / (sum by (job) (${rate('redis_keyspace_hits_total')}) + sum by (job) (${rate('redis_keyspace_misses_total')}))`,
              '{{job}}',
            ],
          ],
        },
        {
          title: 'Keys that go',
          unit: 'ops',
          queries: [
            [`sum by (job) (${rate('redis_evicted_keys_total')})`, '{{job}} evicted'],
            [`sum by (job) (${rate('redis_expired_keys_total')})`, '{{job}} expired'],
          ],
        },
      ],
    },
  },
  elasticsearch: {
    title: 'Elasticsearch',
    description: 'Health, searches and memory of the nodes',
    rows: {
      Health: [
        {
          title: 'Colour',
          unit: 'short',
          queries: [
            [
              `max by (job, color) (elasticsearch_cluster_health_status{${here}})`,
              '{{job}} {{color}}',
            ],
          ],
        },
        {
          title: 'Heap',
          unit: 'percent',
          queries: [
            [
              `100 * elasticsearch_jvm_memory_used_bytes{${here},area="heap"} / elasticsearch_jvm_memory_max_bytes{${here},area="heap"}`,
              '{{name}}',
            ],
          ],
        },
        {
          title: 'Disk in use',
          unit: 'percent',
          queries: [
            [
              `100 - 100 * elasticsearch_filesystem_data_available_bytes{${here}} / elasticsearch_filesystem_data_size_bytes{${here}}`,
              '{{name}}',
            ],
          ],
        },
      ],
      Load: [
        {
          title: 'Searches',
          unit: 'ops',
          queries: [
            [`sum by (job) (${rate('elasticsearch_indices_search_query_total')})`, '{{job}}'],
          ],
        },
        {
          title: 'Duration of a search',
          unit: 's',
          queries: [
            [
              `sum by (job) (${rate('elasticsearch_indices_search_query_time_seconds')}) / sum by (job) (${rate('elasticsearch_indices_search_query_total')})`,
              '{{job}}',
            ],
          ],
        },
        {
          title: 'Documents written',
          unit: 'ops',
          queries: [
            [`sum by (job) (${rate('elasticsearch_indices_indexing_index_total')})`, '{{job}}'],
          ],
        },
      ],
    },
  },
  kafka: {
    title: 'Kafka',
    description: 'Messages, how far consumers are behind, and replicas',
    rows: {
      Topics: [
        {
          title: 'Messages',
          unit: 'ops',
          queries: [
            [
              `sum by (job, topic) (max by (job, topic, partition) (${rate('kafka_topic_partition_current_offset')}))`,
              '{{job}} {{topic}}',
            ],
          ],
        },
        {
          title: 'Messages behind',
          unit: 'short',
          queries: [
            [
              `sum by (job, consumergroup, topic) (max by (job, consumergroup, topic, partition) (kafka_consumergroup_lag{${here}}))`,
              '{{consumergroup}} {{topic}}',
            ],
          ],
        },
        {
          title: 'Partitions without all replicas',
          unit: 'short',
          queries: [
            [
              `sum by (job, topic) (max by (job, topic, partition) (kafka_topic_partition_under_replicated_partition{${here}}))`,
              '{{job}} {{topic}}',
            ],
          ],
        },
        {
          title: 'Brokers',
          unit: 'short',
          queries: [[`max by (job) (kafka_brokers{${here}})`, '{{job}}']],
        },
      ],
    },
  },
  infrastructure: {
    title: 'Infrastructure overview',
    description: 'CPU, memory, network and volumes of pods and nodes',
    rows: {
      Pods: [
        {
          title: 'CPU',
          unit: 'short',
          queries: [
            [
              `sum by (pod) (${rate('container_cpu_usage_seconds_total', 'container!=""')})`,
              '{{pod}}',
            ],
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            [`sum by (pod) (container_memory_working_set_bytes{${here},container!=""})`, '{{pod}}'],
          ],
        },
        {
          title: 'Network',
          unit: 'bytes',
          queries: [
            [`sum by (pod) (${rate('container_network_receive_bytes_total')})`, '{{pod}} in'],
            [`sum by (pod) (${rate('container_network_transmit_bytes_total')})`, '{{pod}} out'],
          ],
        },
      ],
      Nodes: [
        {
          title: 'CPU',
          unit: 'percent',
          queries: [
            [
              '100 * sum by (node) (rate(container_cpu_usage_seconds_total{id="/"}[$__rate_interval])) / sum by (node) (machine_cpu_cores)',
              '{{node}}',
            ],
          ],
        },
        {
          title: 'Memory',
          unit: 'percent',
          queries: [
            [
              '100 * sum by (node) (container_memory_working_set_bytes{id="/"}) / sum by (node) (machine_memory_bytes)',
              '{{node}}',
            ],
          ],
        },
        {
          title: 'Volumes in use',
          unit: 'percent',
          queries: [
            [
              `100 - 100 * kubelet_volume_stats_available_bytes{${here}} / kubelet_volume_stats_capacity_bytes{${here}}`,
              '{{persistentvolumeclaim}}',
            ],
          ],
        },
      ],
      Trouble: [
        {
          title: 'Restarts within an hour',
          unit: 'short',
          queries: [
            [
              `sum by (pod) (increase(kube_pod_container_status_restarts_total{${here}}[1h]))`,
              '{{pod}}',
            ],
          ],
        },
        {
          title: 'Time without CPU',
          unit: 'percent',
          queries: [
            [
              `100 * sum by (pod) (${rate('container_cpu_cfs_throttled_periods_total')}) / sum by (pod) (${rate('container_cpu_cfs_periods_total')})`,
              '{{pod}}',
            ],
          ],
        },
        {
          title: 'Pods that are not ready',
          unit: 'short',
          queries: [
            [
              `sum by (namespace) (kube_pod_status_ready{${here},condition="false"})`,
              '{{namespace}}',
            ],
          ],
        },
      ],
    },
  },
}
