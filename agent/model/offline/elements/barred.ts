import { ASIDE } from './confirm.ts'
import { isOfOthers } from './means.ts'
import type { Asked } from './offers.ts'
import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** What a step does not mean, however near it comes: agreeing to what is only to be read, or going back from it. */
export const isBarred = (node: TreeNode, text: string): boolean =>
  (READS.test(plain(text)) && TICKED.includes(node.role)) ||
  (ASIDE.test(plain(node.name)) && !GOES_BACK.test(plain(text)))

/** Where this is nearest, the rest is no nearer: it says what has been done, is somebody else's, or narrows a search. */
export const isFalse = (node: TreeNode, { text, echoes }: Pick<Asked, 'text' | 'echoes'>): boolean =>
  echoes?.includes(node) ||
  isOfOthers(text, node) ||
  (SEARCHES.test(plain(text)) && TICKED.includes(node.role))

const SEARCHES = /^(search|suche?|busca|buscar)\b/
const READS = /^(read|visit|go to|look at|lies|lee|leer)\b|\blesen$/
const TICKED = ['checkbox', 'radio', 'switch']
const GOES_BACK =
  /\b(no|not|dont|cancel|close|back|keep|dismiss|hide|leave|later|never|skip|without|stop|quit|end|away|rid|previous|return|out|decline|refuse|reject|nein|nicht|kein\w*|abbrechen|schliess\w*|zuruck|behalten|spater|beend\w*|ohne|weg|raus|cerrar|cierra|volver|vuelve|cancela\w*|mantener|salir|sal|atras|anterior|ahora|quita\w*|rechaz\w*)\b/
