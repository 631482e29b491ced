/**
 * The official image on Debian. Its user is redis (999:999); it writes to /data alone, its volume. From
 * version 8 on, Redis comes under RSALv2, SSPLv1 or AGPLv3, as one chooses; 7.2 was the last under BSD.
 * Source: github.com/redis/docker-library-redis, debian/Dockerfile and docker-entrypoint.sh.
 */
export const redisImage = {
  registry: 'docker.io',
  repository: 'library/redis',
  tag: '8.10.2',
} as const

/** Version of the server in the image, for Chart.yaml. */
export const redisVersion = '8.10.2'
