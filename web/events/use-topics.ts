import { useEffect } from 'react'
import { follow } from './stream.ts'

/** Follows these topics while the component is there, over the one stream of the tab. */
export function useTopics(topics: string[]): void {
  const key = topics.join(',')
  useEffect(() => {
    const stops = key === '' ? [] : key.split(',').map(follow)
    return () => {
      for (const stop of stops) stop()
    }
  }, [key])
}
