import type { Block } from '../../../template/node/node.ts'
import { block } from '../../../template/node/structure.ts'

/** One JSON object a request, on standard output, with the trace that it is part of (W3C); with canaries, it tells which pods the request went to. */
export const accessLog = (hasCanaries: boolean): Block => block`
  log_format json escape=json
      '{"time":"$time_iso8601",'
      '"requestId":"$correlation_id",'
      '"traceparent":"$http_traceparent",'
      '"clientAddress":"$remote_addr",'
      '"method":"$request_method",'
      '"host":"$host",'
      '"uri":"$request_uri",'
      '"protocol":"$server_protocol",'
      '"status":$status,'
      '"bytesSent":$bytes_sent,'
      '"seconds":$request_time,'
      '"route":"$route",'
      ${hasCanaries ? `'"track":"$track",'` : block``}
      '"rateLimit":"$limit_req_status",'
      '"upstreamAddress":"$upstream_addr",'
      '"upstreamStatus":"$upstream_status",'
      '"upstreamSeconds":"$upstream_response_time",'
      '"referer":"$http_referer",'
      '"userAgent":"$http_user_agent"}';
  access_log /dev/stdout json;
`
