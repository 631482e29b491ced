/**
 * The official image. Its user is mongodb (999:999); it writes to /data/db and /data/configdb (its
 * volumes); mongosh is in it; mongod ends cleanly on SIGTERM.
 * Source: github.com/docker-library/mongo, 8.0/Dockerfile and docker-entrypoint.sh.
 */
export const mongodbImage = {
  registry: 'docker.io',
  repository: 'library/mongo',
  tag: '8.0.32-noble',
} as const

/** Version of the server in the image, for Chart.yaml. */
export const mongodbVersion = '8.0.32'
