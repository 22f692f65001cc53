/** The same as jsonb takes it: without NUL and half surrogate pairs, which a model or a page can write. */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, it: unknown) => {
    if (typeof it === 'string') return clean(it)
    if (typeof it !== 'object' || it === null || Array.isArray(it)) return it
    return Object.fromEntries(Object.entries(it).map(([key, one]) => [clean(key), one]))
  }) as T
}

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()
