/** A short remark in the language of a locale. */
export const answers = {
  ja: '配送がとても早くて助かりました。机の高さも調整しやすいです 🙏',
  ar: 'وصل المكتب في الموعد، والألوان جميلة جداً. شكراً لكم',
  ru: 'Стол устойчивый, но инструкция без картинок.',
  el: 'Το γραφείο είναι όμορφο, αλλά η λάμπα τρεμοπαίζει.',
  ko: '의자가 편안하고 배송도 빨랐어요.',
  hi: 'मेज़ अच्छी है, पर कुर्सी थोड़ी ऊँची है।',
  he: 'השולחן יציב והמשלוח הגיע בזמן.',
  de: 'Der Tisch wackelt ein wenig, sonst schön.',
  fr: 'Très bon bureau, livré avec un jour de retard.',
};

const sentences = [
  'We moved the whole floor last week and the desks arrived in two lots.',
  'The second lot was missing the feet for three of them.',
  'Support answered within an hour and the feet came by courier.',
  'Could the planner show walls that are not at right angles?',
  'Half of our rooms are in an old mill and nothing there is square.',
  'The export to the ledger rounds the tax of every line, not of the sum.',
  'Our accountant noticed that before we did.',
  'Everyone likes the lamps; somebody took one home and brought it back.',
];

/** More than 300 characters, which is more than Intercom keeps of a text. */
export function longText(random, opening = '') {
  return [opening, ...random.sample(sentences, 6)].filter((sentence) => sentence !== '').join(' ');
}
