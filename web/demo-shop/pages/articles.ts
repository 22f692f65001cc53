export interface Article {
  slug: string
  title: string
  summary: string
  minutes: number
  sections: { heading: string; paragraphs: string[] }[]
}

export const ARTICLES: Article[] = [
  {
    slug: 'first-timetable',
    title: 'Put up your first timetable',
    summary: 'From an empty calendar to a link you can share, in about 25 minutes.',
    minutes: 4,
    sections: [
      {
        heading: 'Add a room and a class',
        paragraphs: [
          'Open Timetable and add the room you teach in. Its number of places becomes the limit for every class held there, and you can lower it for a single class.',
          'Then add a class: a name, a length, a teacher. Choose the days it repeats on and the date it starts.',
        ],
      },
      {
        heading: 'Share the link',
        paragraphs: [
          'Your booking page is live as soon as the first class is. Copy its address from the top of the timetable and put it where your clients look: your website, your profile, the door.',
        ],
      },
    ],
  },
  {
    slug: 'import-clients',
    title: 'Import clients from a spreadsheet',
    summary: 'Bring names, email addresses and open class packs with you.',
    minutes: 3,
    sections: [
      {
        heading: 'Prepare the file',
        paragraphs: [
          'Save your list as CSV with one client a row. Only an email address is needed; first name, last name and phone are used when they are there.',
        ],
      },
      {
        heading: 'Check before it counts',
        paragraphs: [
          'Tidewater shows the first twenty rows and what it understood. Nothing is saved, and nobody is written to, until you confirm.',
        ],
      },
    ],
  },
  {
    slug: 'waitlists',
    title: 'How waitlists decide who is next',
    summary: 'The order, the hour to answer, and when to step in by hand.',
    minutes: 3,
    sections: [
      {
        heading: 'First come, first asked',
        paragraphs: [
          'People are asked in the order they joined the list. Each has an hour to answer before the next is asked; two hours before class, everyone left is asked at once.',
        ],
      },
      {
        heading: 'By hand',
        paragraphs: [
          'Switch a class to manual and free places wait for you. Drag a name to the top to ask it next.',
        ],
      },
    ],
  },
  {
    slug: 'cancellations',
    title: 'Cancellation rules that people accept',
    summary: 'Windows, late fees and exceptions, with wording you can borrow.',
    minutes: 5,
    sections: [
      {
        heading: 'Start with twelve hours',
        paragraphs: [
          'Most studios let clients cancel for free until twelve hours before class. Shorter windows leave no time to fill the place; longer ones make people book less.',
        ],
      },
      {
        heading: 'Forgive the first one',
        paragraphs: [
          'A late fee waived once, with a friendly note, prevents more empty places than one collected.',
        ],
      },
    ],
  },
]
