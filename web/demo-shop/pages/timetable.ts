import { html } from 'hono/html'

const CLASSES = [
  { time: '09:00', name: 'Morning vinyasa', teacher: 'Ines', taken: 12, places: 12 },
  { time: '11:30', name: 'Wheel throwing, week 3', teacher: 'Jonah', taken: 5, places: 6 },
  { time: '17:45', name: 'Beginners’ ukulele', teacher: 'Priya', taken: 7, places: 10 },
  { time: '19:15', name: 'Slow flow', teacher: 'Ines', taken: 9, places: 14 },
]

/** Today's classes, as the home page shows them off and the dashboard lists them. */
export const timetable = html`<section class="timetable" aria-label="Example timetable">
  <p class="timetable-day"><strong>Thursday</strong> <span>33 of 42 places taken</span></p>
  <ol>
    ${CLASSES.map(
      ({ time, name, teacher, taken, places }) => html`<li>
      <span class="time">${time}</span>
      <span class="class">${name}<small>with ${teacher}</small></span>
      <span class="${taken === places ? 'places full' : 'places'}">${taken === places ? 'Full' : `${taken} of ${places}`}</span>
      <meter min="0" max="${places}" value="${taken}" aria-label="Places taken">${taken} of ${places}</meter>
    </li>`,
    )}
  </ol>
</section>`
