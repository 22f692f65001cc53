/** What a German word may be a form of, the likeliest first: itself, its infinitive, its singular, its base. */
export function germanBases(word: string): string[] {
  const bare = word.replace(/(?:e[mnrs]?|[nst])$/, '')
  const participle = /^(.*?)ge(.{3,}?)(?:e?t|en)$/.exec(word)
  const zu = /^(.{2,})zu(.{3,}en)$/.exec(word)
  return unique([
    word,
    ...[
      `${word}n`,
      `${word}en`,
      `${word.replace(/(?:st|t|e)$/, '')}en`,
      `${word.replace(/(?:e?st|e?t|e)$/, '')}n`,
    ],
    ...['e', 'en', 'er', 'es', 'em', 'n', 's', 'nen'].flatMap((ending) => without(word, ending)),
    ...[`${bare}e`, `${bare}en`],
    ...(participle ? [`${participle[1]}${participle[2]}en`, `${participle[1]}${participle[2]}n`] : []),
    ...(zu ? [`${zu[1]}${zu[2]}`] : []),
    ...(word.endsWith('iert') ? [`${word.slice(0, -1)}en`] : []),
    // A plural with an umlaut, and a comparative.
    ...['', 'e', 'er', 'en', 'ern'].flatMap((ending) => without(word, ending).map(withoutUmlaut)),
    ...['er', 'ere', 'eren', 'ste', 'sten'].flatMap((ending) => without(word, ending)),
  ])
}

/** The same for Spanish: an order, a participle, a pronoun that hangs on, a plural, a feminine. */
export function spanishBases(word: string): string[] {
  const alone = withoutAccents(word).replace(/(?:me|te|se|nos)?(?:l[aoe]s?)$/, '')
  const freed = [word, withoutAccents(word), alone, withoutAccents(word).replace(/(?:me|te|se|nos)$/, '')]
  return unique(
    freed.flatMap((form) => [
      form,
      ...['s', 'es'].flatMap((ending) => without(form, ending)),
      ...without(form, 'ces').map((stem) => `${stem}z`),
      ...['a', 'as', 'os'].flatMap((ending) => without(form, ending)).map((stem) => `${stem}o`),
      ...without(form, 'a').map((stem) => `${stem}ar`),
      ...without(form, 'e').flatMap((stem) => [`${stem}er`, `${stem}ir`, `${stem}ar`]),
      ...without(form, 'en').flatMap((stem) => [`${stem}ar`, `${stem}er`]),
      ...without(form, 'o').flatMap((stem) => [`${stem}ar`, `${stem}er`, `${stem}ir`]),
      ...['ando', 'ado', 'ada', 'ados', 'adas', 'as', 'an', 'ar']
        .flatMap((ending) => without(form, ending))
        .map((stem) => `${stem}ar`),
      ...['iendo', 'ido', 'ida', 'idos', 'idas', 'es', 'en']
        .flatMap((ending) => without(form, ending))
        .flatMap((stem) => [`${stem}er`, `${stem}ir`]),
      ...without(form, 'que').map((stem) => `${stem}car`),
      ...without(form, 'gue').map((stem) => `${stem}gar`),
      ...without(form, 'ce').map((stem) => `${stem}zar`),
    ]),
  )
}

const unique = (words: readonly string[]) => [...new Set(words)].filter((word) => word.length > 1)
const without = (word: string, ending: string) =>
  word.endsWith(ending) && word.length - ending.length >= 2
    ? [word.slice(0, word.length - ending.length)]
    : []
const withoutUmlaut = (word: string) => word.replace(/ä/g, 'a').replace(/ö/g, 'o').replace(/ü/g, 'u')
const withoutAccents = (word: string) =>
  word.replace(/[áéíóú]/g, (letter) => letter.normalize('NFD').slice(0, 1))

const LINKS = ['', 's', 'es', 'n', 'en', 'er', 'e']
const SHORTEST = 3

/** "Lieferadresse": the longest listed beginning, a letter or two that link, and a rest that is listed or splits again. */
export function compound(word: string, find: (part: string) => string | undefined): string | undefined {
  for (let at = word.length - SHORTEST; at >= SHORTEST; at--) {
    const head = find(word.slice(0, at))
    if (head === undefined) continue
    for (const link of LINKS) {
      if (!word.startsWith(link, at)) continue
      const rest = word.slice(at + link.length)
      const tail =
        rest.length < SHORTEST
          ? undefined
          : (find(rest) ?? (rest.length > 6 ? compound(rest, find) : undefined))
      if (tail !== undefined) return `${head} ${tail}`
    }
  }
  return undefined
}
