import { stem } from './words.ts'

function stems(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(stem))
}

/** Verbs that say only that something is to be clicked. Their objects tell which. */
export const POINTING = stems(
  `become becoming hazte werde gib geben da jump hop want need learn decide tell ask let have would inspect access bring land arrive reveal figure know wechseln springe offnen quiero
  open go visit view see read look check show find click tap press select choose pick take get explore browse follow watch
  do can could should other use head navigate switch continue return back say only with enjoy discover start set change turn put make give move bring
  offne gehe geh zeige zeig lies schau sieh wahle wahl klicke nimm stelle andere starte mach
  abre ve mira lee elige escoge selecciona pulsa haz muestra cambia pon inicia ver abrir
  wechsle wechsel tippe drucke besuche navigiere finde visita entra consulta navega regresa vuelve pincha toca encuentra`,
)
/** Of those, what is a thing's name where it does not lead the step: "the return policy". */
export const THINGS = stems('return change start use')
/** Of those, what never is a button's own doing. */
export const LEADING = stems(
  'go open visit view see show click tap press select choose pick find use look navigate',
)
/** Doings that only a control of that doing does: the thing's own link is not it. */
export const STRONG = stems(
  `delete remove discard erase archive unarchive rename duplicate clone copy share export upload edit assign approve reject decline refund print
  move restore revoke terminate reboot restart create add invite mark cancel undo redo star unstar like mute unmute pin fork merge publish send forward reply
  snooze throw report block unblock disconnect fire resend retry reset save bookmark clear empty
  losche loschen entferne entfernen archiviere genehmige genehmigen ablehnen erstelle erstellen teile teilen kopiere drucke lade kundige kundigen storniere speichere
  hinzufugen umbenennen
  borra borrar elimina eliminar quita quitar archiva aprueba aprobar rechaza rechazar crea crear comparte copia imprime sube cancela cancelar guarda guardar anade anadir edita editar`,
)
/** Trades: what they are about must be on the page. */
export const TRADES = stems(
  `buy order book rent hire sell fly cook play pay adopt bake feed reserve eat drink drive build
  kaufe kaufen bestelle bestellen buche buchen miete mieten verkaufe spiele compra comprar alquila alquilar pide vende cocina reserva vuela`,
)
/** Buttons that leave it to their row or card to say what of. */
export const CALLS = stems(
  `learn more detail get started select choose buy pick add elegir seleccionar comprar mas wahlen auswahlen kaufen mehr
  yes ja si now jetzt ahora signup open view read edit remove delete loschen eliminar bearbeiten editar`,
)
/** Doings that a click to see something never means. */
export const DOINGS = stems(
  'selectall submit search add create new star unstar remove delete edit download archive share copy rename queue mute mark action duplicate print like save',
)
/** Tell which of several; what lacks them is another one. */
export const MODIFIERS = stems(
  'next previous following former old all none unread unpaid failed archived inactive cheapest cheaper cheap better older newer oldest biggest nachste vorherige alle siguiente anterior todos todas',
)
/** Kinds of things on pages, beside the trade's own. */
export const KINDS = stems(
  `last latest recent recently current class lesson session event game match hotel room flight train bus car house flat listing property job position vacancy candidate employee
  lead contact deal supplier payment transaction subscriber request issue bug board list file document note comment video movie film series podcast album playlist
  book recipe dish meal restaurant place doctor appointment patient device server instance website campaign template form survey answer report chart dashboard recording
  user person member card entry record row column item product thing store brand connection integration application app update setting button
  kurs stunde spiel zimmer flug wohnung haus stelle kunde kontakt zahlung anfrage antrag datei dokument notiz kommentar film serie buch rezept gericht restaurant arzt termin gerat
  curso clase partido habitacion vuelo tren coche casa piso puesto empleo cliente contacto pago solicitud archivo documento nota comentario pelicula libro receta plato restaurante medico cita
  seccion apartado categoria bereich abschnitt rubrik kategorie boton enlace knopf artikel articulo about email post page thread episode show server lead ticket task tarea aufgabe chapter folder section part thing song track photo picture image course message mail question user project trip invoice customer story recipe client company
  shop site account order file document other else seite tienda tarif plan producto produkt option`,
)

/** Whether a word asks for nothing but a click, so that finding its object is all there is to it. */
export const isPointing = (word: string) => POINTING.has(word)
