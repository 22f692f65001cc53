import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface UpstreamDouble {
  port: number
  /** What was asked of it: `GET http://host/path` or `CONNECT host:port`. */
  asked: string[]
  close(): Promise<void>
}

/** A forward proxy as one can rent it: plain requests and tunnels, for those who know its user name and password. */
export async function openUpstreamDouble(login?: string): Promise<UpstreamDouble> {
  const asked: string[] = []
  const open = new Set<Socket>()
  const admits = ({ headers }: IncomingMessage) =>
    login === undefined || headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`)
    if (!admits(req)) return void res.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()
    const { 'proxy-authorization': _, ...headers } = req.headers
    const onward = request(req.url ?? '', { method: req.method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.once('error', () => res.writeHead(502).end())
    req.pipe(onward)
  })
  server.on('connect', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    asked.push(`CONNECT ${req.url}`)
    socket.on('error', () => socket.destroy())
    if (!admits(req)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const [host, port] = (req.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.once('close', () => onward.destroy())
  })
  server.on('connection', (socket) => open.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of open) socket.destroy()
      }),
  }
}
