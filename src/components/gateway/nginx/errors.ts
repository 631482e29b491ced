import type { Block } from '../../../template/node/node.ts'
import { block } from '../../../template/node/structure.ts'

/** The words for each status, and what may be tried again. */
export const errorMaps: Block = block`
  map $status $problem {
      default "Error";
      400 "Bad Request";
      403 "Forbidden";
      404 "Not Found";
      405 "Method Not Allowed";
      408 "Request Timeout";
      413 "Content Too Large";
      414 "URI Too Long";
      416 "Range Not Satisfiable";
      421 "Misdirected Request";
      429 "Too Many Requests";
      431 "Request Header Fields Too Large";
      500 "Internal Server Error";
      501 "Not Implemented";
      503 "Service Unavailable";
      504 "Gateway Timeout";
      505 "HTTP Version Not Supported";
  }

  map $request_method $on_bad_gateway {
      volatile; # since the second try sets $retry anew
      default @bad-gateway;
      GET     $retry;
      HEAD    $retry;
  }
`

/** What a server does about errors. */
export const errorPages: Block = block`
  # Errors of the gateway itself are problem details (RFC 9457); those of services pass unchanged.
  error_page 400 403 404 405 408 413 414 416 421 429 500 501 503 504 505 /.error;
  error_page 494 =431 /.error;
  error_page 495 496 497 =400 /.error;
  # A service that cannot be reached is tried once more where that is safe: the first try may have
  # met a pod that was about to leave.
  error_page 502 = $on_bad_gateway;
  recursive_error_pages on;

  location = /.error {
      internal;
      client_max_body_size 0; # the answer to a large body is that of its route, not another 413
      default_type application/problem+json;
      return 200 '{"type":"about:blank","title":"$problem","status":$status}';
  }

  location @bad-gateway {
      default_type application/problem+json;
      return 502 '{"type":"about:blank","title":"Bad Gateway","status":502}';
  }
`
