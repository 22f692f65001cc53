import { EventSourceParserStream } from 'eventsource-parser/stream'

/** The server-sent events of a response, as they arrive. */
export async function* serverEvents(response: Response): AsyncGenerator<{ id?: string; data: string }> {
  if (!response.body) return
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const event of events) yield event
}
