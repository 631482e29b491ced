/*
 * docker.io/nginxinc/nginx-unprivileged, from its Dockerfile (nginx/docker-nginx-unprivileged,
 * stable/alpine-slim): user and group 101, STOPSIGNAL SIGQUIT, which lets open requests end. With
 * the prefix /tmp and relative paths in nginx.conf, nothing outside /tmp is written.
 */

/** Version of nginx in the default image. */
export const nginxVersion = '1.30.5'
