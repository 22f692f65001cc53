import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startDemoShop } from '../../web/demo-shop/server.ts'

test('a taken port is reported as the system reports it', async () => {
  const shop = await startDemoShop({ port: 0 })
  const port = Number(new URL(shop.origin).port)
  await expect(startDemoShop({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await shop.close()
})

test('closing ends connections that are still open', async () => {
  const shop = await startDemoShop({ port: 0 })
  const socket = connect(Number(new URL(shop.origin).port), '127.0.0.1')
  const ended = new Promise((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\n')
  await shop.close()
  await ended
})

test('what was collected is shown, and reset from the same machine', async () => {
  const shop = await startDemoShop({ port: 0 })
  const json = () => fetch(`${shop.origin}/collected.json?events=1`).then((response) => response.json())
  await fetch(`${shop.origin}/collect/amplitude`, {
    method: 'POST',
    body: JSON.stringify({ events: [{ event_type: '<b>page</b>', device_id: 'd' }] }),
  })
  expect(await json()).toMatchObject({ sdks: { amplitude: { events: 1 } }, events: [{ person: 'd' }] })
  const page = await (await fetch(`${shop.origin}/collected`)).text()
  expect(page).toContain('&lt;b&gt;page&lt;/b&gt;')
  expect(page).not.toContain('<script')
  expect((await fetch(`${shop.origin}/collected.json`, { method: 'DELETE' })).status).toBe(204)
  expect(await json()).toMatchObject({ sdks: { amplitude: { events: 0 } }, events: [] })
  await shop.close()
})
