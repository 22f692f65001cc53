export type ConsentAnswer = 'accept' | 'decline' | 'ignore'

export interface BannerSeen {
  vendor: string
  visible: boolean
  answers: ('accept' | 'decline')[]
  /** Whether the answer that was asked for has been given. */
  answered: boolean
}

/** Runs in the page: finds the consent banner, and clicks on its answer when one is asked for. */
function meetBanner(answer: string): BannerSeen | null {
  type Way = [vendor: string, root: string, accept: string, decline: string]
  const WAYS: Way[] = [
    ['OneTrust', '#onetrust-banner-sdk', '#onetrust-accept-btn-handler', '#onetrust-reject-all-handler'],
    [
      'Cookiebot',
      '#CybotCookiebotDialog',
      '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll, #CybotCookiebotDialogBodyButtonAccept',
      '#CybotCookiebotDialogBodyButtonDecline',
    ],
    [
      'Usercentrics',
      '#usercentrics-root, #usercentrics-cmp-ui, aside#usercentrics-cmp-ui',
      '[data-testid="uc-accept-all-button"], #accept, button.accept',
      '[data-testid="uc-deny-all-button"], #deny, button.deny',
    ],
    [
      'Didomi',
      '#didomi-notice, #didomi-host',
      '#didomi-notice-agree-button',
      '#didomi-notice-disagree-button, .didomi-continue-without-agreeing',
    ],
    [
      'Osano',
      '.osano-cm-window, .osano-cm-dialog',
      '.osano-cm-accept-all, .osano-cm-accept',
      '.osano-cm-denyAll, .osano-cm-deny',
    ],
  ]
  const ACCEPT =
    /^(accept|allow|agree|i agree|i accept|got it|ok(ay)?|yes|alle(s)? (akzeptieren|zulassen)|akzeptieren|zustimmen|einverstanden|aceptar|acepto|permitir|accepter|tout accepter|j'accepte|accetta)\b/i
  const DECLINE =
    /^(reject|decline|deny|refuse|no thanks|only (necessary|essential)|(use )?(necessary|essential)|continue without|alle(s)? ablehnen|ablehnen|nur notwendige|rechazar|solo necesarias|refuser|tout refuser|continuer sans|rifiuta)\b/i
  const shown = (element: Element | null | undefined): element is HTMLElement => {
    if (!(element instanceof HTMLElement)) return false
    const { width, height } = element.getBoundingClientRect()
    const { visibility, display, opacity } = getComputedStyle(element)
    return width > 0 && height > 0 && visibility !== 'hidden' && display !== 'none' && opacity !== '0'
  }
  const inside = (root: Element, selector: string): HTMLElement | undefined => {
    const places: ParentNode[] = root.shadowRoot ? [root.shadowRoot, root, document] : [root, document]
    for (const place of places) {
      const found = [...place.querySelectorAll(selector)].find(shown)
      if (shown(found)) return found
    }
    return undefined
  }
  const finish = (
    vendor: string,
    visible: boolean,
    accept?: HTMLElement,
    decline?: HTMLElement,
  ): BannerSeen => {
    const button = answer === 'accept' ? accept : answer === 'decline' ? decline : undefined
    button?.click()
    const answers: ('accept' | 'decline')[] = []
    if (accept) answers.push('accept')
    if (decline) answers.push('decline')
    return { vendor, visible, answers, answered: button !== undefined }
  }
  for (const [vendor, rootSelector, accept, decline] of WAYS) {
    const root = document.querySelector(rootSelector)
    if (!root) continue
    const [yes, no] = [inside(root, accept), inside(root, decline)]
    return finish(vendor, yes !== undefined || no !== undefined || shown(root), yes, no)
  }
  const candidates = [
    ...document.querySelectorAll<HTMLElement>(
      '[id*="cookie" i], [class*="cookie" i], [id*="consent" i], [class*="consent" i], [aria-label*="cookie" i], [role="dialog"], dialog[open]',
    ),
  ].slice(0, 200)
  for (const root of candidates) {
    if (
      !shown(root) ||
      root.tagName === 'BODY' ||
      !/cookie|consent|tracking|datenschutz/i.test(root.textContent ?? '')
    )
      continue
    const buttons = [
      ...root.querySelectorAll<HTMLElement>('button, [role="button"], a, input[type="submit"]'),
    ].filter(shown)
    const saying = (words: RegExp) =>
      buttons.find((button) =>
        words.test((button.innerText || (button as HTMLInputElement).value || '').trim()),
      )
    const [yes, no] = [saying(ACCEPT), saying(DECLINE)]
    if (yes || no) return finish('plain', true, yes, no)
  }
  return null
}

/** Looks for a banner; with `accept` or `decline` it is answered as well. */
export const bannerScript = (answer: ConsentAnswer): string =>
  `(${String(meetBanner)})(${JSON.stringify(answer)})`

/** The answer of one visitor out of the shares; `draw` is of [0, 1) and the visitor's own. */
export function drawAnswer(shares: Record<ConsentAnswer, number>, draw: number): ConsentAnswer {
  const sum = shares.accept + shares.decline + shares.ignore
  const at = draw * sum
  if (at < shares.accept) return 'accept'
  return at < shares.accept + shares.decline ? 'decline' : 'ignore'
}
