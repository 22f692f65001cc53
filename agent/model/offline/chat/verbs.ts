const VERBS =
  `open visit go view browse look see check read scroll click tap press hover type enter fill submit select choose
  pick search find filter sort compare add remove put buy purchase order pay checkout register sign signup subscribe
  unsubscribe log login start begin try download upload watch play request book reserve contact ask land navigate head
  explore close configure customize change update accept dismiss share save like rate review comment return
  proceed continue use apply redeem join donate follow move zoom expand drag wait stay skip switch complete finish
  make place get view learn discover confirm leave hit arrive reach grab answer chat message agree tick skim study
  toggle copy print enroll enrol activate install connect import edit write post reply swipe rent hire preview walk
  wander glance peek pop test compare verify finish checkout schedule favourite favorite bookmark watchlist
  export delete archive assign approve reject cancel renew upgrade logout manage adjust publish rename`
    .split(/\s+/)
    .filter(Boolean)

function forms(verb: string): string[] {
  const third = /(?:s|sh|ch|x|z|o)$/.test(verb)
    ? `${verb}es`
    : /[^aeiou]y$/.test(verb)
      ? `${verb.slice(0, -1)}ies`
      : `${verb}s`
  const stem = /e$/.test(verb) && verb !== 'see' ? verb.slice(0, -1) : verb
  const doubled = /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(verb) ? `${verb}${verb.at(-1)}` : stem
  return [...new Set([verb, third, `${stem}ing`, `${doubled}ing`])]
}

/** Source of a regular expression for a verb that begins a step, in the forms visit, visits, visiting. */
export const STEP_VERB = `(?:${VERBS.flatMap(forms)
  .sort((a, b) => b.length - a.length)
  .join('|')})`
