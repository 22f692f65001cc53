import { stem } from './words.ts'

function stems(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(stem))
}

/** Verbs that say only that something is to be clicked. Their objects tell which. */
export const POINTING = stems(
  `open go visit view see read look check show find click tap press select choose pick take get explore browse follow watch
  do can could should other use head navigate switch continue return back say only with enjoy discover start set change turn put make give move bring
  offne gehe geh zeige zeig lies schau sieh wahle wahl klicke nimm stelle andere starte mach
  abre ve mira lee elige escoge selecciona pulsa haz muestra cambia pon inicia ver abrir
  wechsle wechsel tippe drucke besuche navigiere finde visita entra consulta navega regresa vuelve pincha toca encuentra`,
)
/** Of those, what never is a button's own doing. */
export const LEADING = stems(
  'go open visit view see show click tap press select choose pick find use look navigate',
)
/** Doings that may hide behind another word on the button: their object is enough to go by. */
export const LOOSE = stems(
  `book order request apply ask talk call email write contact plan renew rate manage expand collapse close order filter sort
  mark send save enable disable activate learn listen subscribe order hire join meet reach
  pay enrol compose try buy purchase increase decrease
  habla habl sprich kaufe compra ruf rufe klappe lade schau
  lege lese sortiere filtere buche bestelle vereinbare kontaktiere schreibe anade anadir ordena filtra reserva contacta`,
)
/** Buttons that leave it to their row or card to say what of. */
export const CALLS = stems(
  `learn more detail get started select choose buy pick add elegir seleccionar comprar mas wahlen auswahlen kaufen mehr
  yes ja si now jetzt ahora signup open view read edit remove delete loschen eliminar bearbeiten editar`,
)
/** Doings that a click to see something never means. */
export const DOINGS = stems(
  'selectall search add create new star unstar remove delete edit download archive share copy rename queue mute mark action duplicate print like save',
)
/** Kinds of things on pages, beside the trade's own. */
export const KINDS = stems(
  `about episode show server lead ticket task tarea aufgabe chapter folder section part thing song track photo picture image course message mail question user project trip invoice customer story recipe client company
  shop site account order file document other else seite tienda tarif plan producto produkt option`,
)

/** Whether a word asks for nothing but a click, so that finding its object is all there is to it. */
export const isPointing = (word: string) => POINTING.has(word)
