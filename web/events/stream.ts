const followers = new Map<string, number>()

/** Adds a topic to the stream of this tab; the returned function takes it off again. */
export function follow(topic: string): () => void {
  followers.set(topic, (followers.get(topic) ?? 0) + 1)
  return () => {
    const left = (followers.get(topic) ?? 1) - 1
    if (left > 0) followers.set(topic, left)
    else followers.delete(topic)
  }
}
