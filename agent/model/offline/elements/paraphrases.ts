import { best, plain, wordsOf } from './words.ts'

/** What people say in a clause where a control has a name: the step, and the names that may stand for it. */
const TABLE: readonly (readonly [RegExp, string])[] = [
  // Whom to ask.
  [/\b(real|actual|living) (person|human)\b|\b(to|with) (a human|somebody|someone)\b/, 'live chat | contact'],
  [
    /\bhow (can|do) i (reach|contact|call)\b|\bget hold of\b|\bwie ich (jemanden|sie|euch) erreiche\b|\bcomo (puedo )?contactar\b/,
    'contact',
  ],
  [
    /\bneed (some )?(help|assistance)\b|\b(get|find) (some )?help\b|\bhilfe (bekommen|holen|finden)\b|\b(pide|busca|consigue) ayuda\b/,
    'help | support',
  ],
  [
    /\b(write|email|mail|message) (to )?(them|us|the (team|shop|store|company|staff|office|owner|host|seller))\b/,
    'contact',
  ],
  [/\b(schreib|ruf)\w* (ihnen|uns|an|dem (team|support))\b|\bescrib\w* a\b/, 'contact | kontakt | contacto'],
  [
    /\b(call|phone|ring) (them|me) ?(back)?\b|\bllamame\b|\bruf\w* mich\b|\bruckruf\b/,
    'callback | call | te llamamos',
  ],
  // Feedback in passing.
  [
    /\b(did|does|do|was|is) ?(not|nt) (help|useful|helpful|answer|solve)\w*|\bunhelpful\b|\bnot helpful\b/,
    'no',
  ],
  [
    /\b(was|is|did) (it |this )?(very )?(help(ful)?|useful)\b|\bit helped\b|\bwar hilfreich\b|\bfue util\b/,
    'yes',
  ],
  [/\bthumbs? up\b|\b(give|leave) (it |them )?a (heart|like)\b|\bgefallt mir\b|\bme gusta\b/, 'like'],
  [/\bthumbs? down\b/, 'dislike'],
  [
    /\b(report|tell \w+ about|found|file|raise) (a|the|an) (bug|problem|error|fault|defect)\b/,
    'new issue | report a problem',
  ],
  [
    /\b(open|raise|file|submit|create|start) (a |an )?(support )?(ticket|case|request)\b/,
    'submit a request | new ticket',
  ],
  // What to know about.
  [
    /\bwhat (people|others?|other \w+|\w+|\w+ \w+) (say|says|think|thinks|thought|write|said)\b|\bwas (andere|kunden)\b.*\b(sagen|meinen|denken)\b|\b(que|lo que) (dicen|opinan)\b/,
    'reviews | customer stories | testimonials',
  ],
  [
    /\bwhat\w*( has| have|s)? (changed|new|recently changed)\b|\bwhat is new\b|\bwhats new\b|\brecent changes\b|\bwas (ist )?neu\b|\bque hay de nuevo\b/,
    'changelog | new | whats new | release notes',
  ],
  [
    /\bwho (we|they|you) are\b|\bwho is behind\b|\bwer (wir|sie) sind\b|\bwer dahinter\b|\bquienes? (somos|son|esta)\b/,
    'about us | team',
  ],
  [/\bwho (works|is on the team)\b|\bwer (hier|dort) arbeitet\b/, 'team'],
  [
    /\bhow much\b.*\b(cost|pay|is|are|charge)\b|\bwhat (it|this|that|they|\w+) costs?\b|\bwhat .*\bcosts?\b|\bwie viel\b|\bwas \w* ?(es |das )?kostet\b|\bcuanto (cuesta|vale|cuestan)\b/,
    'pricing | prices | fees | preise | tarifas | precios',
  ],
  [
    /\bhow (it|this|that|they|everything) works?\b|\bwie (es|das) funktioniert\b|\bcomo funciona\b/,
    'how it works | product | features',
  ],
  [/\bwhat (it|the \w+|they|this) (can|could) do\b|\bwhat you can do\b/, 'features | product'],
  [
    /\b(everything|what|all)( that)? ?(is|s|comes?)? included\b|\bwas (alles )?(enthalten|inklusive)\b|\bque incluye\b/,
    'compare features | compare all | features',
  ],
  [/\bwhere (the )?(my )?(money|donation)\w* (goes|go)\b/, 'how we spend | impact'],
  [
    /\bhow (do i|to|can i) (get|come|travel|find)\b|\bwhere (it|we|they|you|the \w+) (is|are)\b|\bget (to|there)\b/,
    'directions | getting here | location',
  ],
  [
    /\bwhen .*\b(open|opens|close|closes)\b|\bwann .*\b(offen|geoffnet|auf)\b|\bcuando abr\w+\b/,
    'opening hours',
  ],
  [/\bwhen (which|each|what|the) \w+ (is|are|starts?|happens?)\b/, 'schedule | programme'],
  [
    /\bwhere (is |are )?my (order|parcel|package)( is)?\b|\bwo (ist )?mein paket\b|\bdonde esta mi\b/,
    'track order | order status',
  ],
  [
    /\bwhat (people|others|you|they|one|i) (earn|make|get paid)\b|\bwas man verdient\b|\bcuanto (se )?gana\b/,
    'salaries',
  ],
  [/\bwhat (my|the|your) \w+ is worth\b|\bhow much .* worth\b/, 'valuation'],
  [
    /\bwhat( documents| papers)? (i|we|you|they) need\b|\brequired documents\b/,
    'checklist | documents | requirements',
  ],
  [/\bwho (else )?(is|s) (online|here|logged in)\b/, 'members online'],
  [/\bwho (can|may) (see|access|view)\b/, 'sharing | permissions | access'],
  [/\bwho (did|changed|has done) what\b|\bwer was (getan|geandert)\b/, 'activity | audit log'],
  [/\bwho (made|wrote|built|contributed)\b/, 'contributors | authors'],
  [
    /\bhow (the|our|my) \w+ (is|are) doing\b|\bhow (well )?.*\bperform\w*\b/,
    'analytics | reports | statistics',
  ],
  [
    /\bwhat (i|we) (have |ve |had )?(bought|ordered|purchased)\b|\b(earlier|past|previous|old|my) (orders|purchases)\b/,
    'orders | order history',
  ],
  [/\bwhat (is|s) (in|on) (my|the) (cart|basket|bag)\b/, 'cart | basket'],
  [/\bwhat (is|s) (going )?on\b|\bupcoming\b/, 'events | whats on'],
  [/\bwhat (i|we) (have |ve )?(saved|liked|bookmarked)\b/, 'saved | favourites'],
  [
    /\b(show|load|see|view|display) (me )?(some )?more\b|\b(mehr|weitere) \w+\b|\b(ver|mostrar|muestra|carga|cargar) mas\b/,
    'load more | show more | more * | weitere * | mehr * | ver mas | cargar mas',
  ],
  [/\b(it|this|they|that) (works?|integrates?|connects?) with\b/, 'integrations | apps'],
  [/\b(tomorrow|next day)\b|\bmorgen\b/, 'tomorrow | next day | next'],
  [/\byesterday\b/, 'yesterday | previous day'],
  [
    /\b(start|begin) (over|again|from scratch|anew)\b|\bvon vorn\w*\b|\bdesde cero\b/,
    'reset | restart | start over | start again',
  ],
  [/\bblack and white\b/, 'grayscale | monochrome | black and white'],
  [
    /\b(in|as) (a )?(list|table)\b( view)?|\bals (liste|tabelle)\b|\b(como|en) (una )?(lista|tabla)\b/,
    'list view | list | table | listenansicht | lista',
  ],
  [
    /\b(in|as) (a )?(grid|tiles|gallery)\b( view)?|\bals (kacheln|raster)\b|\ben cuadricula\b/,
    'grid view | grid | tiles | kachelansicht',
  ],
  [
    /\bon (a|the) map\b|\bauf (der|einer) karte\b|\ben (el|un) mapa\b/,
    'map view | show on map | map | karte | mapa',
  ],
  [/\bas (an? )?(spreadsheet|excel|csv)\b|\bals (excel|tabelle|csv)\w*\b/, 'export * | download *'],
  [
    /\b(look|see|read|peek) (inside|into)\b|\breinlesen\b/,
    'read a sample | preview | look inside | leseprobe',
  ],
  // What to do.
  [
    /\bthrow (it|this|that|them)? ?(away|out)\b|\bget rid of\b|\bput .* in(to)? the (bin|trash)\b|\bwirf .* weg\b|\bmuell?eimer\b/,
    'delete | remove',
  ],
  [/\btake .* (off|out of|from)\b|\bnimm .* (raus|heraus)\b/, 'remove'],
  [
    /\bsend .* back\b|\bgive .* back\b|\bbring .* back to\b|\bzuruck(geben|schicken|senden)\b|\bdevolver\b/,
    'returns | return',
  ],
  [/\bgive .* (its|a new|another) name\b|\bcall it\b/, 'rename'],
  [/\bmake a copy\b|\bcopy (it|this)\b/, 'duplicate | copy'],
  [/\bmake a (donation|gift)\b|\bgive money\b|\bhaz una donacion\b/, 'donate'],
  [/\bmake (it|the \w+|everything|this) (bigger|larger)\b/, 'zoom in | enlarge | full screen | increase'],
  [/\bmake (it|the \w+|everything|this) smaller\b/, 'zoom out | decrease'],
  [/\bmake (it|this|the \w+) (public|visible)\b|\bput (it|this) online\b|\bgo live\b/, 'publish'],
  [/\b(as|is|like) (a )?(gift|present)\b|\bals geschenk\b|\bpara regalo\b/, 'gift'],
  [/\b(later|in a while|tomorrow|until|till|next week)\b.*|\bsnooze\b/, 'remind me later | snooze | later'],
  [/\bsave (it |this |them )?(and|to) (finish|continue|come back|go on) later\b/, 'save and exit'],
  [
    /\b(go|head|get|come|take me|return|jump|gehe?|geh|volver|vuelve) (back )?(to|zur|zum|a) (the |la )?(start|beginning|main|front|home|first|startseite|inicio|portada)( page| site)?\b/,
    'home | startseite | inicio',
  ],
  [
    /\b(return|go back|get back|back) to\b|\bzuruck zu[rm]?\b|\b(vuelve|volver|regresa\w*) a\b/,
    'back to * | zuruck zu * | volver a *',
  ],
  [
    /\b(go|head|get|return|take me|come|step|one step) back\b|\bgehe? zuruck\b|\bvuelve atras\b|\b(previous|last) step\b/,
    'back | zuruck | atras | undo',
  ],
  [
    /\b(go|move|proceed|head|get|carry) (on|ahead|forward)\b|\bkeep going\b|\b(next|following) step\b|\bgehe? weiter\b|\bnachste\w* schritt\b|\bsiguiente paso\b/,
    'continue | next',
  ],
  [/\bget (me )?(a|the|my)? ?(quote|offer|estimate)\b/, 'quote | estimate | price'],
  [/\b(get|buy|grab|order) (a |some |my )?(ticket|tickets|pass)\b/, 'tickets | book tickets | register'],
  [/\b(put|leave) (my|your) name\b|\bsign me up\b/, 'sign up'],
  [
    /\b(be|get|keep me) (told|notified|informed|posted|updated|in the loop)\b/,
    'notify me | alerts | subscribe',
  ],
  [/\b(work|job) (for|with|at) (us|them|you|the (company|university|city))\b/, 'careers | jobs'],
  [/\b(sell|become|join) .*\b(partner|seller|reseller|affiliate)\b/, 'partners | sell with us'],
  [/\b(lower|cheaper|cut) (price|prices)\b|\bsave money\b/, 'sale | offers | deals'],
  [/\b(what|which) (i|people|they) (should|can) read\b/, 'blog | articles'],
  [/\b(pick|carry on|continue|resume) (up )?where (i|we|they) (left|stopped)\b/, 'resume | continue'],
  [/\b(a |the )?(picture|photo|image)s\b|\bshow me .*\b(picture|photo)/, 'gallery | photos'],
  [/\blog(ged)? ?(me )?out\b|\bsign(ed)? ?(me )?out\b/, 'log out | sign out'],
  [/\bin (dark|night) mode\b|\bdark(er)? (mode|theme|colou?rs)\b/, 'dark | dark mode | toggle theme'],
  [
    /\bforgot(ten)?\b.*\bpassword\b|\bpasswort vergessen\b|\bolvid\w+\b.*\bcontrasena\b/,
    'forgot password | reset password',
  ],
  [/\bnobody\b|\bno ?one\b/, 'unassigned | nobody'],
  [/\bto me\b|\bmyself\b|\bonly mine\b|\bmine only\b|\bmy own\b/, 'me | assign to me | mine'],
  [/\bcredit card\b|\bby card\b|\bmit karte\b|\bcon tarjeta\b/, 'card'],
  [/\bbank transfer\b|\bby invoice\b|\bauf rechnung\b/, 'invoice | bank transfer'],
  [/\b(change|switch)\b.*\b(language)\b|\bin (english|german|spanish|french)\b/, 'language'],
]

/** What a reading of ours is worth beside the person's own words, and by how much each further name of it less. */
const [WORTH, STEP] = [0.85, 0.04]
const ENOUGH = 0.7
/** May stand beside any name. */
const FILLERS = wordsOf('free all my your our view see show more get full new')

/** Other names for what a step asks, the likeliest first; without the step itself. */
export function paraphrases(step: string): string[][] {
  const text = plain(step)
  return TABLE.filter(([pattern]) => pattern.test(text)).map(([, names]) => names.split(' | '))
}

/** How well a control's name is one of them: all of it, with little besides. */
export function asParaphrased(own: readonly string[], readings: readonly string[][]): number {
  return Math.max(
    0,
    ...readings.flatMap((names) =>
      names.map((name, place) => {
        const words = wordsOf(name)
        const telling = own.filter((word) => !FILLERS.includes(word))
        const fit = Math.min(share(words, own), name.endsWith('*') ? 1 : share(telling, words))
        return fit < ENOUGH ? 0 : fit * (WORTH - STEP * place)
      }),
    ),
  )
}

const share = (words: readonly string[], others: readonly string[]) =>
  words.reduce((sum, word) => sum + best(word, others), 0) / Math.max(1, words.length)
