// Invented names, each as its bearer writes it and as it stands in an address.
// Most family names say "made up" in their own language.
export const nameLists = [
  {
    locale: 'en-GB',
    currency: 'EUR',
    weight: 30,
    first: pairs(
      'Juniper Fable Otto Marlowe Wren Thistle Bram Odette Linus Hazel Percy Saffron Tobias Clover Rufus Ottilie',
    ),
    last: pairs(
      'Quillfeather Nimblewick Pepperpot Mockingham Fabelton Inkwell Underbough Tumbledown Pretendine Samplesworth',
    ),
  },
  {
    locale: 'en-US',
    currency: 'USD',
    weight: 30,
    first: pairs('Dash Maple Hank Delphine Cody Birdie Zeke Marigold Wyatt Lark Amos Tilly Boone Ivy'),
    last: pairs(
      'Notreal Placeholder Madeupson Dummyfield Samplewood Inventley Fictionberg Whatsit Imagineer',
    ),
  },
  {
    locale: 'de-DE',
    currency: 'EUR',
    weight: 8,
    first: [
      ['Jörg', 'joerg'],
      ['Käthe', 'kaethe'],
      ['Björn', 'bjoern'],
      ['Löwenherz', 'loewenherz'],
    ],
    last: [
      ['Müsterfräu', 'muesterfraeu'],
      ['Erfünden', 'erfuenden'],
      ['Märchenstraß', 'maerchenstrass'],
    ],
  },
  {
    locale: 'fr-FR',
    currency: 'EUR',
    weight: 8,
    first: [
      ['Éloïse', 'eloise'],
      ['Théodule', 'theodule'],
      ['Anaïs', 'anais'],
      ['Célestin', 'celestin'],
    ],
    last: [
      ['Inventé', 'invente'],
      ['de la Fâble', 'delafable'],
      ['Prétendu', 'pretendu'],
    ],
  },
  {
    locale: 'ja-JP',
    currency: 'JPY',
    weight: 15,
    first: [
      ['太郎', 'taro'],
      ['花子', 'hanako'],
      ['さくら', 'sakura'],
      ['ケンジ', 'kenji'],
      ['美咲', 'misaki'],
    ],
    last: [
      ['架空', 'kaku'],
      ['見本', 'mihon'],
      ['例示', 'reiji'],
      ['空想', 'kuso'],
    ],
  },
  {
    locale: 'ar-KW',
    currency: 'KWD',
    weight: 13,
    first: [
      ['ليلى', 'layla'],
      ['يوسف', 'yusuf'],
      ['نور', 'nour'],
      ['سالم', 'salem'],
      ['مريم', 'maryam'],
    ],
    last: [
      ['الخيالي', 'alkhayali'],
      ['المثال', 'almithal'],
      ['النموذج', 'alnamudhaj'],
    ],
  },
  {
    locale: 'ru-RU',
    currency: 'EUR',
    weight: 5,
    first: [
      ['Фёкла', 'fyokla'],
      ['Прохор', 'prokhor'],
      ['Злата', 'zlata'],
      ['Емеля', 'emelya'],
    ],
    last: [
      ['Выдумкин', 'vydumkin'],
      ['Примеров', 'primerov'],
      ['Небывалов', 'nebyvalov'],
    ],
  },
  {
    locale: 'el-GR',
    currency: 'EUR',
    weight: 4,
    first: [
      ['Μυρτώ', 'myrto'],
      ['Ορφέας', 'orfeas'],
      ['Δανάη', 'danai'],
    ],
    last: [
      ['Φανταστόπουλος', 'fantastopoulos'],
      ['Παραδειγμάτης', 'paradeigmatis'],
    ],
  },
  {
    locale: 'ko-KR',
    currency: 'USD',
    weight: 4,
    first: [
      ['길동', 'gildong'],
      ['하늘', 'haneul'],
      ['보라', 'bora'],
    ],
    last: [
      ['가상', 'gasang'],
      ['예시', 'yesi'],
    ],
  },
  {
    locale: 'hi-IN',
    currency: 'USD',
    weight: 4,
    first: [
      ['काव्या', 'kavya'],
      ['अर्जुन', 'arjun'],
      ['मीरा', 'meera'],
    ],
    last: [
      ['काल्पनिक', 'kalpanik'],
      ['उदाहरण', 'udaharan'],
    ],
  },
  {
    locale: 'he-IL',
    currency: 'USD',
    weight: 3,
    first: [
      ['נועה', 'noa'],
      ['אורי', 'uri'],
    ],
    last: [
      ['אלמוני', 'almoni'],
      ['דמיוני', 'dimyoni'],
    ],
  },
];

function pairs(names) {
  return names.split(' ').map((name) => [name, name.toLowerCase()]);
}
