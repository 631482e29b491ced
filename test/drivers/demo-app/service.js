// What the stand-ins of demo-app's five services have in common.
import { createServer } from 'node:http'

/**
 * Answers in JSON what the handlers give, which are called `GET /path`, at the port of the environment
 * and the address of the pod, the program's one argument. Serve when all that the service needs is there.
 */
export function serve(handlers) {
  const all = { 'GET /health': () => ({ status: 'ok' }), ...handlers }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const handler = all[`${request.method} ${url.pathname}`]
    const answer = (status, content) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(content))
    if (!handler) return answer(404, { error: 'not found' })
    try {
      const given = request.method === 'POST' ? JSON.parse(await textOf(request)) : url.searchParams
      answer(request.method === 'POST' ? 201 : 200, await handler(given))
    } catch (error) {
      process.stderr.write(`${error.stack}\n`)
      answer(500, { error: error.message })
    }
  })
  server.listen(process.env.PORT, process.argv[2])
}

async function textOf(request) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
