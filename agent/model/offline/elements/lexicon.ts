/**
 * Phrases that mean one thing, folded to one word before text is cut into words. English first, then common
 * German and Spanish. Text is lower case without accents by then.
 */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(add|put|place) (it |this |one |them )?(in|into|to) (the |your |my )?(shopping )?(cart|basket|bag|trolley)\b/g,
    'addtocart',
  ],
  [
    /\bin den warenkorb( legen)?\b|\b(anad|agreg|pon|met)\w* (al|a la|en el|en la) (carrito|cesta|bolsa)\b/g,
    'addtocart',
  ],
  [
    /\bsign(ing)?[ -]?(me )?up\b|\bregister(n| now| free)?\b|\bregistration\b|\bregistrier\w*\b|\bregistr(arse|ate|o)\b/g,
    'signup',
  ],
  [
    /\b(create|open|make|set up) (an |a |your |my )?(free |new |user )*account\b|\bcrear? (una )?cuenta\b/g,
    'signup',
  ],
  [
    /\bkonto (erstellen|anlegen|eroffnen)\b|\b(jetzt|kostenlos|gratis) (starten|testen|loslegen)\b|\bprueba gratis\b/g,
    'signup',
  ],
  [/\bget started\b|\b(start|begin|try|take) (a |your |my |the )?(free )?trial\b|\bfree trial\b/g, 'signup'],
  [/\b(start|try|join)( it| us)? (now )?(for )?free\b|\bjoin (us|now|today|the waitlist)\b/g, 'signup'],
  [/\blog(ging)?[ -]?in(to)?\b|\bsign(ing)?[ -]?in(to)?\b|\b(anmelden|einloggen|anmeldung)\b/g, 'login'],
  [/\bmelde dich (kostenlos|gratis|neu) an\b|\bkostenlos(es)? (anmelden|registrieren)\b/g, 'signup'],
  [/\bmelde? (dich|mich)\b(?=.* an\b)|\binici(ar|a) sesion\b|\b(acceder|entrar)\b/g, 'login'],
  [/\bmelde? (dich|mich)\b(?=.* ab\b)/g, 'logout'],
  [/\blog[ -]?out\b|\bsign[ -]?out\b|\blog[ -]?off\b|\b(abmelden|ausloggen)\b|\bcerrar sesion\b/g, 'logout'],
  [
    /\bcheck(ing)?[ -]?out\b|\b(zur )?kasse\b|\b(finalizar|tramitar) (la |el )?(compra|pedido)\b/g,
    'checkout',
  ],
  [/\bget in touch\b|\b(talk|speak) (to|with)\b|\bsay hello\b|\breach (out to|out|us)\b/g, 'contact'],
  [/\bhow it works\b/g, 'howitworks'],
  [/\bcheck(ing|ed)?[ -]in\b/g, 'checkin'],
  [/\b(\d+) ?(h|hrs?|hours?)\b/g, '$1 hour'],
  [/\b(\d+) ?(d|days?)\b/g, '$1 day'],
  [/\b(\d+|one|two|three|five|ten) ?(y|yrs?|years?)\b/g, '$1 year'],
  [/\b(\d+|one|two|three|six) ?(mo|months?)\b/g, '$1 month'],
  [/\b(\d+) ?(min|mins|minutes?)\b/g, '$1 minute'],
  [
    /\bget (there|here)\b|\b(find|reach|visit) us\b|\bwhere (you|we) are\b|\bso finden sie uns\b/g,
    'directions',
  ],
  [/\bwhats on\b/g, 'event'],
  [/\b(donde (estamos|encontrarnos|encontrar\w*)|wo sie uns finden)\b/g, 'directions'],
  [
    /\b(how|wie|como) (do|can|to|komm\w*|lleg\w*)\b.*?\b(get|come|travel|hin|dorthin|llegar)\b|\b(como llegar|anfahrt|getting here)\b/g,
    'directions',
  ],
  [/\bwhen\b.*\bopen\b|\bopening (hours|times)\b|\boffnungszeiten\b/g, 'openinghours'],
  [/\bhow much\b|\bwas kostet\b|\bcuanto cuesta\b/g, 'pricing'],
  [/\bplan (my|your|a|the) (?=(week|day|trip|visit|route|meal|journey)\b)/g, 'planner '],
  [/\bturn(?= .*\bup\b)/g, 'increase'],
  [/\bturn(?= .*\bdown\b)/g, 'decrease'],
  [/\bzoom(ing)?[ -]?in\b/g, 'zoomin'],
  [/\bzoom(ing)?[ -]?out\b/g, 'zoomout'],
  [/\bone[ -]way\b/g, 'oneway'],
  [/\b(non[ -]?stop|direct) ?(flight|connection|only)?s?\b/g, 'nonstop'],
  [/\b(select|check|tick|mark|choose) (all|everything)\b/g, 'selectall'],
  [
    /\bwhat (\w+ )?(customer|client|member|people|user|other|guest|student|reader)s? (say|think)\b/g,
    'review',
  ],
  [/\bfrequently asked questions?\b|\bhaufige\w* (gestellte\w* )?fragen\b|\bpreguntas frecuentes\b/g, 'faq'],
  [/\bkeep (?=(shopping|browsing|reading|going)\b)/g, 'continue '],
  [/\bv(?=\d+\b)/g, 'version '],
  [/\bside ?bar\b/g, 'sidebar'],
  [/\blade(?=\b.*\bherunter\b)/g, 'download '],
  [/\bcierra (la )?sesion\b/g, 'logout'],
  [
    /\b(add|save|put|move)\b(?=.* (to|on|in) (the |my |your |a )?(wish ?list|favou?rites|saved items)\b)|\bsave for later\b|\bauf die (merkliste|wunschliste)\b/g,
    'wishlist ',
  ],
  [/\b(yearly|annual|annually|monthly) (price|pricing|billing|plan|payment|subscription)s?\b/g, '$1'],
  [/\bback(ing)?[ -]?ups?\b/g, 'backup'],
  [
    /\b(client|customer|member)s? (area|login|portal|zone)\b|\bkundenbereich\b|\barea (de )?clientes\b/g,
    'login',
  ],
  [/\b(two|zwei|dos)\b/g, '2'],
  [/\b(three|drei|tres)\b/g, '3'],
  [/\b(four|vier|cuatro)\b/g, '4'],
  [/\b(five|funf|cinco)\b/g, '5'],
  [/\bonly (my|mine)\b|\b(assigned to|belonging to) me\b/g, 'onlymine'],
  [/\btime ?off\b/g, 'timeoff'],
  [/\bcase stud(y|ies)\b/g, 'casestudy'],
  [/\bhelp (center|centre|desk)\b/g, 'help'],
  [/\bterms (and conditions|of service|of use)\b/g, 'terms'],
  [/\bprivacy (policy|notice|statement)\b/g, 'privacy'],
  [/\be-?mails?\b/g, 'email'],
]

/** Words of one meaning; their inflections follow by `stem`. A match across a group counts less than the word itself. */
export const GROUPS: readonly string[] = [
  'pricing plan cost preis preise precio precios tarif tarife tarifa rate',
  'docs doc documentation dokumentation documentacion handbook manual guide help hilfe ayuda',
  'support help hilfe ayuda faq',
  'cart basket bag trolley warenkorb carrito cesta',
  'blog article post journal news magazine magazin artikel beitrag articulo',
  'product item produkt produkte producto',
  'shop store catalog catalogue product tienda laden',
  'team member people user colleague teammate coworker mitglied equipo',
  'invite invitation einladen invitar',
  'settings preference einstellungen ajustes configuration',
  'account profile konto cuenta',
  'home homepage startseite inicio',
  'feature funktion funktionen funcion funciones capability',
  'portfolio work casestudy',
  'customer casestudy testimonial client',
  'career job karriere empleo',
  'about company uber nosotros',
  'privacy datenschutz privacidad',
  'terms agb condition condiciones',
  'contact kontakt contacto',
  'buy purchase order kaufen comprar bestellen',
  'shipping delivery versand envio',
  'delete remove loschen eliminar',
  'save speichern guardar',
  'update change edit bearbeiten editar',
  'search suche suchen buscar',
  'create new add',
  'choose select pick get',
  'next continue weiter siguiente',
  'previous back zuruck volver',
  'billing invoice payment',
  'solution losung losungen soluciones',
  'video demo tour',
  'overview dashboard',
  'report analytics insight',
  'reset forgot forgotten recover lost',
]

/** Say nothing about which element is meant. */
export const STOP = new Set(
  `a an the to of on in at for from with by and or my your our his her their this that these those some any it its is are
  be me us you i please then now just page pages link button icon element site web screen section area panel
  tab here there into onto via one der die das den dem ein eine einen auf zu zur zum und mit el la los las un una en de del y
  up out again same them what how um dir mir dich mich sich nach als im am beim fur von como por para es se lo al seite pagina who someone somebody where when does which called named all also
  ich viel viele habe haben gibt soll kann mochte yo tengo hay puedo quiero cuantos con ohne uber entre hasta which another some other others as i we they he she was were has have had there if whether so too very just anything something mi mis tu tus su sus nuestra nuestro sin sobre este esta ese cuanto
  mein meine meinen meiner deine deinen unser sich ist sind wird bei vom wie man mal bitte jemanden wer wo wann einer eines dieser dieses diese`.split(
    /\s+/,
  ),
)

/** Kinds of things: they tell less than the name beside them ("the Pro plan", "the post about churn"). */
export const CLASS_NOUNS =
  'plan tier package article post product item story entry card row result option question dialog popup window banner menu guide category list form info detail tutorial'.split(
    ' ',
  )
