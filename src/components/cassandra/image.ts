/**
 * The official image on Debian, with a JRE 17 and the Python that cqlsh needs. Its user is cassandra (999:999),
 * Cassandra is in /opt/cassandra, and /var/lib/cassandra is a volume of the image. Its entrypoint edits
 * /etc/cassandra/cassandra.yaml by the environment: the chart starts the server itself, with a copy of that
 * directory. Source: github.com/docker-library/cassandra, 5.0/Dockerfile and docker-entrypoint.sh.
 */
export const cassandraImage = {
  registry: 'docker.io',
  repository: 'library/cassandra',
  tag: '5.0.9',
} as const
