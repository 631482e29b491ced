import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  MarkupContent,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node.js'

/** The YAML language server, as an editor talks to it that has no setting of its own. */
export interface LanguageServer {
  /** What is underlined in a text that stands beside a file. */
  readonly diagnose: (beside: string, text: string) => Promise<readonly Diagnostic[]>
  /** What is offered at a place. */
  readonly complete: (
    beside: string,
    text: string,
    position: Position,
  ) => Promise<readonly CompletionItem[]>
  /** What is told of a place, in Markdown. */
  readonly hover: (beside: string, text: string, position: Position) => Promise<string>
  readonly stop: () => Promise<void>
}

/** Starts the server for a folder, and waits until it is ready. */
export async function startLanguageServer(folder: string): Promise<LanguageServer> {
  const server = startProgram()
  const connection = connectTo(server)
  await initialize(connection, pathToFileURL(folder).href)
  const withOpen = opener(connection)
  return {
    diagnose: async (beside, text) => withOpen(beside, text, (_, diagnostics) => diagnostics),
    complete: async (beside, text, position) =>
      withOpen(beside, text, async (textDocument) => {
        const found = await connection.sendRequest(CompletionRequest.type, {
          textDocument,
          position,
        })
        return Array.isArray(found) ? found : (found?.items ?? [])
      }),
    hover: async (beside, text, position) =>
      withOpen(beside, text, async (textDocument) => {
        const found = await connection.sendRequest(HoverRequest.type, { textDocument, position })
        return MarkupContent.is(found?.contents) ? found.contents.value : ''
      }),
    async stop() {
      await connection.sendRequest(ShutdownRequest.type)
      await connection.sendNotification(ExitNotification.type)
      connection.dispose()
    },
  }
}

const require = createRequire(import.meta.url)

/** Nobody listens there: the server cannot fetch its catalogue of public schemas. */
const nowhere = 'http://127.0.0.1:9'

function startProgram(): ChildProcess {
  const program = require.resolve('yaml-language-server/bin/yaml-language-server')
  return spawn(process.execPath, [program, '--stdio'], {
    env: { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

function connectTo({ stdin, stdout }: ChildProcess): ProtocolConnection {
  if (!stdin || !stdout) throw new Error('the server has no pipes') // startProgram asked for them
  const connection = createProtocolConnection(stdout, stdin)
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => null))
  connection.onRequest(RegistrationRequest.type, () => undefined)
  connection.listen()
  return connection
}

const capabilities: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
}

async function initialize(connection: ProtocolConnection, rootUri: string): Promise<void> {
  const workspaceFolders = [{ uri: rootUri, name: 'project' }]
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri,
    workspaceFolders,
    capabilities,
  })
  await connection.sendNotification(InitializedNotification.type, {})
}

type Use<T> = (document: { uri: string }, diagnostics: Promise<readonly Diagnostic[]>) => Promise<T>

/** Opens texts, each as a file of its own that is never saved, for as long as they are in use. */
function opener(
  connection: ProtocolConnection,
): <T>(beside: string, text: string, use: Use<T>) => Promise<T> {
  const published = new Map<string, (diagnostics: readonly Diagnostic[]) => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
    published.get(uri)?.(diagnostics),
  )
  let opened = 0
  return async (beside, text, use) => {
    const uri = new URL(`unsaved-${(opened += 1)}.yaml`, pathToFileURL(beside)).href
    const diagnostics = new Promise<readonly Diagnostic[]>((resolve) => published.set(uri, resolve))
    const document = { uri, languageId: 'yaml', version: 1, text }
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: document,
    })
    const result = await use({ uri }, diagnostics)
    await connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    })
    return result
  }
}
