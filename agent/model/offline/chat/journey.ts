import { MARK, QUOTE_TOKEN, type Reading, STEP } from './text.ts'
import { STEP_VERB } from './verbs.ts'

const LABEL =
  /\b(?:with )?(?:the |this |following |a )*(?:user )?(?:journey|journeys|steps?|flow|path|route|funnel|script|scenario|itinerary)(?: (?:is|are|like this|should be|as follows|of))?\s*(?::|=|-(?= ))\s*/i
/** The same without its colon, before steps that are marked anyway. */
const BARE_LABEL = /^.*\b(?:journey|steps?|flow|path|route|funnel)\s+(?=\S)/i
const THEN =
  /(?:[,;.]\s*|\s+)(?:and\s+)?(?:then|afterwards?|after (?:that|which|this)|next|followed by|later|subsequently|finally|and finally|lastly|at last|last|at the end|in the end)\b[,:]?\s+(?:they |people |users |visitors |it )?/gi
const FILLER = new RegExp(
  `^(?:[\\s,;:.!()-]|${MARK}|(?:and|then|first(?:ly|\\s+of all)?|second(?:ly)?|third(?:ly)?|next|finally|lastly|also|plus|with|by|who|that|which|where|they|them|it|people|ppl|users?|visitors?|sessions?|shoppers?|customers?|buyers?|guests?|folks|students?|readers?|leads?|prospects?|(?:the|every|any|all|each)\\s+(?:visitor|user|shopper|customer|person|session|buyer|guest|lead)s?|everyone|everybody|each(?: of them| one)?|all|of them|should|shall|will|would|must|can|could|to|just|simply|please|pls|plz|thanks|thx|thank you|ok|okay|hey|hi|hello|have|has|let|lets|let's|doing|do|does|that do|want|wants|need|i|we|you|me|so|now|but|while|either|go and|go ahead and|the following|following|(?:the |this )?(?:journey|path|steps?|flow|route)(?= \\/)|make sure|for|on|from|in|at|a burst)(?=[\\s,;:.!?]|$|${MARK}))`,
  'i',
)
const TAIL = new RegExp(
  `(?:\\s+first(?=\\s*$)|[\\s,;:.!?(]|${MARK}|(?<!\\b(?:log|sign|check|opt|zoom|fill|move|carry|try|logs|signs|checks|logging|signing|checking) )\\b(?:and|with|then|over|for|on|from|please|pls|plz|thanks|thx|thank you|cheers|asap|now|where|who|while|but|each|by|in|at|of|to|the|of them|devices?|countries|country|referrers?|window|target)$)+$`,
  'i',
)
const STARTS = new RegExp(`^(?:${STEP_VERB}\\b|${QUOTE_TOKEN}|/[\\w/-]*$)`, 'i')
const AND_STEP = new RegExp(
  `(?:,\\s*|\\s+)(?:and(?: then| also| finally)?|&|before|\\+)\\s+(?:they |to )?(?=(?:${STEP_VERB}\\b|${QUOTE_TOKEN}))`,
  'gi',
)
/** Left over when what the verb was about has been taken ("fill our demo shop with 45 visits"). */
const NEEDS_OBJECT =
  /^(?:fill|add|put|make|get|place|see|look|try|use|start|begin|set|change|move|update|go|check|choose|pick|select|open|visit)$/i
const UNDER_WAY =
  /^(?:clicking|browsing|going|walking|visiting|moving|navigating|doing|running|heading|jumping|stepping)$/i
const FROM_TO = new RegExp(
  `\\b(?:go(?:es|ing)?|walk(?:s|ing)?|travel|move|navigat(?:e|es|ing)|click through|browse)? ?from ([^,.;:${MARK}]+?(?: to [^,.;:${MARK}]+?)+)(?=\\s*(?:$|[,.;:!?]|${MARK}))`,
  'i',
)
const THROUGH = /(?:^|\b(?:go(?:es|ing)?|walk(?:s|ing)?|run(?:s|ning)?|click(?:s|ing)?|work) )through (.+)$/i
const FLOW = /^(?:the )?([\w' -]+ (?:flow|funnel|journey|path))$/i

/** The steps of what is left of a message once everything else has been taken. */
export function readJourney(reading: Reading): string[] {
  const left = reading.left
  const label = LABEL.exec(left)
  const body = label ? left.slice(label.index + label[0].length) : left
  const steps = body.includes(STEP) ? marked(body) : label ? listed(body) : free(body)
  return steps
    .map((step) => reading.quoted(step))
    .filter(Boolean)
    .slice(0, 20)
}

/** Arrows or list numbers: every piece is a step, whatever it says. */
function marked(body: string): string[] {
  const pieces = body.split(STEP)
  const numbered = clean(pieces[0] ?? '') === '' || /[:\n]\s*$/.test(pieces[0] ?? '')
  return pieces
    .flatMap((piece, index) => {
      if (index === 0) return numbered ? [] : [clean(headless(piece))]
      const end = index === pieces.length - 1 ? piece.replace(/^\s+/, '') : piece
      const [first = ''] = end.split(index === pieces.length - 1 ? new RegExp(`${MARK}|\\n|\\.\\s`) : MARK)
      return [clean(first) || first.replace(/[\s,;]+$/, '').trim()]
    })
    .filter(Boolean)
}

/** The last thing said before the first arrow. */
function headless(piece: string): string {
  const parts = piece.split(new RegExp(`[:\\n${MARK}]`)).filter((part) => clean(part) !== '')
  const last = (parts.at(-1) ?? '').replace(BARE_LABEL, '')
  return UNDER_WAY.test(clean(last)) || NEEDS_OBJECT.test(clean(last)) ? '' : last
}

/** After a label such as "steps:": commas and "and" separate steps, up to the end of the sentence. */
function listed(body: string): string[] {
  const [sentence = ''] = body.trimStart().split(new RegExp(`\\.\\s|\\n\\n|${MARK}\\s*$`))
  return split(sentence.split(MARK)[0] || sentence)
    .flatMap((clause) => clause.split(/\s*,\s*(?:and\s+)?|\s+and\s+(?=[\w-]+(?:\s+page)?$)/))
    .map(clean)
    .filter(Boolean)
}

/** Free text: clauses that begin with a verb, and the short list items that follow one. */
function free(body: string): string[] {
  const route = FROM_TO.exec(body)
  if (route?.[1]) return route[1].split(/\s+to\s+/).map(clean)
  const steps: string[] = []
  for (const sentence of body.split(new RegExp(`[;\\n]|[.!?](?:\\s|$)|${MARK}|(?=:(?!//))`))) {
    let open = sentence.startsWith(':') || new RegExp(THEN.source, 'i').test(sentence)
    for (const clause of split(sentence).flatMap((part) => part.split(/,\s*/))) {
      const text = clean(clause)
      const through = THROUGH.exec(text)
      if (through?.[1]) steps.push(...through[1].split(/\s+and\s+|\s*,\s*/).map(clean))
      else if (STARTS.test(text) && !NEEDS_OBJECT.test(text)) steps.push(text)
      else if (open && isItem(text)) steps.push(...text.split(/\s+and\s+/).map(clean))
      else if (FLOW.test(text)) steps.push(text)
      else if (text) continue
      open ||= STARTS.test(text) || through !== null
    }
  }
  return steps.filter((step) => step !== '')
}

const isItem = (text: string) =>
  /^(?:the )?[\w'-]+(?: [\w'-]+){0,3}$/.test(text) && !/^(?:and|or|but|if|when|because|so)\b/i.test(text)

function split(text: string): string[] {
  return text.replace(THEN, STEP).replace(AND_STEP, STEP).split(STEP)
}

function clean(text: string): string {
  let rest = text.trim()
  for (let match = FILLER.exec(rest); match && match[0] !== ''; match = FILLER.exec(rest)) {
    if (STARTS.test(rest) && !/^(?:have|has|let|go and|go ahead)/i.test(rest)) break
    rest = rest.slice(match[0].length).trimStart()
  }
  return rest.replace(TAIL, '').trim()
}
